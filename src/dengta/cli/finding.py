"""What the doctor can say about one thing."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is: `wrong` stops the desk or endangers what it keeps, `look` deserves a look."""

    FINE = "fine"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `code` is stable; `advice` is empty when all is well."""

    code: str
    state: State
    said: str
    advice: str = ""
