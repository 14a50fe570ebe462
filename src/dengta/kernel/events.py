"""Facts: what became true, told upwards through the outbox."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """A fact, in the past tense. Carries ids and enums, never a person's words.

    `streams` names the live streams it wakes, such as `conversation:17` or `staff`.
    """

    topic: ClassVar[str]

    def streams(self) -> tuple[str, ...]:
        """The live streams that should look again once this fact is known."""
        return ()
