"""What accounts tells: ids and codes, never names."""

from dataclasses import dataclass

from dengta.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ReadAlarmRaised(Event):
    """A person looked at more than the limit says; security officers should look at the alarm."""

    topic = "accounts.read_alarm"
    alarm_id: int
    staff_id: int
    kind: str
    per: str

    def streams(self) -> tuple[str, ...]:
        return ("security",)


@dataclass(frozen=True, slots=True)
class AccessChanged(Event):
    """A person's roles, groups or sessions changed; whatever was opened under the old ones must be asked again."""

    topic = "accounts.access_changed"
    staff_id: int

    def streams(self) -> tuple[str, ...]:
        return (f"staff:{self.staff_id}",)
