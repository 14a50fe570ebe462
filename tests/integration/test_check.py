"""The check page and API: anybody may ask, nobody is told, nothing is kept (E3)."""

import httpx
import pytest

from dengta.platform.settings import Settings
from tests.support.app import running_app

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


async def asked(client: httpx.AsyncClient, text: str, language: str = "en") -> httpx.Response:
    return await client.post(
        "/check", data={"text": text}, headers={"Accept-Language": language, "Accept": "text/html"}
    )


async def test_the_page_answers_in_both_languages(settings: Settings) -> None:
    async with running_app(settings) as client:
        english = await asked(client, "https://metamask-claim.xyz/")
        chinese = await asked(client, "https://metamask-claim.xyz/", "zh-CN")
    assert "Pretends to be someone else" in english.text
    assert "hxxps://metamask-claim[.]xyz/" in english.text
    assert "冒充他人" in chinese.text
    assert english.headers["cache-control"] == "no-store"


async def test_a_secret_is_not_shown_again(settings: Settings) -> None:
    async with running_app(settings) as client:
        answer = await asked(client, f"my words: {PHRASE}")
    assert answer.status_code == 200
    assert "This contained a secret" in answer.text
    assert "sausage" not in answer.text


@pytest.mark.parametrize(("text", "said"), [("  ", "Paste what you want"), ("a b " * 6000, "too long")])
async def test_what_cannot_be_checked_is_said_at_the_field(settings: Settings, text: str, said: str) -> None:
    async with running_app(settings) as client:
        answer = await asked(client, text)
    assert answer.status_code == 422
    assert said in answer.text


async def test_markup_in_what_is_checked_stays_text(settings: Settings) -> None:
    async with running_app(settings) as client:
        answer = await asked(client, 'https://evil.com/"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text


async def test_the_api_answers_with_codes_and_sentences(settings: Settings) -> None:
    async with running_app(settings) as client:
        answer = await client.post("/api/v1/check", json={"text": "https://user@evil-airdrop.xyz", "language": "zh"})
        token = await client.post("/api/v1/check", json={"text": "Visit x.com", "sort": "token"})
        wrong = await client.post("/api/v1/check", json={"text": ""})
    told = answer.json()
    assert told["grade"] == "suspicious"
    assert [reason["code"] for reason in told["verdicts"][0]["reasons"]] == ["hidden_destination", "bait_words"]
    assert "实际打开的是" in told["verdicts"][0]["said"][0]
    assert token.json()["verdicts"][0]["sort"] == "token"
    assert wrong.status_code == 400


async def test_a_chip_says_the_grade_of_one_thing(settings: Settings) -> None:
    async with running_app(settings) as client:
        answer = await client.post("/check/chip", data={"text": "metamask-claim.xyz"})
    assert 'class="badge danger"' in answer.text


async def test_a_text_that_is_too_long_for_the_chip_is_cut(settings: Settings) -> None:
    async with running_app(settings) as client:
        answer = await client.post("/check/chip", data={"text": "word " * 9000})
    assert answer.status_code == 200


async def test_a_bare_hash_is_asked_about(settings: Settings) -> None:
    async with running_app(settings) as client:
        answer = await asked(client, "0x" + "3f" * 31 + "a1")
        chinese = await asked(client, "0x" + "3f" * 31 + "a1", "zh-CN")
    assert "This contained a secret" not in answer.text
    assert "Is it a transaction hash?" in answer.text
    assert "这是交易哈希吗" in chinese.text


async def test_the_writing_of_links_is_explained(settings: Settings) -> None:
    async with running_app(settings) as client:
        link = await asked(client, "https://example.org/")
        number = await asked(client, "+852 1234 5678")
    assert "hxxps stands for https" in link.text
    assert "hxxps stands for https" not in number.text
