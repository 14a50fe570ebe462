"""The API as its own description says it: whatever is sent, the answer is an answer.

Schemathesis makes requests from `/api/v1/schema/openapi.json`, half of them wrong on purpose, and sends each as nobody,
as a device and as a member of staff. No answer is a 5xx, every refusal is a problem with a code, every answer is of the
type and shape that the description says, and nothing that it forbids is taken.
"""

import asyncio
import json
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
)

from dengta.accounts.model import Role
from dengta.accounts.texts import SCOPES
from dengta.accounts.tokens import make_token
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.desk import Desk
from tests.support.staff import Desk as People

EXAMPLES = 6  # for each operation, mode and caller
DEVICE = "ZGV2aWNlLXNlY3JldC1mb3ItdGhlLWZ1enppbmctdGVzdC0xMjM"
"""Forty-three characters and more of base64url, as a device keeps."""
LIKENESS = [content_type_conformance, response_schema_conformance, negative_data_rejection]
STREAMS = {"accept": "application/json"}
PROMISED = {
    "/api/v1/conversations",
    "/api/v1/conversations/{reference}",
    "/api/v1/conversations/{reference}/messages",
    "/api/v1/conversations/{reference}/events",
    "/api/v1/desk/conversations",
    "/api/v1/check",
    "/api/v1/official",
}
PROBLEM = "application/problem+json"
PLAIN = "application/json"


@pytest.fixture
async def desk(db: Database, tmp_path: Path) -> AsyncIterator[Desk]:
    running = await Desk(db.url, tmp_path, settings={"DENGTA_SECRET_KEY": "0" * 64}).start()
    yield running
    await running.stop()


@pytest.fixture
async def token(db: Database) -> str:
    """A member of staff's token with every scope."""
    people = People(db, Keys(b"0" * 64), SystemClock())
    lead = await people.signed_in("lead", Role.LEAD, Role.ADMINISTRATOR)
    made = await make_token("fuzz", SCOPES, lasts=timedelta(days=1), actor=lead, db=db, clock=people.clock)
    return made.raw


async def test_the_description_is_of_the_api_and_complete(desk: Desk) -> None:
    described = await asyncio.to_thread(fetch, f"{desk.url}/api/v1/schema/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert [path for path in described["paths"] if not path.startswith("/api/v1/")] == []
    operations = [each for path in described["paths"].values() for each in path.values() if isinstance(each, dict)]
    assert [each["operationId"] for each in operations if not (each.get("summary") and each.get("tags"))] == []
    assert PROMISED - set(described["paths"]) == set()


async def test_no_request_makes_the_desk_fail(desk: Desk, token: str) -> None:
    callers = {
        "nobody": {},
        "a device": {"authorization": f"Device {DEVICE[:43]}"},
        "staff": {"authorization": f"Bearer {token}"},
    }
    tally: Counter[str] = Counter()
    reference = await asyncio.to_thread(ask, desk.url, callers["a device"])
    found = await asyncio.to_thread(fuzz, desk.url, callers, reference, tally)
    assert found == []
    assert tally["positive 2xx"] > 50  # they reach the work behind the door
    assert tally["negative 4xx"] > 100
    assert await asyncio.to_thread(lambda: (desk.home / "desk.log").read_text().count("request.failed")) == 0


def ask(url: str, headers: dict[str, str]) -> str:
    """A conversation for the requests to be about."""
    words = json.dumps({"text": "My transfer has not arrived", "language": "en"}).encode()
    request = urllib.request.Request(f"{url}/api/v1/conversations", words, {**headers, "content-type": PLAIN})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["reference"])


def fetch(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.load(answer)


def fuzz(url: str, callers: dict[str, dict[str, str]], reference: str, tally: Counter[str]) -> list[str]:
    """Try every operation as every caller; what went wrong, a line each. Well-formed ones are about `reference`."""
    schema = schemathesis.openapi.from_url(f"{url}/api/v1/schema/openapi.json")
    found: list[str] = []
    for result in schema.get_all_operations():
        operation = result.ok()
        for who, headers in callers.items():
            for mode in GenerationMode:
                found.extend(
                    f"{operation.label} as {who}: {wrong}"
                    for wrong in attempt(operation, mode, headers, reference, tally)
                )
    return found


def attempt(
    operation: APIOperation[Any, Any, Any, Any],
    mode: GenerationMode,
    headers: dict[str, str],
    reference: str,
    tally: Counter[str],
) -> list[str]:
    wrong: set[str] = set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def once(case: Case) -> None:
        case.query = {**(case.query or {}), "wait": 0} if "wait" in (case.query or {}) else case.query
        if mode is GenerationMode.POSITIVE and "reference" in (case.path_parameters or {}):
            case.path_parameters = {**case.path_parameters, "reference": reference}
        answer = case.call(headers={**STREAMS, **headers}, timeout=30)
        tally[f"{mode.value} {answer.status_code // 100}xx"] += 1
        complaint = judge(answer.status_code, answer.headers, answer.content)
        for wronged in [complaint] if complaint else unlike(case, answer):
            wrong.add(f"{wronged} {case.method} {case.path} {str(case.query)[:100]} {str(case.body)[:200]}")

    try:
        once()
    except Unsatisfiable:
        return []  # there is nothing to get wrong in it
    except Exception as error:  # noqa: BLE001 -- one operation that cannot be tried must not hide the others
        wrong.add(f"{type(error).__name__}: {error}"[:300])
    return sorted(wrong)


def unlike(case: Case, answer: Any) -> list[str]:
    """Where an answer is not what the description says of it."""
    try:
        case.validate_response(answer, checks=LIKENESS)
    except FailureGroup as found:
        return [f"{type(each).__name__} {answer.status_code} {str(each)[:300]}" for each in found.exceptions]
    except Failure as found:
        return [f"{type(found).__name__} {answer.status_code} {str(found)[:300]}"]
    return []


def judge(status: int, headers: Any, content: bytes) -> str | None:
    """What is wrong with an answer, if anything."""
    if status >= 500:
        return f"{status} {content[:200]!r}"
    kind = (headers.get("content-type") or [""])[0]
    if status >= 400 and not (kind.startswith(PROBLEM) and json.loads(content).get("code")):
        return f"{status} without a code: {kind} {content[:200]!r}"
    return None
