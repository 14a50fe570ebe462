"""The cookie that opens one case in one browser, so that its secret need not stand in an address."""

from litestar import Response
from litestar.datastructures import Cookie

from dengta.inbox.case import Key
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest

KEPT_FOR = 180 * 24 * 3600


def case_path(reference: str) -> str:
    """Where a case's page stands; everything about the case stands below it."""
    return f"/t/{reference}"


def remember(answer: Response[str], reference: str, secret: str, settings: Settings) -> None:
    """Let this browser open this case: sent to the case's own pages only, never to scripts or to other sites."""
    answer.set_cookie(
        Cookie(
            key=_name(reference),
            value=secret,
            path=case_path(reference),
            max_age=KEPT_FOR,
            httponly=True,
            samesite="lax",
            secure=settings.https,
        )
    )


def held_key(request: AnyRequest, reference: str) -> Key:
    """What this browser holds for a case; opens nothing when it holds nothing."""
    return Key(secret=request.cookies.get(_name(reference)) or None)


def provide_case_key(request: AnyRequest) -> Key:
    """The key for the case whose reference stands in the path."""
    return held_key(request, str(request.path_params.get("reference", "")))


def _name(reference: str) -> str:
    return f"case_{reference}"
