"""The words of accounts: staff, roles, groups, sessions, tokens, and the Actor that stands for a person at work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.i18n import Language


class Role(StrEnum):
    """What a person is at the desk. A person may be several; what they may do is the union (`policy`)."""

    ADMINISTRATOR = "administrator"
    LEAD = "lead"
    AGENT = "agent"
    SECURITY_OFFICER = "security_officer"
    HELPER = "helper"
    AUDITOR = "auditor"


class Scope(StrEnum):
    """What a token may be used for."""

    CONVERSATIONS_READ = "conversations:read"
    CONVERSATIONS_WRITE = "conversations:write"
    DESK_READ = "desk:read"
    DESK_WRITE = "desk:write"
    WEBHOOKS_MANAGE = "webhooks:manage"


class StaffState(StrEnum):
    """Suspended staff cannot sign in and their tokens are dead; their past stays."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Method(StrEnum):
    """How a session's person proved who they are."""

    PASSKEY = "passkey"
    PASSWORD = "password"  # noqa: S105 -- the name of a method, not a password
    RECOVERY_CODE = "recovery_code"
    ENROLMENT = "enrolment"


ReadKind = Literal["open", "reveal", "export", "search"]
Counted = ReadKind | Literal["refusal", "sign_in"]
"""What is counted about a person: looks, looks that were refused, and sign-ins to their account that failed."""
AlarmKind = Counted | Literal["audit"]
Per = Literal["hour", "day"]

Plain = str | int | bool | None
Detail = Mapping[str, Plain | Sequence[str] | Sequence[int]]
"""What an audit entry may say beside its subject: ids, codes and numbers; never a person's words."""


@dataclass(frozen=True, slots=True)
class Group:
    """A team that takes conversations. Its name is kept in both languages and may be changed; its key may not."""

    id: GroupId
    key: str
    name_en: str
    name_zh: str

    def name(self, language: Language) -> str:
        return self.name_zh if language == "zh_Hans" else self.name_en


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work, proven: by a session (`session_id`), a token (`token_scopes`, `token_id`) or the command line.

    An argument of every use case, never a global. Hidden rows stay hidden because stores are asked through it.
    """

    staff_id: StaffId
    name: str
    roles: frozenset[Role]
    groups: frozenset[GroupId] = frozenset()
    session_id: int | None = None
    token_scopes: frozenset[str] | None = None
    token_id: int | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who works at the desk, as lists show them."""

    id: StaffId
    uid: UUID
    login: str = field(repr=False)
    name: str
    state: StaffState
    language: Language
    roles: frozenset[Role]
    groups: frozenset[GroupId]
    created_at: datetime

    @property
    def active(self) -> bool:
        return self.state is StaffState.ACTIVE


@dataclass(frozen=True, slots=True)
class Session:
    """One device on which a person is signed in. `address` is shortened to its network."""

    id: int
    staff_id: StaffId
    method: Method
    device: str
    address: str
    created_at: datetime
    proven_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open door for one person. With `staff_id` it lets someone who is here already begin again."""

    id: int
    login: str = field(repr=False)
    name: str = field(repr=False)
    roles: frozenset[Role]
    groups: frozenset[GroupId]
    staff_id: StaffId | None
    invited_by: StaffId | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its owner sees it. `backed_up` says that the maker of the device keeps a copy."""

    id: int
    credential_id: bytes = field(repr=False)
    name: str
    backed_up: bool
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Token:
    """A key for a program, alive as long as the person who made it. `hint` is its last four characters."""

    id: int
    staff_id: StaffId
    name: str
    hint: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done. `position`, `previous_hash` and `hash` are None until it is sealed."""

    id: int
    at: datetime
    actor_id: StaffId | None
    session_id: int | None
    token_id: int | None
    action: str
    subject: str
    subject_id: int | None
    detail: Detail
    position: int | None = None
    previous_hash: bytes | None = None
    hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which audit entries somebody asks for; None is any. `action` is how it begins."""

    actor_id: StaffId | None = None
    action: str | None = None
    subject: str | None = None
    subject_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """More in an hour or a day than the limit says; or, without a person, an audit log broken at entry `reads`."""

    id: int
    staff_id: StaffId | None
    kind: AlarmKind
    per: Per
    since: datetime
    reads: int
    threshold: int
    raised_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: StaffId | None


@dataclass(frozen=True, slots=True)
class ReadLimit:
    """Above `alarm_above` security officers are told; above `refuse_above`, when set, further reads are refused."""

    kind: Counted
    per: Per
    alarm_above: int
    refuse_above: int | None
