"""What the desk's own registry holds, as the engine needs it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from dengta.safety.verdict import sites
from dengta.safety.verdict.model import Sort
from dengta.safety.verdict.names import Name, Names, known

SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is ours. `value` is in the form that `recognise` gives; `detail` a handle's platform or the oldest
    version of an app that may still be used."""

    sort: Sort
    value: str
    detail: str = ""


class Official:
    """The registry in memory. `names` are words that stand for us, such as the wallet's name; hosts add their own."""

    def __init__(self, entries: Iterable[Entry] = (), names: Iterable[str] = ()) -> None:
        self._all = tuple(entries)
        self._entries: Mapping[tuple[Sort, str], Entry] = {(each.sort, each.value): each for each in self._all}
        hosts = frozenset(value for sort, value in self._entries if sort is Sort.DOMAIN)
        self.hosts = hosts
        words = {word.lower() for word in names} | {sites.registrable(host).partition(".")[0] for host in hosts}
        ours = [Name(word, hosts, ours=True) for word in sorted(words) if len(word) >= SHORTEST_NAME and word.isalnum()]
        self.names = Names([*ours, *(each for each in known() if each.name not in words)])

    def host(self, host: str) -> str | None:
        """The registered host that this one is or is a part of, or None."""
        return next((parent for parent in sites.parents(host) if parent in self.hosts), None)

    def find(self, sort: Sort, value: str) -> Entry | None:
        """The entry of exactly this value. Of a handle there may be several: ask for its `platforms`."""
        return self._entries.get((sort, value))

    def platforms(self, handle: str) -> frozenset[str]:
        """Every platform on which a handle is ours: the same name is another account on each."""
        return frozenset(each.detail for each in self.of(Sort.HANDLE) if each.value == handle)

    def of(self, sort: Sort) -> tuple[Entry, ...]:
        """Every entry of a sort."""
        return tuple(each for each in self._all if each.sort is sort)


@runtime_checkable
class OfficialSource(Protocol):
    """Where the registry comes from; the composition root hands one in."""

    @property
    def official(self) -> Official:
        """The registry as it is now."""
        ...


NOBODY = Official()


@dataclass(frozen=True, slots=True)
class Fixed:
    """A registry that does not change; the console twin of a real one."""

    official: Official = NOBODY
