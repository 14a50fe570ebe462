"""Languages and translations: one gettext catalogue a module and language, read when first needed."""

from collections.abc import Iterable
from functools import cache
from gettext import NullTranslations
from importlib import resources
from io import BytesIO
from typing import Literal, get_args

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

Language = Literal["zh_Hans", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "en"

TAGS = {"zh_Hans": "zh-Hans", "en": "en"}
"""BCP 47 tags for `lang` attributes."""


def N_(text: str) -> str:  # noqa: N802 -- gettext's own name for it
    """Mark a string for the catalogue and leave it as it is; translate it where the reader is known."""
    return text


def language_of(tag: str | None) -> Language | None:
    """The language meant by a tag such as `zh-CN`, `zh`, `en-GB` or `zh_Hans`; None when it is not one of ours."""
    if not tag:
        return None
    primary = tag.replace("-", "_").split("_")[0].lower()
    return {"zh": "zh_Hans", "en": "en"}.get(primary)  # type: ignore[return-value]


def negotiate(header: str, default: Language = DEFAULT) -> Language:
    """The best of our languages for an Accept-Language header (RFC 9110, section 12.5.4)."""
    wanted: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, weight = part.partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.strip()))
        except ValueError:
            continue
    tags = [TAGS.get(known, tag) for _, tag in sorted(wanted, key=lambda pair: pair[0]) if (known := language_of(tag))]
    return language_of(negotiate_locale(tags, list(TAGS.values()), sep="-")) or default


@cache
def translations(language: Language) -> NullTranslations:
    """Every module's catalogue for a language, merged. English needs none: it is the language of the source."""
    merged = Translations()
    for catalogue in _catalogues(language):
        merged.merge(catalogue)
        merged.plural = catalogue.plural  # `merge` takes over the texts but not the language's rule for plurals
    return merged


def translate(language: Language, text: str, **values: object) -> str:
    """A marked string in a language, its `%(name)s` filled in."""
    said = translations(language).gettext(text) if text else ""
    return said % values if values else said


def _catalogues(language: Language) -> Iterable[Translations]:
    for module in sorted(resources.files("dengta").iterdir(), key=lambda entry: entry.name):
        file = module / "locale" / f"{language}.po"
        if file.is_file():
            compiled = BytesIO()
            write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=language))
            compiled.seek(0)
            yield Translations(compiled)
