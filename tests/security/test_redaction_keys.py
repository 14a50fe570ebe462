"""Keys and key files are removed; addresses, hashes and signatures, which people need to send, stay (I20)."""

import json
import random
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dengta.safety.detect.base58 import BITCOIN
from dengta.safety.public import Certainty, Secret, redact
from tests.shared_data import shared

HEX = "4c0883a69102937d6231471b5dbb6204fe512961708279f3a8f5e1d1c7b6a2d9"
WIF = "5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss"


def base58(data: bytes) -> str:
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = BITCOIN[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


SEED = bytes(range(1, 33))
PAIR = SEED + Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
SOLANA = base58(PAIR)
SIGNATURE = base58(Ed25519PrivateKey.from_private_bytes(SEED).sign(b"a transfer"))

KEYS = {
    "WIF": WIF,
    "WIF, compressed": "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
    "WIF with a slip": WIF.replace("Qbb", "Qbc"),
    "BIP38": "6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg",
    "Stellar": "SBCVMMCBEDB64TVJZFYJOJAERZC4YVVUOE6SYR2Y76CBTENGUSGWRRVO",
    "XRP": "sEdTM1uX8pu2do5XvTnutH6HsouMaM2",
    "XRP, secp256k1": "sn259rEFXrQrWyx3Q7XneWcwV6dfL",
    "Solana": SOLANA,
    "nostr": "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5",
    "Sui": "suiprivkey1qzwant3kaegmjy4qxex93s0jzvemekkjmyv3r2sjwgnv2y479pgsywhveae",
    "Tezos": "edsk3gUfUPyBSfrS9CCgmCiQsTCHGkviBDusMxDJstFtojtc1zcpsh",
    "EOS": "PVT_K1_2bfGi9rYsXQSXXTvJbDAPhHLQUojjaNLomdm3cEJ1XTzMqUt3V",
    "Aptos": f"ed25519-priv-0x{HEX}",
    "Hedera": f"302e020100300506032b657004220420{HEX}",
    "Filecoin": b'{"Type":"secp256k1","PrivateKey":"b1ZW8lBGW7yGfUlc5+vPZk4bzTzdG9DqWSPpJvCmPq0="}'.hex(),
    "full-width": "".join(chr(ord(letter) + 0xFEE0) for letter in WIF),
    "bytes": f"[{', '.join(map(str, PAIR))}]",
}


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("sentence", ["{}", "My private key: {}, what now?", "我的私钥是{}怎么办"])
def test_a_private_key_is_removed(name: str, sentence: str) -> None:
    redaction = redact(sentence.format(KEYS[name]))
    assert redaction.kinds == (Secret.PRIVATE_KEY,)
    assert redaction.text == sentence.format("\u27e6private_key\u27e7")


@pytest.mark.parametrize("version", ["xprv", "yprv", "zprv", "tprv", "uprv", "vprv", "kprv"])
def test_an_extended_private_key_is_removed(version: str) -> None:
    key = "9s21ZrQH143K3h3fDYiay8mocZ3afhfULfb5GX8kCBdno77K4HiA15Tg23wpbeF1pLfs1c5SPmYHrEpTuuRhxMwvKDwqdKiGJS9XFKzUsAF"
    assert redact(f"it is {version}{key}.").text == "it is \u27e6extended_private_key\u27e7."
    assert redact(f"it is {version.replace('prv', 'pub')}{key}.").found == ()


def test_a_bare_hex_number_is_called_a_possible_key_and_a_named_one_a_key() -> None:
    for number in (HEX, f"0x{HEX}", HEX.upper()):
        assert redact(number).text == "\u27e6possible_key\u27e7"
        assert redact(f"My private key: {number}, what now?").kinds == (Secret.PRIVATE_KEY,)
        assert redact(f"我的私钥是{number}怎么办").kinds == (Secret.PRIVATE_KEY,)
        assert redact(f"{number} is my private key").kinds == (Secret.PRIVATE_KEY,)


@pytest.mark.parametrize("size", [4, 8, 16, 32])
@pytest.mark.parametrize("between", [" ", "\n", "-"])
def test_a_key_in_groups_is_removed(size: int, between: str) -> None:
    groups = between.join(HEX[at : at + size] for at in range(0, 64, size))
    assert redact(f"my private key: {groups} ok").text == "my private key: \u27e6private_key\u27e7 ok"
    assert redact(f"tx hash: {groups} ok").found == ()


def test_the_digits_of_a_seed_qr_are_removed() -> None:
    digits = "".join(f"{place:04}" for place in (1, 2047, 512, 77, 1980, 300, 4, 1024, 2000, 15, 900, 1100))
    assert redact(f"it says {digits}").kinds == (Secret.SEED_PHRASE,)
    assert redact(f"it says {digits * 2}").kinds == (Secret.SEED_PHRASE,)
    assert redact(f"it says {digits.replace('2047', '2048')}").found == ()
    assert redact(f"it says {digits}7").found == ()


def test_how_sure_we_are() -> None:
    assert redact(WIF).found[0].certainty is Certainty.CERTAIN
    assert redact(WIF.replace("Qbb", "Qbc")).found[0].certainty is Certainty.LIKELY
    assert redact(SOLANA).found[0].certainty is Certainty.CERTAIN
    assert redact(HEX).found[0].certainty is Certainty.POSSIBLE
    assert redact(f"private key {HEX}").found[0].certainty is Certainty.LIKELY


@pytest.mark.parametrize(
    "text",
    [
        f"tx hash: 0x{HEX}",
        f"My transaction 0x{HEX} is still pending.",
        f"txid {HEX}",
        f"交易哈希：{HEX}",
        f"这笔转账 0x{HEX} 一直没到账",
        f"https://etherscan.io/tx/0x{HEX}",
        f"看这里 https://tronscan.org/#/transaction/{HEX} 谢谢",
        f"0x{HEX} is the transaction hash",
        f"block hash 0x{HEX}",
        f"input data 0x{HEX * 3}",
        f"signature {SIGNATURE}",
        SIGNATURE,
        "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "GBRPYHIL2CI3FNQ4BXLFMNDLFJUNPU2HY3ZMFSHONUCEOASW7QC7OX2H",
        "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV",
        "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKSuoA",
        "https://example.com/some-very-long-article-name-about-recovering-wallets-and-keys-in-2026",
        "pages: [1, 2, 3, 4]",
    ],
)
def test_what_customers_must_be_able_to_send_stays(text: str) -> None:
    redaction = redact(text)
    assert redaction.found == ()
    assert redaction.text == text


def test_a_key_in_a_web_address_is_removed() -> None:
    assert redact(f"https://example.com/restore?privateKey={HEX}").kinds == (Secret.PRIVATE_KEY,)


def test_the_label_of_a_field_tells_a_hash_from_a_key() -> None:
    assert redact(HEX, before="Transaction hash").found == ()
    assert redact(HEX, before="Private key").found[0].certainty is Certainty.LIKELY


def test_published_private_keys_of_bitcoin_are_removed_and_its_addresses_stay() -> None:
    vectors = json.loads(shared("data/vectors/bitcoin/core_base58_keys_valid.json").read_text(encoding="utf-8"))
    assert len(vectors) > 40
    for text, _, about in vectors:
        assert bool(redact(text).found) is about["isPrivkey"], text


def _keystores() -> list[Path]:
    return sorted(shared("data/vectors/wallet_core/keystore").glob("*.json"))


def test_every_key_file_is_removed_whole() -> None:
    for file in _keystores():
        content = file.read_text(encoding="utf-8")
        if not re.search("ciphertext", content):
            continue
        redaction = redact(f"Here is my wallet file: {content} What now?")
        assert Secret.KEYSTORE in redaction.kinds, file.name
        assert not re.search(r"[0-9a-f]{32}", redaction.text), file.name
        assert redaction.text.startswith("Here is my wallet file: ")
        cut_off = redact(content[: content.rindex("}") - 20]).text
        assert "ciphertext" not in cut_off, file.name


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('{"data":"QUJD","iv":"QUJD","salt":"QUJD"}', "\u27e6keystore\u27e7"),
        ('see {"encoded":"QUJD","encoding":{"content":["pkcs8"]},"address":"5F"} ok', "see \u27e6keystore\u27e7 ok"),
        ('{"kty":"RSA","n":"AQ","d":"AQ"}', "\u27e6private_key\u27e7"),
        ('{"kty":"RSA","n":"AQ"}', '{"kty":"RSA","n":"AQ"}'),
        ('{"address":"T1","privateKey":"AQ"}', "\u27e6private_key\u27e7"),
        ('{"mnemonic":"encrypted","id":1}', "\u27e6seed_phrase\u27e7"),
        ('{"data": 1, "page": 2}', '{"data": 1, "page": 2}'),
        (
            "a -----BEGIN EC PRIVATE KEY-----\nMHcCAQ\n-----END EC PRIVATE KEY----- b",
            "a \u27e6private_key\u27e7 b",
        ),
        ("a -----BEGIN PRIVATE KEY-----\nMHcCAQ", "a \u27e6private_key\u27e7"),
        ("-----BEGIN PUBLIC KEY-----\nMHcCAQ", "-----BEGIN PUBLIC KEY-----\nMHcCAQ"),
        (f"wc:7f6e504b@2?relay-protocol=irn&symKey={HEX} ok", "\u27e6connection_key\u27e7 ok"),
        ("wc:7f6e504b@2?relay-protocol=irn", "wc:7f6e504b@2?relay-protocol=irn"),
        ("password: Hunter22!", "password: \u27e6password\u27e7"),
        ("密码是abc123\uff0c谢谢", "密码是\u27e6password\u27e7\uff0c谢谢"),
        ("my password is not working", "my password is not working"),
        ("密码是什么", "密码是什么"),
        ("the OTP is 123456", "the OTP is \u27e6one_time_code\u27e7"),
        ("验证码 123 456", "验证码 \u27e6one_time_code\u27e7"),
        ("error code 123456", "error code 123456"),
        ("spin 3: 12345", "spin 3: 12345"),
    ],
)
def test_keys_in_a_larger_form(text: str, kept: str) -> None:
    assert redact(text).text == kept


def test_two_secrets_are_two_findings_in_their_order() -> None:
    redaction = redact(f"{WIF} and password: Hunter22!")
    assert redaction.kinds == (Secret.PRIVATE_KEY, Secret.PASSWORD)


def test_solana_signatures_are_never_taken_for_keys() -> None:
    chance = random.Random(23)
    assert not any(redact(base58(chance.randbytes(64))).found for _ in range(200))
