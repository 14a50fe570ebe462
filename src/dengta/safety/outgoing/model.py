"""Why something may not be sent."""

from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a text that is to go out. The values are stable: they stand in the API."""

    ASKS_FOR_SECRET = "asks_for_secret"  # noqa: S105 -- the name of a fault
    """It asks for a recovery phrase, a key, a password or a code."""
    ASKS_FOR_CONTROL = "asks_for_control"
    """It asks for a program or a permission by which a stranger steers the device."""
    ASKS_FOR_MONEY = "asks_for_money"
    """It asks for a fee, a deposit or a tax that support never takes."""
    BAD_LINK = "bad_link"
    """It holds a link that a list or its own tricks speak against."""
    TWIN_ADDRESS = "twin_address"
    """It holds an address made to resemble another of this conversation or of ours."""
    ELSEWHERE = "elsewhere"
    """It sends the customer to an account, a number or a group that is not registered as ours."""
    UNKNOWN_LINK = "unknown_link"
    """It holds a link that nobody has vouched for."""
    UNKNOWN_ADDRESS = "unknown_address"
    """It holds an address that the customer did not write and that is not registered as ours."""

    @property
    def is_grave(self) -> bool:
        """Never sent, whoever agrees; the others are when somebody has vouched for what they hold."""
        return self in _GRAVE


_GRAVE = frozenset(
    {Fault.ASKS_FOR_SECRET, Fault.ASKS_FOR_CONTROL, Fault.ASKS_FOR_MONEY, Fault.BAD_LINK, Fault.TWIN_ADDRESS}
)


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason to hold a text back, and the words it rests on, harmless to show."""

    fault: Fault
    words: str = field(repr=False)
