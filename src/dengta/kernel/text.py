"""The one type that stores accept for anything a person wrote."""

from typing import NewType

SafeText = NewType("SafeText", str)
"""Text that has passed redaction. Only `dengta.safety` may construct one (a test reads the source for it)."""
