"""The register's document: canonical, signed, and told from a forged one; entries in one form."""

import base64
import json
from datetime import UTC, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dengta.kernel.ids import uuid7
from dengta.platform.keys import Keys
from dengta.trust.canonical import canonical
from dengta.trust.model import Entry, EntrySort, Standing
from dengta.trust.signed import fingerprint, is_genuine, public_key, sign

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ENTRY = Entry(uuid7(), EntrySort.DOMAIN, "lighthouse-wallet.com", "", "Home", "官网", AT)
STANDING = Standing((ENTRY,), 3, AT)
DESK = "https://help.lighthouse-wallet.com"


@pytest.mark.parametrize(
    ("sort", "value", "detail", "wanted"),
    [
        (EntrySort.DOMAIN, " Lighthouse-Wallet.com ", "", ("lighthouse-wallet.com", "")),
        (EntrySort.DOMAIN, "https://lighthouse-wallet.com/x", "", None),
        (EntrySort.DOMAIN, "пример.рф", "", ("xn--e1afmkfd.xn--p1ai", "")),
        (EntrySort.EMAIL, "Help@Lighthouse-Wallet.com", "", ("help@lighthouse-wallet.com", "")),
        (EntrySort.EMAIL, "mail.lighthouse-wallet.com", "", ("mail.lighthouse-wallet.com", "")),
        (EntrySort.HANDLE, "https://t.me/Lighthouse", "", ("lighthouse", "telegram")),
        (EntrySort.HANDLE, "@Light_House", "Telegram", ("light_house", "telegram")),
        (EntrySort.HANDLE, "@lighthouse", "", None),
        (EntrySort.PHONE, "+852 1234 5678", "", ("+85212345678", "")),
        (EntrySort.PHONE, "soon", "", None),
        (EntrySort.GROUP, "https://t.me/+AbCdEf", "", ("t.me/+abcdef", "")),
        (EntrySort.APP, "com.lighthouse.wallet", "2.3.0", ("com.lighthouse.wallet", "2.3.0")),
        (EntrySort.APP, "com.lighthouse.wallet", "newest", None),
        (
            EntrySort.ADDRESS,
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "",
            ("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", ""),
        ),
        (EntrySort.ADDRESS, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "", ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "")),
        (EntrySort.ADDRESS, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "", None),
        (EntrySort.NAME, "Lighthouse", "", ("Lighthouse", "")),
        (EntrySort.NAME, "abc", "", None),
        (EntrySort.STAFF, "林 Ana", "Security", ("林 Ana", "Security")),
        (EntrySort.STAFF, "<script>", "", None),
    ],
)
def test_an_entry_has_one_form(sort: EntrySort, value: str, detail: str, wanted: tuple[str, str] | None) -> None:
    assert canonical(sort, value, detail) == wanted


def test_anybody_can_check_the_signature_with_the_pinned_key(keys: Keys) -> None:
    document = sign(STANDING, desk=DESK, keys=keys)
    key, signature = (base64.urlsafe_b64decode(text + "==") for text in (public_key(keys), document.signature))
    Ed25519PublicKey.from_public_bytes(key).verify(signature, document.payload.encode())
    told = json.loads(document.payload)
    assert told["entries"] == [{"detail": "", "sort": "domain", "value": "lighthouse-wallet.com"}]
    assert (told["desk"], told["version"], told["format"]) == (DESK, 3, "dengta-register-1")
    assert document.payload == json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_the_same_register_gives_the_same_document(keys: Keys) -> None:
    assert sign(STANDING, desk=DESK, keys=keys) == sign(STANDING, desk=DESK, keys=keys)


def test_a_forged_document_is_told_from_a_genuine_one(keys: Keys) -> None:
    genuine = sign(STANDING, desk=DESK, keys=keys)
    key = public_key(keys)
    changed = msgspec.structs.replace(genuine, payload=genuine.payload.replace("lighthouse", "lighth0use"))
    other = Keys(b"somebody else's root, as long as it must be")
    forged = sign(STANDING, desk=DESK, keys=other)
    assert is_genuine(genuine, key=key)
    assert not is_genuine(changed, key=key)
    assert not is_genuine(forged, key=key), "it names its own key, which is not the pinned one"
    assert is_genuine(forged, key=public_key(other))


def test_a_fingerprint_is_eight_groups_to_compare(keys: Keys) -> None:
    groups = fingerprint(public_key(keys)).split()
    assert [len(group) for group in groups] == [4] * 8
