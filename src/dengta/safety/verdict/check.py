"""Anything a person pastes, answered."""

import re
from collections.abc import Callable, Iterator, Sequence

from dengta.safety.clean import clean
from dengta.safety.model import Certainty as Sureness
from dengta.safety.redact import redact
from dengta.safety.verdict import approvals, contacts, links, tokens
from dengta.safety.verdict.addresses import candidates, looks_like, resembles, slip
from dengta.safety.verdict.defang import defang
from dengta.safety.verdict.lists import NO_LISTS, Lists
from dengta.safety.verdict.model import Certainty, Grade, Reason, Report, Sort, Thing, Verdict, graded
from dengta.safety.verdict.official import NOBODY, Official
from dengta.safety.verdict.recognise import recognise
from dengta.safety.verdict.weblink import Link, read, unicode_host

MOST_SLIPS = 2
"""How many wrong addresses of one text are searched for their slip: the search is the slowest thing here."""
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_APP_FILE = re.compile(r"(?i)\.(?:apk|xapk|ipa|mobileconfig|exe|dmg|msi|scr)$")
_WORD = re.compile(r"[^\s\"'，。、()（）]{2,20}")


def check(
    text: str,
    *,
    lists: Lists = NO_LISTS,
    official: Official = NOBODY,
    counterparties: Sequence[str] = (),
    sort: Sort | None = None,
) -> Report:
    """What is known of everything in a text, the worst first.

    `text` is raw, as it was pasted; secrets in it are found, named in the report, and looked at no further.
    `counterparties` are addresses the person dealt with before: one made to resemble them is called so. `sort` says
    what the whole text is, where that cannot be told from it: a token's name. Raises `TooLong` above
    `safety.redact.LIMIT` characters and nothing else for any text whatever.
    """
    redaction = redact(text)
    request = approvals.examine_json(text.strip()) if text.lstrip().startswith("{") else None
    secrets = tuple(str(kind) for kind in redaction.kinds)
    if request is not None and all(each.certainty is Sureness.POSSIBLE for each in redaction.found):
        secrets = ()  # salts and signatures of typed data look like keys
    rest = redaction.text
    if request is not None:
        cut = False
        verdicts = [Verdict(Sort.SIGNATURE, graded(request), _short(rest), tuple(request))]
    elif sort is Sort.TOKEN:
        cut, verdicts = False, [_token(rest.strip()[:200], rest)]
    else:
        found, cut = recognise(rest)
        one = look(found, lists=lists, official=official, counterparties=counterparties, disguised=_disguised(text))
        verdicts = [one.at(thing) for thing in found] + _disguised_tokens(rest)
    verdicts.sort(key=lambda verdict: -verdict.grade.gravity)
    worst = Grade.SECRET if secrets else max((each.grade for each in verdicts), key=_gravity, default=Grade.UNKNOWN)
    return Report(worst, tuple(verdicts), secrets, cut)


def look(
    found: Sequence[Thing],
    *,
    lists: Lists,
    official: Official,
    counterparties: Sequence[str] = (),
    disguised: frozenset[str] = frozenset(),
) -> "Look":
    """A look at things of one text. `disguised` are its words that held characters nobody sees."""
    return Look(lists, official, [*counterparties, *_addresses(found)], disguised)


