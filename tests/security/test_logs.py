"""No secret reaches a log, through whatever door it comes."""

from typing import Any

import pytest

from dengta.inbox.web import widget_api
from dengta.inbox.web.widget_api import WidgetFailure

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"


@pytest.mark.parametrize("secret", [PHRASE, f"private key {KEY}"])
async def test_a_widget_that_reports_a_secret_has_it_taken_out(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[dict[str, Any]] = []

    class Log:
        def warning(self, _: str, **said: Any) -> None:
            written.append(said)

    monkeypatch.setattr(widget_api, "log", Log())
    widget_api.widget_failed.fn(WidgetFailure(code="broken", detail=secret))
    assert "winner" not in str(written)
    assert KEY not in str(written)
