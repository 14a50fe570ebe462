"""What accounts tells: ids and codes, never names."""

from dataclasses import dataclass

from dengta.kernel.events import Event

ALARMS = "alarms"
"""The live key of whoever may watch the alarms."""


@dataclass(frozen=True, slots=True)
class AlarmRaised(Event):
    """A limit was passed by a person, or the audit log is broken (no `staff_id`); those who watch should look."""

    topic = "accounts.alarm_raised"
    alarm_id: int
    staff_id: int | None
    kind: str
    per: str

    def streams(self) -> tuple[str, ...]:
        return (ALARMS,)


@dataclass(frozen=True, slots=True)
class AlarmAcknowledged(Event):
    """Somebody has looked into an alarm."""

    topic = "accounts.alarm_acknowledged"
    alarm_id: int

    def streams(self) -> tuple[str, ...]:
        return (ALARMS,)


@dataclass(frozen=True, slots=True)
class AccessChanged(Event):
    """A person's roles, groups or sessions changed; whatever was opened under the old ones must be asked again."""

    topic = "accounts.access_changed"
    staff_id: int

    def streams(self) -> tuple[str, ...]:
        return (f"staff:{self.staff_id}",)
