"""The register as one signed document (Ed25519, RFC 8032).

The signed bytes are the UTF-8 of `payload`: JSON with sorted keys and without spaces (RFC 8785, for the texts and whole
numbers that it holds). A program checks the signature before it reads anything.
"""

import base64
import hashlib
import json
from datetime import UTC

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

from dengta.platform.keys import Keys
from dengta.trust.model import Standing

PURPOSE = "trust.register.1"
FORMAT = "dengta-register-1"


class SignedRegister(Struct, frozen=True):
    """What `/api/v1/official` answers. `key` and `signature` are base64url without padding."""

    algorithm: str
    key: str
    payload: str
    signature: str


def sign(standing: Standing, *, desk: str, keys: Keys) -> SignedRegister:
    """The same register gives the same document. `desk` is the desk's address: none passes for another's."""
    told = {
        "changed_at": standing.changed_at.astimezone(UTC).isoformat() if standing.changed_at else "",
        "desk": desk,
        "entries": [{"detail": e.detail, "sort": str(e.sort), "value": e.value} for e in standing.entries],
        "format": FORMAT,
        "version": standing.version,
    }
    payload = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    private = _private(keys)
    public = private.public_key().public_bytes_raw()
    return SignedRegister("Ed25519", _text(public), payload, _text(private.sign(payload.encode())))


def is_genuine(register: SignedRegister, *, key: str) -> bool:
    """Whether the document was signed with the pinned key, whatever key it names itself."""
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(key)).verify(_bytes(register.signature), register.payload.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key(keys: Keys) -> str:
    """The key to pin, base64url."""
    return _text(_private(keys).public_key().public_bytes_raw())


def fingerprint(key: str) -> str:
    """SHA-256 of a public key as people compare it: eight groups of four hex digits."""
    digits = hashlib.sha256(_bytes(key)).hexdigest()[:32]
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def _private(keys: Keys) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.derive(PURPOSE))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
