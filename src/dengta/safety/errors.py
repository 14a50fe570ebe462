"""What safety refuses."""

from typing import ClassVar

from dengta.kernel.errors import Kind, Refused


class TooLong(Refused):
    """The text is longer than anyone may send in one message."""

    kind: ClassVar[Kind] = Kind.TOO_LARGE
    code: ClassVar[str] = "text_too_long"
