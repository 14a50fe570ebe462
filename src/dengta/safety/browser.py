"""The rules in a form for the browser's twin of them, `static/secrets.js`, so that there is one set of them."""

import hashlib
from functools import cache

from msgspec import json

from dengta.safety import clean
from dengta.safety.detect import bip39, context, fold, glued, han, labelled, lexicon, phrases, prose, structures, tokens
from dengta.safety.model import Secret


@cache
def browser_words() -> bytes:
    """JSON: the word lists, folded, in the order of `LISTS`; then every weight, threshold and pattern.

    Made at start from the lists and from `detect`; some 350 kB, 133 kB compressed.
    """
    return json.encode(
        {
            "lists": [
                {
                    "words": " ".join(lexicon.words(name)),
                    "kind": "chinese" if name in lexicon.CHINESE else "english" if name in lexicon.ENGLISH else "",
                    "checked": name in lexicon.LANGUAGES,
                    "short": name in lexicon.ABBREVIATED,
                    "less": lexicon.LESS.get(name, 0),
                    "lengths": lexicon.LENGTHS[name],
                }
                for name in lexicon.LISTS
            ],
            "everywhere": " ".join(sorted(prose.EVERYWHERE)),
            "often": " ".join(sorted(prose.OFTEN)),
            "weights": {"rare": lexicon.RARE, "fair": lexicon.FAIR, "plain": lexicon.PLAIN, "prefix": lexicon.PREFIX}
            | {"between": lexicon.HAN_BETWEEN, "around": lexicon.HAN_AROUND, "han": lexicon.HAN_WEIGHTS},
            "phrases": {"strange": phrases.STRANGE, "forgetful": phrases.FORGETFUL, "alone": phrases.ALONE}
            | {"named": phrases.NAMED, "proved": phrases.PROVED, "part": phrases.PART, "near": phrases.NEAR}
            | {"different": phrases.DIFFERENT, "differentNamed": phrases.DIFFERENT_NAMED}
            | {"row": phrases.ROW, "reach": phrases.REACH}
            | {"lengths": bip39.LENGTHS, "lookedAt": bip39.LOOKED_AT},
            "han": {"window": han.WINDOW, "alone": han.ALONE, "named": han.NAMED, "proved": han.PROVED}
            | {"warm": han.WARM, "margin": han.MARGIN, "strange": han.STRANGE, "letters": fold.HAN},
            "glued": glued.LEAST,
            "longestGlued": glued.LONGEST,
            "phraseWords": "|".join(context.PHRASE_WORDS),
            "keyWords": "|".join(context.KEY_WORDS),
            "hashWords": "|".join(context.HASH_WORDS),
            "calledKeys": context.CALLED_KEYS,
            "longestWif": tokens.LONGEST_WIF,
            "rightRows": structures.RIGHT_ROWS,
            "nearby": tokens.NEARBY,
            "forms": [(kind, form) for kind, forms in tokens.FORMS.items() for form in forms],
            "objects": structures.OBJECTS,
            "kinds": list(Secret),
            "labels": labelled.LATIN_LABELS + labelled.HAN_LABELS,
            "structures": structures.PATTERNS,
            "unwanted": f"[{clean.UNWANTED}{clean.JOINERS}{clean.OVERLAYS}]",
            "lookalikes": [drawn + letter for drawn, letter in fold.lookalikes().items()],
            "foldable": fold.DECOMPOSED,
        }
    )


@cache
def browser_version() -> str:
    """Changes whenever `browser_words` does."""
    return hashlib.sha256(browser_words()).hexdigest()[:16]
