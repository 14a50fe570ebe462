"""Sessions: opened by a proof, lapsing by themselves, listed and ended by their owner."""

import ipaddress
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from dengta.accounts import audit
from dengta.accounts.errors import NotFound, StepUpNeeded, Unauthenticated
from dengta.accounts.events import AccessChanged
from dengta.accounts.model import Actor, Method, Role, Session
from dengta.accounts.store import sessions as store
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform import outbox
from dengta.platform.db import Database, Tx

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
FRESH = timedelta(minutes=10)
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request comes from: the network address as the edge knows it, and the browser's own description."""

    address: str = ""
    user_agent: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session just opened. `token` goes into the cookie and is kept nowhere else."""

    staff_id: StaffId
    session_id: int
    token: str = field(repr=False)
    codes_left: int | None = None


def digest_of(token: str) -> bytes:
    """What is kept of a token. It is 256 random bits, so one plain hash is enough."""
    return sha256(token.encode()).digest()


async def open_session(tx: Tx, staff: StaffId, method: Method, visitor: Visitor, at: datetime) -> SignedIn:
    """A new session with a new token, whatever cookie the browser came with, so that none can be planted."""
    token = secrets.token_urlsafe(32)
    session = await store.add(
        tx,
        digest=digest_of(token),
        staff=staff,
        method=method,
        device=device_hint(visitor.user_agent),
        address=network_hint(visitor.address),
        at=at,
    )
    owner = Actor(staff, "", frozenset(), session_id=session)
    await audit.record(
        tx, actor=owner, action="session.opened", subject="staff", subject_id=staff, detail={"method": method}
    )
    return SignedIn(staff, session, token)


async def find_actor(token: str, *, db: Database, clock: Clock) -> Actor:
    """The person behind a session's token. Raises `Unauthenticated` when it ended, lapsed or never was."""
    now = clock.now()
    async with db.transaction() as tx:
        bearer = await store.find_bearer(tx, digest_of(token), seen_after=now - IDLE, created_after=now - LONGEST)
        if bearer is None:
            raise Unauthenticated
        if now - bearer.last_seen_at > TOUCH_EVERY:
            await store.touch(tx, bearer.session_id, now)
    return Actor(
        StaffId(bearer.staff_id),
        bearer.name,
        frozenset(Role(role) for role in bearer.roles),
        frozenset(GroupId(group) for group in bearer.groups),
        session_id=bearer.session_id,
    )


async def live_sessions(tx: Tx, staff: StaffId, at: datetime) -> list[Session]:
    """Where a person is signed in now, last seen first."""
    return await store.live(tx, staff, seen_after=at - IDLE, created_after=at - LONGEST)


async def end_session(session: int, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Sign one of one's own devices out. Raises `NotFound` for anything else."""
    async with db.transaction() as tx:
        if not await end(tx, actor.staff_id, clock.now(), actor=actor, only=session):
            raise NotFound


async def end_other_sessions(*, actor: Actor, db: Database, clock: Clock) -> int:
    """Sign out everywhere but here; returns how many."""
    async with db.transaction() as tx:
        return await end(tx, actor.staff_id, clock.now(), actor=actor, keep=actor.session_id)


async def sign_out(token: str, *, db: Database, clock: Clock) -> None:
    """End the session of a token, if there is one."""
    async with db.transaction() as tx:
        ended = await store.end_by_digest(tx, digest_of(token), clock.now())
        if ended:
            session, staff = ended
            owner = Actor(staff, "", frozenset(), session_id=session)
            await audit.record(tx, actor=owner, action="session.ended", subject="staff", subject_id=staff)
            await outbox.append(tx, [AccessChanged(staff)])


async def end(
    tx: Tx, staff: StaffId, at: datetime, *, actor: Actor | None, only: int | None = None, keep: int | None = None
) -> int:
    """End sessions of a person in the caller's transaction, with its record; returns how many were live."""
    ended = await store.end(tx, staff, at, only=only, keep=keep)
    if ended:
        await audit.record(
            tx, actor=actor, action="session.ended", subject="staff", subject_id=staff, detail={"sessions": ended}
        )
        await outbox.append(tx, [AccessChanged(staff)])
    return len(ended)


async def is_fresh(tx: Tx, actor: Actor, at: datetime) -> bool:
    """Whether this session's person proved who they are in the last ten minutes."""
    proven = await store.proven_at(tx, actor.session_id) if actor.session_id is not None else None
    return proven is not None and at - proven <= FRESH


async def require_fresh(tx: Tx, actor: Actor, at: datetime) -> None:
    """Raise `StepUpNeeded` unless they did."""
    if not await is_fresh(tx, actor, at):
        raise StepUpNeeded


SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux|X11"),
)
BROWSERS = (("Edge", r"Edg"), ("Firefox", r"Firefox|FxiOS"), ("Chrome", r"Chrome|CriOS"), ("Safari", r"Safari"))


def device_hint(user_agent: str) -> str:
    """Browser and system in two words, for a person to recognise; nothing else of the header is kept."""
    said = user_agent[:400]
    found = [next((name for name, sign in kind if re.search(sign, said)), None) for kind in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in found if name)


def network_hint(address: str) -> str:
    """The network an address lies in (/24 or /48): enough to recognise a place, too little to name a person."""
    try:
        parsed = ipaddress.ip_interface(address).ip  # the edge names an IPv6 caller by network already
    except ValueError:
        return ""
    size = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{size}", strict=False).network_address)
