"""Links in a message are harmless in the console, and each carries what is known of it (E3)."""

from typing import Any, cast

from dengta.inbox.web.console_links import LinkPiece, judging
from dengta.platform.web import AnyRequest
from dengta.safety.public import FeedContent, Knowledge, Lists


class Stand:
    """As much of a request as is looked at."""

    def __init__(self, **state: Any) -> None:
        self.app = type("App", (), {"state": type("State", (), state)()})()


def test_a_link_is_defanged_and_graded_in_the_readers_language() -> None:
    known = Knowledge(lists=Lists([FeedContent("bad", deny=["evil.com"])]))
    cut = judging(cast("AnyRequest", Stand(knowledge=known)), "zh_Hans")
    found = cut("he sent https://evil.com/a and 0x" + "ab" * 20 + ", see 1.5 ETH")
    assert [piece.text for piece in found] == [
        "he sent ",
        "hxxps://evil[.]com/a",
        " and ",
        "0x" + "ab" * 20,
        ", see 1.5 ETH",
    ]
    link = found[1]
    assert isinstance(link, LinkPiece)
    assert (link.label, link.look) == ("已被举报为恶意", "danger")
    assert "bad" in link.why
    assert found[3].kind == "hash"


def test_what_is_removed_and_mentioned_stays_as_it_was() -> None:
    cut = judging(cast("AnyRequest", Stand(knowledge=Knowledge())), "en")
    assert [piece.kind for piece in cut("⟦seed_phrase⟧ for @ana and metamask-claim.xyz")] == [
        "removed",
        "text",
        "mention",
        "text",
        "link",
    ]


def test_without_knowledge_texts_are_cut_as_before() -> None:
    cut = judging(cast("AnyRequest", Stand()), "en")
    assert [piece.kind for piece in cut("see https://evil.com")] == ["text"]
