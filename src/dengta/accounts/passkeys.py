"""Passkeys (WebAuthn level 3): challenges that prove their own age, and answers that count once.

A challenge is 16 random bytes, the second it expires, its owner's uuid (zero for anyone) and a MAC over those and its
purpose. So strangers asking for challenges write nothing here; only an answered one is remembered until it expires.
"""

import hmac
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import webauthn
from webauthn.helpers import base64url_to_bytes, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from dengta.accounts.errors import PasskeyRefused, PasskeysUnavailable
from dengta.accounts.store import credentials as store
from dengta.accounts.store.credentials import Known, NewPasskey
from dengta.platform.db import Tx
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings

Purpose = Literal["sign_in", "prove", "register"]
Answer = Mapping[str, Any]
"""What the browser's `PublicKeyCredential.toJSON()` gives: untrusted."""

LASTS = timedelta(minutes=5)
ANYONE = UUID(int=0)
LENGTH = 16 + 8 + 16 + 16
TRANSPORTS = frozenset({"usb", "nfc", "ble", "smart-card", "hybrid", "internal"})


@dataclass(frozen=True, slots=True)
class Site:
    """What passkeys are bound to: the host name people see, and the origins a browser may answer from."""

    host: str
    origins: tuple[str, ...]


def site_of(settings: Settings) -> Site:
    """The site under `base_url`. A loopback address stands for `localhost`, which browsers allow.

    Raises `PasskeysUnavailable` for any other bare address.
    """
    parts = urlsplit(settings.base_url)
    host = parts.hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return Site(host, (settings.origin,))
    if not address.is_loopback:
        raise PasskeysUnavailable
    port = f":{parts.port}" if parts.port else ""
    return Site("localhost", (f"{parts.scheme}://localhost{port}",))


def registration_options(
    owner: UUID, login: str, name: str, *, known: list[bytes], site: Site, keys: Keys, at: datetime
) -> dict[str, Any]:
    """Options for `navigator.credentials.create`: a discoverable passkey that verifies its user."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Dengta",
        user_name=login,
        user_id=owner.bytes,
        user_display_name=name,
        challenge=_challenge(keys, "register", owner, at),
        timeout=int(LASTS.total_seconds() * 1000),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=credential) for credential in known],
    )
    return _plain(options_to_json(options))


def sign_in_options(
    purpose: Literal["sign_in", "prove"], *, owner: UUID = ANYONE, site: Site, keys: Keys, at: datetime
) -> dict[str, Any]:
    """Options for `navigator.credentials.get`, naming no credential: the browser offers those it has."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=_challenge(keys, purpose, owner, at),
        timeout=int(LASTS.total_seconds() * 1000),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _plain(options_to_json(options))


async def check_registration(
    tx: Tx, answer: Answer, *, site: Site, keys: Keys, at: datetime
) -> tuple[UUID, NewPasskey]:
    """A new passkey and the uuid it was made for. Raises `PasskeyRefused`."""
    challenge = _challenge_in(answer)
    owner = await _spend(tx, keys, "register", challenge, at)
    try:
        verified = webauthn.verify_registration_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=list(site.origins),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as refusal:
        raise PasskeyRefused from refusal
    return owner, NewPasskey(
        verified.credential_id,
        verified.credential_public_key,
        verified.sign_count,
        _transports(answer),
        verified.credential_backed_up,
    )


async def check_sign_in(
    tx: Tx, answer: Answer, purpose: Literal["sign_in", "prove"], *, site: Site, keys: Keys, at: datetime
) -> Known:
    """The passkey that answered, its counter moved on. Raises `PasskeyRefused`.

    Refuses unknown passkeys, suspended owners, answers without user verification, replays, and counters that did
    not move, which is how a cloned authenticator shows.
    """
    challenge = _challenge_in(answer)
    await _spend(tx, keys, purpose, challenge, at)
    known = await store.take_passkey(tx, _credential_in(answer))
    if known is None or known.state != "active":
        raise PasskeyRefused
    try:
        verified = webauthn.verify_authentication_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=list(site.origins),
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as refusal:
        raise PasskeyRefused from refusal
    await store.use_passkey(tx, known.id, verified.new_sign_count, at)
    return known


async def owner_of(tx: Tx, answer: Answer) -> int | None:
    """Whose passkey an answer names, good or not; None for nobody's."""
    try:
        known = await store.take_passkey(tx, _credential_in(answer))
    except PasskeyRefused:
        return None
    return known.staff_id if known else None


def _challenge(keys: Keys, purpose: Purpose, owner: UUID, at: datetime) -> bytes:
    expires = int((at + LASTS).timestamp())
    body = os.urandom(16) + expires.to_bytes(8, "big") + owner.bytes
    return body + _mac(keys, purpose, body)


async def _spend(tx: Tx, keys: Keys, purpose: Purpose, challenge: bytes, at: datetime) -> UUID:
    body, mac = challenge[:-16], challenge[-16:]
    if len(challenge) != LENGTH or not hmac.compare_digest(mac, _mac(keys, purpose, body)):
        raise PasskeyRefused
    expires = datetime.fromtimestamp(int.from_bytes(body[16:24], "big"), tz=UTC)
    if expires < at or not await store.spend_challenge(tx, challenge, expires):
        raise PasskeyRefused
    return UUID(bytes=body[24:40])


def _mac(keys: Keys, purpose: Purpose, body: bytes) -> bytes:
    return keys.digest("passkey_challenge", purpose.encode() + b":" + body)[:16]


def _challenge_in(answer: Answer) -> bytes:
    try:
        said = msgspec.json.decode(base64url_to_bytes(answer["response"]["clientDataJSON"]))
        return base64url_to_bytes(said["challenge"])
    except (KeyError, TypeError, ValueError, AttributeError) as refusal:
        raise PasskeyRefused from refusal


def _credential_in(answer: Answer) -> bytes:
    try:
        return base64url_to_bytes(answer["rawId"])
    except (KeyError, TypeError, ValueError, AttributeError) as refusal:
        raise PasskeyRefused from refusal


def _transports(answer: Answer) -> list[str]:
    said = answer.get("response", {}).get("transports", [])
    return sorted(TRANSPORTS.intersection(part for part in said if isinstance(part, str))) if said else []


def _plain(options: str) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(options)
    return plain
