"""The word lists in a form for the browser's twin of these rules, `static/secrets.js`."""

import hashlib
from functools import cache

from dengta.safety.detect.lexicon import LANGUAGES, words
from dengta.safety.detect.prose import EVERYWHERE, OFTEN


@cache
def browser_words() -> bytes:
    """UTF-8 lines of words with spaces between, made from the installed package and never kept.

    One line a language in the order of `LANGUAGES`, its 2,048 folded words in list order; then a line with the English
    words of `EVERYWHERE` and one with those of `OFTEN`.
    """
    lists = [words(language) for language in LANGUAGES]
    return "\n".join(" ".join(listed) for listed in (*lists, sorted(EVERYWHERE), sorted(OFTEN))).encode()


@cache
def browser_version() -> str:
    """Changes whenever `browser_words` does."""
    return hashlib.sha256(browser_words()).hexdigest()[:12]
