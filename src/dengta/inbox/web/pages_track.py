"""Look up a case by its reference and link, and what anybody sees who holds neither."""

import re
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from dengta.inbox.case import Key, find_case
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.page_texts import problem
from dengta.inbox.reference import parse_reference
from dengta.inbox.web.case_cookie import case_path, remember
from dengta.inbox.web.form_reading import Wrong
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest, language, render

LINK = re.compile(r"/t/(?P<reference>[^/?#\s]{1,30})\?k=(?P<secret>[a-zA-Z2-7]{20,60})")
CODE = re.compile(r"[a-zA-Z2-7]{20,60}")
LONGEST = 500


@get("/track", include_in_schema=False, sync_to_thread=False)
def ask(request: AnyRequest) -> Response[str]:
    """The form to look a case up with."""
    return render(request, "inbox/track.html", typed="", wrong={}, refused=False)


@post("/track", include_in_schema=False)
async def open_case(request: AnyRequest, db: Database, keys: Keys, settings: Settings) -> Response[str]:
    """Go to the case, or say what may be misread. An unknown reference and a wrong link are told alike (I28)."""
    form = await request.form()
    typed, link = _word(form, "reference"), _word(form, "link")
    wrong, reference, secret = _read(typed, link)
    if not wrong:
        try:
            await find_case(reference, Key(secret=secret), db=db, keys=keys)
        except NoSuchConversation:
            wrong = {"link": "not_opened"}
        else:
            answer = Redirect(case_path(reference), status_code=303)
            remember(answer, reference, secret, settings)
            return answer
    told = {field: problem(language(request), code) for field, code in wrong.items()}
    return render(request, "inbox/track.html", status=422, typed=typed, wrong=told, refused=False)


def not_opened(request: AnyRequest, unsent: str = "") -> Response[str]:
    """The same page for a reference that is unknown, a link that is wrong and one that is no longer valid.

    `unsent` is what somebody wrote, cleaned, that can no longer be added there.
    """
    return render(request, "inbox/track.html", status=404, typed="", wrong={}, refused=True, unsent=unsent)


def _read(typed: str, link: str) -> tuple[Wrong, str, str]:
    """Reference and secret out of whatever was pasted where; what is wrong, by field and code."""
    whole = LINK.search(link) or LINK.search(typed)
    if whole:
        typed, secret = whole["reference"], whole["secret"]
    else:
        code = CODE.search(link)
        secret = code[0] if code else ""
    reference = parse_reference(typed)
    wrong = Wrong()
    if reference is None:
        wrong["reference"] = "misread" if typed.strip() else "no_reference"
    if not secret:
        wrong["link"] = "no_secret"
    return wrong, reference or "", secret


def _word(form: Any, name: str) -> str:
    value = form.get(name)
    return value[:LONGEST] if isinstance(value, str) else ""


routes = [ask, open_case]
