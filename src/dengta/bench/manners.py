"""The ways in which people write down twelve words, those that other detectors miss among them."""

import json
from collections.abc import Callable, Mapping, Sequence

Manner = Callable[[Sequence[str]], str]

PHRASE = "slogan vibrant ridge nominee glove cradle hybrid trumpet walnut pyramid embody gentle".split()  # noqa: SIM905
"""Twelve words with a valid checksum."""
FILLERS = "um then er so uh next and the well okay now of".split()  # noqa: SIM905

EVASIONS: Mapping[str, Manner] = {
    "plainly": " ".join,
    "in a sentence": lambda words: f"Hello, I typed {' '.join(words)} and it says invalid, please help me.",
    "in capitals": lambda words: " ".join(words).upper(),
    "with commas": ", ".join,
    "a line each": "\n".join,
    "capitalised": lambda words: " ".join(words).title(),
    "after common list words": lambda words: f"please help with this wallet account network {' '.join(words)}",
    "numbered": lambda words: "\n".join(f"{number}. {word}" for number, word in enumerate(words, 1)),
    "numbered without spaces": lambda words: " ".join(f"{number}.{word}" for number, word in enumerate(words, 1)),
    "with dashes": "-".join,
    "as a JSON array": json.dumps,
    "full-width": lambda words: "\u3000".join("".join(chr(ord(letter) + 0xFEE0) for letter in word) for word in words),
    "with zero-width spaces": lambda words: "\u200b".join(" ".join(words)),
    "with Cyrillic look-alikes": lambda words: " ".join(words).translate(str.maketrans("aeo", "аео")),
    "with no-break spaces": "\u00a0".join,
    "by their first four letters": lambda words: " ".join(word[:4] for word in words),
    "with a slip": lambda words: " ".join(words).replace(words[5], words[5][:-2] + words[5][:-3:-1]),
    "eleven of the twelve": lambda words: " ".join(words[:11]),
    "shuffled": lambda words: " ".join(sorted(words)),
    "in two halves": lambda words: (
        f"the first part is {' '.join(words[:6])} and I will now give you the other part, check it for me: "
        + " ".join(words[6:])
    ),
    "in two columns": lambda words: "\n".join(f"{n + 1} {words[n]}    {n + 7} {words[n + 6]}" for n in range(6)),
    "with fillers": lambda words: " ".join(f"{word} {filler}" for word, filler in zip(words, FILLERS, strict=True)),
}
"""The 22 that detectors are compared by."""
MORE: Mapping[str, Manner] = {
    "with circled numbers": lambda words: "".join(f"{chr(0x245F + n)}{word} " for n, word in enumerate(words, 1)),
    "in a table": " | ".join,
    "with joiners": lambda words: "\u200d".join(" ".join(words)),
    "counted in Chinese": lambda words: "、".join(f"第{number}个词是{word}" for number, word in enumerate(words, 1)),
    "crossed out": lambda words: "".join(f"{letter}\u0336" for letter in " ".join(words)),
    "as one word": "".join,
    "against the direction of writing": lambda words: f"\u202e{' '.join(words)}\u202c",
}
