"""Slow down guessing, by login and by network address, whether or not there is anyone of that name."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from dengta.accounts.errors import TooManyAttempts
from dengta.accounts.store import throttle as store
from dengta.platform.db import Tx
from dengta.platform.keys import Keys

FORGET = timedelta(hours=24)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Gate:
    """Something guessed at, how many guesses are free, and whether a success forgives all of them."""

    key: bytes
    free: int
    forgives: bool


def gates(keys: Keys, login: str, address: str) -> list[Gate]:
    """What one attempt counts against. Kept as keyed digests: what people mistype into a login may be a password."""
    found = [Gate(keys.digest("throttle", b"login:" + login.encode()), free=5, forgives=True)]
    if address:
        found.append(Gate(keys.digest("throttle", b"address:" + _network(address).encode()), free=30, forgives=False))
    return sorted(found, key=lambda gate: gate.key)  # one order for everybody, so that attempts never deadlock


def wait_after(failures: int, free: int) -> timedelta:
    """How long the next try must wait: nothing while tries are free, then 30 s doubling up to 15 minutes."""
    if failures < free:
        return timedelta()
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(failures - free, 10)))


async def count_attempt(tx: Tx, attempt: list[Gate], at: datetime) -> None:
    """Count a try as failed before it is looked at, so that a thousand at once are a thousand.

    Raises `TooManyAttempts`, and counts nothing, while any gate is closed. `clear` takes a success back.
    """
    for gate in attempt:
        state = await store.take(tx, gate.key, at)
        if state.blocked_until > at:
            raise TooManyAttempts(state.blocked_until - at)
        failures = 1 if at - state.last_failed_at > FORGET else state.failures + 1
        await store.save(tx, gate.key, failures, at, at + wait_after(failures, gate.free))


def passkey_gate(keys: Keys, address: str) -> Gate:
    """How many refused passkeys from one address are worth writing down."""
    return Gate(keys.digest("throttle", b"passkey:" + _network(address).encode()), free=30, forgives=False)


async def may_note(tx: Tx, gate: Gate, at: datetime) -> bool:
    """Count a failure at a gate; False while it is closed, when nothing is counted."""
    try:
        await count_attempt(tx, [gate], at)
    except TooManyAttempts:
        return False
    return True


async def clear(tx: Tx, attempt: list[Gate], at: datetime) -> None:
    """A try succeeded: its login starts afresh; the address only gets this one try back."""
    for gate in attempt:
        state = await store.take(tx, gate.key, at)
        failures = 0 if gate.forgives else max(0, state.failures - 1)
        await store.save(tx, gate.key, failures, at, at)


def _network(address: str) -> str:
    """What one guesser is likely to hold: an IPv4 address, or an IPv6 /64."""
    try:
        parsed = ipaddress.ip_interface(address).ip
    except ValueError:
        return address
    return str(parsed if parsed.version == 4 else ipaddress.ip_network(f"{parsed}/64", strict=False))
