"""What a signature would allow: calldata (ABI), typed data (EIP-712), delegations of accounts (EIP-7702)."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from eth_abi.abi import decode
from eth_abi.exceptions import DecodingError

from dengta.safety.verdict.addresses.codecs import eip55, keccak256
from dengta.safety.verdict.model import Certainty, Grade, Reason

UNLIMITED = 2**95
"""From this amount on it is more than any token has: what is written there is "all you have, now and later"."""
DEEPEST = 3
MOST_CALLS = 50
Arguments = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of a contract and what its arguments allow."""

    signature: str
    says: Callable[[Arguments], Iterator[Reason]]

    @property
    def types(self) -> list[str]:
        return _split(self.signature.partition("(")[2][:-1])

    @property
    def selector(self) -> str:
        return keccak256(self.signature.encode())[:4].hex()


def examine_call(data: str) -> list[Reason]:
    """What calldata (`0x…`) allows; a delegation designator (`0xef0100…`) is read as what it is."""
    digits = data[2:].lower()
    if digits.startswith("ef0100") and len(digits) == 46:
        return [_delegation("0x" + digits[6:])]
    return list(_call(bytes.fromhex(digits[: len(digits) // 2 * 2]), 0)) or [Reason("unread_call", Certainty.CERTAIN)]


def examine_json(text: str) -> list[Reason] | None:
    """What typed data or a transaction in JSON allows; None when the text is neither."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    if isinstance(told.get("message"), dict) and "primaryType" in told:
        return _typed(str(told["primaryType"])[:60], told["message"], _mapping(told.get("domain")))
    if isinstance(told.get("authorizationList"), list) or {"chainId", "address", "nonce"} == told.keys():
        given: list[Any] = told.get("authorizationList") or [told]
        return [_delegation(str(_mapping(given[0]).get("address", "?")))]
    data = told.get("data") or told.get("input")
    if isinstance(data, str) and data.startswith("0x") and len(data) >= 10 and _is_hex(data[2:]):
        return examine_call(data)
    return None


def _typed(kind: str, message: Mapping[str, Any], domain: Mapping[str, Any]) -> list[Reason]:
    spender = _address(
        message.get("spender") or message.get("operator") or _mapping(message.get("permit")).get("spender")
    )
    token = {"token": _said(domain.get("name") or domain.get("verifyingContract"))}
    match kind:
        case "Permit":
            amount = UNLIMITED if message.get("allowed") is True else _number(message.get("value"))
            return [Reason("signed_permit", Certainty.CERTAIN, {"spender": spender} | token), *_amount(amount, spender)]
        case (
            "PermitSingle"
            | "PermitBatch"
            | "PermitTransferFrom"
            | "PermitBatchTransferFrom"
            | "PermitWitnessTransferFrom"
        ):
            amounts = [_number(part) for part in _values(message, "amount")]
            return [
                Reason("permit2", Certainty.CERTAIN, {"spender": spender}, Grade.SUSPICIOUS),
                *_amount(max(amounts, default=0), spender),
            ]
        case "OrderComponents" | "Order" | "BulkOrder":
            received = [_number(part) for part in _values(message.get("consideration", {}), "startAmount")]
            nothing = sum(received) <= 1
            return [
                Reason(
                    "sells_for_nothing" if nothing else "sale_order",
                    Certainty.LIKELY,
                    {},
                    Grade.SUSPICIOUS if nothing else None,
                )
            ]
        case _:
            return [Reason("unread_typed_data", Certainty.POSSIBLE, {"kind": kind})]


def _call(data: bytes, depth: int) -> Iterator[Reason]:
    function = _functions().get(data[:4].hex())
    if function is None or depth > DEEPEST:
        return
    try:
        arguments = decode(function.types, data[4:], strict=False)
    except (DecodingError, OverflowError, ValueError):
        yield Reason(
            "broken_call", Certainty.CERTAIN, {"function": function.signature.partition("(")[0]}, Grade.SUSPICIOUS
        )
        return
    inner = next(
        (part for part in arguments if isinstance(part, tuple | list) and part and isinstance(part[0], bytes)), ()
    )
    yield from function.says(arguments)
    for part in inner[:MOST_CALLS]:
        yield from _call(part, depth + 1)


@cache
def _functions() -> Mapping[str, Function]:
    each = (
        Function("approve(address,uint256)", lambda a: _approval(a[0], a[1])),
        Function("increaseAllowance(address,uint256)", lambda a: _approval(a[0], a[1])),
        Function("increaseApproval(address,uint256)", lambda a: _approval(a[0], a[1])),
        Function("setApprovalForAll(address,bool)", lambda a: _all(a[0], a[1])),
        Function("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", lambda a: _approval(a[1], a[2])),
        Function(
            "permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)",
            lambda a: _approval(a[1], UNLIMITED if a[4] else 0),
        ),
        Function("approve(address,address,uint160,uint48)", lambda a: _approval(a[1], a[2])),
        Function(
            "permit(address,((address,uint160,uint48,uint48),address,uint256),bytes)",
            lambda a: _approval(a[1][1], a[1][0][1]),
        ),
        Function(
            "permit(address,((address,uint160,uint48,uint48)[],address,uint256),bytes)",
            lambda a: _approval(a[1][1], max((part[1] for part in a[1][0]), default=0)),
        ),
        Function("transfer(address,uint256)", lambda a: _moves(a[0], a[1])),
        Function("transferFrom(address,address,uint256)", lambda a: _moves(a[1], a[2])),
        Function("safeTransferFrom(address,address,uint256)", lambda a: _moves(a[1], a[2])),
        Function("safeTransferFrom(address,address,uint256,bytes)", lambda a: _moves(a[1], a[2])),
        Function("multicall(bytes[])", _nothing),
        Function("multicall(uint256,bytes[])", _nothing),
        Function("multicall(bytes32,bytes[])", _nothing),
        Function("transferOwnership(address)", lambda a: iter([_gives("gives_control", a[0])])),
        Function("upgradeTo(address)", lambda a: iter([_gives("gives_control", a[0])])),
    )
    return {function.selector: function for function in each}


def _approval(spender: str, amount: int) -> Iterator[Reason]:
    if amount == 0:
        yield Reason("takes_back", Certainty.CERTAIN, {"spender": _address(spender)})
        return
    limited = Reason("approval", Certainty.CERTAIN, {"spender": _address(spender), "amount": str(amount)})
    yield from _amount(amount, _address(spender)) or [limited]


def _amount(amount: int, spender: str) -> list[Reason]:
    if amount < UNLIMITED:
        return []
    return [Reason("unlimited_approval", Certainty.CERTAIN, {"spender": spender}, Grade.SUSPICIOUS)]


def _all(operator: str, given: bool) -> Iterator[Reason]:
    if given:
        yield Reason("approval_for_all", Certainty.CERTAIN, {"spender": _address(operator)}, Grade.SUSPICIOUS)
    else:
        yield Reason("takes_back", Certainty.CERTAIN, {"spender": _address(operator)})


def _moves(to: str, amount: int) -> Iterator[Reason]:
    yield Reason("moves_tokens", Certainty.CERTAIN, {"to": _address(to), "amount": str(amount)})


def _gives(code: str, to: str) -> Reason:
    return Reason(code, Certainty.CERTAIN, {"to": _address(to)}, Grade.SUSPICIOUS)


def _nothing(_: Arguments) -> Iterator[Reason]:
    return iter(())


def _delegation(to: str) -> Reason:
    return Reason("delegation", Certainty.CERTAIN, {"to": _address(to)}, Grade.SUSPICIOUS)


def _values(within: Any, key: str, depth: int = 4) -> Iterator[Any]:
    if depth and isinstance(within, dict):
        for name, value in within.items():
            yield from [value] if name == key else _values(value, key, depth - 1)
    elif depth and isinstance(within, list):
        for value in within[:MOST_CALLS]:
            yield from _values(value, key, depth - 1)


def _split(types: str) -> list[str]:
    """The types of a signature at its outermost level."""
    out, depth, start = [], 0, 0
    for at, letter in enumerate(types):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            out.append(types[start:at])
            start = at + 1
    return [*out, types[start:]]


def _number(value: Any) -> int:
    try:
        return int(value, 0) if isinstance(value, str) and len(value) < 100 else int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


def _address(value: Any) -> str:
    text = _said(value)
    return eip55(text) if len(text) == 42 and text[:2] in ("0x", "0X") and _is_hex(text[2:]) else text


def _said(value: Any) -> str:
    return str(value)[:60] if isinstance(value, str | int) else "?"


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_hex(text: str) -> bool:
    return all(letter in "0123456789abcdefABCDEF" for letter in text)
