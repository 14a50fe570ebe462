"""Anything pasted gets an answer: what is recognised, how it is graded, and that nothing known never sounds safe."""

import re

import pytest

from dengta.platform.i18n import LANGUAGES, translate
from dengta.safety.errors import TooLong
from dengta.safety.redact import LIMIT
from dengta.safety.verdict import texts
from dengta.safety.verdict.annotate import annotate
from dengta.safety.verdict.check import check
from dengta.safety.verdict.lists import NO_LISTS, FeedContent, Lists
from dengta.safety.verdict.model import Grade, Sort
from dengta.safety.verdict.official import NOBODY, Entry, Official
from dengta.safety.verdict.recognise import recognise

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
OURS = Official(
    [
        Entry(Sort.DOMAIN, "lighthouse-wallet.com"),
        Entry(Sort.EMAIL, "mail.lighthouse-wallet.com"),
        Entry(Sort.HANDLE, "lighthousewallet", "telegram"),
        Entry(Sort.PHONE, "+85212345678"),
        Entry(Sort.GROUP, "t.me/+abcdefgh"),
        Entry(Sort.APP, "com.lighthouse.wallet", "2.3.0"),
        Entry(Sort.ADDRESS, "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
    ],
    names=["Lighthouse"],
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("see https://example.com/a?b=c.", [(Sort.LINK, "https://example.com/a?b=c")]),
        ("请访问https://example.com领取空投", [(Sort.LINK, "https://example.com")]),
        ("请访问example.com领取", [(Sort.DOMAIN, "example.com")]),
        ("hxxps://evil[.]com/x", [(Sort.LINK, "https://evil.com/x")]),
        ("write to a.b@mail.example.co.uk today", [(Sort.EMAIL, "a.b@mail.example.co.uk")]),
        ("@some_body and t.me/other", [(Sort.HANDLE, "some_body"), (Sort.HANDLE, "other")]),
        ("https://t.me/+AbCd https://discord.gg/xyz", [(Sort.GROUP, "t.me/+abcd"), (Sort.GROUP, "discord.gg/xyz")]),
        ("打 400-123-4567", [(Sort.PHONE, "4001234567")]),
        ("call +1 (555) 010-9999", [(Sort.PHONE, "+15550109999")]),
        ("on 2026-11-22 at 10:30 I paid 1000000", []),
        ("com.lighthouse.wallet v2.1.0", [(Sort.APP, "com.lighthouse.wallet")]),
        ("open readme.md and main.py", []),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", [(Sort.ADDRESS, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]),
        ("пример.рф", [(Sort.DOMAIN, "xn--e1afmkfd.xn--p1ai")]),
        ("bbc.co.uk/news", [(Sort.LINK, "bbc.co.uk/news")]),
        ("just words", []),
    ],
)
def test_things_are_recognised(text: str, wanted: list[tuple[Sort, str]]) -> None:
    found, cut = recognise(text)
    assert [(thing.sort, thing.value) for thing in found] == wanted
    assert not cut


@pytest.mark.parametrize(
    ("text", "grade", "code"),
    [
        ("https://help.lighthouse-wallet.com/x", Grade.OFFICIAL, "official_site"),
        ("https://lighthouse-wallet.com@evil.com/", Grade.IMPERSONATION, "hidden_destination"),
        ("https://lighthouse-wallet.com.evil.com/", Grade.IMPERSONATION, "imitates_us"),
        ("news@mail.lighthouse-wallet.com", Grade.OFFICIAL, "official_sender"),
        ("news@lighthouse-wallet.com", Grade.UNKNOWN, "our_host"),
        ("lighthouse.support@gmail.com", Grade.IMPERSONATION, "free_mail_name"),
        ("support.desk@gmail.com", Grade.SUSPICIOUS, "free_mail_office"),
        ("mary@gmail.com", Grade.UNKNOWN, "sender_can_be_forged"),
        ("t.me/LighthouseWallet", Grade.OFFICIAL, "official_account"),
        ("@lighthouse_wallet", Grade.IMPERSONATION, "imitates_account"),
        ("@l1ghthousewallet", Grade.IMPERSONATION, "imitates_account"),
        ("x.com/lighthousewallet", Grade.SUSPICIOUS, "other_platform"),
        ("@metamask_support", Grade.IMPERSONATION, "account_of_a_name"),
        ("@wallet_helpdesk", Grade.SUSPICIOUS, "office_account"),
        ("@mary_1990", Grade.UNKNOWN, ""),
        ("+852 1234 5678", Grade.OFFICIAL, "official_number"),
        ("+852 1234 5679", Grade.UNKNOWN, "we_do_not_call"),
        ("https://t.me/+AbCdEfGh", Grade.OFFICIAL, "official_group"),
        ("https://t.me/joinchat/other", Grade.UNKNOWN, "strangers_group"),
        ("com.lighthouse.wallet 2.3.0", Grade.OFFICIAL, "official_app"),
        ("com.lighthouse.wallet 2.2.9", Grade.SUSPICIOUS, "old_version"),
        ("com.lighthouse.wallet.pro", Grade.IMPERSONATION, "imitates_app"),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", Grade.OFFICIAL, "official_address"),
        ("0x5aAeb60500000000000000000000000000BeAed0", Grade.SUSPICIOUS, "wrong_checksum"),
        ("0x5aaeb60500000000000000000000000000" + "1beaed", Grade.IMPERSONATION, "twin_address"),
        ("0xdAC17F958D2ee523a2206206994597C13D831ec7", Grade.UNKNOWN, "token_contract"),
        ("0x000000000000000000000000000000000000dEaD", Grade.SUSPICIOUS, "nobodys_address"),
        ("USD\u0422", Grade.IMPERSONATION, "lookalike_token"),
        ("https://example.com/wallet.apk", Grade.SUSPICIOUS, "program_file"),
        ("https://exam\u200bple.com/", Grade.SUSPICIOUS, "hidden_characters"),
    ],
)
def test_things_are_graded(text: str, grade: Grade, code: str) -> None:
    report = check(text, official=OURS)
    assert report.grade is grade
    assert not code or code in report.verdicts[0].codes


