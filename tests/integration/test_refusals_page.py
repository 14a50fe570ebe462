"""Every problem's `type` leads somewhere that says what it means."""

import re
from pathlib import Path

import httpx

from dengta.platform.settings import Settings
from dengta.web.refusals_page import planned
from tests.support.app import running_app

PACKAGE = Path(__file__).parents[2] / "src" / "dengta"


async def test_the_type_of_a_problem_is_an_address_that_explains_it(settings: Settings) -> None:
    async with running_app(settings) as client:
        problem = (await client.get("/api/v1/conversations/DT-7KQ2-9MXA")).json()
        page = await client.get(problem["type"])
        assert await codes(client, "zh") == await codes(client, "en")
    assert page.status_code == 200
    assert f'id="{problem["code"]}"' in page.text


async def codes(client: httpx.AsyncClient, language: str) -> list[str]:
    page = await client.get("/docs/refusals", headers={"accept-language": language})
    return re.findall(r'<tr id="(\w+)"', page.text)


def test_every_code_that_is_written_down_anywhere_is_explained() -> None:
    written = {
        code for path in PACKAGE.rglob("*.py") for code in re.findall(r'problem\(\s*\d+, "(\w+)"', path.read_text())
    }
    assert written - {each.code for each in planned()} == set()
    assert all(each.meaning for each in planned())
