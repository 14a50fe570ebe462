"""The widget must load on a phone in a bad network, in somebody else's page: it is counted as it goes over the wire."""

from pathlib import Path

from dengta.web.static import load

FOLDER = Path(__file__).parents[2] / "src" / "dengta" / "inbox" / "static"
SCRIPT = 15_000
"""Bytes of script, compressed, all modules together."""
VISIT = 20_000
"""Bytes of everything one visit loads: script, style, icons and the words of the longer language."""


def size(file: Path) -> int:
    packed = load(f"inbox/{file.relative_to(FOLDER).as_posix()}").brotli
    assert packed is not None
    return len(packed)


def test_the_script_stays_under_fifteen_kilobytes_and_a_whole_visit_under_twenty() -> None:
    widget = FOLDER / "widget"
    script = sum(size(file) for file in [FOLDER / "widget.js", *widget.glob("*.js")])
    assert script < SCRIPT
    words = max(size(file) for file in (widget / "en.json", widget / "zh.json"))
    assert script + size(widget / "widget.css") + size(widget / "icons.json") + words < VISIT


def test_the_reader_of_the_served_script_is_spared_its_explanations_but_not_its_line_numbers() -> None:
    """Failures are reported by file and line, which must be those of the source."""
    for file in [FOLDER / "widget.js", *(FOLDER / "widget").glob("*.js")]:
        served, source = load(f"inbox/{file.relative_to(FOLDER).as_posix()}").plain, file.read_bytes()
        assert b"/**" not in served
        assert served.count(b"\n") == source.count(b"\n")
        last = source.rstrip().rsplit(b"\n", 1)[-1]
        assert served.rstrip().rsplit(b"\n", 1)[-1] == last
