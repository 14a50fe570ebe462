"""A form's fields pass through safety with their names: a hash stays a hash, a key is a key anywhere."""

from datetime import UTC, datetime

from dengta.inbox.open_conversation import prepare
from dengta.inbox.public import Lane
from dengta.safety.public import redact
from dengta.triage.understand import understand
from tests.support.asking import first
from tests.support.clock import FakeClock
from tests.support.conversations import RoundDesk

HASH = "0x4c0883a69102937d6231471b5dbb6204fe512961708279f3a8f5e1d1c7b6a2d9"
KEY = "5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss"


def test_a_bare_hash_in_the_message_raises_no_alarm() -> None:
    """It is removed, for it may be a key, but a hash is the likelier thing, and the person is told how to send it."""
    assert understand(redact(f"Where is my transfer {HASH}").text).lane is not Lane.EMERGENCY
    assert understand(redact(f"What now {HASH}").text).lane is not Lane.EMERGENCY
    assert understand(redact(f"What now {KEY}").text).lane is Lane.EMERGENCY


def test_a_bare_hash_in_the_field_for_hashes_is_kept_and_a_key_there_is_not() -> None:
    clock = FakeClock(datetime(2026, 11, 22, tzinfo=UTC))
    prepared = prepare(first("stuck", details={"tx_hash": HASH, "address": HASH}), desk=RoundDesk(), clock=clock)
    assert prepared.details == {"tx_hash": HASH, "address": HASH}
    assert prepared.redactions == ()
    prepared = prepare(first("stuck", details={"tx_hash": KEY}), desk=RoundDesk(), clock=clock)
    assert prepared.details == {"tx_hash": "\u27e6private_key\u27e7"}
    assert prepared.redactions == ("private_key",)
