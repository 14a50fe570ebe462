"""A customer is signed in by the wallet's app, and by nobody who only says so (I22)."""

import base64
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dengta.inbox.errors import BadHostKey, NoSuchHostKey, NotProven
from dengta.inbox.host_keys import list_host_keys, register_host_key, retire_host_key
from dengta.inbox.identity import proven_sender
from dengta.platform.db import Database
from tests.support.clock import FakeClock

DESK = "https://help.example.com"


def pem(public_key: Any) -> str:
    return public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def claims(clock: FakeClock, **changes: object) -> dict[str, object]:
    usual = {"sub": "user-1", "aud": DESK, "exp": int((clock.now() + timedelta(hours=1)).timestamp())}
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


async def who(token: str, db: Database, clock: FakeClock) -> str:
    return (await proven_sender(token, audience=DESK, db=db, clock=clock)).key


async def test_the_app_signs_a_customer_in_with_either_kind_of_key(db: Database, clock: FakeClock) -> None:
    shared = await register_host_key("server", None, db=db, clock=clock)
    private = Ed25519PrivateKey.generate()
    await register_host_key("app", pem(private.public_key()), db=db, clock=clock)
    assert shared.secret is not None
    first = await who(jwt.encode(claims(clock), shared.secret, "HS256"), db, clock)
    second = await who(jwt.encode(claims(clock), private, "EdDSA"), db, clock)
    assert first != second  # the same subject under another key is another person: two apps number people apart
    assert shared.secret not in repr(shared)
    assert shared.secret not in repr(await list_host_keys(db=db))


WRONG: dict[str, dict[str, object]] = {
    "for another desk": {"aud": "https://elsewhere.example.com"},
    "for nobody in particular": {"aud": None},
    "of nobody": {"sub": None},
    "of an empty name": {"sub": ""},
    "of a number": {"sub": 7},
    "of an endless name": {"sub": "x" * 201},
    "without an end": {"exp": None},
    "with a word for an end": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG.keys())
async def test_a_token_that_does_not_fit_proves_nothing(
    changes: dict[str, object], db: Database, clock: FakeClock
) -> None:
    made = await register_host_key("server", None, db=db, clock=clock)
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=")
    body = base64.urlsafe_b64encode(json.dumps(claims(clock, **changes)).encode()).rstrip(b"=")
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(
        head + b"." + body, str(made.secret).encode()
    )
    token = b".".join([head, body, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()
    with pytest.raises(NotProven):
        await who(token, db, clock)


@pytest.mark.parametrize(
    ("life", "proves"),
    [
        (timedelta(hours=24), True),
        (timedelta(hours=25), False),
        (timedelta(days=365), False),
        (timedelta(seconds=-30), True),  # a clock may be half a minute off
        (timedelta(minutes=-5), False),
    ],
    ids=str,
)
async def test_a_token_lives_for_a_day_at_most(life: timedelta, proves: bool, db: Database, clock: FakeClock) -> None:
    made = await register_host_key("server", None, db=db, clock=clock)
    token = jwt.encode(claims(clock, exp=int((clock.now() + life).timestamp())), str(made.secret), "HS256")
    if proves:
        assert await who(token, db, clock)
        return
    with pytest.raises(NotProven):
        await who(token, db, clock)


async def test_a_public_key_is_not_taken_for_a_secret(db: Database, clock: FakeClock) -> None:
    """The public key is known to all: signing HS256 with it must not work (CVE-2015-9235 and its kin)."""
    public = pem(Ed25519PrivateKey.generate().public_key())
    await register_host_key("app", public, db=db, clock=clock)
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=")
    body = base64.urlsafe_b64encode(json.dumps(claims(clock)).encode()).rstrip(b"=")
    signer = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    forged = base64.urlsafe_b64encode(signer.sign(head + b"." + body, public.encode())).rstrip(b"=")
    with pytest.raises(NotProven):
        await who(b".".join([head, body, forged]).decode(), db, clock)


@pytest.mark.parametrize("algorithm", ["none", "None", "HS384", "RS256", "EdDSA"])
async def test_the_token_does_not_choose_the_algorithm(algorithm: str, db: Database, clock: FakeClock) -> None:
    await register_host_key("server", None, db=db, clock=clock)
    head = base64.urlsafe_b64encode(json.dumps({"alg": algorithm}).encode()).rstrip(b"=")
    body = base64.urlsafe_b64encode(json.dumps(claims(clock)).encode()).rstrip(b"=")
    for signature in (b"", b"AAAA"):
        with pytest.raises(NotProven):
            await who(b".".join([head, body, signature]).decode(), db, clock)


async def test_a_retired_key_opens_nothing_from_that_moment(db: Database, clock: FakeClock) -> None:
    made = await register_host_key("server", None, db=db, clock=clock)
    token = jwt.encode(claims(clock), str(made.secret), "HS256")
    assert await who(token, db, clock)
    await retire_host_key(made.id, db=db, clock=clock)
    with pytest.raises(NotProven):
        await who(token, db, clock)
    with pytest.raises(NoSuchHostKey):
        await retire_host_key(made.id, db=db, clock=clock)
    assert await list_host_keys(db=db) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
async def test_a_key_has_a_name(name: str, db: Database, clock: FakeClock) -> None:
    with pytest.raises(BadHostKey):
        await register_host_key(name, None, db=db, clock=clock)


async def test_only_an_ed25519_public_key_is_accepted(db: Database, clock: FakeClock) -> None:
    for key in ("not a key", pem(generate_private_key(SECP256R1()).public_key())):
        with pytest.raises(BadHostKey):
            await register_host_key("app", key, db=db, clock=clock)