class Look:
    """One look at the things of one text, which know of each other."""

    def __init__(self, lists: Lists, official: Official, addresses: Sequence[str], disguised: frozenset[str]) -> None:
        self._lists, self._official, self._addresses, self._disguised = lists, official, addresses, disguised
        self._slips = MOST_SLIPS
        self._ways: dict[Sort, Callable[[Thing], Verdict]] = {
            Sort.LINK: self._link,
            Sort.DOMAIN: self._link,
            Sort.EMAIL: self._email,
            Sort.ADDRESS: self._address,
            Sort.GROUP: self._group,
            Sort.HANDLE: lambda thing: self._contact(thing, contacts.examine_handle),
            Sort.PHONE: lambda thing: self._contact(thing, contacts.examine_phone),
            Sort.APP: lambda thing: self._contact(thing, contacts.examine_app),
            Sort.SIGNATURE: self._signature,
        }

    def at(self, thing: Thing) -> Verdict:
        return self._ways[thing.sort](thing)

    def _link(self, thing: Thing) -> Verdict:
        link = read(thing.value)
        if link is None:
            return _verdict(thing, [], defang(thing.value))
        reasons = self._site(link)
        if any(written in thing.value for written in self._disguised):
            reasons.append(Reason("hidden_characters", Certainty.CERTAIN, {}, Grade.SUSPICIOUS))
        target = links.forwarded(link)
        if target is not None:
            reasons += [reason for reason in self._site(target) if reason.grade not in (None, Grade.OFFICIAL)]
        return _verdict(thing, reasons, defang(_readable(link, thing.value)))

    def _site(self, link: Link) -> list[Reason]:
        """A site by the registry, by the lists, and by what it gives away itself."""
        host = unicode_host(link.host)
        listing = self._lists.host(link.host, link.path) if link.host else None
        denied = list(_listed(listing.deny, listing.allow, listing.like)) if listing else []
        mine = self._official.host(link.host) if link.host else None
        if mine is not None and not link.tricks:
            ours = Reason("official_site", Certainty.CERTAIN, {"host": defang(mine)}, Grade.OFFICIAL)
            return [ours, *self._leads_away(link), *_only_said(denied)]
        reasons = denied + links.examine(link, self._official.names)
        if _APP_FILE.search(link.path):
            reasons.append(Reason("program_file", Certainty.CERTAIN, {"host": defang(host)}, Grade.SUSPICIOUS))
        if listing is not None and listing.allow:
            return _only_said(reasons)
        return reasons

    def _leads_away(self, link: Link) -> Iterator[Reason]:
        """A link on our own site that names another site: an open redirect lends our name to anybody."""
        for inner in links.carried(link):
            if not self._official.host(inner.host):
                evidence = {"host": defang(unicode_host(inner.host))}
                yield Reason("leads_away", Certainty.POSSIBLE, evidence, Grade.SUSPICIOUS)
                return

    def _email(self, thing: Thing) -> Verdict:
        reasons = contacts.examine_email(thing, self._official)
        host = thing.value.rpartition("@")[2]
        link = read(host)
        if graded(reasons) is Grade.UNKNOWN and link is not None and host not in contacts.FREE_MAIL:
            site = self._site(link)
            reasons += [reason for reason in site if reason.code not in ("official_site", "anybodys_page")]
            if self._official.host(link.host):
                reasons.append(Reason("our_host", Certainty.POSSIBLE, {"host": host}))
        reasons.append(Reason("sender_can_be_forged", Certainty.CERTAIN))
        return _verdict(thing, reasons, thing.value.replace("@", "[@]"))

    def _contact(self, thing: Thing, examine: Callable[[Thing, Official], list[Reason]]) -> Verdict:
        listing = self._lists.value(thing.value)
        at = "@" if thing.sort is Sort.HANDLE else ""
        where = f" ({thing.detail})" if thing.detail else ""
        reasons = [*_listed(listing.deny, listing.allow, ""), *examine(thing, self._official)]
        return _verdict(thing, reasons, f"{at}{thing.value}{where}")

    def _group(self, thing: Thing) -> Verdict:
        host, _, path = thing.value.partition("/")
        listing = self._lists.host(host, "/" + path)
        reasons = list(_listed(listing.deny, listing.allow, ""))
        if self._official.find(Sort.GROUP, thing.value):
            reasons.append(Reason("official_group", Certainty.CERTAIN, {}, Grade.OFFICIAL))
        else:
            reasons += contacts.examine_group(path, self._official)
        return _verdict(thing, reasons, defang(thing.value))

    def _address(self, thing: Thing) -> Verdict:
        chains = candidates(thing.value)
        reasons = [*self._known_address(thing.value), *self._twins(thing.value)]
        if not chains:
            reasons += self._wrong(thing.value)
        elif not any(found.checked for found in chains):
            reasons.append(Reason("no_checksum", Certainty.CERTAIN))
        if len(chains) > 1:
            reasons.append(Reason("several_chains", Certainty.CERTAIN, {"chains": ", ".join(f.chain for f in chains)}))
        names = tuple(found.chain for found in chains)
        return Verdict(thing.sort, graded(reasons), thing.value, tuple(reasons), names)

    def _known_address(self, value: str) -> Iterator[Reason]:
        listing, low = self._lists.value(value), value.lower()
        yield from _listed(listing.deny, listing.allow, "")
        if self._official.find(Sort.ADDRESS, value) or self._official.find(Sort.ADDRESS, low):
            yield Reason("official_address", Certainty.CERTAIN, {}, Grade.OFFICIAL)
        if low in tokens.CONTRACTS:
            yield Reason("token_contract", Certainty.CERTAIN, {"name": tokens.CONTRACTS[low]})
        elif low in tokens.TOOLS:
            yield Reason("tool_contract", Certainty.CERTAIN, {"name": tokens.TOOLS[low]})
        elif low in tokens.BURNT:
            yield Reason("nobodys_address", Certainty.CERTAIN, {}, Grade.SUSPICIOUS)

    def _twins(self, value: str) -> Iterator[Reason]:
        ours = [entry.value for entry in self._official.of(Sort.ADDRESS)]
        for other in [*self._addresses, *ours, *tokens.CONTRACTS][:200]:
            shared = resembles(value, other)
            if shared:
                evidence = {"other": other, "letters": str(shared)}
                yield Reason("twin_address", Certainty.LIKELY, evidence, Grade.IMPERSONATION)
                return

    def _wrong(self, value: str) -> Iterator[Reason]:
        chain = looks_like(value) or "?"
        places: tuple[int, ...] = ()
        if self._slips:
            self._slips -= 1
            places = slip(value)
        where = ", ".join(str(place + 1) for place in places)
        code = "slip_at" if places else "wrong_checksum"
        yield Reason(code, Certainty.CERTAIN, {"chain": chain} | ({"places": where} if where else {}), Grade.SUSPICIOUS)

    def _signature(self, thing: Thing) -> Verdict:
        return _verdict(thing, approvals.examine_call(thing.value), _short(thing.value))


