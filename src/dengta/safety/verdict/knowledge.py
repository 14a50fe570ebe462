"""What this process knows at present: the feeds and the registry in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dengta.safety.verdict.annotate import Piece, annotate
from dengta.safety.verdict.check import check
from dengta.safety.verdict.lists import NO_LISTS, Lists
from dengta.safety.verdict.model import Report, Sort
from dengta.safety.verdict.official import Fixed, Official, OfficialSource


@dataclass(slots=True)
class Knowledge:
    """Replaced in parts while the process lives; a check sees one state of each."""

    lists: Lists = NO_LISTS
    registry: OfficialSource = field(default_factory=Fixed)
    taken: Mapping[str, datetime] = field(default_factory=dict)
    """When each list was last read, by its name."""
    versions: tuple[tuple[int, int], ...] = ()
    """Which state of which lists this is."""

    @property
    def official(self) -> Official:
        """The registry as it is now."""
        return self.registry.official

    def check(self, text: str, *, counterparties: Sequence[str] = (), sort: Sort | None = None) -> Report:
        """`check.check` with what is known now."""
        return check(text, lists=self.lists, official=self.official, counterparties=counterparties, sort=sort)

    def annotate(self, text: str, sorts: Collection[Sort] = frozenset(Sort)) -> list[Piece]:
        """`annotate.annotate` with what is known now."""
        return annotate(text, sorts, lists=self.lists, official=self.official)
