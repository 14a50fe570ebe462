"""The code that lets whoever runs the machine, and nobody else, set a fresh desk up in a browser."""

import base64
import hmac

from dengta.platform.keys import Keys

LENGTH = 16  # 80 bits in base32


def setup_code(keys: Keys) -> str:
    """This installation's code. It follows from its key, so every process knows it and no database holds it."""
    text = base64.b32encode(keys.digest("setup", b"code")).decode().lower()[:LENGTH]
    return "-".join(text[at : at + 4] for at in range(0, LENGTH, 4))


def is_setup_code(keys: Keys, offered: str) -> bool:
    """Whether this is the code, compared in constant time; spaces, dashes and capitals do not matter."""
    typed = "".join(sign for sign in offered[:100].lower() if sign.isalnum())
    return hmac.compare_digest(typed.encode(), setup_code(keys).replace("-", "").encode())
