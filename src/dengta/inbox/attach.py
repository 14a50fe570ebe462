"""Take a file: typed by its content, kept under our own name, never served as anything but a download (I25, I27)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from dengta.inbox.errors import AttachmentTooLarge, BadAttachment
from dengta.inbox.store import attachments as stored
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId, CustomerId, StaffId, uuid7
from dengta.kernel.text import SafeText
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.safety.public import LIMIT, clip, only_picture, redact, secrets_of_pdf, trusted

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 100
LOOSE_FOR = timedelta(hours=24)

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_JUDGE = ThreadPoolExecutor(1, "judge")
"""One file at a time: many sent at once wait for each other, not the whole desk for them."""
TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf", "text/plain")


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is kept and belongs to no message yet. `redactions` tell what was removed from a text file."""

    uid: UUID
    name: SafeText
    content_type: str
    size: int
    redactions: tuple[str, ...]


async def attach(
    content: bytes,
    name: str,
    *,
    db: Database,
    files: Files,
    clock: Clock,
    customer: CustomerId | None = None,
    staff: StaffId | None = None,
) -> Taken:
    """Keep a file for a day until a message claims it.

    Its type is told from its content; its name is cleaned like any text and only ever shown. A text file is cleaned of
    secrets before it is kept. Raises `AttachmentTooLarge` above 10 MB and `BadAttachment` for a type that is not taken.
    """
    if len(content) > LARGEST:
        raise AttachmentTooLarge(f"at most {LARGEST} bytes")
    kind, content, redactions = await asyncio.get_running_loop().run_in_executor(_JUDGE, _judged, content)
    taken = Taken(uuid7(), shown_name(name), kind, len(content), redactions)
    await files.put(taken.uid, content)
    async with db.transaction() as tx:
        await stored.add(tx, taken.uid, taken.name, kind, content, customer=customer, staff=staff, at=clock.now())
    return taken


def content_type(content: bytes) -> str:
    """What a file is, by its first bytes; raises `BadAttachment` for anything not on the short list."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content and b"\0" not in content and not _is_markup(content):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadAttachment("the file is neither a picture, a PDF nor UTF-8 text") from error
        return "text/plain"
    raise BadAttachment("the desk takes PNG, JPEG, WebP and GIF pictures, PDF and plain text")


def shown_name(name: str) -> SafeText:
    """What a file was called, for showing only: no path, no control signs, no secret, at most 100 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(sign for sign in last if sign.isprintable())[: LONGEST_NAME * 2]
    return clip(redact(visible).text, LONGEST_NAME) or trusted("file")


async def fetch(
    uid: UUID, conversation: ConversationId, *, db: Database, files: Files
) -> tuple[bytes, str, str] | None:
    """Content, type and name of a file of this conversation; None if it is not there or belongs elsewhere."""
    async with db.transaction() as tx:
        found = await stored.find(tx, uid, conversation)
    content = await files.get(uid) if found else None
    return (content, *found) if found and content is not None else None


async def drop_loose(*, db: Database, files: Files, clock: Clock) -> int:
    """Forget files that no message has claimed for a day; returns how many."""
    async with db.transaction() as tx:
        loose = await stored.take_loose(tx, before=clock.now() - LOOSE_FOR)
    for uid in loose:
        await files.drop(uid)
    return len(loose)


def _judged(content: bytes) -> tuple[str, bytes, tuple[str, ...]]:
    """What a file is and may be kept of it. A picture loses all that is not picture; anything unsound is refused."""
    kind = content_type(content)
    if kind == "text/plain":
        return kind, *_cleaned(content)
    if kind == "application/pdf":
        secrets = secrets_of_pdf(content)
        if secrets is None:
            raise BadAttachment("the PDF is damaged, encrypted or too large to look into")
        if secrets:
            raise BadAttachment(f"the PDF holds a secret ({', '.join(secrets)}) and was not kept")
        return kind, content, ()
    picture = only_picture(content, kind)
    if picture is None:
        raise BadAttachment("the file begins like a picture and is none, or is damaged")
    return kind, picture, ()


def _cleaned(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    text = content.decode("utf-8")
    if len(text) > LIMIT:
        raise AttachmentTooLarge(f"a text file may have at most {LIMIT} characters")
    cleaned = redact(text)
    return cleaned.text.encode(), tuple(kind.value for kind in cleaned.kinds)


def _is_markup(content: bytes) -> bool:
    """Browsers guess at text; anything that could be taken for a page or a drawing is refused."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<", b"#!"))
