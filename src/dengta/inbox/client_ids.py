"""The sender's own id for a message: short, plain, and no place to leave a secret in."""

import re

from dengta.inbox.errors import BadClientId
from dengta.safety.public import Certainty, redact

_FIT = re.compile(r"[A-Za-z0-9_.:-]{1,64}", re.ASCII)
_OURS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}", re.ASCII)


def check_client_id(client_id: str) -> None:
    """Refuse with `BadClientId` what is not 1 to 64 letters, digits and `_ . : -`, and what is a key or a phrase.

    Sixty-four hex digits, which may as well be a random number, are let be.
    """
    if _OURS.fullmatch(client_id):
        return
    found = redact(client_id).found if _FIT.fullmatch(client_id) else None
    if found is None or any(finding.certainty is not Certainty.POSSIBLE for finding in found):
        raise BadClientId
