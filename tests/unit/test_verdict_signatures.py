"""What a signature would allow is read out of calldata and typed data."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from eth_abi.abi import encode

from dengta.safety.verdict import texts
from dengta.safety.verdict.addresses.codecs import keccak256
from dengta.safety.verdict.check import check
from dengta.safety.verdict.model import Grade

SPENDER = "0x" + "ab" * 20
MOST = 2**256 - 1


def call(signature: str, *arguments: Any) -> str:
    types = signature.partition("(")[2][:-1]
    data = encode([types] if types.startswith("(") else types.split(","), arguments)
    return "0x" + (keccak256(signature.encode())[:4] + data).hex()


def codes(text: str) -> tuple[Grade, tuple[str, ...]]:
    report = check(text)
    assert len(report.verdicts) == 1, report
    return report.grade, report.verdicts[0].codes


@pytest.mark.parametrize(
    ("data", "grade", "wanted"),
    [
        (call("approve(address,uint256)", SPENDER, MOST), Grade.SUSPICIOUS, "unlimited_approval"),
        (call("approve(address,uint256)", SPENDER, 10**18), Grade.UNKNOWN, "approval"),
        (call("approve(address,uint256)", SPENDER, 0), Grade.UNKNOWN, "takes_back"),
        (call("increaseAllowance(address,uint256)", SPENDER, MOST), Grade.SUSPICIOUS, "unlimited_approval"),
        (call("setApprovalForAll(address,bool)", SPENDER, True), Grade.SUSPICIOUS, "approval_for_all"),
        (call("setApprovalForAll(address,bool)", SPENDER, False), Grade.UNKNOWN, "takes_back"),
        (call("transfer(address,uint256)", SPENDER, 5), Grade.UNKNOWN, "moves_tokens"),
        (
            call("approve(address,address,uint160,uint48)", SPENDER, SPENDER, 2**160 - 1, 2**48 - 1),
            Grade.SUSPICIOUS,
            "unlimited_approval",
        ),
    ],
)
def test_calldata_is_read(data: str, grade: Grade, wanted: str) -> None:
    found, said = codes(data)
    assert found is grade
    assert wanted in said


def test_what_is_wrapped_in_a_multicall_is_read_too() -> None:
    inner = bytes.fromhex(call("setApprovalForAll(address,bool)", SPENDER, True)[2:])
    data = "0x" + (keccak256(b"multicall(bytes[])")[:4] + encode(["bytes[]"], [[inner]])).hex()
    assert codes(data) == (Grade.SUSPICIOUS, ("approval_for_all",))


def test_a_call_wrapped_without_end_is_read_without_end_in_sight() -> None:
    data = bytes.fromhex(call("approve(address,uint256)", SPENDER, MOST)[2:])
    for _ in range(12):
        data = keccak256(b"multicall(bytes[])")[:4] + encode(["bytes[]"], [[data]])
    assert codes("0x" + data.hex())[1] == ("unread_call",)


def test_a_damaged_call_is_said_to_be_damaged() -> None:
    assert codes("0x095ea7b3" + "ff" * 40)[1] == ("broken_call",)


def test_a_delegation_of_the_account_is_named() -> None:
    """EIP-7702."""
    assert codes("0xef0100" + "12" * 20) == (Grade.SUSPICIOUS, ("delegation",))
    told = {"chainId": 1, "address": SPENDER, "nonce": 0}
    assert codes(json.dumps(told)) == (Grade.SUSPICIOUS, ("delegation",))


def typed(kind: str, message: Mapping[str, Any], **domain: Any) -> str:
    return json.dumps({"types": {}, "primaryType": kind, "domain": domain, "message": message})


@pytest.mark.parametrize(
    ("text", "grade", "wanted"),
    [
        (
            typed("Permit", {"owner": SPENDER, "spender": SPENDER, "value": str(MOST)}, name="USD Coin"),
            Grade.SUSPICIOUS,
            "signed_permit",
        ),
        (
            typed("Permit", {"holder": SPENDER, "spender": SPENDER, "allowed": True}),
            Grade.SUSPICIOUS,
            "unlimited_approval",
        ),
        (
            typed("PermitSingle", {"details": {"amount": str(2**160 - 1)}, "spender": SPENDER}),
            Grade.SUSPICIOUS,
            "permit2",
        ),
        (
            typed("PermitBatch", {"details": [{"amount": "5"}, {"amount": hex(2**160 - 1)}], "spender": SPENDER}),
            Grade.SUSPICIOUS,
            "unlimited_approval",
        ),
        (
            typed("OrderComponents", {"offer": [{}], "consideration": [{"startAmount": "1"}]}),
            Grade.SUSPICIOUS,
            "sells_for_nothing",
        ),
        (
            typed("OrderComponents", {"offer": [{}], "consideration": [{"startAmount": "1000000"}]}),
            Grade.UNKNOWN,
            "sale_order",
        ),
        (typed("Mail", {"contents": "hello"}), Grade.UNKNOWN, "unread_typed_data"),
        (
            json.dumps({"to": SPENDER, "data": call("approve(address,uint256)", SPENDER, MOST)}),
            Grade.SUSPICIOUS,
            "unlimited_approval",
        ),
    ],
)
def test_typed_data_is_read(text: str, grade: Grade, wanted: str) -> None:
    found, said = codes(text)
    assert found is grade
    assert wanted in said


def test_a_salt_in_typed_data_is_no_secret() -> None:
    report = check(typed("Permit", {"spender": SPENDER, "value": "1", "salt": "0x" + "12" * 32}))
    assert report.secrets == ()
    assert report.grade is Grade.UNKNOWN


@pytest.mark.parametrize(
    "text", ["{", "{}", "[]", '{"primaryType": 1}', '{"primaryType": "Permit", "message": []}', "{" * 3000]
)
def test_what_is_no_request_is_no_error(text: str) -> None:
    assert check(text).grade is Grade.UNKNOWN


def test_a_transfer_says_how_much_and_nothing_against_itself() -> None:
    (verdict,) = check(call("transfer(address,uint256)", SPENDER, 1_500_000)).verdicts
    (said,) = texts.sentences(verdict, "en")
    assert "1500000" in said
    assert texts.grade_name(verdict, "en") == "What we know"
    assert texts.to_do(verdict, "en") == "Sign it only if you wanted exactly this."


def test_a_permission_that_can_be_taken_back_needs_no_new_wallet() -> None:
    (verdict,) = check(call("approve(address,uint256)", SPENDER, MOST)).verdicts
    assert "That is enough" in texts.to_do(verdict, "en")
