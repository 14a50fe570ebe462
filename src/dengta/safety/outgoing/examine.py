"""The outgoing gate: everything that speaks against sending a text in the desk's name."""

from collections.abc import Collection, Iterator, Sequence

from dengta.kernel.text import SafeText
from dengta.safety.outgoing.model import Fault, Objection
from dengta.safety.outgoing.wording import asks
from dengta.safety.verdict.check import look
from dengta.safety.verdict.knowledge import Knowledge
from dengta.safety.verdict.model import BAD, Grade, Sort, Thing, Verdict
from dengta.safety.verdict.recognise import recognise

LINKS = frozenset({Sort.LINK, Sort.DOMAIN})
CONTACTS = frozenset({Sort.EMAIL, Sort.HANDLE, Sort.PHONE, Sort.GROUP})
VOUCHED = frozenset({"known_address", "allowed", "official_site"})
"""Reasons for which a link that is not ours may go out: a well-known site's own, or on a list of good ones."""


def examine(text: SafeText, *, knowledge: Knowledge, heard: Sequence[SafeText] = ()) -> list[Objection]:
    """What speaks against sending `text` to a customer; nothing when it may go.

    `heard` is what the customer wrote: what stands in it may be named in the answer, unless it is bad. A link that is
    written harmless (`example[.]com`) is no link. What comes after the first twenty things of a text is held
    to be an unknown link, so that nothing passes unseen. Raises nothing.
    """
    found, cut = recognise(text, refanged=True)
    said = _said(heard) if found else frozenset()
    addresses = [value for sort, value in said if sort is Sort.ADDRESS]
    one = look(found, lists=knowledge.lists, official=knowledge.official, counterparties=addresses)
    objections = [*asks(text), *(each for thing in found for each in _against(thing, one.at(thing), said))]
    if cut:
        objections.append(Objection(Fault.UNKNOWN_LINK, "…"))
    return list(dict.fromkeys(objections))


def _said(heard: Sequence[SafeText]) -> Collection[tuple[Sort, str]]:
    return {(thing.sort, thing.value) for text in heard for thing in recognise(text)[0]}


def _against(thing: Thing, verdict: Verdict, said: Collection[tuple[Sort, str]]) -> Iterator[Objection]:
    known = verdict.grade is Grade.OFFICIAL or (thing.sort, thing.value) in said
    if thing.sort in LINKS and verdict.grade in BAD:
        yield Objection(Fault.BAD_LINK, verdict.shown)
    elif thing.sort in LINKS and not known and VOUCHED.isdisjoint(verdict.codes):
        yield Objection(Fault.UNKNOWN_LINK, verdict.shown)
    elif thing.sort is Sort.ADDRESS and "twin_address" in verdict.codes:
        yield Objection(Fault.TWIN_ADDRESS, verdict.shown)
    elif thing.sort is Sort.ADDRESS and not known:
        yield Objection(Fault.UNKNOWN_ADDRESS, verdict.shown)
    elif thing.sort in CONTACTS and not known:
        yield Objection(Fault.ELSEWHERE, verdict.shown)
