"""Serves the rules that the browser's twin fetches."""

import gzip
from functools import cache

import brotli
from litestar import Response, get

from dengta.platform.web import AnyRequest
from dengta.safety.browser import browser_version, browser_words


@get("/static/safety/words.bin", include_in_schema=False, sync_to_thread=False)
def show_words(request: AnyRequest) -> Response[bytes]:
    """Word lists and rules as JSON: kept for a day by browsers, asked for again by their version after that."""
    headers = {
        "ETag": f'"{browser_version()}"',
        "Cache-Control": "public, max-age=86400, stale-while-revalidate=604800",
        "Vary": "Accept-Encoding",
    }
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type="application/json")
    accepted = request.headers.get("accept-encoding", "")
    encoding = next((encoding for encoding in ("br", "gzip") if encoding in accepted), "identity")
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    return Response(_encoded(encoding), media_type="application/json", headers=headers)


@cache
def _encoded(encoding: str) -> bytes:
    match encoding:
        case "br":
            return bytes(brotli.compress(browser_words(), quality=9))
        case "gzip":
            return gzip.compress(browser_words(), 9, mtime=0)
        case _:
            return browser_words()


routes = [show_words]
