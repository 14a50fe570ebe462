"""Refusals we planned for. Anything else that escapes a use case is a bug."""

from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    """What sort of refusal it is; one table at the edge maps it to a status."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    GONE = "gone"
    TOO_LARGE = "too_large"
    UNPROCESSABLE = "unprocessable"
    THROTTLED = "throttled"
    UNAVAILABLE = "unavailable"


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """A planned refusal.

    `code` is stable and documented; programs may depend on it. `detail` is English for a developer and
    never repeats what a person typed. Pages translate by `code`.
    """

    kind: ClassVar[Kind]
    code: ClassVar[str]

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
