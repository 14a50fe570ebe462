"""What people are called and sign in as, cleaned of what cannot be seen."""

import re
import unicodedata

from dengta.accounts.errors import BadLogin, BadName

LOGIN = re.compile(r"[a-z0-9][a-z0-9._%+@-]{1,99}", re.ASCII)
LONGEST = 80


def clean_name(text: str) -> str:
    """A name as it is kept: NFC, single spaces, no control, format or bidi characters. Raises `BadName`."""
    seen = "".join(" " if unicodedata.category(letter) in {"Zs", "Cc"} else letter for letter in text)
    kept = "".join(letter for letter in seen if unicodedata.category(letter)[0] != "C")
    name = " ".join(unicodedata.normalize("NFC", kept).split())
    if not 1 <= len(name) <= LONGEST:
        raise BadName
    return name


def clean_login(text: str) -> str:
    """A login as it is kept and compared: trimmed and in lower case. Raises `BadLogin`."""
    login = text.strip().lower()
    if not LOGIN.fullmatch(login):
        raise BadLogin
    return login
