"""Senders, accounts, numbers and apps: who somebody says they are, beside who we are."""

import re
from collections.abc import Iterator

from dengta.safety.verdict.letters import fold
from dengta.safety.verdict.model import Certainty, Grade, Reason, Sort, Thing
from dengta.safety.verdict.names import Borrowed
from dengta.safety.verdict.official import Official
from dengta.safety.verdict.wordlist import words

FREE_MAIL = frozenset(
    words("""
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com aol.com
    gmx.com gmx.net mail.com mail.ru yandex.ru yandex.com proton.me protonmail.com tutanota.com zoho.com qq.com
    foxmail.com 163.com 126.com yeah.net sina.com sohu.com aliyun.com 139.com 189.cn naver.com daum.net web.de
    """)
)
OFFICE = frozenset(
    words("""
    support help helpdesk service services customer care admin administrator official team mod moderator security
    desk staff assist assistant agent cs kefu guanfang live center centre wallet recovery refund
    """)
)
_WORDS = re.compile(r"[^a-z0-9]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_PLATFORM_WORDS = re.compile(r"[^a-z0-9]")


def examine_handle(thing: Thing, official: Official) -> list[Reason]:
    """An account on a network, with or without the network's name in `thing.detail`.

    A name is ours only where the register has it: without a network it may be anybody's.
    """
    mine = official.platforms(thing.value)
    if not mine:
        return list(_account(thing.value, official))
    evidence = {"ours": thing.value, "platform": ", ".join(sorted(mine))}
    if {thing.detail, *thing.near} - mine - {""}:
        return [Reason("other_platform", Certainty.LIKELY, evidence, Grade.SUSPICIOUS)]
    if not thing.detail:
        return [Reason("name_of_ours", Certainty.POSSIBLE, evidence)]
    return [Reason("official_account", Certainty.CERTAIN, {"platform": thing.detail}, Grade.OFFICIAL)]


def examine_email(thing: Thing, official: Official) -> list[Reason]:
    """A sender's address, as far as it goes without its host, which is examined as a host."""
    local, _, host = thing.value.rpartition("@")
    disguise = _disguise(thing, host, official)
    if disguise is not None:
        return [disguise]
    if official.find(Sort.EMAIL, thing.value) or official.find(Sort.EMAIL, host):
        return [Reason("official_sender", Certainty.LIKELY, {"host": host}, Grade.OFFICIAL)]
    if host in FREE_MAIL:
        found = _name_in(local, official)
        office = bool(OFFICE & set(_WORDS.split(local)))
        if found is not None and (office or not found.name.common):
            evidence = {"name": found.name.name, "host": host}
            return [Reason("free_mail_name", Certainty.LIKELY, evidence, Grade.IMPERSONATION)]
        if office:
            return [Reason("free_mail_office", Certainty.LIKELY, {"host": host}, Grade.SUSPICIOUS)]
    elif official.host(host) is None:
        found = _name_in(local, official)
        if found is not None and found.name.ours:
            evidence = {"name": found.name.name, "host": host}
            return [Reason("sender_of_our_name", Certainty.LIKELY, evidence, Grade.IMPERSONATION)]
    return []


def examine_group(path: str, official: Official) -> list[Reason]:
    """A group that is not in the register, by the name in its invitation."""
    stranger = Reason("strangers_group", Certainty.LIKELY)
    found = _name_in(path, official)
    if found is None or not found.name.ours:
        return [stranger]
    return [Reason("group_of_our_name", Certainty.LIKELY, {"name": found.name.name}, Grade.IMPERSONATION), stranger]


def examine_phone(thing: Thing, official: Official) -> list[Reason]:
    """A number. Nobody can tell from a number who calls."""
    if official.find(Sort.PHONE, thing.value):
        number = Reason("official_number", Certainty.LIKELY, {}, Grade.OFFICIAL)
        return [number, Reason("we_do_not_call", Certainty.CERTAIN)]
    return [Reason("we_do_not_call", Certainty.CERTAIN)]


def examine_app(thing: Thing, official: Official) -> list[Reason]:
    """A package name, with its version in `thing.detail` if one was written."""
    mine = official.find(Sort.APP, thing.value)
    if mine is not None:
        return list(_version(thing.detail, mine.detail))
    for entry in official.of(Sort.APP):
        if fold(entry.value.lower()) in fold(thing.value.lower()):
            return [Reason("imitates_app", Certainty.LIKELY, {"ours": entry.value}, Grade.IMPERSONATION)]
    parts = [word for word in _WORDS.split(thing.value.lower()) if len(word) > 3]
    found = next(filter(None, map(official.names.anywhere, parts)), None)
    if found is None or found.name.common:
        return []
    code = "imitates_app_name" if found.name.ours else "app_of_a_name"
    grade = Grade.IMPERSONATION if found.name.ours or found.how != "same" else None
    return [Reason(code, Certainty.POSSIBLE, {"name": found.name.name}, grade)]


def _disguise(thing: Thing, host: str, official: Official) -> Reason | None:
    """What mail programs show in place of an address, when it is ours and the address is not."""
    sender = thing.near[0].rpartition("@")[2] if thing.near else host
    if official.host(sender) or official.find(Sort.EMAIL, sender):
        return None
    shown = thing.value if thing.near else thing.detail
    found = _name_in(shown.lower(), official) if shown else None
    if found is None or not found.name.ours:
        return None
    return Reason("display_name", Certainty.CERTAIN, {"host": sender}, Grade.IMPERSONATION)


def _version(written: str, oldest: str) -> Iterator[Reason]:
    yield Reason("official_app", Certainty.LIKELY, {}, Grade.OFFICIAL)
    if written and oldest and _numbers(written) < _numbers(oldest):
        yield Reason("old_version", Certainty.CERTAIN, {"written": written, "oldest": oldest}, Grade.SUSPICIOUS)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def _account(value: str, official: Official) -> Iterator[Reason]:
    bare = _bare(value)
    imitated = next((each.value for each in official.of(Sort.HANDLE) if _bare(each.value) == bare), None)
    if imitated is not None:
        yield Reason("imitates_account", Certainty.LIKELY, {"ours": imitated}, Grade.IMPERSONATION)
        return
    long = tuple(word for word in OFFICE if len(word) > 4)
    office = bool(OFFICE & set(_WORDS.split(value))) or value.startswith(long) or value.endswith(long)
    found = _name_in(value, official)
    if found is not None and (found.name.ours or (office and not found.name.common) or found.how != "same"):
        yield Reason("account_of_a_name", Certainty.LIKELY, {"name": found.name.name}, Grade.IMPERSONATION)
    elif office:
        yield Reason("office_account", Certainty.LIKELY, {}, Grade.SUSPICIOUS)
    elif found is not None and not found.name.common:
        yield Reason("account_with_a_name", Certainty.POSSIBLE, {"name": found.name.name}, Grade.SUSPICIOUS)


def _bare(value: str) -> str:
    """An account's name as a hurried eye reads it."""
    return _PLATFORM_WORDS.sub("", fold(value))


def _name_in(value: str, official: Official) -> Borrowed | None:
    parts = [_PLATFORM_WORDS.sub("", value), *_WORDS.split(value)]
    found = [borrowed for word in parts if len(word) > 2 and (borrowed := official.names.anywhere(word))]
    return min(found, key=lambda one: one.name.common, default=None)
