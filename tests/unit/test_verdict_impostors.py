"""Ways in which somebody else would be taken for us: none may be called ours."""

import pytest

from dengta.safety.verdict import texts
from dengta.safety.verdict.check import check
from dengta.safety.verdict.model import Grade, Sort
from dengta.safety.verdict.official import Entry, Official

OURS = Official(
    [
        Entry(Sort.DOMAIN, "lighthouse-wallet.com"),
        Entry(Sort.EMAIL, "mail.lighthouse-wallet.com"),
        Entry(Sort.HANDLE, "lighthousewallet", "telegram"),
        Entry(Sort.HANDLE, "lighthousewallet", "x"),
        Entry(Sort.HANDLE, "lighthousewallet", "medium"),
        Entry(Sort.PHONE, "+85212345678"),
        Entry(Sort.APP, "com.lighthouse.wallet", "2.3.0"),
    ],
    names=["Lighthouse"],
)


def grades(text: str) -> list[Grade]:
    return [verdict.grade for verdict in check(text, official=OURS).verdicts]


@pytest.mark.parametrize(
    "text",
    [
        "https://t.me/lighthousewallet",
        "https://x.com/lighthousewallet",
        "twitter.com/LighthouseWallet",
        "Telegram @lighthousewallet",
        "Telegram: @lighthousewallet",
        "@lighthousewallet on X",
        "推特 @lighthousewallet",
        "电报频道：@lighthousewallet",
        "电报@lighthousewallet 是不是你们的",
    ],
)
def test_an_account_is_ours_on_every_network_that_the_register_names(text: str) -> None:
    assert grades(text) == [Grade.OFFICIAL]


@pytest.mark.parametrize(
    "text",
    [
        "@lighthousewallet on Discord",
        "@lighthousewallet (小红书)",
        "@lighthousewallet 在抖音上",
        "WhatsApp account @lighthousewallet",
        "抖音 @lighthousewallet",
        "抖音@lighthousewallet",
        "快手号：@lighthousewallet",
        "My Telegram friend says that @lighthousewallet on Discord is you",
        "Telegram @lighthousewallet不是，是Discord",
        "Telegram @lighthousewallet on Discord",
        "they moved from Telegram to WhatsApp, so I wrote to @lighthousewallet",
        "LINE @lighthousewallet",
        "VX @lighthousewallet",
    ],
)
def test_our_name_on_another_network_is_not_ours(text: str) -> None:
    (verdict,) = check(text, official=OURS).verdicts
    assert verdict.grade is Grade.SUSPICIOUS
    assert verdict.codes == ("other_platform",)
    assert verdict.reasons[0].evidence["platform"] == "medium, telegram, x"


@pytest.mark.parametrize(
    "text",
    [
        "@lighthousewallet",
        "Telegram @lighthousewallet on Foobar",
        "Telegram @lighthousewallet (Foobar)",
        "电报 @lighthousewallet 在某某上",
        "somebody from Telegram gave me the name @lighthousewallet",
        "it is not the Telegram @lighthousewallet",
    ],
)
def test_our_name_without_its_network_says_where_it_is_ours(text: str) -> None:
    (verdict,) = check(text, official=OURS).verdicts
    assert (verdict.grade, verdict.codes) == (Grade.UNKNOWN, ("name_of_ours",))
    said = texts.sentences(verdict, "en")
    assert len(said) == 1
    assert "medium, telegram, x" in said[0]


def test_the_same_name_on_two_networks_is_two_accounts() -> None:
    assert grades("抖音 @lighthousewallet, Telegram @lighthousewallet") == [Grade.SUSPICIOUS, Grade.OFFICIAL]


