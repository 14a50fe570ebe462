"""A desk for tests: it promises round times, understands nothing, and has conversations put straight into it."""

import itertools
from collections.abc import Mapping
from datetime import datetime, timedelta

from psycopg.types.json import Jsonb

from dengta.inbox.model import Lane
from dengta.inbox.protocols import Expectation, Understanding
from dengta.inbox.tally import project
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, uuid7
from dengta.kernel.text import SafeText
from dengta.platform.db import Database
from dengta.platform.relay import Fact, relay_batch

NUMBERS = itertools.count(1)

ADD_CUSTOMER = "insert into inbox_customer (uid, name, email, created_at) values (%s, %s, %s, %s) returning id"
ADD_CONVERSATION = """
    insert into inbox_conversation (
        uid, reference, channel_id, customer_id, subject, topic, lane, status, language, details, group_id, assignee_id,
        understood, confidential, created_at, last_activity_at, last_customer_at, promised_at, next_update_due, warn_at,
        snoozed_until, resolved_at, last_event, last_shown, last_shown_at, last_excerpt)
    values (
        %(uid)s, %(reference)s, 1, %(customer)s, %(text)s, 'other', %(lane)s, %(status)s, %(language)s, %(details)s,
        %(group)s, %(assignee)s, %(understood)s, %(confidential)s, %(at)s, %(at)s, %(at)s, %(due)s,
        case when %(status)s::text <> 'resolved' then %(due)s end, %(due)s,
        case when %(status)s::text = 'snoozed' then %(due)s end,
        case when %(status)s::text = 'resolved' then %(at)s end, 1, 1, %(at)s, %(text)s)
    returning id
"""
ADD_MESSAGE = """
    insert into inbox_message (uid, conversation_id, number, kind, author, body, sent_at)
    values (%s, %s, 1, 'message', 'customer', %s, %s) returning id
"""
ADD_EVENT = """
    insert into inbox_event (conversation_id, number, kind, audience, message_id, at)
    values (%s, 1, 'message', 'everyone', %s, %s)
"""
ADD_FACT = "insert into platform_outbox (topic, streams, payload) values ('inbox.conversation_opened', '{staff}', %s)"


class RoundDesk:
    """Satisfies `dengta.inbox.model.Desk`: first replies in an hour, next ones in two, reminders after a day."""

    def understand(self, text: SafeText, *, topic: str | None, details: Mapping[str, SafeText]) -> Understanding:
        return Understanding(topic or "other", Lane.STANDARD, 0.5)

    def first_reply(self, lane: Lane, at: datetime) -> Expectation:
        return _within(at, 60)

    def next_reply(self, lane: Lane, at: datetime) -> Expectation:
        return _within(at, 15 if lane is Lane.EMERGENCY else 120)

    def silence(self, lane: Lane, at: datetime) -> datetime:
        return at + timedelta(days=1)

    def group_for(self, topic: str) -> GroupId | None:
        return None


async def customer(db: Database, clock: Clock, name: str | None = None, email: str | None = None) -> int:
    """A new customer's id."""
    async with db.transaction() as tx:
        added = await tx.execute(ADD_CUSTOMER, (uuid7(), name, email, clock.now()))
        ((number,),) = await added.fetchall()
    return int(number)


async def conversation(
    db: Database,
    clock: Clock,
    *,
    text: str = "Hello",
    of: int | None = None,
    group: int | None = None,
    assignee: int | None = None,
    lane: str = "standard",
    status: str = "open",
    confidential: bool = False,
    language: str = "en",
    details: Mapping[str, str] | None = None,
) -> str:
    """The reference of a conversation that a customer has just opened, standing as the arguments say."""
    whose = of if of is not None else await customer(db, clock)
    reference = f"DT-T{next(NUMBERS):07d}"
    due = clock.now() + timedelta(hours=1)
    values = {
        "uid": uuid7(),
        "reference": reference,
        "customer": whose,
        "text": text,
        "lane": lane,
        "status": status,
        "language": language,
        "details": Jsonb(dict(details or {})),
        "group": group,
        "assignee": assignee,
        "confidential": confidential,
        "at": clock.now(),
        "due": due,
        "understood": Jsonb({"lane": lane, "promise": {"due": due.isoformat()}}),
    }
    after = [group or 0, assignee or 0, status, lane, confidential]
    async with db.transaction() as tx:
        ((number,),) = await (await tx.execute(ADD_CONVERSATION, values)).fetchall()
        ((message,),) = await (await tx.execute(ADD_MESSAGE, (uuid7(), number, text, clock.now()))).fetchall()
        await tx.execute(ADD_EVENT, (number, message, clock.now()))
        fact = {"conversation_id": number, "number": 1, "message_id": message, "lane": lane, "after": after}
        await tx.execute(ADD_FACT, (Jsonb(fact),))
    return reference


async def relay(db: Database) -> list[Fact]:
    """Hand over what waits in the outbox to the counters, as the relay does; returns the facts."""
    async with db.transaction() as tx:
        return await relay_batch(tx, (project,))


def _within(at: datetime, minutes: int) -> Expectation:
    due = at + timedelta(minutes=minutes)
    return Expectation(due, at + timedelta(minutes=minutes * 0.75), False, minutes // 2, minutes)
