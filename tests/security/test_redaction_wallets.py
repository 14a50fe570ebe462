"""Keys in the forms of many wallets, each removed whole; what merely looks like one stays."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dengta.safety.detect.base58 import BITCOIN
from dengta.safety.public import Certainty, Secret, redact

SEED = bytes(range(1, 33))
PUBLIC = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
HEX = SEED.hex()
SIGNATURE = Ed25519PrivateKey.from_private_bytes(SEED).sign(b"a transfer")


def base58(data: bytes) -> str:
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = BITCOIN[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def checked(data: bytes) -> str:
    return base58(data + hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4])


def secret_numbers(entropy: bytes) -> list[str]:
    """XLS-12: sixteen bits a row, and a check digit that depends on the row."""
    values = [int.from_bytes(entropy[at : at + 2], "big") for at in range(0, 16, 2)]
    return [f"{value:05}{value * (2 * at + 1) % 9}" for at, value in enumerate(values)]


ROWS = secret_numbers(SEED[:16])
EXTENDED_BODY = bytes(9) + SEED + b"\0" + SEED
WITHOUT_CONTEXT = {
    "XRP secret numbers": " ".join(ROWS),
    "XRP secret numbers, lettered": "\n".join(f"{letter}. {row}" for letter, row in zip("ABCDEFGH", ROWS, strict=True)),
    "WIF of Litecoin": checked(b"\xb0" + SEED + b"\1"),
    "WIF of Dogecoin": checked(b"\x9e" + SEED),
    "WIF of Dash": checked(b"\xcc" + SEED + b"\1"),
    "Mina": checked(b"\x5a\1" + SEED + b"\1")[:60],
    "NEAR": base58(SEED + PUBLIC),
    "Avalanche": "PrivateKey-" + checked(SEED),
    "Cardano": "ed25519e_sk1" + "qpzry9x8gf2tvdw0s3jn54khce6mua7l" * 3,
    "bytes with braces": "{" + ",".join(map(str, SEED + PUBLIC)) + "}",
}
NAMED = {
    "Ed25519, 64 bytes in hex": (SEED + PUBLIC).hex(),
    "secp256k1 of Stacks": HEX + "01",
    "base58, as of a Solana seed": base58(SEED),
    "base64, as of Sui": base64.b64encode(SEED).decode(),
    "base64, 64 bytes": base64.b64encode(SEED + PUBLIC).decode(),
}
SAID = [
    (f"wc:8a5e5bdc@1?bridge=https%3A%2F%2Fb.example&key={HEX} ok", "\u27e6connection_key\u27e7 ok"),
    (f"nostr+walletconnect://b889?relay=wss://r.example&secret={HEX}", "\u27e6connection_key\u27e7"),
    (json.dumps({"vault": "x", "name": "y"}), "\u27e6keystore\u27e7"),
    (json.dumps({"secret_key": "x"}), "\u27e6private_key\u27e7"),
    (json.dumps({"seedPhrase": "x"}), "\u27e6seed_phrase\u27e7"),
    ("API secret: c9f8a7d2e1b0c3f4a5d6e7f8091a2b3c done", "API secret: \u27e6private_key\u27e7 done"),
    ("otpauth://totp/Desk:me?secret=JBSWY3DPEHPK3PXP&issuer=Desk", None),
    ("password: correct#horse", "password: \u27e6password\u27e7"),
    ("密码123456a不对", "密码\u27e6password\u27e7不对"),
    ("密码是qwertyu", "密码是\u27e6password\u27e7"),
    ("登录密码6位数", "登录密码6位数"),
    ("密码20231204年改的", "密码20231204年改的"),
    ("短信验证码是 482913", "短信验证码是 \u27e6one_time_code\u27e7"),
    ("482913 is my verification code", "\u27e6one_time_code\u27e7 is my verification code"),
    ("482913是我的验证码", "\u27e6one_time_code\u27e7是我的验证码"),
    ("my pin is 4821", "my pin is \u27e6password\u27e7"),
    ("spend key: " + HEX, "spend key: \u27e6private_key\u27e7"),
    ("Orders 100001 100002 100003 100004 100005 100006 100007 100008", None),
]


@pytest.mark.parametrize("name", [name for name in WITHOUT_CONTEXT if name != "Mina"])
def test_a_key_that_nothing_else_looks_like_is_removed_without_a_word(name: str) -> None:
    redaction = redact(f"Look: {WITHOUT_CONTEXT[name]} !")
    assert redaction.kinds == (Secret.PRIVATE_KEY,)
    assert redaction.text == "Look: \u27e6private_key\u27e7 !"


@pytest.mark.parametrize("name", NAMED)
def test_a_key_that_looks_like_a_hash_or_an_address_is_removed_when_it_is_called_one(name: str) -> None:
    for before in ("My private key is ", "secret key: ", "私钥：", "我的私钥是", "privkey = ", 'private_key="'):
        assert redact(before + NAMED[name]).text == before + "\u27e6private_key\u27e7"
    for before in ("", "address ", "the address of my private key wallet is ", "signature: ", "签名 "):
        assert redact(before + NAMED[name]).found == (), before


@pytest.mark.parametrize("version", [0x0488ADE4, 0x049D7878, 0x04B2430C, 0x019D9CFE, 0x02FAC398, 0x0488DAEE])
def test_an_extended_private_key_of_any_coin_is_told_by_its_checksum(version: int) -> None:
    key = checked(version.to_bytes(4, "big") + EXTENDED_BODY)
    assert redact(f"so: {key}").found[0].kind is Secret.EXTENDED_PRIVATE_KEY
    assert redact(f"so: {key}").found[0].certainty is Certainty.CERTAIN
    public = checked(version.to_bytes(4, "big") + bytes(9) + SEED + b"\2" + SEED)
    if not key.startswith(("xprv", "yprv", "zprv", "Ltpv", "dgpv")):
        assert redact(f"so: {public}").found == ()


@pytest.mark.parametrize(("text", "kept"), SAID)
def test_what_is_said_to_be_a_secret(text: str, kept: str | None) -> None:
    redaction = redact(text)
    if kept is None:
        assert (Secret.PASSWORD in redaction.kinds) is text.startswith("otpauth")
    else:
        assert redaction.text == kept


def test_signatures_hashes_and_addresses_stay() -> None:
    for text in (base58(SIGNATURE), SIGNATURE.hex(), base64.b64encode(SIGNATURE).decode(), base58(PUBLIC)):
        assert redact(text).found == ()
        assert redact(f"signed with my key: signature {text}").found == ()