@pytest.mark.parametrize(
    "text",
    [
        "Telegram @lighthousewallet-support",
        "Telegram: @lighthousewallet#1234",
        "Telegram @lighthousewallet\u0430",
        "@l\u0456ghthousewallet",
    ],
)
def test_what_follows_the_name_belongs_to_it(text: str) -> None:
    assert grades(text) == [Grade.IMPERSONATION]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://t.me/lighthousewallet/../evil", ""),
        ("https://t.me/lighthousewallet/%2e%2E/evil", ""),
        ("https://x.com/lighthousewallet/status/1234567", ""),
        ("https://medium.com/lighthousewallet", "anybodys_page"),
        ("https://facebook.com/groups/lighthousewallet", ""),
        ("https://discord.gg/lighthousewallet", "group_of_our_name"),
        ("https://lighthouse-wallet.com。evil.com", "imitates_us"),
        ("https://lighthouse-wallet.com。cn", "imitates_us"),
        ("lighthouse-wallet.com。evil.com", "imitates_us"),
        ("lighthouse-wallet.com:8080@evil.com", ""),
        ("javascript:location='https://lighthouse-wallet.com'", "not_a_site"),
        ("https://lighthouse-wallet.com.github.io", "imitates_us"),
        ("https://lighthousewallet.pages.dev", "imitates_us"),
        ("https://lighthouse-wallet.com/redirect?to=https://evil.com", "leads_away"),
        ("https://lighthouse-wallet.com/redirect?to=//evil.com", "leads_away"),
        ("https://lighthouse-wallet.com/redirect?next=/\\evil.com", "leads_away"),
        ("https://lighthouse-wallet.com/redirect?to=evil.com", "leads_away"),
        ("https://lighthouse-wallet.com/redirect?a=https%253A%252F%252Fevil.com", "leads_away"),
        ("https://lighthouse-wallet.com/out/https://evil.com", "leads_away"),
        ("https://lighthouse-wallet.com/#https://evil.com", "leads_away"),
        ("https://lighthouse-wallet.com/%2e%2e//evil.com", "leads_away"),
        ("news@mail.lighthouse-wallet.com@evil.com", "sender_of_our_name"),
        ("news@mail.lighthouse-wallet.com。evil.com", ""),
        ('"news@mail.lighthouse-wallet.com" <x@evil.com>', "display_name"),
        ("news@mail.lighthouse-wallet.com <x@evil.com>", "display_name"),
        ("Lighthouse Support <x@evil.com>", "display_name"),
        ("lighthouse@evil.com", "sender_of_our_name"),
        ("com.lighthouse.wallet.foo_bar", "imitates_app"),
        ("com.lighthouse.wallet.averyveryverylongsuffixthatexceeds", "imitates_app"),
        ("install com.lighthouse.wallet-pro now", ""),
        ("com.lighthouse.wallet_pro", "imitates_app"),
        ("微信号 lighthousewallet", "other_platform"),
        ("VX: lighthousewallet888", "account_of_a_name"),
    ],
)
def test_an_impostor_is_not_called_ours(text: str, code: str) -> None:
    report = check(text, official=OURS)
    assert Grade.OFFICIAL not in {verdict.grade for verdict in report.verdicts}
    assert not code or code in report.verdicts[0].codes


@pytest.mark.parametrize(
    "text",
    [
        "https://lighthouse-wallet.com/login?next=https://help.lighthouse-wallet.com/",
        "https://lighthouse-wallet.com/a/../b?lang=en#top",
        "请访问lighthouse-wallet.com。谢谢",
        "Lighthouse <news@mail.lighthouse-wallet.com>",
        "https://lighthousewallet.t.me",
        "https://medium.com/@lighthousewallet/a-post",
        "com.lighthouse.wallet 2.3.0",
    ],
)
def test_what_is_ours_stays_ours(text: str) -> None:
    assert grades(text) == [Grade.OFFICIAL]


def test_a_link_in_markdown_is_read_as_the_two_that_it_is() -> None:
    report = check("[https://lighthouse-wallet.com](https://evil.com/x)", official=OURS)
    assert [verdict.shown for verdict in report.verdicts] == ["hxxps://evil[.]com/x", "hxxps://lighthouse-wallet[.]com"]
    assert report.grade is Grade.UNKNOWN


def test_our_own_number_says_that_anybody_can_show_it() -> None:
    (verdict,) = check("+852 1234 5678", official=OURS).verdicts
    assert verdict.codes == ("official_number", "we_do_not_call")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("加微信 dengta888 领奖", "@dengta888 (wechat)"),
        ("微信号：lighthouse_vip", "@lighthouse_vip (wechat)"),
        ("VX: lanbo666", "@lanbo666 (wechat)"),
        ("QQ群 123456789", "@123456789 (qq)"),
        ("telegram id: somebody", "@somebody (telegram)"),
    ],
)
def test_an_account_is_recognised_without_its_sign(text: str, shown: str) -> None:
    assert [verdict.shown for verdict in check(text, official=OURS).verdicts] == [shown]


@pytest.mark.parametrize(
    "text",
    ["my telegram account was hacked", "telegram account blocked", "Telegram please help", "on WhatsApp yesterday"],
)
def test_words_beside_a_network_are_no_account(text: str) -> None:
    assert not check(text, official=OURS).verdicts
