"""Entries of the register and what is proposed about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class EntrySort(StrEnum):
    """What can be registered. All but names and people are sorts of safety's verdicts."""

    DOMAIN = "domain"
    EMAIL = "email"
    HANDLE = "handle"
    PHONE = "phone"
    GROUP = "group"
    APP = "app"
    ADDRESS = "address"
    NAME = "name"
    """A name we go by, such as the wallet's: verdicts watch who borrows it."""
    STAFF = "staff"


class Deed(StrEnum):
    """What a change does when it is approved."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"


class Decision(StrEnum):
    """What became of a proposal."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is ours. `detail` is a handle's platform, an app's oldest good version, a person's task."""

    uid: UUID
    sort: EntrySort
    value: str
    detail: str
    note_en: str
    note_zh: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that waits for a second person."""

    id: int
    entry: Entry
    deed: Deed
    proposed_by: int
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What is published now. `version` grows by one with every approved change; 0 is an empty register."""

    entries: tuple[Entry, ...]
    version: int
    changed_at: datetime | None
