"""Where a colleague stands in the console: which view or search, narrowed how. It travels in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from dengta.inbox.model import Lane
from dengta.inbox.views import Filter, Sort, View
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.i18n import language_of

LONGEST_QUERY = 200
EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Where:
    """The list beside the conversation. `saved` is a saved view's id; `query` is a search, which stands before both."""

    view: View = View.MINE
    narrowed: Filter = EVERYTHING
    saved: int | None = None
    query: str = ""
    sort: Sort = Sort.DUE

    @property
    def is_narrowed(self) -> bool:
        return self.narrowed != EVERYTHING

    def parameters(self) -> dict[str, str]:
        """What `read_where` reads back."""
        if self.query:
            return {"q": self.query}
        named = {} if self.sort is Sort.DUE else {"sort": self.sort.value}
        if self.saved is not None:
            return {"saved": str(self.saved), **named}
        return {"view": self.view.value, **filter_parameters(self.narrowed), **named}

    def address(self, path: str, **more: str | None) -> str:
        """An address in the console that keeps one's place."""
        parameters = self.parameters() | {name: value for name, value in more.items() if value}
        return f"{path}?{urlencode(parameters)}"

    @property
    def path(self) -> str:
        return "/console/search" if self.query else "/console"

    def sorted_by(self, sort: Sort) -> str:
        """The same list in another order."""
        return replace(self, sort=sort).home()

    def home(self) -> str:
        """The list's own address."""
        return self.address(self.path)


def read_where(parameters: Mapping[str, str]) -> Where:
    """Where an address stands; what it says that we do not know is left out, because old addresses are kept."""
    query = parameters.get("q", "").strip()[:LONGEST_QUERY]
    if query:
        return Where(query=query)
    sort = Sort.NEWEST if parameters.get("sort") == Sort.NEWEST else Sort.DUE
    saved = parameters.get("saved", "")
    if saved.isdecimal() and len(saved) < 18:
        return Where(saved=int(saved), sort=sort)
    named = parameters.get("view", "")
    view = View(named) if named in set(View) else View.MINE
    return Where(view=view, narrowed=read_filter(parameters), sort=sort)


def read_filter(parameters: Mapping[str, str]) -> Filter:
    """A filter as the form sends it; empty fields do not narrow."""
    lane, group, assignee = parameters.get("lane", ""), _id(parameters, "group"), _id(parameters, "assignee")
    return Filter(
        lane=Lane(lane) if lane in set(Lane) else None,
        group=GroupId(group) if group is not None else None,
        assignee=StaffId(assignee) if assignee is not None else None,
        language=language_of(parameters.get("language")),
    )


def filter_parameters(narrowed: Filter) -> dict[str, str]:
    """A filter as the form would send it."""
    every = {
        "lane": narrowed.lane,
        "group": narrowed.group,
        "assignee": narrowed.assignee,
        "language": narrowed.language,
    }
    return {name: str(value) for name, value in every.items() if value is not None}


def in_view(where: Where, view: View, narrowed: Filter) -> Where:
    """What a saved view stands for, its own address kept."""
    return replace(where, view=view, narrowed=narrowed)


def _id(parameters: Mapping[str, str], name: str) -> int | None:
    text = parameters.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else None
