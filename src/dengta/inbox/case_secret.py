"""The secret in a tracking link: derived from the installation's key, so that no database holds it."""

import base64
import hmac
from uuid import UUID

from dengta.platform.keys import Keys

LENGTH = 26  # 130 bits in base32


def case_secret(keys: Keys, conversation: UUID, version: int) -> str:
    """The secret that opens one conversation. A new `version` makes every older link useless."""
    digest = keys.digest("inbox.case", conversation.bytes + version.to_bytes(4, "big"))
    return base64.b32encode(digest).decode().lower()[:LENGTH]


def opens(keys: Keys, conversation: UUID, version: int, offered: str) -> bool:
    """Whether this is the secret, compared in constant time."""
    return hmac.compare_digest(case_secret(keys, conversation, version).encode(), offered.strip().lower().encode())