def _verdict(thing: Thing, reasons: Sequence[Reason], shown: str) -> Verdict:
    return Verdict(thing.sort, graded(reasons), shown, tuple(reasons))


def _listed(deny: Sequence[str], allow: Sequence[str], like: str) -> Iterator[Reason]:
    if deny and allow:
        evidence = {"deny": ", ".join(deny), "allow": ", ".join(allow)}
        yield Reason("lists_disagree", Certainty.POSSIBLE, evidence, Grade.UNKNOWN)
    elif deny:
        yield Reason("listed", Certainty.LIKELY, {"lists": ", ".join(deny)}, Grade.LISTED)
    elif allow:
        yield Reason("allowed", Certainty.POSSIBLE, {"lists": ", ".join(allow)}, Grade.UNKNOWN)
    elif like:
        yield Reason("listed_alike", Certainty.LIKELY, {"name": like}, Grade.IMPERSONATION)


def _only_said(reasons: Sequence[Reason]) -> list[Reason]:
    """The same reasons, said but without a say in the grade."""
    return [Reason(reason.code, reason.certainty, reason.evidence) for reason in reasons]


def _addresses(found: Sequence[Thing]) -> list[str]:
    return [thing.value for thing in found if thing.sort is Sort.ADDRESS]


def _disguised(raw: str) -> frozenset[str]:
    """Words of a raw text that hold characters nobody sees, as they are without them."""
    if not _HIDDEN.search(raw):
        return frozenset()
    words = (word for word in raw.split() if _HIDDEN.search(word[1:-1]) and "." in word)
    return frozenset(clean(_HIDDEN.sub("", word)).strip(".,;:!?()") for word in words)


def _disguised_tokens(text: str) -> list[Verdict]:
    if text.isascii():
        return []
    words = dict.fromkeys(word for word in _WORD.findall(text) if tokens.is_disguised(word))
    return [_token(word, text) for word in list(words)[:5]]


def _token(name: str, text: str) -> Verdict:
    reasons = list(tokens.examine_name(name))
    return Verdict(Sort.TOKEN, graded(reasons), defang(name) if "." in name else name, tuple(reasons))


def _readable(link: Link, written: str) -> str:
    """A link as it was written, its host readable if it was in punycode."""
    return written.replace(link.host, unicode_host(link.host)) if "xn--" in link.host else written


def _short(data: str) -> str:
    return data if len(data) <= 80 else f"{data[:60]}…{data[-12:]}"


def _gravity(grade: Grade) -> int:
    return grade.gravity
