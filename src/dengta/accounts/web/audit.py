"""The audit log, to read and to take away."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response, get
from litestar.response import Stream

from dengta.accounts import audit as audit_log
from dengta.accounts import policy
from dengta.accounts.errors import NotFound
from dengta.accounts.model import Actor, AuditEntry, Wanted
from dengta.accounts.store import audit as store
from dengta.accounts.store import staff as staff_store
from dengta.accounts.web.forms import context, number
from dengta.kernel.clock import Clock
from dengta.kernel.ids import StaffId
from dengta.platform.db import Database
from dengta.platform.web import AnyRequest, moments, render

PAGE = 50
BATCH = 1000
FILTERS = ("actor", "action", "subject", "subject_id", "since", "until")


@get("/audit")
async def show_audit(request: AnyRequest, person: Actor, db: Database) -> Response[Any]:
    _check(person)
    asked = {name: request.query_params.get(name, "")[:80].replace("\0", "").strip() for name in FILTERS}
    before = number(request.query_params.get("before", ""))
    async with db.transaction() as tx:
        found = await store.find_entries(tx, _wanted(request, asked), before=before, most=PAGE + 1)
        people = await staff_store.staff_list(tx)
        head = await store.find_head(tx)
    entries = found[:PAGE]
    kept = {name: value for name, value in asked.items() if value}
    shown = context(
        request,
        actor=person,
        entries=entries,
        people=people,
        names={who.id: who.name for who in people},
        asked=asked,
        head=head,
        before=before,
        older=urlencode(kept | {"before": entries[-1].id}) if len(found) > PAGE else "",
        filters=urlencode(kept),
    )
    return render(request, "accounts/audit.html", **shown)


@get("/audit/export")
async def export_audit(request: AnyRequest, person: Actor, db: Database, clock: Clock) -> Stream:
    """Every entry that fits, one JSON object a line, newest first; that it was taken is in the log itself."""
    _check(person)
    asked = {name: request.query_params.get(name, "")[:80].replace("\0", "").strip() for name in FILTERS}
    async with db.transaction() as tx:
        await audit_log.record(tx, actor=person, action="audit.exported", subject="audit")
    name = f"audit-{clock.now():%Y%m%d-%H%M}.jsonl"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Stream(_lines(db, _wanted(request, asked)), media_type="application/x-ndjson", headers=headers)


async def _lines(db: Database, wanted: Wanted) -> AsyncIterator[bytes]:
    """In batches, each a transaction of its own, so that a slow reader holds no connection."""
    before: int | None = None
    while True:
        async with db.transaction() as tx:
            entries = await store.find_entries(tx, wanted, before=before, most=BATCH)
        if not entries:
            return
        yield b"".join(_line(entry) for entry in entries)
        before = entries[-1].id


def _line(entry: AuditEntry) -> bytes:
    said = {
        "id": entry.id,
        "at": entry.at,
        "actor_id": entry.actor_id,
        "session_id": entry.session_id,
        "token_id": entry.token_id,
        "action": entry.action,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "detail": entry.detail,
        "position": entry.position,
        "previous_hash": entry.previous_hash.hex() if entry.previous_hash else None,
        "hash": entry.hash.hex() if entry.hash else None,
    }
    return msgspec.json.encode(said) + b"\n"


def _wanted(request: AnyRequest, asked: dict[str, str]) -> Wanted:
    """The filters; days are the reader's own, the last one counted in."""
    here = moments(request)
    actor, since, until = number(asked["actor"]), _day(asked["since"]), _day(asked["until"])
    return Wanted(
        actor_id=StaffId(actor) if actor is not None else None,
        action=asked["action"] or None,
        subject=asked["subject"] or None,
        subject_id=number(asked["subject_id"]),
        since=here.start_of(since) if since else None,
        until=here.start_of(until + timedelta(days=1)) if until else None,
    )


def _day(text: str) -> date | None:
    """A day; None for what is no date."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 <= day.year < 9000 else None


def _check(person: Actor) -> None:
    if not policy.may_read_audit(person):
        raise NotFound


routes = [show_audit, export_audit]
