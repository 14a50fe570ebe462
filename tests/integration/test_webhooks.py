"""Webhooks: signed, tried again, given up in sight, sent again on demand (I2)."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from dengta.accounts.public import Role
from dengta.platform.http import AddressRefused, Outbound
from dengta.platform.relay import relay_batch
from dengta.webhooks import manage, store
from dengta.webhooks.deliver import deliver_due
from dengta.webhooks.errors import BadWebhook, NoSuchWebhook
from dengta.webhooks.model import TOPICS, WAITS
from dengta.webhooks.reactions import TELL, queue_told, tell_endpoints
from dengta.webhooks.signing import signature
from tests.support.asking import first, intake, rows
from tests.support.staff import actor

HERE = Outbound(private=True)


@dataclass(slots=True)
class Receiver:
    """A program of the wallet's makers: answers what `answers` says, in turn, and then 200."""

    answers: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    async def hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head)}
        self.heard.append((headers, await reader.readexactly(int(headers["content-length"]))))
        status = self.answers.pop(0) if self.answers else 200
        writer.write(f"HTTP/1.1 {status} So\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiving = Receiver()
    server = await asyncio.start_server(receiving.hear, "127.0.0.1", 0)
    receiving.port = server.sockets[0].getsockname()[1]
    yield receiving
    server.close()


async def added(receiver: Receiver, db, keys, clock):
    admin = await actor(db, Role.ADMINISTRATOR)
    made = await manage.add_endpoint(
        receiver.url, list(TOPICS), actor=admin, db=db, keys=keys, clock=clock, outbound=HERE
    )
    return admin, made


async def tell(db, keys, clock) -> None:
    """A customer writes, the relay runs, and the reaction is called twice, as a queue may."""
    await intake(db, keys, clock).open(first("help me please", f"client-{clock.now().timestamp()}"))
    async with db.transaction() as tx:
        facts = await relay_batch(tx, ())
    for fact in facts:
        for _ in range(2):
            if fact.topic in TOPICS.values():
                await tell_endpoints(db, [{**fact.payload, "seq": fact.seq, "topic": fact.topic}], clock=clock)
    clock.advance(timedelta(days=1))


async def deliver(db, keys, clock) -> int:
    return await deliver_due(db=db, keys=keys, clock=clock, outbound=HERE)


async def test_a_receiver_can_verify_what_it_is_told(receiver, db, keys, clock) -> None:
    """The signature is computed here by the scheme's own text, not by our code."""
    _, made = await added(receiver, db, keys, clock)
    await tell(db, keys, clock)
    assert await deliver(db, keys, clock) == 1
    ((headers, body),) = receiver.heard
    key = base64.b64decode(made.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    told = json.loads(body)
    assert told["type"] == "conversation.opened"
    assert told["data"]["conversation"].startswith("DT-")
    assert b"help me" not in body


def test_the_scheme_s_own_vector_verifies() -> None:
    """From the Standard Webhooks specification's test vectors."""
    from datetime import UTC, datetime

    at = datetime.fromtimestamp(1614265330, UTC)
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    made = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def queued(db, keys, clock) -> list[str]:
    """What waits in the queue after a customer has written and the relay has run."""
    await intake(db, keys, clock).open(first("help me please", f"client-{clock.now().timestamp()}"))
    async with db.transaction() as tx:
        await relay_batch(tx, (queue_told,))
    return await rows(
        db, f"select args #>> '{{payloads,0,topic}}' from procrastinate_jobs where args ->> 'reaction' = '{TELL}'"
    )


async def test_a_desk_without_endpoints_queues_nothing(db, keys, clock) -> None:
    assert await queued(db, keys, clock) == []


async def test_an_endpoint_just_added_hears_of_the_next_fact_and_a_removed_one_of_none(
    receiver, db, keys, clock
) -> None:
    """Whoever added it: the relay asks the database, not its memory."""
    admin, made = await added(receiver, db, keys, clock)
    assert await queued(db, keys, clock) == ["inbox.conversation_opened"]
    await manage.remove_endpoint(made.endpoint.uid, actor=admin, db=db)
    clock.advance(timedelta(minutes=1))
    assert len(await queued(db, keys, clock)) == 1


async def test_a_failure_is_tried_again_under_the_same_id(receiver, db, keys, clock) -> None:
    """I2: one time-out is not the end of a message."""
    await added(receiver, db, keys, clock)
    receiver.answers = [500, 503]
    await tell(db, keys, clock)
    for _ in range(3):
        await deliver(db, keys, clock)
        clock.advance(timedelta(days=1))
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1
    assert len(receiver.heard) == 3
    assert await rows(db, "select state from webhooks_delivery") == ["delivered"]


async def test_a_failure_waits_its_time(receiver, db, keys, clock) -> None:
    await added(receiver, db, keys, clock)
    receiver.answers = [500]
    await tell(db, keys, clock)
    await deliver(db, keys, clock)
    assert await deliver(db, keys, clock) == 0
    clock.advance(timedelta(seconds=WAITS[0] + 1))
    assert await deliver(db, keys, clock) == 1


async def test_what_is_given_up_stays_in_sight_and_can_be_sent_again(receiver, db, keys, clock) -> None:
    admin, made = await added(receiver, db, keys, clock)
    receiver.answers = [500] * (len(WAITS) + 1)
    await tell(db, keys, clock)
    for _ in range(len(WAITS) + 1):
        await deliver(db, keys, clock)
        clock.advance(timedelta(days=2))
    assert await rows(db, "select state from webhooks_delivery") == ["dead"]
    assert await deliver(db, keys, clock) == 0
    assert await manage.replay(made.endpoint.uid, None, actor=admin, db=db, clock=clock) == 1
    await deliver(db, keys, clock)
    assert await rows(db, "select state from webhooks_delivery") == ["delivered"]


async def test_a_receiver_that_is_gone_is_not_asked_again(receiver, db, keys, clock) -> None:
    await added(receiver, db, keys, clock)
    receiver.answers = [410]
    await tell(db, keys, clock)
    await deliver(db, keys, clock)
    assert await rows(db, "select disabled_why from webhooks_endpoint") == ["gone"]


async def test_a_crash_in_mid_attempt_lets_the_delivery_come_due_again(receiver, db, keys, clock) -> None:
    await added(receiver, db, keys, clock)
    await tell(db, keys, clock)
    async with db.transaction() as tx:
        assert len(await store.claim_due(tx, now=clock.now(), hold=timedelta(minutes=2), limit=9)) == 1
    assert await deliver(db, keys, clock) == 0
    clock.advance(timedelta(minutes=3))
    assert await deliver(db, keys, clock) == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_only_administrators_manage_webhooks(role, receiver, db, keys, clock) -> None:
    somebody = await actor(db, role)
    with pytest.raises(NoSuchWebhook):
        await manage.list_endpoints(actor=somebody, db=db)
    with pytest.raises(NoSuchWebhook):
        await manage.add_endpoint(
            receiver.url, list(TOPICS), actor=somebody, db=db, keys=keys, clock=clock, outbound=HERE
        )


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/plain",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data",
        "https://user:pass@example.org/",
        "https://0/",
        "ftp://example.org/",
    ],
)
async def test_the_outbound_policy_refuses_addresses_inside(url, db, keys, clock) -> None:
    """I27: nobody points the desk at its own network."""
    with pytest.raises(AddressRefused):
        await Outbound().resolve(url)
    admin = await actor(db, Role.ADMINISTRATOR)
    with pytest.raises(BadWebhook):
        await manage.add_endpoint(
            url, ["message.sent"], actor=admin, db=db, keys=keys, clock=clock, outbound=Outbound()
        )
