"""Rate limits: a token bucket a caller, counted by each process for itself."""

import math
import time
from collections import OrderedDict
from dataclasses import dataclass

MOST_CALLERS = 50_000


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` requests at once, refilled evenly over `seconds`."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """The answer to one request, in the terms of the RateLimit header fields draft."""

    allowed: bool
    limit: Limit
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        """`RateLimit-Policy` and `RateLimit`, and `Retry-After` on a refusal."""
        sent = {
            "RateLimit-Policy": f'"{self.limit.name}";q={self.limit.most};w={self.limit.seconds}',
            "RateLimit": f'"{self.limit.name}";r={self.remaining};t={self.reset}',
        }
        return sent if self.allowed else sent | {"Retry-After": str(max(1, self.reset))}


class Limits:
    """Remembers the most recent callers; the oldest are forgotten, so memory is bounded."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def take(self, limit: Limit, caller: str) -> Allowance:
        """Count one request of a caller against a limit."""
        now = time.monotonic()
        key = (limit.name, caller)
        left, since = self._buckets.pop(key, (float(limit.most), now))
        left = min(limit.most, left + (now - since) * limit.most / limit.seconds)
        allowed = left >= 1
        left -= 1 if allowed else 0
        self._buckets[key] = (left, now)
        if len(self._buckets) > MOST_CALLERS:
            self._buckets.popitem(last=False)
        reset = math.ceil((1 - left) * limit.seconds / limit.most) if left < 1 else 0
        return Allowance(allowed, limit, int(left), reset)
