"""What every page and every answer shares: templates, languages, static files' addresses, problem details."""

import hashlib
import secrets
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.types import ASGIApp

from dengta.kernel.errors import Kind, Refused
from dengta.platform.i18n import LANGUAGES, N_, TAGS, Language, language_of, negotiate, translate, translations
from dengta.platform.preferences import BRAND, DEFAULT_COLOUR, Brand, Preferences
from dengta.platform.zones import Moments, zone_of

AnyRequest = Request[Any, Any, Any]
Theme = Literal["auto", "light", "dark"]

STATUS = {
    Kind.INVALID: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.TOO_LARGE: 413,
    Kind.UNPROCESSABLE: 422,
    Kind.THROTTLED: 429,
    Kind.UNAVAILABLE: 503,
}
"""The one table from a refusal's kind to an HTTP status."""

PROBLEM = "application/problem+json"
VARY = "Cookie, Accept-Language, HX-Request"
YEAR = 365 * 24 * 3600


def language(request: AnyRequest) -> Language:
    """The reader's language: `?lang=`, then the cookie they chose with, then the browser's."""
    chosen = language_of(request.query_params.get("lang")) or language_of(request.cookies.get("lang"))
    return chosen or negotiate(request.headers.get("accept-language", ""), _brand(request).language)


def moments(request: AnyRequest) -> Moments:
    """How this reader is told moments of the record."""
    return Moments(language(request), zone_of(request.cookies.get("zone")))


def theme(request: AnyRequest) -> Theme:
    """Light, dark, or as the device has it."""
    chosen = request.cookies.get("theme", "auto")
    return "light" if chosen == "light" else "dark" if chosen == "dark" else "auto"


@dataclass(frozen=True, slots=True)
class DeskIdentity:
    """The desk's own face in one language: its name, `#rrggbb`, and the address of its logo if it has one."""

    name: str
    colour: str
    logo: str | None
    branded: bool


def desk_identity(request: AnyRequest, lang: Language) -> DeskIdentity:
    """Whose desk this is, as set-up left it; a desk that has no name yet is called what it is."""
    brand = _brand(request)
    logo = f"/desk-logo?v={brand.logo[-8:]}" if brand.logo else None
    name = brand.name(lang) or translate(lang, N_("Support desk"))
    return DeskIdentity(name, brand.colour, logo, brand.colour != DEFAULT_COLOUR)


def _brand(request: AnyRequest) -> Brand:
    kept = getattr(request.app.state, "preferences", None)
    return kept.get(BRAND, Brand) if isinstance(kept, Preferences) else Brand()


def nonce(request: AnyRequest) -> str:
    """This answer's Content-Security-Policy nonce; the edge puts the same one in the header."""
    state = request.scope.setdefault("state", {})
    return str(state.setdefault("nonce", secrets.token_urlsafe(16)))


def render(request: AnyRequest, template: str, *, status: int = 200, **context: Any) -> Response[str]:
    """A page or fragment from `module/name.html`, in the reader's language.

    Templates may use `lang`, `lang_tag`, `theme`, `nonce`, `path`, `static_url()`, `_()` and whatever is in `context`
    or in `app.state.globals`. A language chosen by `?lang=` is remembered in a cookie.
    """
    lang = language(request)
    shared = {
        "lang": lang,
        "lang_tag": TAGS[lang],
        "theme": theme(request),
        "nonce": nonce(request),
        "path": request.url.path,
        "request": request,
        "state": request.app.state,
        "desk": desk_identity(request, lang),
    }
    body = environment(lang).get_template(template).render(shared | context)
    headers = {
        "Cache-Control": "no-store",
        "Vary": "Cookie, Accept-Language, HX-Request",
        "Content-Language": TAGS[lang],
    }
    answer = Response(body, status_code=status, media_type="text/html", headers=headers)
    if language_of(request.query_params.get("lang")):
        answer.set_cookie(Cookie(key="lang", value=lang, max_age=YEAR, path="/", samesite="lax"))
    return answer


def say(request: AnyRequest, text: str, **values: object) -> str:
    """A marked string in the reader's language."""
    return translate(language(request), text, **values)


def wants_html(request: AnyRequest) -> bool:
    """Whether the answer is for a person: a page or an HTMX fragment rather than a program."""
    if request.url.path.startswith("/api/"):
        return False
    return "text/html" in request.headers.get("accept", "") or "hx-request" in request.headers


@dataclass(frozen=True, slots=True)
class Held:
    """A request for a page that the edge refuses, which is told as a page. `seconds` until it may come again.

    A handler marked with `opt=TELLS_ITSELF` gets it all the same while it is `readable`, to answer with its own form
    and what was typed; it must store nothing.
    """

    code: str
    seconds: int = 0
    readable: bool = False


TELLS_ITSELF = {"tells_itself": True}


def held_back(request: AnyRequest) -> Held | None:
    """Why this request may do nothing; None for the many that may."""
    held = request.scope["state"].get("held")
    return held if isinstance(held, Held) else None


def problem(status: int, code: str, title: str, detail: str = "", **more: object) -> Response[dict[str, object]]:
    """An RFC 9457 answer. `code` is ours and stable; `type` is where it is documented."""
    body = {"type": f"/docs/refusals#{code}", "title": title, "status": status, "detail": detail, "code": code, **more}
    return Response(body, status_code=status, media_type=PROBLEM, headers={"Cache-Control": "no-store"})


def refusal(refused: Refused) -> Response[dict[str, object]]:
    """A planned refusal as a program reads it."""
    status = STATUS[refused.kind]
    told: dict[str, object] = getattr(refused, "told", {})
    answer = problem(status, refused.code, refused.kind.replace("_", " ").capitalize(), refused.detail, **told)
    wait = getattr(refused, "retry_after", None)
    if wait is not None:
        answer.headers["Retry-After"] = str(wait)
    return answer


class Live(Response[Any]):
    """An answer that an ASGI stream gives by itself."""

    def __init__(self, stream: ASGIApp) -> None:
        super().__init__(None)
        self._stream = stream

    def to_asgi_response(self, *_: Any, **__: Any) -> Any:
        return self._stream


@cache
def environment(lang: Language) -> Environment:
    """The templates of every module, with the texts of one language."""
    env = Environment(
        loader=PrefixLoader({name: FileSystemLoader(folder) for name, folder in _folders("templates").items()}),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        enable_async=False,
    )
    env.install_gettext_translations(translations(lang), newstyle=True)  # type: ignore[attr-defined]
    env.globals["static_url"] = static_url
    env.globals["languages"] = LANGUAGES
    env.globals["tags"] = TAGS
    return env


@cache
def static_folders() -> dict[str, Path]:
    """Where each module's static files lie; `vendor` holds the browser libraries that set-up fetched."""
    folders = _folders("static")
    folders["vendor"] = Path(str(resources.files("dengta"))) / "web" / "static" / "vendor"
    return folders


@cache
def static_url(name: str) -> str:
    """The address of `module/file`, which changes when the file does."""
    module, _, file = name.partition("/")
    path = static_folders()[module] / file
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "missing"
    return f"/static/{name}?v={mark}"


def _folders(kind: str) -> dict[str, Path]:
    root = Path(str(resources.files("dengta")))
    return {path.parent.name: path for path in sorted(root.glob(f"*/{kind}")) if path.is_dir()}
