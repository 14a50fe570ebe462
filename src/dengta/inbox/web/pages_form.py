"""The help form: what is it about, then what we need to know. Works without JavaScript."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from litestar import Response, get, post
from litestar.response import Redirect

from dengta.inbox.customers import anonymous_sender
from dengta.inbox.errors import ClientIdReused
from dengta.inbox.intake import Intake
from dengta.inbox.model import ChannelKind, Opening, Receipt
from dengta.inbox.page_texts import ELSEWHERE, FIELDS, FIRST_AID, SECTIONS, problem, refusal
from dengta.inbox.protocols import FormTopic, Hours, Labels
from dengta.inbox.texts import span
from dengta.inbox.web.case_cookie import case_path, remember
from dengta.inbox.web.form_reading import Typed, Wrong, blank, problems, read_form, shown, take_files
from dengta.inbox.web.pages_home import times
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.i18n import Language, translate
from dengta.platform.settings import Settings
from dengta.platform.web import STATUS, TELLS_ITSELF, AnyRequest, Held, held_back, language, render
from dengta.safety.public import Secret, advice

NETWORKS = (
    "Ethereum",
    "TRON",
    "Bitcoin",
    "BNB Smart Chain",
    "Solana",
    "Polygon",
    "Arbitrum",
    "Optimism",
    "Base",
    "TON",
)
EMERGENCIES = ("security.theft", "security.phrase_exposed")


@get("/help/new", include_in_schema=False, sync_to_thread=False)
def choose_or_fill(
    request: AnyRequest, labels: Labels, hours: Hours, clock: Clock, topic: str | None = None
) -> Response[str]:
    """The list of topics, or the form of the one that was chosen."""
    lang = language(request)
    topics = labels.form_topics(lang)
    chosen = next((known for known in topics if known.key == topic), None)
    if chosen is None:
        return render(request, "inbox/help_topics.html", sections=sections(topics, lang), emergencies=EMERGENCIES)
    page = form_page(request, chosen, blank(chosen.key), hours, clock)
    page.headers["Cache-Control"] = "private, no-cache"  # the Back button finds the same client id again (I3)
    return page


@post("/help/new", include_in_schema=False, opt=TELLS_ITSELF)
async def send_form(
    request: AnyRequest,
    labels: Labels,
    hours: Hours,
    intake: Intake,
    settings: Settings,
    db: Database,
    files: Files,
    clock: Clock,
) -> Response[str]:
    """Store the form's message once, then show its case; or say what to put right, with everything still there."""
    lang = language(request)
    typed = await read_form(request)
    topics = labels.form_topics(lang)
    chosen = next((known for known in topics if known.key == typed.topic), topics[-1])
    if (held := held_back(request)) is not None:
        return form_page(request, chosen, typed, hours, clock, too_soon(held, lang), status=429)
    typed, wrong = await take_files(typed, lang, db=db, files=files, clock=clock)
    wrong = problems(typed, lang) | wrong
    if wrong:
        return form_page(request, chosen, typed, hours, clock, wrong, status=422)
    try:
        receipt = await open_once(intake, opening_of(typed, lang))
    except Refused as refused:
        why = {"text": refusal(lang, refused.code)}
        return form_page(request, chosen, typed, hours, clock, why, status=STATUS[refused.kind])
    answer = Redirect(case_path(receipt.reference), status_code=303)
    remember(answer, receipt.reference, receipt.secret, settings)
    return answer


def too_soon(held: Held, lang: Language) -> Wrong:
    """What to tell somebody whose connection sent too much. Files are not read then, and are chosen again."""
    return {"text": problem(lang, "too_many", wait=span(-(-held.seconds // 60), lang))}


async def open_once(intake: Intake, opening: Opening) -> Receipt:
    """Open the conversation. Somebody who went back and changed the words means a further message, once as well."""
    try:
        return await intake.open(opening)
    except ClientIdReused:
        mark = hashlib.sha256(repr((opening.text, sorted(opening.details.items()))).encode()).hexdigest()
        return await intake.open(replace(opening, client_id=f"{opening.client_id[:40]}.{mark[:20]}"))


def opening_of(typed: Typed, lang: Language) -> Opening:
    """The form as the intake takes it."""
    return Opening(
        client_id=typed.client_id,
        sender=anonymous_sender(),
        text=typed.text,
        language=lang,
        attachments=typed.attachments,
        channel=ChannelKind.FORM,
        topic=typed.topic or None,
        details={**typed.details, "app_language": typed.details.get("app_language") or lang},
    )


def form_page(
    request: AnyRequest,
    topic: FormTopic,
    typed: Typed,
    hours: Hours,
    clock: Clock,
    wrong: Wrong | None = None,
    *,
    status: int = 200,
) -> Response[str]:
    """The form of one topic, as it was filled in so far but for secrets."""
    lang, now = language(request), clock.now()
    safe, removed = shown(typed, lang)
    expected = hours.first_reply(topic.lane, now)
    return render(
        request,
        "inbox/help_form.html",
        status=status,
        topic=topic,
        fields=[(name, *FIELDS[name]) for name in topic.fields if name in FIELDS],
        first_aid=FIRST_AID.get(topic.key, ()),
        networks=NETWORKS,
        typed=safe,
        wrong=wrong or {},
        removed=[advised(kind, lang) for kind in removed],
        usual=span(expected.usual_high, lang),
        measured=expected.measured,
        due=expected.due,
        times=times(request, hours, now),
    )


def advised(kind: Secret, lang: Language) -> str:
    """What to do about a secret that was typed."""
    return translate(lang, advice(kind))


def sections(topics: Sequence[FormTopic], lang: Language) -> list[tuple[str, list[FormTopic]]]:
    """The topics under their headings, in the headings' order."""
    by_heading: dict[str, list[FormTopic]] = {key: [] for key in SECTIONS}
    rest: list[FormTopic] = []
    for topic in topics:
        by_heading.get(topic.section if topic.key != "other" else "", rest).append(topic)
    found = [(translate(lang, SECTIONS[key]), listed) for key, listed in by_heading.items() if listed]
    return [*found, (translate(lang, ELSEWHERE), rest)] if rest else found


routes = [choose_or_fill, send_form]
