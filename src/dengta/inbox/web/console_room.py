"""What every pane of the console needs: the reader's language and hour, their colleagues, what they may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from dengta.accounts import public as accounts
from dengta.accounts.public import Actor, Staff
from dengta.inbox.list_conversations import list_conversations
from dengta.inbox.policy import as_actor
from dengta.inbox.protocols import Labels
from dengta.inbox.saved_views import find_saved_view, list_saved_views
from dengta.inbox.search import Found, search
from dengta.inbox.tally import counters
from dengta.inbox.views import SORTED_BY_DUE, Cursor, Sort, View
from dengta.inbox.web.console_links import judging
from dengta.inbox.web.console_where import Where, filter_parameters, in_view
from dengta.inbox.web.console_words import Times, pieces
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.i18n import Language, translate
from dengta.platform.web import AnyRequest, language
from dengta.platform.zones import zone_of
from dengta.safety.public import Secret
from dengta.safety.public import label as removed_label

VIEWS = (
    (View.MINE, "g m", "user"),
    (View.MY_GROUPS, "g g", "users"),
    (View.UNASSIGNED, "g u", "inbox"),
    (View.WAITING, "g w", "hourglass"),
    (View.OVERDUE, "g o", "timer"),
    (View.EMERGENCY, "g e", "siren"),
    (View.ALL, "g a", "list"),
    (View.MENTIONS, "g n", "at-sign"),
    (View.SNOOZED, "g s", "moon"),
    (View.RESOLVED, "g d", "circle-check"),
)

THEN = "then"
"""The cookie that holds what this colleague last chose to follow a reply."""


@dataclass(frozen=True, slots=True)
class Room:
    """One request in the console. `where` is the list they came from."""

    request: AnyRequest
    actor: Actor
    db: Database
    clock: Clock
    labels: Labels
    where: Where
    times: Times
    people: Sequence[Staff]
    groups: Mapping[int, str]

    @property
    def language(self) -> Language:
        return self.times.language

    @property
    def wants_part(self) -> bool:
        """Whether HTMX asks, and so gets only the part of the page that it named."""
        headers = self.request.headers
        return "hx-request" in headers and "hx-history-restore-request" not in headers

    def speak(self, text: str, **values: object) -> str:
        return translate(self.language, text, **values)


async def enter(request: AnyRequest, actor: Actor, db: Database, clock: Clock, labels: Labels, where: Where) -> Room:
    """Look around once: colleagues and groups as they are now."""
    lang = language(request)
    if where.saved is not None:
        saved = await find_saved_view(where.saved, actor=actor, db=db)
        where = in_view(where, saved.view, saved.narrowed)
    async with db.transaction() as tx:
        people = [person for person in await accounts.staff_list(tx) if person.active]
        groups = {int(group.id): group.name(lang) for group in await accounts.groups(tx)}
    times = Times(lang, zone_of(request.cookies.get("zone")), clock.now())
    return Room(request, actor, db, clock, labels, where, times, people, groups)


def shared(room: Room) -> dict[str, Any]:
    """What all templates of the console use."""
    times, where, actor = room.times, room.where, room.actor
    return {
        "actor": actor,
        "may": permissions(actor),
        "people": [person for person in room.people if accounts.may_write(as_actor(person))],
        "group_names": room.groups,
        "view": where.view.value,
        "query": where.query,
        "sort": where.sort.value,
        "keep_sort": "" if where.sort is Sort.DUE else f"&sort={where.sort.value}",
        "sorts": [(sort.value, where.sorted_by(sort)) for sort in Sort] if where.view in SORTED_BY_DUE else [],
        "narrowed": where.is_narrowed,
        "filter": where.narrowed,
        "filter_fields": filter_parameters(where.narrowed) | {"view": where.view.value},
        "here": where.home(),
        "back_url": where.home(),
        "list_url": where.address,
        "conversation_url": partial(conversation_url, where),
        "action_url": lambda reference, verb: where.address(f"/console/c/{reference}/{verb}"),
        "pieces": pieces,
        "judged": judging(room.request, room.language),
        "ago": times.ago,
        "whole": times.whole,
        "clock_time": times.clock_time,
        "span": times.span,
        "soon": times.soon,
        "day": times.day,
        "topic_name": lambda topic: room.labels.topic(topic, room.language),
        "then": room.request.cookies.get(THEN, ""),
        "removed_name": partial(removed_name, room.language),
        "fresh_id": lambda: str(uuid4()),
        "mention_name": partial(mention_name, room.people),
        "conversation": None,
        "said": None,
        "refused": None,
        "refused_for": (),
        "not_sent": None,
        "not_sent_for": (),
        "undo_url": None,
    }


def conversation_url(where: Where, reference: str, found: Found | None = None) -> str:
    """A conversation's address beside this list, at the message that a search has found."""
    at = str(found.number) if found and found.number is not None else None
    return where.address(f"/console/c/{reference}", at=at)


def mention_name(people: Sequence[Staff], mention: str) -> str:
    """`@li.hao` as colleagues call him; whoever is nobody's login stays as it was written."""
    login = mention[1:].rstrip(".-+").lower()
    return next((f"@{one.name}" for one in people if login in (one.login, one.login.partition("@")[0])), mention)


def permissions(actor: Actor) -> dict[str, bool]:
    """What the pages offer. The use cases decide; this only saves a person a refusal."""
    return {
        "write": accounts.may_write(actor),
        "reply": accounts.may_reply(actor),
        "change": accounts.may_change(actor),
        "reveal": accounts.may_reveal(actor),
        "lead": accounts.may_lead(actor),
        "export": accounts.may_export(actor),
        "confide": accounts.sees_confidential(actor) and accounts.may_change(actor),
    }


def removed_name(lang: Language, kind: str) -> str:
    """What stands on the chip in the place of a removed secret."""
    return translate(lang, removed_label(Secret(kind))) if kind in set(Secret) else kind


async def views_part(room: Room) -> dict[str, Any]:
    """The views with their counters."""
    counts = await counters(actor=room.actor, db=room.db, clock=room.clock)
    views = [
        {"key": view.value, "shortcut": keys, "icon": icon, "count": counts.get(view, 0)} for view, keys, icon in VIEWS
    ]
    saved_views = await list_saved_views(actor=room.actor, db=room.db)
    saved = next((view for view in saved_views if view.id == room.where.saved), None)
    return {"views": views, "saved": saved, "saved_views": saved_views}


async def list_part(room: Room, before: str | None) -> dict[str, Any]:
    """One page of the list, or of what was found."""
    if room.where.query:
        return await found_part(room, before)
    page = await list_conversations(
        room.where.view,
        actor=room.actor,
        db=room.db,
        clock=room.clock,
        narrowed=room.where.narrowed,
        sort=room.where.sort,
        before=Cursor.parse(before) if before else None,
    )
    following = room.where.address("/console", before=str(page.next)) if page.next else None
    return {"rows": page.items, "matches": {}, "next_url": following, "more": before is not None}


async def found_part(room: Room, before: str | None) -> dict[str, Any]:
    """One page of a search: the rows, and for each the words that matched."""
    number = int(before) if before and before.isdecimal() and len(before) < 18 else None
    results = await search(room.where.query, actor=room.actor, db=room.db, clock=room.clock, before=number)
    following = room.where.address("/console/search", before=str(results.next)) if results.next else None
    return {
        "rows": [found.row for found in results.items],
        "matches": {found.row.reference: found for found in results.items},
        "next_url": following,
        "more": before is not None,
    }
