"""Rate on a page, through the API, and see in the console what was said."""

from typing import Annotated, Protocol, runtime_checkable

from litestar import Response, get, post
from litestar.params import Parameter
from litestar.response import Redirect
from msgspec import Meta, Struct

from dengta.accounts.public import Actor
from dengta.inbox.public import Conversation, Desk, Key, find_case, find_for
from dengta.insight.errors import NotResolvedYet, RatingClosed
from dengta.insight.model import Given, Rating, Resolution
from dengta.insight.rate import find_rating, rate
from dengta.insight.texts import solved
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.i18n import N_
from dengta.platform.keys import Keys
from dengta.platform.web import AnyRequest, language, render, say

Mark = Annotated[int, Meta(ge=1, le=5)]
Reference = Annotated[str, Parameter(max_length=40)]
CHOOSE = {
    "speed": N_("Choose a mark for how fast we were"),
    "professionalism": N_("Choose a mark for how well we knew our business"),
    "resolution": N_("Say whether it was solved"),
}


@runtime_checkable
class Proven(Protocol):
    """Who asks through the customer API, as far as opening a case goes."""

    @property
    def key(self) -> Key: ...


class NewRating(Struct, frozen=True, forbid_unknown_fields=True):
    """A customer's judgement."""

    speed: Mark
    professionalism: Mark
    resolution: Resolution
    words: Annotated[str, Meta(max_length=2_000)] = ""


class RatingShape(Struct, frozen=True):
    """What was kept of it."""

    speed: int
    professionalism: int
    resolution: str
    words: str


@post("/api/v1/conversations/{reference:str}/rating", status_code=200, summary="Rate the answer", tags=["customer"])
async def rate_by_api(
    request: AnyRequest,
    reference: Reference,
    data: NewRating,
    caller: Proven,
    db: Database,
    keys: Keys,
    desk: Desk,
    clock: Clock,
) -> RatingShape:
    """Rate how the question was resolved; within seven days a second rating takes the place of the first."""
    conversation = await find_case(reference, caller.key, db=db, keys=keys)
    given = Given(data.speed, data.professionalism, data.resolution, data.words)
    kept = await rate(conversation, given, db=db, desk=desk, clock=clock)
    request.app.state.nudge()
    return RatingShape(kept.speed, kept.professionalism, kept.resolution, kept.words)


@get("/t/{reference:str}/rating", include_in_schema=False)
async def rating_page(
    request: AnyRequest, reference: Reference, case_key: Key, db: Database, keys: Keys, clock: Clock
) -> Response[str]:
    """The three questions, with what was answered before."""
    conversation = await find_case(reference, case_key, db=db, keys=keys)
    kept = await find_rating(conversation, db=db)
    typed = _typed(kept) if kept else {}
    return _page(request, conversation, reference, typed, clock=clock, kept=kept)


@post("/t/{reference:str}/rating", include_in_schema=False)
async def rate_by_form(
    request: AnyRequest, reference: Reference, case_key: Key, db: Database, keys: Keys, desk: Desk, clock: Clock
) -> Response[str]:
    """Keep the rating and say thanks, or say what is missing."""
    conversation = await find_case(reference, case_key, db=db, keys=keys)
    form = await request.form()
    typed = {name: value for name in (*CHOOSE, "words") if isinstance(value := form.get(name), str)}
    given, wrong = read(typed)
    if given is None:
        told = {name: say(request, CHOOSE[name]) for name in wrong}
        return _page(request, conversation, reference, typed, clock=clock, wrong=told, status=422)
    try:
        await rate(conversation, given, db=db, desk=desk, clock=clock)
    except (NotResolvedYet, RatingClosed):
        kept = await find_rating(conversation, db=db)
        return _page(request, conversation, reference, {}, clock=clock, kept=kept, status=409)
    request.app.state.nudge()
    return Redirect(f"/t/{reference}/rating?thanks=1", status_code=303)


@get("/insight/conversations/{reference:str}/rating", include_in_schema=False)
async def rating_fragment(request: AnyRequest, reference: Reference, actor: Actor, db: Database) -> Response[str]:
    """What the customer said, for the console; nothing when they said nothing."""
    async with db.transaction() as tx:
        conversation = await find_for(tx, reference, actor)
    kept = await find_rating(conversation, db=db)
    if kept is None:
        return Response("", status_code=204)
    said = solved(kept.resolution, language(request))
    return render(request, "insight/rating_fragment.html", rating=kept, solved=said)


def read(typed: dict[str, str]) -> tuple[Given | None, list[str]]:
    """The rating in a form, or the names of the questions that have no answer."""
    wrong = [name for name in ("speed", "professionalism") if typed.get(name) not in {"1", "2", "3", "4", "5"}]
    if typed.get("resolution") not in set(Resolution):
        wrong.append("resolution")
    if wrong:
        return None, wrong
    marks = int(typed["speed"]), int(typed["professionalism"])
    return Given(*marks, Resolution(typed["resolution"]), typed.get("words", "")), []


def _typed(kept: Rating) -> dict[str, str]:
    return {
        "speed": str(kept.speed),
        "professionalism": str(kept.professionalism),
        "resolution": kept.resolution.value,
        "words": kept.words,
    }


def _page(
    request: AnyRequest,
    conversation: Conversation,
    reference: str,
    typed: dict[str, str],
    *,
    clock: Clock,
    kept: Rating | None = None,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> Response[str]:
    may = kept.changeable(clock.now()) if kept and kept.resolved_at == conversation.resolved_at else None
    return render(
        request,
        "insight/rating.html",
        status=status,
        base=f"/t/{reference}",
        typed=typed,
        wrong=wrong or {},
        thanks="thanks" in request.query_params and kept is not None,
        opened=kept is not None and conversation.resolved_at is None,
        open_to_rating=conversation.resolved_at is not None and may is not False,
    )


routes = [rate_by_api, rating_page, rate_by_form, rating_fragment]
