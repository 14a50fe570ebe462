"""What a strict Content-Security-Policy and a calm page ask of templates, scripts and style sheets."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.vendor import icon_names

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "dengta"

TEMPLATE_RULES = {
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "code in an attribute": re.compile(r"\bhx-on\b|javascript:|=\s*[\"']js:", re.IGNORECASE),
    "a script or style without a nonce": re.compile(r"<(?:script|style)(?![^>]*\b(?:nonce|src)=)[^>]*>", re.IGNORECASE),
    "an outside request": re.compile(
        r"<(?:script|img|iframe|link|source|video|audio)\b[^>]*(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
    "unescaped output": re.compile(r"\|\s*safe\b|autoescape\s+false"),
}
SCRIPT_RULES = {
    "markup from text": re.compile(r"\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write"),
    "code from text": re.compile(r"\beval\(|new Function\("),
    "an outside import": re.compile(r"(?:from|import)\s*\(?\s*[\"'](?:https?:)?//"),
}
STYLE_RULES = {"an outside request": re.compile(r"url\(\s*[\"']?(?:https?:)?//|@import")}
ICON = re.compile(r"icons\.svg(?:[^\s\"'`]*?)#([a-z0-9-]+)|\bicon\(\s*[\"']([a-z0-9-]+)[\"']")


def ours(pattern: str) -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob(pattern)) if "vendor" not in path.parts]


def broken(paths: list[Path], rules: dict[str, re.Pattern[str]], clean: Callable[[str], str] = str) -> list[str]:
    return [
        f"{path.relative_to(PACKAGE)}: {rule}" for path in paths for rule in violations(clean(path.read_text()), rules)
    ]


def violations(text: str, rules: dict[str, re.Pattern[str]]) -> Iterator[str]:
    return (f"{rule}: {found[0][:80]}" for rule, pattern in rules.items() for found in pattern.finditer(text))


def without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}|/\*.*?\*/|^\s*//.*$", "", text, flags=re.DOTALL | re.MULTILINE)


def test_templates_need_nothing_the_policy_forbids() -> None:
    assert broken(ours("templates/**/*.html"), TEMPLATE_RULES, without_comments) == []


def test_scripts_never_make_markup_or_code_from_text() -> None:
    """I29: what a customer wrote is shown as text."""
    assert broken(ours("static/**/*.js"), SCRIPT_RULES, without_comments) == []


def test_no_text_in_a_script_spans_lines_because_indentation_is_not_served() -> None:
    for path in ours("static/**/*.js"):
        texts = re.findall(r"`[^`]*`", without_comments(path.read_text()))
        assert [text for text in texts if "\n" in text] == [], path


def test_style_sheets_ask_nobody_else() -> None:
    assert broken(ours("static/**/*.css"), STYLE_RULES, without_comments) == []


def test_every_icon_that_is_shown_is_in_the_sprite() -> None:
    used = {
        name
        for path in [*ours("templates/**/*.html"), *ours("static/**/*.js"), *ours("*.py")]
        if not path.stem.startswith("widget")
        and "widget" not in path.parts  # the widget carries its own few, so as to ask for one file less
        for match in ICON.findall(path.read_text())
        for name in match
        if name
    }
    assert used - set(icon_names()) == set()


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        ('<a onclick="go()">', "an inline handler"),
        ('<p style="color: red">', "a style attribute"),
        ("<script>go()</script>", "a script or style without a nonce"),
        ('<img src="https://example.com/a.png">', "an outside request"),
        ("{{ body | safe }}", "unescaped output"),
        ('<a href="javascript:go()">', "code in an attribute"),
    ],
)
def test_a_template_that_breaks_a_rule_is_seen(markup: str, rule: str) -> None:
    assert [found.split(":")[0] for found in violations(markup, TEMPLATE_RULES)] == [rule]


def test_a_template_that_keeps_them_is_left_alone() -> None:
    calm = '<script type="module" src="/static/a.js" nonce="{{ nonce }}"></script><a href="https://example.com">out</a>'
    assert list(violations(calm, TEMPLATE_RULES)) == []
