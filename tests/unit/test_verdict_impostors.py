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
