"""Signing secrets at rest: AES-256-GCM under a key derived for this purpose alone."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dengta.platform.keys import Keys

PURPOSE = "webhooks.secret"
NONCE = 12


def seal(keys: Keys, secret: str) -> bytes:
    """The secret as the database keeps it: a fresh nonce, then the ciphertext."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(keys.derive(PURPOSE)).encrypt(nonce, secret.encode(), None)


def unseal(keys: Keys, kept: bytes) -> str:
    """The secret again; raises `cryptography.exceptions.InvalidTag` if the key is another or the bytes were changed."""
    return AESGCM(keys.derive(PURPOSE)).decrypt(kept[:NONCE], kept[NONCE:], None).decode()