def test_an_address_made_like_one_dealt_with_before_is_noticed() -> None:
    mine = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"
    twin = mine[:9] + "0" * 27 + mine[-6:]
    assert check(twin.lower()).grade is Grade.UNKNOWN
    assert check(twin.lower(), counterparties=[mine]).grade is Grade.IMPERSONATION


@pytest.mark.parametrize(
    ("name", "grade"),
    [
        ("Visit claim-usdt.com", Grade.SUSPICIOUS),
        ("$ 5000 空投", Grade.SUSPICIOUS),
        ("USDT", Grade.UNKNOWN),
        ("U\u0405DC", Grade.IMPERSONATION),
    ],
)
def test_names_of_tokens_are_graded(name: str, grade: Grade) -> None:
    (verdict,) = check(name, sort=Sort.TOKEN).verdicts
    assert (verdict.sort, verdict.grade) == (Sort.TOKEN, grade)


def test_a_secret_comes_before_everything_and_is_nowhere_in_the_report() -> None:
    report = check(f"my phrase is {PHRASE}, is https://evil-airdrop.xyz/ real?")
    assert report.grade is Grade.SECRET
    assert report.secrets == ("seed_phrase",)
    assert "sausage" not in repr(report) + "".join(verdict.shown for verdict in report.verdicts)
    assert [verdict.grade for verdict in report.verdicts] == [Grade.SUSPICIOUS]


def test_allowing_beats_denying_and_the_conflict_is_said() -> None:
    lists = Lists([FeedContent("bad", deny=["evil.com"]), FeedContent("good", allow=["evil.com"])])
    (verdict,) = check("https://www.evil.com/", lists=lists).verdicts
    assert verdict.grade is Grade.UNKNOWN
    assert "lists_disagree" in verdict.codes
    assert check("https://evil.com/", lists=Lists([FeedContent("bad", deny=["evil.com"])])).grade is Grade.LISTED


def test_our_own_site_on_a_list_is_still_ours_and_the_list_is_named() -> None:
    lists = Lists([FeedContent("bad", deny=["lighthouse-wallet.com"])])
    (verdict,) = check("lighthouse-wallet.com", lists=lists, official=OURS).verdicts
    assert verdict.grade is Grade.OFFICIAL
    assert verdict.codes == ("official_site", "listed")


def test_the_worst_comes_first_and_too_much_is_cut() -> None:
    report = check("example.org metamask-claim.xyz " + " ".join(f"site{number}.com" for number in range(30)))
    assert report.cut
    assert report.verdicts[0].grade is Grade.IMPERSONATION
    assert len(report.verdicts) <= 20


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLong):
        check("a " * LIMIT)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_known_never_sounds_safe(lang: str) -> None:
    said = [translate("zh_Hans" if lang == "zh_Hans" else "en", text) for text in texts.UNKNOWN.values()]
    reassuring = re.compile(r"\bsafe\b|\btrusted\b|no risk|安全|放心|可信|没有问题|没问题", re.IGNORECASE)
    assert [text for text in said if reassuring.search(text)] == []


def test_a_message_is_told_in_pieces_with_links_made_harmless() -> None:
    pieces = annotate("see https://metamask-claim.xyz/a now", lists=NO_LISTS, official=NOBODY)
    assert [piece.text for piece in pieces] == ["see ", "hxxps://metamask-claim[.]xyz/a", " now"]
    assert pieces[1].verdict is not None
    assert pieces[1].verdict.grade is Grade.IMPERSONATION


@pytest.mark.parametrize("text", ["0xdAC17F958D2ee523a2206206994597C13D831ec7", "https://etherscan.io/"])
def test_what_is_known_is_not_headed_by_nothing_known(text: str) -> None:
    report = check(text)
    (verdict,) = report.verdicts
    said = [texts.headline(report, "en"), texts.grade_name(verdict, "en"), *texts.sentences(verdict, "en")]
    assert said[:2] == ["What we know", "What we know"]
    assert not any("no record" in line for line in said)


def test_a_bare_hash_is_not_announced_as_a_secret() -> None:
    report = check("0x" + "3f" * 31 + "a1")
    assert report.secrets == ("possible_key",)
    assert texts.headline(report, "en") == "A private key or a transaction hash"
    assert texts.headline(check(PHRASE), "en") == "This contained a secret"
