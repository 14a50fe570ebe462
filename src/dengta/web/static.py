"""Static files of every module, compressed once, immutable under their marked address."""

import gzip
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from litestar import Response, get

from dengta.kernel.errors import Kind, Refused
from dengta.platform.web import YEAR, AnyRequest, static_folders, static_url

TYPES = {
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
JOINED = frozenset({"inbox/widget.js"})
"""Scripts for other people's pages: served in one piece with what they import, so that no page ever runs half of one
version and half of another, and a phone far away asks once."""
IMPORT = re.compile(r'^import \{[^}]*\} from "(\./[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)
EXPLANATION = re.compile(r"^ */\*\*.*?\*/$|^ *//[^\n]*$", re.DOTALL | re.MULTILINE)
LAYOUT = re.compile(r"\n\s*")
COMPRESSED = ("text/", "image/svg+xml", "application/manifest+json", "application/json")


class NoSuchFile(Refused):
    """There is no such static file."""

    kind = Kind.NOT_FOUND
    code = "not_found"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file and its compressed forms; None where compressing does not help."""

    content_type: str
    plain: bytes
    gzip: bytes | None
    brotli: bytes | None


@get("/static/{name:path}", include_in_schema=False, sync_to_thread=False)
def static_file(request: AnyRequest, name: str) -> Response[bytes]:
    """One file; cached for a year when asked for by the address `static_url` gives."""
    asset = load(name.lstrip("/"))
    marked = request.query_params.get("v") and request.url.query in static_url(name.lstrip("/"))
    headers = {
        "Cache-Control": f"public, max-age={YEAR}, immutable" if marked else "public, max-age=300",
        "Vary": "Accept-Encoding",
    }
    accepted = request.headers.get("accept-encoding", "")
    body = asset.plain
    if "br" in accepted and asset.brotli:
        body, headers["Content-Encoding"] = asset.brotli, "br"
    elif "gzip" in accepted and asset.gzip:
        body, headers["Content-Encoding"] = asset.gzip, "gzip"
    return Response(body, media_type=asset.content_type, headers=headers)


@lru_cache(maxsize=512)
def load(name: str) -> Asset:
    """The file behind `module/file`; raises `NoSuchFile` for anything outside the modules' static folders.

    What our scripts explain to their readers stays here, and so does their layout.
    """
    module, _, file = name.partition("/")
    folder = static_folders().get(module)
    if folder is None or not file:
        raise NoSuchFile
    path = (folder / file).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise NoSuchFile
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    plain = path.read_bytes()
    if path.suffix == ".js" and module != "vendor":
        script = joined(path, set()) if name in JOINED else plain.decode()
        plain = LAYOUT.sub("\n", EXPLANATION.sub("", script)).lstrip().encode()
    if not kind.startswith(COMPRESSED):
        return Asset(kind, plain, None, None)
    return Asset(kind, plain, gzip.compress(plain, 9, mtime=0), brotli.compress(plain))


def joined(path: Path, met: set[Path]) -> str:
    """A module after those beside it that it imports, each once. No two may declare the same name at their top."""
    met.add(path)
    text = path.read_text(encoding="utf-8")
    near = [(path.parent / name).resolve() for name in IMPORT.findall(text)]
    before = [joined(module, met) for module in near if module not in met]
    return "".join([*before, EXPORT.sub("", IMPORT.sub("", text))])


routes = [static_file]
