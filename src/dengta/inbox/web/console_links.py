"""Links and senders in a message as staff see them: harmless to click, each with what is known of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dengta.inbox.web.console_words import Piece, pieces
from dengta.platform.i18n import Language
from dengta.platform.web import AnyRequest
from dengta.safety.public import Grade, Knowledge, Sort, Verdict, grade_name, verdict_shape

LINKS = frozenset({Sort.LINK, Sort.DOMAIN, Sort.EMAIL, Sort.GROUP, Sort.HANDLE})
LOOKS = {
    Grade.OFFICIAL: ("ok", "shield-check"),
    Grade.UNKNOWN: ("", "circle-help"),
    Grade.SUSPICIOUS: ("lamp", "triangle-alert"),
    Grade.IMPERSONATION: ("danger", "shield-alert"),
    Grade.LISTED: ("danger", "ban"),
}


@dataclass(frozen=True, slots=True)
class LinkPiece:
    """A link, made harmless: `look` and `picture` of its badge, `label` its grade, `why` the reasons in sentences."""

    text: str
    look: str
    picture: str
    label: str
    why: str
    kind: str = "link"


Cut = Callable[..., Sequence[Piece | LinkPiece]]


def judging(request: AnyRequest, lang: Language) -> Cut:
    """`pieces`, with a verdict on every link; just `pieces` where this process knows nothing."""
    known = getattr(request.app.state, "knowledge", None)
    if not isinstance(known, Knowledge):
        return pieces

    def cut(text: str, marks: Sequence[tuple[int, int]] = ()) -> Sequence[Piece | LinkPiece]:
        return [part for piece in pieces(text, marks) for part in _judged(piece, known, lang)]

    return cut


def _judged(piece: Piece, known: Knowledge, lang: Language) -> Iterator[Piece | LinkPiece]:
    if piece.kind != "text" or "." not in piece.text:
        yield piece
        return
    for part in known.annotate(piece.text, LINKS):
        yield Piece("text", part.text) if part.verdict is None else _link(part.verdict, lang)


def _link(verdict: Verdict, lang: Language) -> LinkPiece:
    look, picture = LOOKS[verdict.grade]
    shown = verdict_shape(verdict, lang)
    return LinkPiece(shown.shown, look, picture, grade_name(verdict, lang), " ".join(shown.said))
