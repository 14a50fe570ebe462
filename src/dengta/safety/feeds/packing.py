"""What a feed says, as it lies in the database."""

import zlib

import msgspec

from dengta.safety.verdict.lists import FeedContent


class Packed(msgspec.Struct, frozen=True):
    """The sides of a feed."""

    deny: list[str]
    allow: list[str]
    fuzzy: list[str]
    tolerance: int


def pack(feed: FeedContent) -> bytes:
    """Compressed JSON; a list of 450,000 sites is some 4 MB."""
    packed = Packed(list(feed.deny), list(feed.allow), list(feed.fuzzy), feed.tolerance)
    return zlib.compress(msgspec.json.encode(packed), 6)


def unpack(name: str, content: bytes) -> FeedContent:
    """What `pack` was given, under a name."""
    packed = msgspec.json.decode(zlib.decompress(content), type=Packed)
    return FeedContent(name, packed.deny, packed.allow, packed.fuzzy, packed.tolerance)


def size(feed: FeedContent) -> int:
    """How many entries it has on both sides."""
    return len(feed.deny) + len(feed.allow)
