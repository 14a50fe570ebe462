"""One secret for the installation, from which every purpose derives its own key."""

import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dengta.platform.settings import BadSetting, Settings

SHORTEST = 32  # characters of DENGTA_SECRET_KEY


class Keys:
    """Derives keys (HKDF-SHA256, RFC 5869) and makes keyed digests. Never shows its root."""

    __slots__ = ("_derived", "_root")

    def __init__(self, root: bytes) -> None:
        self._root = root
        self._derived: dict[str, bytes] = {}

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose, the same every time."""
        if purpose not in self._derived:
            expand = HKDF(algorithm=SHA256(), length=32, salt=b"dengta", info=purpose.encode())
            self._derived[purpose] = expand.derive(self._root)
        return self._derived[purpose]

    def digest(self, purpose: str, message: bytes) -> bytes:
        """HMAC-SHA256 of a message under the key of a purpose."""
        return hmac.digest(self.derive(purpose), message, "sha256")

    def __repr__(self) -> str:
        return "Keys(…)"


def load_keys(settings: Settings) -> Keys:
    """The installation's key: from `DENGTA_SECRET_KEY`, else a file in `home` made on first use, mode 0600."""
    if settings.secret_key is not None:
        if len(settings.secret_key) < SHORTEST:
            raise BadSetting(
                f"DENGTA_SECRET_KEY needs at least {SHORTEST} characters; `openssl rand -hex 32` makes one"
            )
        return Keys(settings.secret_key.encode())
    return Keys(_file_key(settings.home / "secret.key"))


def _file_key(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_key(path)
    return path.read_bytes()


def _make_key(path: Path) -> None:
    """Put a whole key in place, or leave the one that another process put there first."""
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".key-") as file:  # readable by its owner only
        file.write(secrets.token_hex(32).encode())
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)
