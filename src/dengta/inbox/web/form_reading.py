"""Read what a person sent with a form: words as they are, files taken at once so that an error does not lose them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from litestar.datastructures import UploadFile

from dengta.inbox.attach import LARGEST, attach, shown_name
from dengta.inbox.errors import AttachmentTooLarge, BadAttachment
from dengta.inbox.model import DETAILS
from dengta.inbox.page_texts import FIELDS, problem
from dengta.kernel.clock import Clock
from dengta.kernel.ids import uuid7
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.i18n import Language, translate
from dengta.platform.web import AnyRequest
from dengta.safety.public import LIMIT, Secret, label, redact

CLIENT_ID = re.compile(r"[A-Za-z0-9_.:-]{8,64}")
MARKER = re.compile("⟦([a-z_]+)⟧")
MOST_FILES = 10
LONGEST_DETAIL = 300

Wrong = dict[str, str]
"""What is wrong, by the field it is wrong with, as the reader is told."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was taken already and waits for its message; `name` is what it was called."""

    uid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it came: raw words, never logged, shown again only through `shown`."""

    client_id: str
    topic: str
    text: str = field(repr=False)
    details: Mapping[str, str] = field(repr=False)
    kept: tuple[KeptFile, ...] = ()
    uploads: tuple[UploadFile, ...] = field(default=(), repr=False)

    @property
    def attachments(self) -> tuple[UUID, ...]:
        return tuple(file.uid for file in self.kept)


def blank(topic: str = "") -> Typed:
    """A form nobody has filled in yet; its client id makes a double press of the button harmless (I3)."""
    return Typed(str(uuid7()), topic, "", {})


async def read_form(request: AnyRequest) -> Typed:
    """The fields of a posted form; whatever is missing is empty."""
    form = await request.form()

    def word(name: str) -> str:
        value = form.get(name)
        return value if isinstance(value, str) else ""

    client_id = word("client_id")
    return Typed(
        client_id=client_id if CLIENT_ID.fullmatch(client_id) else str(uuid7()),
        topic=word("topic")[:60],
        text=word("text"),
        details={name: word(name) for name in DETAILS},
        kept=tuple(_kept(value) for value in form.getall("kept", []) if isinstance(value, str) and _is_kept(value)),
        uploads=tuple(value for value in form.getall("files", []) if isinstance(value, UploadFile) and value.filename),
    )


async def take_files(
    typed: Typed, language: Language, *, db: Database, files: Files, clock: Clock
) -> tuple[Typed, Wrong]:
    """The form with its new files among the kept ones, and what is wrong with the others."""
    if len(typed.kept) + len(typed.uploads) > MOST_FILES:
        return replace(typed, uploads=()), {"files": problem(language, "too_many_files")}
    kept, wrong = list(typed.kept), Wrong()
    for upload in typed.uploads:
        try:
            content = await upload.read(LARGEST + 1)
            taken = await attach(content, upload.filename, db=db, files=files, clock=clock)
        except (BadAttachment, AttachmentTooLarge) as refused:
            wrong["files"] = problem(language, refused.code, name=shown_name(upload.filename))
        else:
            kept.append(KeptFile(taken.uid, taken.name))
    return replace(typed, kept=tuple(kept), uploads=()), wrong


def problems(typed: Typed, language: Language, *, may_be_empty: bool = False) -> Wrong:
    """What is wrong with the words of a form, told so that it can be put right."""
    wrong = Wrong()
    if not typed.text.strip() and not (may_be_empty and typed.kept):
        wrong["text"] = problem(language, "empty_message" if may_be_empty else "empty")
    elif len(typed.text) > LIMIT:
        wrong["text"] = problem(language, "too_long", length=f"{len(typed.text):,}")
    for name, value in typed.details.items():
        if len(value) > LONGEST_DETAIL and name in FIELDS:
            said = translate(language, FIELDS[name][0])
            wrong[name] = problem(language, "detail_too_long", label=said)
    return wrong


def shown(typed: Typed, language: Language) -> tuple[Typed, tuple[Secret, ...]]:
    """The form as it may be shown again: without secrets, and which kinds were taken out."""
    found: list[Secret] = []

    def harmless(raw: str, before: str = "") -> str:
        cleaned = redact(raw[:LIMIT], before=before)
        found.extend(cleaned.kinds)
        return MARKER.sub(lambda match: f"[{translate(language, label(Secret(match[1])))}]", cleaned.text)

    safe = replace(
        typed,
        text=harmless(typed.text),
        details={
            name: harmless(value[:LIMIT], "tx hash" if name == "tx_hash" else "")
            for name, value in typed.details.items()
        },
    )
    return safe, tuple(dict.fromkeys(found))


def _is_kept(value: str) -> bool:
    uid, _, name = value.partition(" ")
    try:
        UUID(uid)
    except ValueError:
        return False
    return bool(name)


def _kept(value: str) -> KeptFile:
    uid, _, name = value.partition(" ")
    return KeptFile(UUID(uid), shown_name(name))
