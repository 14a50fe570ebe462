"""Keep the register: propose, and decide on what others proposed."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect

from dengta.accounts.public import Actor, staff_names
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.kernel.ids import StaffId
from dengta.platform.db import Database
from dengta.platform.web import AnyRequest, render, say
from dengta.trust.canonical import PLATFORMS
from dengta.trust.change import decide, propose_entry, propose_withdrawal, see_register
from dengta.trust.errors import AlreadyRegistered, BadEntry, NoSuchEntry, SamePerson
from dengta.trust.model import Decision, EntrySort
from dengta.trust.register import Register
from dengta.trust.texts import DEEDS, PROBLEMS, SORTS
from dengta.trust.web.official import grouped

HERE = "/staff/official"
FIELDS = ("sort", "value", "detail", "note_en", "note_zh")


@get(HERE, include_in_schema=False)
async def show_register(request: AnyRequest, actor: Actor, db: Database) -> Response[str]:
    """What is published, and what waits for a second person."""
    return await _page(request, actor, db)


@post(HERE, include_in_schema=False)
async def propose(request: AnyRequest, actor: Actor, db: Database, clock: Clock) -> Response[str]:
    """Propose an entry."""
    form = await request.form()
    typed = {name: str(form.get(name, ""))[:300] for name in FIELDS}
    sort = EntrySort(typed["sort"]) if typed["sort"] in set(EntrySort) else EntrySort.DOMAIN
    notes = {"note_en": typed["note_en"], "note_zh": typed["note_zh"]}
    try:
        await propose_entry(sort, typed["value"], typed["detail"], actor=actor, db=db, clock=clock, **notes)
    except (BadEntry, AlreadyRegistered) as refused:
        return await _page(request, actor, db, refused=refused, typed=typed)
    return Redirect(HERE, status_code=303)


@post(HERE + "/{uid:uuid}/withdraw", include_in_schema=False)
async def withdraw(request: AnyRequest, uid: UUID, actor: Actor, db: Database, clock: Clock) -> Response[str]:
    """Propose that an entry be withdrawn."""
    try:
        await propose_withdrawal(uid, actor=actor, db=db, clock=clock)
    except AlreadyRegistered as refused:
        return await _page(request, actor, db, refused=refused)
    return Redirect(HERE, status_code=303)


@post(HERE + "/proposals/{change:int}/{decision:str}", include_in_schema=False)
async def decide_proposal(
    request: AnyRequest, change: int, decision: str, actor: Actor, db: Database, clock: Clock, register: Register
) -> Response[str]:
    """Approve somebody else's proposal, or reject one."""
    if decision not in set(Decision) or change >= 2**63:
        raise NoSuchEntry
    try:
        await decide(change, Decision(decision), actor=actor, db=db, clock=clock)
    except SamePerson as refused:
        return await _page(request, actor, db, refused=refused)
    await register.refresh(db)
    return Redirect(HERE, status_code=303)


async def _page(
    request: AnyRequest,
    actor: Actor,
    db: Database,
    *,
    refused: Refused | None = None,
    typed: dict[str, str] | None = None,
) -> Response[str]:
    standing, proposals = await see_register(actor=actor, db=db)
    async with db.transaction() as tx:
        names: dict[Any, str] = dict(await staff_names(tx, [StaffId(proposal.proposed_by) for proposal in proposals]))
    return render(
        request,
        "trust/keeping.html",
        status=409 if refused else 200,
        actor=actor,
        groups=grouped(standing),
        standing=standing,
        proposals=proposals,
        names=names,
        sorts=SORTS,
        deeds=DEEDS,
        platforms=PLATFORMS,
        typed=dict.fromkeys(FIELDS, "") | (typed or {}),
        wrong=say(request, PROBLEMS[refused.code]) if refused else "",
    )


routes = [show_register, propose, withdraw, decide_proposal]
