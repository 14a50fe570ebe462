"""The clock of one conversation, as a fragment that the console asks for."""

from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from litestar import Response, get
from litestar.params import FromPath

from dengta.accounts.public import Actor
from dengta.inbox.public import find_for
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.web import AnyRequest, language, render, say
from dengta.triage import store, texts
from dengta.triage.model.standing import standing

WHEN = {"zh_Hans": "M月d日 HH:mm", "en": "d MMM, HH:mm"}


@get("/triage/conversations/{reference:str}/clock")
async def show_clock(
    request: AnyRequest, reference: FromPath[str], actor: Actor, db: Database, clock: Clock
) -> Response[str]:
    """When the next update is due and whether that is near or past; 404 for what this person may not see."""
    async with db.transaction() as tx:
        conversation = await find_for(tx, reference, actor)
        zone = (await store.load_calendar(tx)).zone
    now, lang = clock.now(), language(request)
    stands = standing(conversation, now)
    if stands.at is None:
        return render(request, "triage/clock.html", stands=stands, text="", title="")
    left = texts.span(abs(stands.at - now), lang)
    exact = f"{format_datetime(stands.at.astimezone(ZoneInfo(zone)), WHEN[lang], locale=lang)} ({zone})"
    return render(
        request,
        "triage/clock.html",
        stands=stands,
        text=say(request, texts.CLOCKS[stands.clocked], left=left),
        title=say(request, texts.CLOCK_TITLES[stands.clocked], time=exact),
    )


routes = [show_clock]
