"""References: short, readable aloud, hard to mistake, with a check character.

`DT-7KQ2-9MXA`: seven random characters and one that checks them. The alphabet has 31 signs, a prime, so a weighted sum
modulo 31 with distinct weights finds every single wrong character and every swap of two (ISO/IEC 7064 gives the
reasoning for prime moduli). It leaves out 0, 1, I, L and O, which people confuse when reading aloud.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 7
PREFIX = "DT"


def new_reference() -> str:
    """A fresh reference out of 27 billion; the database refuses the rare one that is taken."""
    number, body = secrets.randbelow(len(ALPHABET) ** LENGTH), ""
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        body += ALPHABET[sign]
    return _shown(body + _check(body))


def parse_reference(typed: str) -> str | None:
    """The reference a person meant, in its usual form, or None when the check character says it was misread.

    Case, spaces, dashes and the prefix do not matter.
    """
    text = "".join(sign for sign in typed.upper() if sign.isalnum())
    text = text.removeprefix(PREFIX) if len(text) == LENGTH + 1 + len(PREFIX) else text
    if len(text) != LENGTH + 1 or any(sign not in ALPHABET for sign in text):
        return None
    return _shown(text) if _check(text[:-1]) == text[-1] else None


def _shown(text: str) -> str:
    return f"{PREFIX}-{text[:4]}-{text[4:]}"


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(body, 2))
    return ALPHABET[-total % len(ALPHABET)]
