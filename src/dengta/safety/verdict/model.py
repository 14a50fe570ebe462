"""What can be recognised in a text, how it is graded, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Grade(StrEnum):
    """The answer, the best news first. The values are stable: they stand in the API."""

    OFFICIAL = "official"
    """The desk's own registry holds exactly this."""
    UNKNOWN = "unknown"
    """Nothing is known, good or bad. Never to be shown or read as safe."""
    SUSPICIOUS = "suspicious"
    """It does what tricks do, and honest things seldom do."""
    IMPERSONATION = "impersonation"
    """It passes itself off as somebody it is not."""
    LISTED = "listed"
    """A list the operator trusts calls it malicious."""
    SECRET = "secret"  # noqa: S105 -- the name of a grade
    """The text held a secret of a wallet; nothing else matters before that."""

    @property
    def gravity(self) -> int:
        """Larger is worse."""
        return _ORDER.index(self)


_ORDER = tuple(Grade)
BAD = frozenset({Grade.SUSPICIOUS, Grade.IMPERSONATION, Grade.LISTED})


class Sort(StrEnum):
    """What a thing is. The values are stable."""

    LINK = "link"
    DOMAIN = "domain"
    EMAIL = "email"
    HANDLE = "handle"
    PHONE = "phone"
    GROUP = "group"
    APP = "app"
    ADDRESS = "address"
    TOKEN = "token"  # noqa: S105 -- a token of a chain
    SIGNATURE = "signature"
    """What a wallet is asked to sign: calldata, typed data, a message."""


class Certainty(StrEnum):
    """How much a reason proves."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was seen. `code` is stable; `evidence` fills the sentence in `texts.REASONS[code]`.

    `grade` is what it makes of the whole by itself; None when it only adds to the others.
    """

    code: str
    certainty: Certainty
    evidence: Mapping[str, str] = field(default_factory=dict)
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """Something recognised in a text: its canonical form, and where it stood as characters `start` to `end`."""

    sort: Sort
    value: str = field(repr=False)
    start: int = 0
    end: int = 0
    detail: str = field(default="", repr=False)
    """An app's version, a handle's platform, or nothing."""
    near: tuple[str, ...] = field(default=(), repr=False)
    """Platforms named around a handle without being its own: a doubt about where it is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one thing. `shown` is it made harmless to show; `chains` where an address could belong."""

    sort: Sort
    grade: Grade
    shown: str = field(repr=False)
    reasons: tuple[Reason, ...]
    chains: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(reason.code for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of a whole text, the worst first. `secrets` are the kinds that were found, and removed.

    `cut` says that there were more things than are looked at in one text.
    """

    grade: Grade
    verdicts: tuple[Verdict, ...]
    secrets: tuple[str, ...] = ()
    cut: bool = False


def graded(reasons: Sequence[Reason]) -> Grade:
    """The gravest grade any reason gives; `OFFICIAL` stands only where nothing speaks against it."""
    given = [reason.grade for reason in reasons if reason.grade is not None]
    return max(given, key=lambda grade: grade.gravity, default=Grade.UNKNOWN)
