"""The page on which anybody checks anything, without signing in and without JavaScript."""

from typing import Any

from litestar import Response, get, post

from dengta.platform.i18n import N_
from dengta.platform.web import AnyRequest, language, render, say
from dengta.safety.errors import TooLong
from dengta.safety.model import Secret
from dengta.safety.redact import LIMIT
from dengta.safety.texts import advice
from dengta.safety.verdict import texts
from dengta.safety.verdict.knowledge import Knowledge
from dengta.safety.verdict.model import Grade, Report
from dengta.safety.verdict.shapes import report_shape

NOTHING_TYPED = N_("Paste what you want to have checked.")
TOO_LONG = N_("This is too long. Paste at most 20,000 characters.")
LOOKS = {
    Grade.OFFICIAL: ("ok", "shield-check"),
    Grade.UNKNOWN: ("unknown", "circle-help"),
    Grade.SUSPICIOUS: ("lamp", "triangle-alert"),
    Grade.IMPERSONATION: ("danger", "shield-alert"),
    Grade.LISTED: ("danger", "ban"),
    Grade.SECRET: ("danger", "key-round"),
}


@get("/check", include_in_schema=False, sync_to_thread=False)
def check_form(request: AnyRequest, knowledge: Knowledge) -> Response[str]:
    """The empty form."""
    return _page(request, knowledge)


@post("/check", include_in_schema=False)
async def check_by_form(request: AnyRequest, knowledge: Knowledge) -> Response[str]:
    """The verdict above the form. What was typed comes back in the form unless it held a secret; nothing is kept."""
    form = await request.form()
    typed = str(form.get("text", ""))
    if not typed.strip():
        return _page(request, knowledge, wrong=NOTHING_TYPED, status=422)
    try:
        report = knowledge.check(typed)
    except TooLong:
        return _page(request, knowledge, wrong=TOO_LONG, status=422)
    return _page(request, knowledge, report, typed=typed)


@post("/check/chip", include_in_schema=False)
async def check_chip(request: AnyRequest, knowledge: Knowledge) -> Response[str]:
    """The verdict on one thing as a small label, for pages that show messages."""
    form = await request.form()
    report = knowledge.check(str(form.get("text", ""))[:LIMIT])
    shown = report_shape(report, language(request))
    first = shown.verdicts[0] if shown.verdicts else None
    look, picture = LOOKS[report.grade]
    return render(request, "safety/chip.html", report=shown, first=first, look=look, picture=picture)


def _page(
    request: AnyRequest,
    knowledge: Knowledge,
    report: Report | None = None,
    *,
    typed: str = "",
    wrong: str = "",
    status: int = 200,
) -> Response[str]:
    more: dict[str, Any] = {
        "is_it_a_hash": say(request, texts.IS_IT_A_HASH),
        "lists": knowledge.taken,
        "report": None,
        "advices": [],
        "nothing": "",
        "cards": [],
    }
    if report is not None:
        lang = language(request)
        shown = report_shape(report, lang)
        more |= {
            "report": shown,
            "advices": [say(request, _advice(Secret(kind))) for kind in report.secrets],
            "nothing": "" if report.verdicts or report.secrets else say(request, texts.NOTHING),
            "cards": [
                (each, say(request, texts.SORTS[verdict.sort]), texts.grade_name(verdict, lang))
                for each, verdict in zip(shown.verdicts, report.verdicts, strict=True)
            ],
        }
    kept = "" if report is not None and report.secrets else typed
    told = {"text": say(request, wrong)} if wrong else {}
    return render(request, "safety/check.html", status=status, typed=kept, wrong=told, looks=LOOKS, **more)


def _advice(kind: Secret) -> str:
    """What to do about a secret; of what may be a harmless hash it is asked first which it is."""
    return texts.IS_IT_A_HASH if kind is Secret.POSSIBLE_KEY else advice(kind)


routes = [check_form, check_by_form, check_chip]
