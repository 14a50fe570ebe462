"""Do one thing to many conversations, each for itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from dengta.accounts.public import Actor, audit
from dengta.inbox.assign import assign
from dengta.inbox.classify import classify
from dengta.inbox.errors import TooMany
from dengta.inbox.hand_over import hand_over
from dengta.inbox.model import Lane
from dengta.inbox.policy import must_change
from dengta.inbox.protocols import Desk
from dengta.inbox.snooze import snooze
from dengta.inbox.turn import reopen, resolve, set_waiting
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database

MOST = 200


@dataclass(frozen=True, slots=True)
class AssignTo:
    """Give each to a colleague, or to nobody."""

    to: StaffId | None


@dataclass(frozen=True, slots=True)
class HandOverTo:
    """Give each to a group, or to none."""

    to: GroupId | None


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Put each into a lane."""

    lane: Lane


@dataclass(frozen=True, slots=True)
class SnoozeUntil:
    """Put each away until a moment."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """Make each the customer's turn."""


@dataclass(frozen=True, slots=True)
class Resolve:
    """Call each done."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Take each up again."""


Action = AssignTo | HandOverTo | MoveTo | SnoozeUntil | Wait | Resolve | Reopen


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one of them: `refused` is the code of the refusal, None when it was done."""

    reference: str
    refused: str | None = None


async def bulk(
    action: Action, references: Sequence[str], *, actor: Actor, db: Database, desk: Desk, clock: Clock
) -> list[Done]:
    """Do the action to each, one transaction each, in the order given; one that is refused does not stop the others.

    Raises `NotAllowed` when the actor may change nothing at all, and `TooMany` above `MOST`.
    """
    must_change(actor)
    wanted = list(dict.fromkeys(references))
    if len(wanted) > MOST:
        raise TooMany
    done = [await _attempt(one, _deed(action, one, actor, db, desk, clock)) for one in wanted]
    async with db.transaction() as tx:
        counts = {"asked": len(done), "refused": sum(one.refused is not None for one in done)}
        name = type(action).__name__
        await audit.record(
            tx, actor=actor, action="conversation.bulk", subject="conversation", detail={"deed": name, **counts}
        )
    return done


async def _attempt(reference: str, deed: Callable[[], Awaitable[object]]) -> Done:
    try:
        await deed()
    except Refused as refused:
        return Done(reference, refused.code)
    return Done(reference)


def _deed(
    action: Action, reference: str, actor: Actor, db: Database, desk: Desk, clock: Clock
) -> Callable[[], Awaitable[object]]:
    match action:
        case AssignTo(to):
            return lambda: assign(reference, to, actor=actor, db=db, clock=clock)
        case HandOverTo(group):
            return lambda: hand_over(reference, group, actor=actor, db=db, clock=clock)
        case MoveTo(lane):
            return lambda: classify(reference, lane=lane, actor=actor, db=db, desk=desk, clock=clock)
        case SnoozeUntil(until):
            return lambda: snooze(reference, until, actor=actor, db=db, clock=clock)
        case Wait():
            return lambda: set_waiting(reference, actor=actor, db=db, desk=desk, clock=clock)
        case Resolve():
            return lambda: resolve(reference, actor=actor, db=db, clock=clock)
        case Reopen():
            return lambda: reopen(reference, actor=actor, db=db, desk=desk, clock=clock)
        case _:
            assert_never(action)
