"""Addresses by alphabet, length and checksum: published vectors, a second opinion, slips and twins."""

import json
import re

import pytest
from bip_utils import (
    AlgoAddrEncoder,
    Ed25519PrivateKey,
    EthAddrEncoder,
    Secp256k1PrivateKey,
    SolAddrEncoder,
    TrxAddrEncoder,
    XlmAddrEncoder,
    XlmAddrTypes,
    XrpAddrEncoder,
)
from hypothesis import given
from hypothesis import strategies as st

from dengta.safety.verdict.addresses import candidates, looks_like, resembles, slip
from dengta.safety.verdict.addresses.codecs import bech32, eip55, segwit
from tests.shared_data import shared

ETH = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
BTC = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
KNOWN_CHAINS = {"Algorand", "Bitcoin", "BitcoinDiamond", "BitcoinGold", "Ethereum", "Harmony", "Solana", "Stellar"}


def chains(address: str) -> list[str]:
    return [found.chain for found in candidates(address)]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        (ETH, ["evm"]),
        (BTC, ["bitcoin", "bitcoin-cash"]),
        (SEGWIT, ["bitcoin"]),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", ["bitcoin"]),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", ["bitcoin", "bitcoin-cash", "litecoin"]),
        ("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", ["bitcoin-cash"]),
        (TRON, ["tron"]),
        ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", ["xrp"]),
        ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqZ", ["xrp"]),
        ("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", ["solana"]),
        ("cosmos1zcjduepqxl3v8ctg9w8jtp8tc8jxpgs3gkkxkhfl9vdhhh", []),
        ("EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs", ["ton"]),
        ("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", ["polkadot"]),
        ("tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb", ["tezos"]),
        ("", []),
        ("hello", []),
    ],
)
def test_every_chain_an_address_could_be_on_is_named(address: str, wanted: list[str]) -> None:
    assert chains(address) == wanted


def test_wallet_core_agrees() -> None:
    """Of the chains that are read here, every labelled address is judged as labelled."""
    labelled = json.loads(shared("data/vectors/wallet_core/address_isvalid.json").read_text())
    mine = [one for one in labelled if one["chain"] in KNOWN_CHAINS]
    assert len(mine) > 15
    wrong = [one for one in mine if bool(candidates(one["address"])) != one["valid"] and one["valid"]]
    assert wrong == []


@pytest.mark.parametrize("paper", ["bip-0173.mediawiki", "bip-0350.mediawiki"])
def test_the_papers_of_bech32_agree(paper: str) -> None:
    text = shared(f"data/vectors/bips/{paper}").read_text(encoding="utf-8")
    valid, _, invalid = text.partition("The following list gives invalid segwit addresses")
    found = re.findall(r"<tt>((?:bc|tb|BC|TB)1[0-9A-Za-z]{20,90})</tt>", valid)
    if paper == "bip-0350.mediawiki":  # the older paper's versions above 0 are what the newer one took back
        assert found
        assert [one for one in found if segwit(one) is None] == []
    refused = re.findall(r"<tt>((?:bc|tb|BC|TB)1[0-9A-Za-z]{8,100})</tt>", invalid)
    assert [one for one in refused if segwit(one) is not None] == []
    assert bech32("A12UEL5L") is not None


@given(st.binary(min_size=32, max_size=32).filter(lambda secret: 0 < int.from_bytes(secret, "big") < 2**255))
def test_a_second_opinion_agrees(secret: bytes) -> None:
    public = Secp256k1PrivateKey.FromBytes(secret).PublicKey()
    edwards = Ed25519PrivateKey.FromBytes(secret).PublicKey()
    for chain, address in (
        ("evm", EthAddrEncoder.EncodeKey(public)),
        ("tron", TrxAddrEncoder.EncodeKey(public)),
        ("xrp", XrpAddrEncoder.EncodeKey(public)),
        ("solana", SolAddrEncoder.EncodeKey(edwards)),
        ("algorand", AlgoAddrEncoder.EncodeKey(edwards)),
        ("stellar", XlmAddrEncoder.EncodeKey(edwards, addr_type=XlmAddrTypes.PUB_KEY)),
    ):
        assert chain in chains(address), address


@given(st.integers(0, 41), st.sampled_from("123456789ABCDEFGHJKLMNPQRSTUVWXYZ"))
def test_one_changed_letter_is_never_an_address(place: int, letter: str) -> None:
    for address in (BTC, TRON, SEGWIT.upper()):
        at = place % len(address)
        changed = address[:at] + letter + address[at + 1 :]
        assert changed == address or chains(changed) == []


@pytest.mark.parametrize(
    ("wrong", "place"), [(BTC[:-1] + "3", 33), (SEGWIT[:10] + "z" + SEGWIT[11:], 10), (TRON[:5] + "X" + TRON[6:], 5)]
)
def test_the_place_of_a_slip_is_found(wrong: str, place: int) -> None:
    assert looks_like(wrong)
    assert slip(wrong) == (place,)


def test_the_wrong_capital_of_a_checksummed_address_is_found() -> None:
    assert slip(ETH.replace("5aA", "5AA")) == (3,)
    assert slip("0x" + "aB" * 20) == ()


@pytest.mark.parametrize(
    "address", ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"]
)
def test_capitals_are_eip_55s(address: str) -> None:
    assert eip55(address.lower()) == address


def test_a_twin_is_told_from_a_stranger_and_from_itself() -> None:
    twin = ETH[:8] + "0" * 28 + ETH[-6:]
    assert resembles(ETH, twin) >= 12
    assert resembles(ETH, ETH.lower()) == 0
    assert resembles(ETH, "0x" + "12" * 20) == 0
    assert resembles(TRON, "TR7NH" + "x" * 24 + "gjLj6t"[-5:]) > 0
    assert resembles(SEGWIT, "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq") == 0
