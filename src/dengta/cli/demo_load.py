"""Tell the demo's story through the desk's own use cases, each step at its own moment of the last two weeks."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from dengta.accounts.public import Actor, groups
from dengta.cli.demo_people import read
from dengta.cli.demo_register import load_register
from dengta.cli.desk import Desk
from dengta.inbox.customers import anonymous_sender, device_sender, host_sender
from dengta.inbox.model import ChannelKind, Inbound, Opening, Receipt, Sender
from dengta.inbox.public import (
    CannedText,
    Intake,
    Key,
    NoSuchConversation,
    Then,
    assign,
    find_case,
    hand_over,
    note,
    reply,
    save_canned,
    snooze,
)
from dengta.inbox.receive import receive
from dengta.inbox.seen import note_seen
from dengta.insight.public import Given, Resolution, rate
from dengta.kernel.ids import GroupId
from dengta.platform.i18n import Language
from dengta.platform.preferences import BRAND, Brand, Preferences
from dengta.safety.public import Knowledge, redact
from dengta.triage.public import CachedDesk

KNOWLEDGE = Knowledge()
"""The story names nobody's site: what goes out in it passes with no list and no register."""
ANSWERS = {"reply": Then.WAIT, "keep": Then.KEEP, "done": Then.RESOLVE}


class StoryClock:
    """Satisfies `Clock`; stands at the moment of the step that is being told."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Told:
    """A conversation of the story and how far it has been told."""

    case: Mapping[str, Any]
    language: Language
    sender: Sender
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Teller:
    """Everything a step may need."""

    desk: Desk
    triage: CachedDesk
    intake: Intake
    clock: StoryClock
    people: Mapping[str, Actor]
    groups: Mapping[str, GroupId]
    tools: dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step: when, in which conversation, which line of it (-1 opens it)."""

    at: datetime
    case: int
    line: int


async def load(desk: Desk, people: Mapping[str, Actor]) -> int:
    """Tell the whole story; returns how many conversations it has."""
    now = desk.clock.now()
    clock, triage = StoryClock(now), CachedDesk()
    async with desk.db.transaction() as tx:
        await triage.refresh(tx)
        known = {group.key: GroupId(group.id) for group in await groups(tx)}
    intake = Intake(db=desk.db, keys=desk.keys, desk=triage, clock=clock, nudge=lambda: None)
    teller = Teller(desk, triage, intake, clock, people, known, {"db": desk.db, "clock": clock})
    async with desk.db.transaction() as tx:
        await Preferences().put(tx, BRAND, Brand(**read("staff")["desk"]))
    await load_register(desk, people)
    for text in read("staff")["canned"]:
        await save_canned(CannedText(**text), actor=people["chen.jing"], db=desk.db, clock=clock, knowledge=KNOWLEDGE)
    told = [_told(case, "zh_Hans") for case in read("zh")["case"]] + [_told(case, "en") for case in read("en")["case"]]
    for step in sorted(steps(told, now)):
        clock.at = step.at
        await tell(teller, told[step.case], step)
    return len(told)


def steps(told: Sequence[Told], now: datetime) -> list[Step]:
    """Every step of every conversation that has happened by now."""
    found: list[Step] = []
    for index, each in enumerate(told):
        opened = now - timedelta(hours=each.case["ago"])
        found.append(Step(opened, index, -1))
        for line, (minutes, *_) in enumerate(each.case["steps"]):
            found.append(Step(opened + timedelta(minutes=minutes), index, line))
    return [step for step in found if step.at <= now]


async def tell(teller: Teller, told: Told, step: Step) -> None:
    """One step, as the person who did it."""
    if step.line < 0:
        told.receipt = await teller.intake.open(_opening(told))
        return
    receipt = cast("Receipt", told.receipt)
    _, who, deed, words = told.case["steps"][step.line]
    if who == "customer":
        await _customer(teller, told, receipt, deed, words, f"demo-{step.line}-{receipt.reference}")
        return
    actor = teller.people[who]
    client_id = f"demo-{step.line}-{receipt.reference}"
    try:
        await _staff(teller, actor, receipt.reference, deed, words, client_id)
    except NoSuchConversation:  # in another group's hands: the administrator passes it on first
        admin, group = teller.people["wang.min"], min(actor.groups)
        await hand_over(receipt.reference, group, actor=admin, **teller.tools)
        await _staff(teller, actor, receipt.reference, deed, words, client_id)


async def _staff(teller: Teller, actor: Actor, reference: str, deed: str, words: str, client_id: str) -> None:
    tools = teller.tools
    match deed:
        case "reply" | "keep" | "done":
            then = ANSWERS[deed]
            await reply(
                reference,
                words,
                client_id=client_id,
                then=then,
                actor=actor,
                desk=teller.triage,
                knowledge=KNOWLEDGE,
                **tools,
            )
        case "note":
            await note(reference, words, client_id=client_id, actor=actor, **tools)
        case "assign":
            await assign(reference, actor.staff_id, actor=actor, **tools)
        case "group":
            await hand_over(reference, teller.groups[words], actor=actor, **tools)
        case "snooze":
            until = teller.clock.now() + timedelta(hours=float(words))
            await snooze(reference, until, actor=actor, **tools)
        case _:
            raise ValueError(deed)


async def _customer(teller: Teller, told: Told, receipt: Receipt, deed: str, words: str, client_id: str) -> None:
    """The customer reads what was answered, and writes."""
    conversation = receipt.conversation_id
    await note_seen(conversation, delivered=10_000, read=10_000, **teller.tools)
    if deed == "rate":
        await _rate(teller, receipt, words)
        return
    inbound = Inbound(client_id, told.sender, words, told.language)
    await receive(inbound, conversation, desk=teller.triage, **teller.tools)


async def _rate(teller: Teller, receipt: Receipt, said: str) -> None:
    speed, professionalism, resolution, *words = said.split(" ", 3)
    given = Given(int(speed), int(professionalism), Resolution(resolution), " ".join(words))
    case = await find_case(receipt.reference, Key(secret=receipt.secret), db=teller.desk.db, keys=teller.desk.keys)
    await rate(case, given, desk=teller.triage, **teller.tools)


def _told(case: Mapping[str, Any], language: Language) -> Told:
    return Told(case, language, _sender(case, language))


def _sender(case: Mapping[str, Any], language: Language) -> Sender:
    """Somebody the wallet's app has signed in, a device, or nobody the desk knows."""
    mark = hashlib.sha256(f"{language}{case['text']}".encode()).hexdigest()
    if "name" in case:
        return host_sender(f"demo-{mark[:12]}", redact(case["name"]).text)
    return anonymous_sender() if case.get("channel") == "form" else device_sender(mark)


def _opening(told: Told) -> Opening:
    case = told.case
    mark = hashlib.sha256(case["text"].encode()).hexdigest()
    return Opening(
        client_id=f"demo-{mark[:24]}",
        sender=told.sender,
        text=case["text"],
        language=told.language,
        channel=ChannelKind(case.get("channel", "widget")),
        topic=case.get("topic"),
        details=case.get("details", {}),
    )
