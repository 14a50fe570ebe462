"""Check anything by API."""

from typing import Annotated, Literal

from litestar import post
from msgspec import Meta, Struct

from dengta.platform.i18n import language_of
from dengta.platform.web import AnyRequest, language
from dengta.safety.redact import LIMIT
from dengta.safety.verdict.knowledge import Knowledge
from dengta.safety.verdict.model import Sort
from dengta.safety.verdict.shapes import ReportShape, report_shape


class CheckRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """What to check. `counterparties` are addresses the person dealt with before; `sort` is for a bare token name."""

    text: Annotated[str, Meta(min_length=1, max_length=LIMIT)]
    counterparties: Annotated[list[Annotated[str, Meta(max_length=150)]], Meta(max_length=200)] = []
    sort: Literal["token"] | None = None
    language: Annotated[str, Meta(max_length=20)] = ""


@post("/api/v1/check", status_code=200, summary="Check anything", tags=["check"], sync_to_thread=True)
def check_by_api(request: AnyRequest, data: CheckRequest, knowledge: Knowledge) -> ReportShape:
    """A verdict on every link, sender, account, number, app, address or signature request in a text.

    Asks nobody and keeps nothing. `unknown` means that nothing is known, not that it is safe.
    """
    sort = Sort(data.sort) if data.sort else None
    report = knowledge.check(data.text, counterparties=data.counterparties, sort=sort)
    return report_shape(report, language_of(data.language) or language(request))


routes = [check_by_api]
