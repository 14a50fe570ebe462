"""Keep each module's catalogue level with its source.

python -m tools.translations            fail when anything is missing, obsolete, fuzzy, does not fit or is said twice
python -m tools.translations --update   rewrite the catalogues, keeping translations
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import generate_po, read_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "dengta"
LANGUAGE = "zh_Hans"
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "translate": (2,), "say": (2,)}
HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: zh_Hans\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
UNWELCOME = ("亲，", "小编", "进行处理", "予以", "！")
"""What a Chinese sentence of ours never says; see docs/explanation/voice.md."""

Texts = tuple[str, ...]


@dataclass(slots=True)
class Module:
    """One module's source strings, and what its catalogue has for them."""

    name: str
    source: dict[Texts, set[str]] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return PACKAGE / self.name / "locale" / f"{LANGUAGE}.po"

    def catalogue(self) -> Catalog:
        if not self.path.exists():
            return Catalog(locale=LANGUAGE)
        with self.path.open("rb") as file:
            return read_po(file, locale=LANGUAGE)


def main(arguments: list[str]) -> int:
    modules = list(read_modules())
    if arguments == ["--update"]:
        for module in modules:
            update(module)
    problems = [problem for module in modules for problem in check(module)] + list(disagreements(modules))
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


def read_modules() -> Iterator[Module]:
    """Every module of the package that has strings or a catalogue."""
    for folder in sorted(path for path in PACKAGE.iterdir() if path.is_dir()):
        module = Module(folder.name)
        found = extract_from_dir(folder, METHODS, keywords=KEYWORDS, strip_comment_tags=True)
        for file, _, message, _, _ in found:
            texts = (message,) if isinstance(message, str) else tuple(text for text in message if text)
            module.source.setdefault(texts, set()).add(f"{folder.name}/{file}")
        if module.source or module.path.exists():
            yield module


def check(module: Module) -> Iterator[str]:
    """What is wrong with a module's catalogue, a line each."""
    known = {texts_of(message.id): message for message in module.catalogue() if message.id}
    where = f"{module.name}/locale/{LANGUAGE}.po"
    for texts in module.source:
        if texts not in known:
            yield f"{where}: missing: {texts[0]!r}"
        if "!" in texts[0]:
            yield f"{where}: we do not shout: {texts[0]!r}"
    for texts, message in known.items():
        said = texts_of(message.string)
        if texts not in module.source:
            yield f"{where}: obsolete: {texts[0]!r}"
        elif message.fuzzy or not all(said):
            yield f"{where}: {'fuzzy' if message.fuzzy else 'not translated'}: {texts[0]!r}"
        elif placeholders(texts) != placeholders(said):
            yield f"{where}: other placeholders: {texts[0]!r} -> {said[0]!r}"
        for words in UNWELCOME:
            if any(words in text for text in said):
                yield f"{where}: says {words!r}: {said[0]!r}"


def disagreements(modules: Iterable[Module]) -> Iterator[str]:
    """Texts that two modules translate differently: the program merges the catalogues, so one would win in silence."""
    said: dict[Texts, dict[Texts, str]] = {}
    for module in modules:
        for message in module.catalogue():
            if message.id and message.string:
                said.setdefault(texts_of(message.id), {}).setdefault(texts_of(message.string), module.name)
    for texts, ways in said.items():
        if len(ways) > 1:
            shown = ", ".join(f"{name} {words[0]!r}" for words, name in ways.items())
            yield f"modules disagree: {texts[0]!r}: {shown}; agree, or use two texts"


def update(module: Module) -> None:
    """Write the catalogue anew: source order, translations kept, the obsolete gone."""
    old = {texts_of(message.id): message.string for message in module.catalogue() if message.id}
    new = Catalog(locale=LANGUAGE)
    for texts, files in sorted(module.source.items(), key=lambda item: (min(item[1]), item[0])):
        locations = [(file, 0) for file in sorted(files)]
        new.add(texts if len(texts) > 1 else texts[0], old.get(texts, ""), locations=locations)
    module.path.parent.mkdir(exist_ok=True)
    body = "".join(generate_po(new, omit_header=True, include_lineno=False, width=0))
    module.path.write_text(HEADER + body.strip() + "\n", encoding="utf-8")


def texts_of(text: str | list[str] | tuple[str, ...] | None) -> Texts:
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(texts: Texts) -> set[str]:
    """The names that a sentence expects to be filled in; a plural may leave one out."""
    return {name or other for text in texts for name, other in PLACEHOLDER.findall(text)}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
