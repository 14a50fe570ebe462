"""What the demo desk calls its own, published by two people, and a list of what its customers reported."""

from collections.abc import Mapping

from dengta.accounts.public import Actor
from dengta.cli.demo_people import read
from dengta.cli.desk import Desk
from dengta.platform.http import Outbound
from dengta.safety.feeds.manage import add_feed, fill_feed
from dengta.safety.feeds.model import FeedKind
from dengta.trust.change import decide, propose_entry
from dengta.trust.model import Decision, EntrySort

LIST = "Reported by our customers"


async def load_register(desk: Desk, people: Mapping[str, Actor]) -> None:
    """Everything of `official.toml`; the last entry still waits for its second person."""
    told = read("official")
    proposer, approver = people["wang.min"], people["ada"]
    changes = [
        await propose_entry(
            EntrySort(one["sort"]),
            one["value"],
            one.get("detail", ""),
            note_en=one.get("note_en", ""),
            note_zh=one.get("note_zh", ""),
            actor=proposer,
            db=desk.db,
            clock=desk.clock,
        )
        for one in told["entry"]
    ]
    for change in changes[:-1]:
        await decide(change, Decision.APPROVED, actor=approver, db=desk.db, clock=desk.clock)
    feed = await add_feed(LIST, None, FeedKind.BAD, actor=approver, db=desk.db, clock=desk.clock, outbound=Outbound())
    await fill_feed(feed, "\n".join(told["reported"]).encode(), actor=approver, db=desk.db, clock=desk.clock)
