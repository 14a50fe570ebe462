"""The record of who did what: written with the deed, sealed into a chain of hashes afterwards."""

import re
from collections.abc import Iterable

from dengta.accounts.model import Actor, Detail
from dengta.accounts.store import audit as store
from dengta.platform.db import Tx

CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,120}", re.ASCII)
"""What a string in an entry may look like: a code, an id, a time, an address; nothing that could be a sentence."""


async def record(
    tx: Tx,
    *,
    actor: Actor | None,
    action: str,
    subject: str,
    subject_id: int | None = None,
    detail: Detail | None = None,
) -> None:
    """Add an entry in the caller's transaction: it stands exactly if the deed does.

    `action` is `subject.past_tense`, such as `conversation.assigned`; `subject` what it was done to; `actor` None
    is the desk itself. Raises `ValueError` for words where only codes belong, because that is a bug in the caller.
    """
    said = detail or {}
    for code in (action, subject, *_strings(said)):
        if not CODE.fullmatch(code):
            raise ValueError(f"an audit entry for {action[:40]!r} carries something that is no code")
    await store.add(tx, actor=actor, action=action, subject=subject, subject_id=subject_id, detail=said)


def _strings(detail: Detail) -> Iterable[str]:
    for key, value in detail.items():
        yield key
        if isinstance(value, str):
            yield value
        elif not isinstance(value, int | None):
            yield from (str(part) for part in value)
