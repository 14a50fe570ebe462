"""What pages share: reading forms, saying what was wrong and what was done, times, and QR codes."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from litestar.response import Redirect

from dengta.accounts import texts
from dengta.accounts.errors import TooManyAttempts, WeakPassword
from dengta.accounts.model import Group, Role, Staff
from dengta.kernel.errors import Refused
from dengta.kernel.ids import GroupId
from dengta.platform.web import AnyRequest, language, moments, say

MOST = 4000


@dataclass(frozen=True, slots=True)
class Form:
    """A submitted form: text fields only, each cut to a sane length."""

    fields: Mapping[str, list[str]]

    def text(self, name: str) -> str:
        """The last value of a field; empty when there is none."""
        return self.all(name)[-1] if self.all(name) else ""

    def all(self, name: str) -> list[str]:
        return self.fields.get(name, [])

    def number(self, name: str) -> int | None:
        """A whole number that fits a bigint, or None."""
        return number(self.text(name))

    def numbers(self, name: str) -> list[int]:
        return [found for value in self.all(name) if (found := number(value)) is not None]


async def read_form(request: AnyRequest) -> Form:
    """The request's form. Files and NULs are left out; a body that is no form is an empty one."""
    fields: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value.replace("\0", "")[:MOST])
    return Form(fields)


def number(text: str) -> int | None:
    """A positive whole number of at most 18 digits, or None."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= 18 else None


def done(path: str, code: str) -> Redirect:
    """Back to a page, which says in one line what was done."""
    return Redirect(f"{path}?done={code}", status_code=303)


def flash(request: AnyRequest) -> str:
    """What the page before reached, in the reader's language; empty when nothing or nothing known."""
    return say(request, texts.DONE.get(request.query_params.get("done", ""), ""))


def explain(request: AnyRequest, refused: Refused) -> str:
    """A refusal as a person reads it: what happened and what to do."""
    if isinstance(refused, TooManyAttempts):
        minutes = -(-refused.retry_after // 60)
        return say(request, texts.TOO_MANY, minutes=minutes)
    if isinstance(refused, WeakPassword):
        return say(request, texts.WEAK[refused.reason])
    return say(request, texts.REFUSED.get(refused.code, texts.ANY_REFUSAL))


FIELD = {
    "weak_password": "password",
    "wrong_code": "code",
    "bad_name": "name",
    "bad_login": "login",
    "login_taken": "login",
    "sign_in_failed": "login",
    "too_many_attempts": "login",
}
"""Which field a refusal is about, so that the error summary can lead to it."""


def errors_of(request: AnyRequest, refused: Refused) -> dict[str, str]:
    """A refusal as the error summary and the fields show it."""
    return {
        FIELD.get(refused.code, refused.detail if refused.code == "bad_input" else "main"): explain(request, refused)
    }


@dataclass(frozen=True, slots=True)
class Words:
    """What templates say by code, in the reader's language."""

    request: AnyRequest

    def role(self, role: str) -> str:
        return say(self.request, texts.ROLES[role])

    def roles(self, roles: Iterable[str]) -> str:
        """Several roles, in the order of the enum."""
        return self._list(self.role(role) for role in Role if role in set(roles))

    def groups(self, known: Iterable[Group], chosen: Container[GroupId]) -> str:
        return self._list(group.name(language(self.request)) for group in known if group.id in chosen)

    def names(self, people: Iterable[Staff]) -> str:
        return self._list(person.name for person in people)

    def role_hint(self, role: str) -> str:
        return say(self.request, texts.ROLE_HINTS[role])

    def scope(self, scope: str) -> str:
        return say(self.request, texts.SCOPES[scope])

    def action(self, action: str) -> str:
        """What was done; the code itself when we have no words for it."""
        return say(self.request, texts.ACTIONS.get(action, "")) or action

    def method(self, method: str) -> str:
        return say(self.request, texts.METHODS[method])

    def limit(self, kind: str, per: str) -> str:
        return say(self.request, texts.LIMITS[f"{kind} {per}"])

    def when(self, at: datetime) -> str:
        """A moment to the minute, in the reader's time zone."""
        return moments(self.request).whole(at)

    def utc(self, at: datetime) -> str:
        """The same moment for everybody, to the second."""
        return moments(self.request).utc(at)

    def _list(self, parts: Iterable[str]) -> str:
        return ("、" if language(self.request) == "zh_Hans" else ", ").join(parts)


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code as the template draws it: one path in a square of `size` units."""

    size: int
    path: str


def qr_of(text: str) -> Qr:
    """The code of a text, with the quiet zone that readers need."""
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=4)]
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, value in enumerate(row) if value]
    return Qr(len(rows), "".join(dark))


def context(request: AnyRequest, **more: Any) -> dict[str, Any]:
    """What every page of ours is given beside its own."""
    return {"words": Words(request), "flash": flash(request), "errors": {}, "form": Form({}), **more}
