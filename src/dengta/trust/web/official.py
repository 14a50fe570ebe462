"""What is ours, for everybody: a page, a signed document, a QR code that leads to it."""

import io
from collections.abc import Sequence
from functools import lru_cache

import segno
from litestar import Response, get

from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest, render
from dengta.trust.model import Entry, Standing
from dengta.trust.register import Register
from dengta.trust.signed import SignedRegister, fingerprint, public_key, sign
from dengta.trust.texts import SORTS

CACHED = "public, max-age=60"


@get("/official", include_in_schema=False, sync_to_thread=False)
def show_official(request: AnyRequest, register: Register, keys: Keys) -> Response[str]:
    """Everything that is ours, by sort, with the key to pin."""
    key = public_key(keys)
    standing = register.standing
    return render(
        request,
        "trust/official.html",
        groups=grouped(standing),
        standing=standing,
        key=key,
        fingerprint=fingerprint(key),
    )


@get("/api/v1/official", summary="The signed register", tags=["check"], sync_to_thread=False)
def signed_official(register: Register, keys: Keys, settings: Settings) -> Response[SignedRegister]:
    """Every official site, sender, account, number, group, app, address and person, signed with Ed25519.

    Check `signature` over the UTF-8 of `payload` with a key you pinned, not with the `key` that came with it; then read
    `payload`, and keep the highest `version` you saw.
    """
    document = sign(register.standing, desk=settings.origin, keys=keys)
    headers = {"Cache-Control": CACHED, "Access-Control-Allow-Origin": "*"}
    return Response(document, media_type="application/json", headers=headers)


@get("/official/qr.svg", include_in_schema=False, sync_to_thread=False)
def official_qr(keys: Keys, settings: Settings) -> Response[bytes]:
    """The page's address with the key behind the #, for print."""
    picture = _qr(f"{settings.base_url}/official#{public_key(keys)}")
    return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": CACHED})


def grouped(standing: Standing) -> Sequence[tuple[str, list[Entry]]]:
    """Headings with their entries, empty ones left out."""
    found = [(title, [entry for entry in standing.entries if entry.sort is sort]) for sort, title in SORTS.items()]
    return [(title, entries) for title, entries in found if entries]


@lru_cache(maxsize=4)
def _qr(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", scale=4, border=4, dark="#12203a", light="#ffffff")
    return out.getvalue()


routes = [show_official, signed_official, official_qr]
