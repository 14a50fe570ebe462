"""A secret sent in two messages: the second gives it away, and the first half is taken out again."""

from dengta.inbox.model import Author, Message
from dengta.kernel.text import SafeText
from dengta.safety.public import Redaction, join, marker, redact, stored, trusted

OPENING = "\u27e6"


def other_half(earlier: Message, text: str, cleaned: Redaction) -> SafeText | None:
    """What may be left of the customer's earlier message, or None when it holds no half of a secret.

    `cleaned` is `text` as redacted with the earlier message before it. If it found nothing that `text` alone would
    give, there was nothing split.
    """
    if earlier.author is not Author.CUSTOMER or len(cleaned.found) <= len(redact(text).found):
        return None
    kind = trusted(marker(cleaned.found[0].kind))
    if OPENING in earlier.body:
        return kind  # part of it was removed before; where the rest begins can no longer be told
    before, found, _ = redact(earlier.body + "\n" + text).text.partition(OPENING)
    return join("", [stored(before), kind]) if found and earlier.body.startswith(before) else kind
