"""The catalogue check finds what it is for."""

from pathlib import Path

import pytest

from tools import translations

PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Send"
msgstr "发送"

msgid "Hello %(name)s"
msgstr "您好 %(nom)s"

msgid "Gone"
msgstr "没有了"

#, fuzzy
msgid "Maybe"
msgstr "也许"

msgid "Empty"
msgstr ""
"""
PAGE = (
    '{{ _("Send") }} {{ _("Hello %(name)s", name=who) }} {% trans %}Maybe{% endtrans %} {{ _("Empty") }} {{ _("New") }}'
)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(translations, "PACKAGE", tmp_path)
    (tmp_path / "inbox" / "locale").mkdir(parents=True)
    (tmp_path / "inbox" / "templates").mkdir()
    (tmp_path / "inbox" / "locale" / "zh_Hans.po").write_text(PO, encoding="utf-8")
    (tmp_path / "inbox" / "templates" / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "inbox" / "texts.py").write_text('TITLE = N_("Loud!")\n', encoding="utf-8")
    return tmp_path


def test_each_kind_of_trouble_is_named(package: Path) -> None:
    (module,) = translations.read_modules()
    found = {problem.split(": ", 1)[1] for problem in translations.check(module)}
    assert found == {
        "missing: 'New'",
        "missing: 'Loud!'",
        "we do not shout: 'Loud!'",
        "other placeholders: 'Hello %(name)s' -> '您好 %(nom)s'",
        "obsolete: 'Gone'",
        "fuzzy: 'Maybe'",
        "not translated: 'Empty'",
    }


def test_an_update_keeps_translations_and_drops_the_obsolete(package: Path) -> None:
    translations.main(["--update"])
    written = (package / "inbox" / "locale" / "zh_Hans.po").read_text(encoding="utf-8")
    assert 'msgid "Send"\nmsgstr "发送"' in written
    assert "Gone" not in written
    assert 'msgid "New"\nmsgstr ""' in written


def test_two_modules_that_say_a_text_differently_are_named(package: Path) -> None:
    other = package / "web" / "locale" / "zh_Hans.po"
    other.parent.mkdir(parents=True)
    other.write_text(PO.replace("发送", "寄出"), encoding="utf-8")
    assert list(translations.disagreements(translations.read_modules())) == [
        "modules disagree: 'Send': inbox '发送', web '寄出'; agree, or use two texts"
    ]
