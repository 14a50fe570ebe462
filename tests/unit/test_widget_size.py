"""The widget must load on a phone in a bad network, in somebody else's page: it is counted as it goes over the wire.

Counted with gzip, which every web view and proxy can, at the level at which it is served.
"""

import re
from pathlib import Path

from dengta.web.static import JOINED, load

FOLDER = Path(__file__).parents[2] / "src" / "dengta" / "inbox" / "static"
WIDGET = FOLDER / "widget"
SCRIPT = 15_000
"""Bytes of all of its script; it comes in one piece."""
VISIT = 21_000
"""Bytes of everything that its first picture needs: script, style, icons and the words of the longer language."""

TOP = re.compile(r"^(?:export )?(?:(?:async )?function|class|const|let) (\w+)", re.MULTILINE)


def size(name: str) -> int:
    packed = load(f"inbox/{name}").gzip
    assert packed is not None
    return len(packed)


def test_the_script_stays_under_fifteen_kilobytes_and_a_first_picture_under_twenty_one() -> None:
    script = size("widget.js")
    assert script < SCRIPT
    words = max(size("widget/en.json"), size("widget/zh.json"))
    assert script + size("widget/widget.css") + size("widget/icons.json") + words < VISIT


def test_the_script_is_served_in_one_piece_with_each_module_once() -> None:
    assert "inbox/widget.js" in JOINED
    served = load("inbox/widget.js").plain.decode()
    assert not re.search(r"^(?:import|export)\b", served, re.MULTILINE)
    sources = [file.read_text(encoding="utf-8") for file in [FOLDER / "widget.js", *WIDGET.glob("*.js")]]
    names = [name for source in sources for name in TOP.findall(source)]
    assert len(names) == len(set(names))
    assert all(
        len(re.findall(rf"^(?:(?:async )?function|class|const|let) {name}\b", served, re.MULTILINE)) for name in names
    )


def test_what_scripts_explain_to_their_readers_is_not_served() -> None:
    served = load("inbox/widget.js").plain
    assert b"/**" not in served
    assert b"\n\n" not in served
    assert not re.search(rb"^\s+|^//", served, re.MULTILINE)
