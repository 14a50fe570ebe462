"""On which chains an address could be one, by alphabet, length and checksum, and where it goes wrong if on none."""

from dengta.safety.verdict.addresses.candidates import Found, candidates, looks_like
from dengta.safety.verdict.addresses.poison import resembles
from dengta.safety.verdict.addresses.slips import slip

__all__ = ["Found", "candidates", "looks_like", "resembles", "slip"]
