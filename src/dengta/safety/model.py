"""What can be found in a text, how sure we are, and what is left of the text without it."""

from dataclasses import dataclass, field
from enum import StrEnum

from dengta.kernel.text import SafeText


class Secret(StrEnum):
    """What was found, the gravest first. The values are stable: they stand in stored text, the API and reports."""

    SEED_PHRASE = "seed_phrase"
    EXTENDED_PRIVATE_KEY = "extended_private_key"
    KEYSTORE = "keystore"
    PRIVATE_KEY = "private_key"
    CONNECTION_KEY = "connection_key"
    POSSIBLE_KEY = "possible_key"
    """A private key or a hash: 64 hex digits that nobody called by a name."""
    PASSWORD = "password"  # noqa: S105 -- the name of a kind, not a password
    ONE_TIME_CODE = "one_time_code"


class Certainty(StrEnum):
    """How we know. All of them are removed."""

    CERTAIN = "certain"
    """A checksum or a curve agrees: chance cannot explain it."""
    LIKELY = "likely"
    """It has the shape, and hardly anything else has."""
    POSSIBLE = "possible"
    """It has the shape, and so have harmless things such as a transaction hash."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One secret that was removed. Says nothing of its value, length or place."""

    kind: Secret
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Redaction:
    """What may be kept of a text, and what was taken out of it, in the order it stood there."""

    text: SafeText = field(repr=False)
    found: tuple[Finding, ...] = ()

    @property
    def kinds(self) -> tuple[Secret, ...]:
        """Each kind once, in the order first met."""
        return tuple(dict.fromkeys(finding.kind for finding in self.found))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where a secret stands in a cleaned text: characters `start` to `end`, the end excluded."""

    start: int
    end: int
    kind: Secret = field(compare=False)
    certainty: Certainty = field(compare=False)

    def moved(self, by: int, end: int) -> "Span":
        """The same in a text that begins elsewhere and has `end` characters."""
        return Span(max(self.start + by, 0), min(self.end + by, end), self.kind, self.certainty)


OPENING, CLOSING = "\u27e6", "\u27e7"


def marker(kind: Secret) -> str:
    """What stands in the place of a secret: its kind in white square brackets, as in `\u27e6seed_phrase\u27e7`.

    No one can forge one: these brackets, typed by a person, are turned into `[` and `]` before anything else. Pages
    show a marker as a small label in the reader's language; search finds it by its kind.
    """
    return f"{OPENING}{kind}{CLOSING}"
