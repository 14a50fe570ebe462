"""What a widget or a host app needs to know about the desk before anybody asks it anything."""

from datetime import datetime

from litestar import get
from msgspec import Struct

from dengta.inbox.attach import LARGEST, TYPES
from dengta.inbox.model import Lane
from dengta.inbox.protocols import FormTopic, Hours, Labels
from dengta.kernel.clock import Clock
from dengta.platform.colour import tint
from dengta.platform.hub import Hub
from dengta.platform.i18n import LANGUAGES, TAGS, language_of, translate
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest, desk_identity, language
from dengta.safety.public import NEVER_ASK

GROUNDS = {"light": "#f4f6fa", "dark": "#1b2a44"}
"""What text in the widget stands on where it is hardest to read; `--ground` and the bubbles of `widget.css`."""


class BandShape(Struct, frozen=True):
    """How long a first answer usually takes, in minutes; `measured` from recent answers, else the desk's aim."""

    usual_low: int
    usual_high: int
    measured: bool


class TopicShape(Struct, frozen=True):
    """A topic that may be chosen, and the details worth asking for."""

    key: str
    label: str
    fields: list[str]


class FilesShape(Struct, frozen=True):
    """What may be attached."""

    max_bytes: int
    types: list[str]


class TintShape(Struct, frozen=True):
    """The desk's colour made legible: as a ground (`sea`), the text on it, and as text on the page (`link`)."""

    sea: str
    on_sea: str
    link: str


class DeskShape(Struct, frozen=True):
    """The desk as customers meet it."""

    name: str
    colour: str
    tints: dict[str, TintShape]
    logo_url: str | None
    languages: list[str]
    online: bool
    open_now: bool
    opens_at: datetime | None
    expected: dict[str, BandShape]
    never_ask: str
    topics: list[TopicShape]
    attachments: FilesShape
    help_url: str
    form_url: str


@get("/api/v1/desk", summary="The desk", tags=["customer"], sync_to_thread=False)
def about_the_desk(
    request: AnyRequest, labels: Labels, hours: Hours, hub: Hub, clock: Clock, settings: Settings
) -> DeskShape:
    """Name, hours, usual waiting times, topics and limits, in the language of `?language=` or the request's."""
    lang = language_of(request.query_params.get("language")) or language(request)
    now = clock.now()
    identity = desk_identity(request, lang)
    return DeskShape(
        name=identity.name,
        colour=identity.colour,
        tints={theme: tint_shape(identity.colour, page) for theme, page in GROUNDS.items()},
        logo_url=f"{settings.base_url}{identity.logo}" if identity.logo else None,
        languages=[TAGS[known] for known in LANGUAGES],
        online=bool(hub.count("staff")),
        open_now=hours.open_now(now),
        opens_at=hours.opens_at(now),
        expected={lane.value: band(hours, lane, now) for lane in Lane},
        never_ask=translate(lang, NEVER_ASK),
        topics=[topic_shape(topic) for topic in labels.form_topics(lang)],
        attachments=FilesShape(LARGEST, list(TYPES)),
        help_url=f"{settings.base_url}/",
        form_url=f"{settings.base_url}/help/new",
    )


def tint_shape(colour: str, page: str) -> TintShape:
    made = tint(colour, page)
    return TintShape(made.ground, made.text, made.link)


def band(hours: Hours, lane: Lane, now: datetime) -> BandShape:
    """The usual waiting time of a lane for somebody who writes now."""
    expected = hours.first_reply(lane, now)
    return BandShape(expected.usual_low, expected.usual_high, expected.measured)


def topic_shape(topic: FormTopic) -> TopicShape:
    return TopicShape(topic.key, topic.label, list(topic.fields))


routes = [about_the_desk]
