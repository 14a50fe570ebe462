"""The console's live stream, and what colleagues tell each other in passing: who is here, who is writing.

The stream says that something changed and never what (I21): the page then asks for what it shows, through the same
scope as any page. Signs of presence pass the scope too, by where the conversation stood when the sign was given.
"""

import asyncio
from datetime import timedelta
from typing import Any

from litestar import get, post
from litestar.params import FromPath

from dengta.accounts.public import ALARMS, Actor, Standing, may_watch_alarms, ringing
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.draft import save_draft
from dengta.inbox.load import find_for
from dengta.inbox.model import Cell, Conversation, Lane, Status
from dengta.inbox.policy import may_see, must_reply, must_write
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database
from dengta.platform.hub import Hub
from dengta.platform.sse import Stream, frame
from dengta.platform.web import AnyRequest, Live

DRAFT = 200_000  # characters read; the use case refuses long before
PACE = 0.5  # seconds between two looks of one stream
TYPING = 6.0  # seconds that a sign of typing is worth
ASK_AGAIN = timedelta(seconds=30)  # how long a stream that carries no words believes in who opened it


class ConsoleSource:
    """Shows one console page that its list may have changed, how far its conversation has come, and what rings."""

    __slots__ = ("_db", "_looked", "_reference", "_ringing", "_standing", "_version")

    def __init__(self, actor: Actor, reference: str | None, db: Database, clock: Clock) -> None:
        self._standing = Standing(actor, every=ASK_AGAIN, db=db, clock=clock)
        self._reference, self._db = reference, db
        self._version, self._looked = "", -PACE
        self._ringing: list[int] = []

    async def unseen(self) -> bytes:
        """The list may always have changed when the hub wakes; the conversation has when its version differs."""
        await self._rest()
        actor = await self._standing.actor()
        return frame("list", {}) + await self._conversation(actor) + await self._alarms(actor)

    async def _rest(self) -> None:
        """A hundred streams that each looked at every fact would stop the desk (I14): once in `PACE` is enough."""
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(max(self._looked + PACE - now, 0))
        self._looked = max(now, self._looked + PACE)

    async def _conversation(self, actor: Actor) -> bytes:
        if self._reference is None:
            return b""
        try:
            async with self._db.snapshot() as tx:
                found = await find_for(tx, self._reference, actor)
        except NoSuchConversation:
            self._reference = None
            return b""
        now = version(found)
        if now == self._version:
            return b""
        self._version = now
        return frame("conversation", {"reference": found.reference, "version": now})

    async def _alarms(self, actor: Actor) -> bytes:
        """That other alarms are open than before, to those who may watch them."""
        if not may_watch_alarms(actor):
            return b""
        async with self._db.transaction() as tx:
            now = [alarm.id for alarm in await ringing(tx, actor)]
        if now == self._ringing:
            return b""
        self._ringing = now
        return frame("alarms", {"open": len(now)})

    def sign(self, sign: dict[str, Any]) -> bytes:
        """Colleagues' presence where the actor may see the conversation, and the customer's typing in the open one."""
        kind = sign.get("kind")
        if sign.get("from") == "customer" and kind == "typing" and self._reference is not None:
            return frame("sign", {"kind": "customer_typing", "reference": self._reference})
        if kind not in {"here", "staff_typing"} or sign.get("who") == self._standing.last.staff_id:
            return b""
        if not may_see(self._standing.last, _cell_of(sign)):
            return b""
        shown = {name: sign[name] for name in ("kind", "reference", "name", "who") if name in sign}
        return frame("sign", shown)


@get("/console/live")
async def live(request: AnyRequest, actor: Actor, db: Database, clock: Clock, hub: Hub) -> Live:
    """Server-sent events: `list`, `conversation` {reference, version}, `alarms` {open}, `sign` {kind, reference, …}."""
    keys: tuple[str, ...] = ("staff", ALARMS) if may_watch_alarms(actor) else ("staff",)
    reference = request.query_params.get("conversation")
    if reference:
        async with db.snapshot() as tx:
            found = await find_for(tx, reference, actor)
        reference, keys = found.reference, (*keys, f"conversation:{found.id}")
    return Live(Stream(hub, keys, ConsoleSource(actor, reference or None, db, clock), []))


@post("/console/c/{reference:str}/draft", status_code=204)
async def keep_draft(request: AnyRequest, reference: FromPath[str], actor: Actor, db: Database, clock: Clock) -> None:
    """Keep what is in the box; called as one types."""
    form = await request.form()
    text, kind = str(form.get("text", ""))[:DRAFT], form.get("kind")
    await save_draft(reference, text, kind="note" if kind == "note" else "message", actor=actor, db=db, clock=clock)


@post("/console/c/{reference:str}/here", status_code=204)
async def be_here(
    request: AnyRequest, reference: FromPath[str], actor: Actor, db: Database, clock: Clock, hub: Hub
) -> None:
    """Tell colleagues that one looks at a conversation or writes in it; the customer, who is there."""
    form = await request.form()
    kind = form.get("kind")
    async with db.snapshot() as tx:
        found = await find_for(tx, reference, actor)
    must_write(actor)
    typing = kind in {"typing", "typing_note"}
    hub.whisper("staff", _sign("staff_typing" if typing else "here", found, actor))
    customer = f"conversation:{found.id}"
    hub.whisper(customer, {"kind": "presence", "name": actor.name, "online": True})
    hub.whisper(customer, {"kind": "seen", "read_by_staff": found.read_by_staff})
    if kind == "typing":
        must_reply(actor)
        until = clock.now().timestamp() + TYPING
        hub.whisper(customer, {"kind": "typing", "name": actor.name, "until": int(until * 1000)})


def version(found: Conversation) -> str:
    """Differs whenever the page of a conversation would: something happened, or the customer received or read."""
    return f"{found.last_event}.{found.customer_delivered}.{found.customer_read}"


def _sign(kind: str, found: Conversation, actor: Actor) -> dict[str, Any]:
    cell = found.cell
    return {
        "kind": kind,
        "reference": found.reference,
        "name": actor.name,
        "who": actor.staff_id,
        "group": cell.group_id,
        "assignee": cell.assignee_id,
        "status": cell.status.value,
        "lane": cell.lane.value,
        "confidential": cell.confidential,
    }


def _cell_of(sign: dict[str, Any]) -> Cell:
    """Where the conversation of our own sign stood."""
    group, assignee = sign.get("group"), sign.get("assignee")
    return Cell(
        GroupId(int(group)) if group is not None else None,
        StaffId(int(assignee)) if assignee is not None else None,
        Status(sign["status"]),
        Lane(sign["lane"]),
        confidential=bool(sign["confidential"]),
    )


routes = [live, keep_draft, be_here]
