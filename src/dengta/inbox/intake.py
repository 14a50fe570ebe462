"""The intake: first messages that arrive together share one commit.

What each sender is told is no weaker for it: an answer is given only after the transaction that holds the message is
durable, and a message that cannot be stored fails alone. One statement opens them all and is its own transaction,
unless files must be bound in the same one. The next group gathers while the last one is being written,
so that a lone request waits for nobody and a crowd shares the cost of `fsync`.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dengta.inbox.case_secret import case_secret
from dengta.inbox.chronicle import cell_row
from dengta.inbox.customers import Known, known_customer
from dengta.inbox.errors import ClientIdReused
from dengta.inbox.model import Cell, Lane, Opening, Receipt, Status
from dengta.inbox.open_conversation import Prepared, prepare, receipt
from dengta.inbox.protocols import Desk
from dengta.inbox.store import events as listed
from dengta.inbox.store import intake as stored
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId, CustomerId, MessageId, uuid7
from dengta.platform.db import Database, DatabaseAway, DatabaseError, Tx
from dengta.platform.keys import Keys
from dengta.platform.log import frames, log
from dengta.safety.public import stored as stored_text

LARGEST_GROUP = 64
IDS = 256


@dataclass(slots=True)
class _Waiting:
    prepared: Prepared
    customer: Known | None
    told: asyncio.Future[Receipt]


@dataclass(frozen=True, slots=True)
class _Row:
    """One prepared message with the identifiers it will have."""

    conversation: ConversationId
    message: MessageId
    customer: CustomerId
    waiting: _Waiting = field(repr=False)


class Intake:
    """Opens conversations. One for each process; `nudge` is called after every commit."""

    def __init__(self, *, db: Database, keys: Keys, desk: Desk, clock: Clock, nudge: Callable[[], None]) -> None:
        self._db, self._keys, self._desk, self._clock, self._nudge = db, keys, desk, clock, nudge
        self._waiting: deque[_Waiting] = deque()
        self._ids: deque[tuple[int, int, int]] = deque()
        self._writing = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, opening: Opening) -> Receipt:
        """Store a first message exactly once and answer it.

        After this returns the message is durable, its secrets removed before any write, and its conversation has a
        promised time. The same client id again from the same sender gets the same answer. Raises `EmptyMessage`,
        `ClientIdReused` and, when nothing could be stored, `DatabaseAway`.
        """
        prepared = prepare(opening, desk=self._desk, clock=self._clock)
        customer = await known_customer(opening.sender, db=self._db, clock=self._clock, language=opening.language)
        waiting = _Waiting(prepared, customer, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._begin()
        return await waiting.told

    def _begin(self) -> None:
        if self._waiting and not self._writing:
            self._writing = True
            task = asyncio.create_task(self._write_all())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                group = [self._waiting.popleft() for _ in range(min(LARGEST_GROUP, len(self._waiting)))]
                await self._write_group(group)
        finally:
            self._writing = False
            self._begin()

    async def _write_group(self, group: list[_Waiting]) -> None:
        try:
            await self._write(group)
        except DatabaseAway as away:
            log.warning("intake.unavailable", messages=len(group))
            _fail(group, away)
        except DatabaseError as error:
            await self._write_alone(group, error)
        except Exception as error:  # noqa: BLE001 -- the request edge of a whole group: nobody may be left waiting
            log.error("intake.failed", error=type(error).__name__, where=frames(error))
            _fail(group, error)

    async def _write_alone(self, group: list[_Waiting], error: DatabaseError) -> None:
        """One bad row must not cost its neighbours their answer."""
        if len(group) == 1:
            log.error("intake.failed", error=type(error).__name__)
            _fail(group, error)
            return
        for waiting in group:
            await self._write_group([waiting])

    async def _write(self, group: list[_Waiting]) -> None:
        attached = any(waiting.prepared.opening.attachments for waiting in group)
        async with self._db.transaction() if attached else self._db.autocommit() as tx:
            rows = [await self._row(tx, waiting) for waiting in group]
            opened = await stored.open_all(tx, [_values(row) for row in rows])
            for row in rows:
                if row.conversation in opened and row.waiting.prepared.opening.attachments:
                    await _attach(tx, row)
            answers = [await self._answer(tx, row, opened) for row in rows]
        self._nudge()
        for row, answer in zip(rows, answers, strict=True):
            _tell(row.waiting.told, answer)

    async def _row(self, tx: Tx, waiting: _Waiting) -> _Row:
        if not self._ids:
            self._ids.extend(await stored.reserve(tx, IDS))
        conversation, message, fresh = self._ids.popleft()
        customer = waiting.customer.id if waiting.customer else CustomerId(fresh)
        return _Row(ConversationId(conversation), MessageId(message), customer, waiting)

    async def _answer(self, tx: Tx, row: _Row, opened: set[ConversationId]) -> Receipt | Exception:
        if row.conversation in opened:
            return receipt(row.waiting.prepared, row.conversation, keys=self._keys)
        opening = row.waiting.prepared.opening
        first = await stored.first_answer(tx, opening.sender.key, opening.client_id)
        if first is None or first["number"] != 1:
            return ClientIdReused()
        if not first["redactions"] and first["fingerprint"] != row.waiting.prepared.fingerprint:
            return ClientIdReused()  # what was taken out of a message can no longer be compared with a repeat of it
        return _again(first, self._keys)


def _again(first: dict[str, Any], keys: Keys) -> Receipt:
    """The first answer, word for word, from what was stored with it."""
    promise = first["understood"]["promise"]
    return Receipt(
        conversation_id=ConversationId(first["id"]),
        reference=first["reference"],
        secret=case_secret(keys, first["uid"], first["secret_version"]),
        text=stored_text(first["body"]),
        lane=Lane(first["understood"]["lane"]),
        topic=first["understood"]["topic"],
        reasons=tuple(first["understood"]["reasons"]),
        received_at=first["created_at"],
        expected_reply_by=datetime.fromisoformat(promise["due"]),
        measured=promise["measured"],
        usual_low=promise["usual_low"],
        usual_high=promise["usual_high"],
        number=1,
        message_uid=first["message_uid"],
        redactions=tuple(first["redactions"]),
        repeated=True,
    )


async def _attach(tx: Tx, row: _Row) -> None:
    uids = row.waiting.prepared.opening.attachments
    await listed.bind_attachments(tx, row.conversation, row.message, uids, customer=row.customer)


def _values(row: _Row) -> dict[str, Any]:
    prepared = row.waiting.prepared
    opening, understood, promise = prepared.opening, prepared.understood, prepared.promise
    cell = Cell(prepared.group_id, None, Status.OPEN, understood.lane, confidential=False)
    known = row.waiting.customer is not None
    return {
        "id": row.conversation,
        "uid": prepared.uid,
        "reference": prepared.reference,
        "channel": opening.channel,
        "customer": row.customer,
        "new_customer": None if known else uuid7(),
        "name": None if known else opening.sender.name,
        "sender": opening.sender.key,
        "client_id": opening.client_id,
        "fingerprint": prepared.fingerprint.hex(),
        "subject": prepared.subject,
        "topic": understood.topic,
        "lane": understood.lane,
        "language": opening.language,
        "details": prepared.details,
        "understood": _understood(prepared),
        "group_id": prepared.group_id,
        "at": prepared.at,
        "promised": promise.due,
        "warn_at": promise.warn_at,
        "message": row.message,
        "message_uid": prepared.message_uid,
        "body": prepared.text,
        "redactions": prepared.redactions,
        "fact": {
            "conversation_id": row.conversation,
            "number": 1,
            "message_id": row.message,
            "lane": understood.lane,
            "after": cell_row(cell),
        },
        "exposed": {"kinds": list(prepared.redactions)} if prepared.redactions else None,
    }


def _understood(prepared: Prepared) -> dict[str, Any]:
    understood, promise = prepared.understood, prepared.promise
    return {
        "topic": understood.topic,
        "lane": understood.lane,
        "certainty": round(understood.certainty, 3),
        "reasons": list(understood.reasons),
        "group_id": prepared.group_id,
        "promise": {
            "due": promise.due.isoformat(),
            "measured": promise.measured,
            "usual_low": promise.usual_low,
            "usual_high": promise.usual_high,
        },
    }


def _tell(told: asyncio.Future[Receipt], answer: Receipt | Exception) -> None:
    if told.done():
        return  # the client went away; what it sent is kept and a repeat will be answered
    if isinstance(answer, Exception):
        told.set_exception(answer)
    else:
        told.set_result(answer)


def _fail(group: Sequence[_Waiting], error: Exception) -> None:
    for waiting in group:
        _tell(waiting.told, error)
