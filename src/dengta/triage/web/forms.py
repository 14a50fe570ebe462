"""Reading the forms of the settings pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from litestar.response import Redirect

from dengta.platform.web import AnyRequest, say
from dengta.triage import texts
from dengta.triage.model.calendar import MIDNIGHT, Span

LONGEST_FIELD = 200


@dataclass(slots=True)
class Form:
    """What was typed, by field, and what is wrong with it, by the same names."""

    typed: Mapping[str, str]
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.typed.get(name, "")

    def refuse(self, name: str, reason: str) -> None:
        """Note what is wrong with a field, by a code of `texts.WRONG`; the first complaint stands."""
        self.wrong.setdefault(name, reason)

    def number(self, name: str) -> int | None:
        """A whole number of at most six digits, else None and a complaint."""
        typed = self.text(name).strip()
        if typed.isascii() and typed.isdecimal() and len(typed) <= 6:
            return int(typed)
        self.refuse(name, "number")
        return None

    def spans(self, prefix: str, slots: int) -> list[Span]:
        """The spans of a day, in order; a pair left empty is none, `00:00` as an end is midnight."""
        found: list[Span] = []
        for slot in range(slots):
            opens, closes = self.text(f"{prefix}-{slot}-opens"), self.text(f"{prefix}-{slot}-closes")
            if not opens and not closes:
                continue
            start, end = minutes(opens), minutes(closes)
            if start is None or end is None:
                self.refuse(f"{prefix}-{slot}-{'opens' if start is None else 'closes'}", "time")
            elif start >= (end or MIDNIGHT):
                self.refuse(f"{prefix}-{slot}-closes", "span_order")
            else:
                found.append(Span(start, end or MIDNIGHT))
        return sorted(found)

    def errors(self, request: AnyRequest) -> dict[str, str]:
        """The complaints in the reader's language, for the error summary and beside the fields."""
        return {name: say(request, texts.WRONG[reason]) for name, reason in self.wrong.items()}


async def read_form(request: AnyRequest) -> Form:
    """The request's text fields, the last of each name, cut to a sane length."""
    typed: dict[str, str] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str):
            typed[name] = value.replace("\0", "")[:LONGEST_FIELD]
    return Form(typed)


def minutes(text: str) -> int | None:
    """Minutes after midnight of a time such as `09:30`, or None."""
    hour, colon, minute = text.strip().partition(":")
    if not (colon and hour.isascii() and hour.isdecimal() and minute.isascii() and minute.isdecimal()):
        return None
    if len(hour) > 2 or len(minute) != 2 or int(hour) > 23 or int(minute) > 59:
        return None
    return int(hour) * 60 + int(minute)


def clock_time(at: int) -> str:
    """Minutes after midnight as a time field shows them; midnight at the end of a day is `00:00`."""
    return f"{at // 60 % 24:02d}:{at % 60:02d}"


def done(path: str, code: str) -> Redirect:
    """Back to a page, which says in one line what was done."""
    return Redirect(f"{path}?done={code}", status_code=303)


def flash(request: AnyRequest) -> str:
    """What the page before reached; empty when nothing, or nothing we know."""
    return say(request, texts.DONE.get(request.query_params.get("done", ""), ""))
