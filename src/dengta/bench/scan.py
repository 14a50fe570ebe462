"""`dengta bench scan`: how long it takes to look for secrets in what people write, and what is found.

Ordinary text is the real questions of `DENGTA_SHARED`, or `../shared` beside the checkout, joined and cut to 450
characters; where they are absent, questions of our own. Times are those of the process alone, the best of several
looks at each text, so that a busy machine hurts little. With `--peer` the PyPI tool agentsweep looks at the same texts.
"""

import csv
import json
import os
import random
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from itertools import chain
from pathlib import Path

import dengta
from dengta.bench import peer as peers
from dengta.bench.figure import Figure, at_least, at_most
from dengta.bench.intake import HAPPENED, HASH, TRIED
from dengta.bench.manners import EVASIONS, PHRASE
from dengta.safety.clean import clean
from dengta.safety.detect import find
from dengta.safety.public import redact

Result = tuple[Figure, dict[str, object]]

LENGTH = 450  # characters of a message
SAMPLE = 400  # messages of each language
LOOKS = 7
QUICK = 60.0  # µs a message
LARGE = 10_000_000  # bytes
LARGE_WITHIN = 1.0  # s
GROWTH = 2.0  # times as long a character, in a hundred times as much
FOUND = 21  # of 22 manners of writing
HOSTILE = {
    "list words": "abandon ",
    "list words and others": "zoo the ",
    "numbered Han": "123456是",
    "list characters": "的 一 是 ",
    "Korean": "가격 ",
    "hex": "ab",
    "hex groups": "abcd ",
    "keys": "5K",
    "base64": "ab+/",
    "braces": "{",
    "fields": '{"kdf":',
    "arrays": "[1,",
    "rows of numbers": "123456 ",
    "rare Han": "歇逻",
    "one long word": "abandonx",
    "PEM": "-----BEGIN PRIVATE KEY",
    "labels": "password: ",
    "Chinese labels": "验证码 ",
    "links": "wc:symKey=",
    "joiners": "a\u200d",
}
"""What each rule might take too long over."""
PEER = """
import json, sys, time
from agentsweep.scanner import scan_text
given = json.load(sys.stdin)
def best(text):
    times = []
    for _ in range(given["looks"]):
        start = time.perf_counter()
        scan_text(text)
        times.append(time.perf_counter() - start)
    return min(times)
best(given["texts"][0])
took = sum(map(best, given["texts"])) / len(given["texts"])
print(json.dumps({"us": took * 1e6, "found": sum(bool(scan_text(text)) for text in given["evasions"])}))
"""


def measure(seconds: float = 15.0, *, peer: bool = False) -> list[Result]:
    """`seconds` is not used: every text is looked at a fixed number of times."""
    messages = {name: cut(questions) for name, questions in ordinary().items()}
    written = [manner(PHRASE) for manner in EVASIONS.values()]
    caught = sum(bool(redact(text).found) for text in written)
    results: list[Result] = [
        *_messages(messages),
        *_large(messages),
        _growth(),
        (at_least("scan_manners_found", caught, "of 22", limit=FOUND, aim=1.0), {"manners": len(written)}),
    ]
    return results + (_beside_agentsweep(messages["en"], written, caught) if peer else [])


def ordinary() -> dict[str, list[str]]:
    """Real questions by language; our own when there are none."""
    folder = Path(os.environ.get("DENGTA_SHARED") or Path(dengta.__file__).parents[3] / "shared") / "data" / "language"
    if not folder.is_dir():
        chinese = [text.format(hash=f"交易哈希 {HASH}") for text in HAPPENED]
        return {
            "en": list(TRIED) * 50,
            "zh": chinese * 50,
            "mixed": list(chain(*zip(chinese, TRIED, strict=True))) * 50,
        }
    rows = csv.reader(StringIO((folder / "banking77_train.csv").read_text(encoding="utf-8")))
    english = [row[0] for row in rows]
    han = (folder / "zh_support_questions.txt").read_text(encoding="utf-8").splitlines()
    return {"en": english, "zh": han, "mixed": list(chain.from_iterable(zip(han, english, strict=False)))}


def cut(questions: Iterable[str]) -> list[str]:
    """Messages of `LENGTH` characters made of whole questions, the last one cut short."""
    messages: list[str] = []
    message = ""
    for question in questions:
        message += question if not message else f" {question}" if question.isascii() else f"。{question}"
        if len(message) >= LENGTH:
            messages.append(message[:LENGTH])
            message = ""
    return random.Random(1).sample(messages, min(SAMPLE, len(messages)))


def _messages(messages: dict[str, list[str]]) -> list[Result]:
    return [
        (
            at_most(f"scan_{name}_450", _mean(redact, texts) * 1e6, "us", limit=QUICK),
            {"messages": len(texts), "characters": LENGTH, "alarms": sum(bool(redact(text).found) for text in texts)},
        )
        for name, texts in messages.items()
    ]


def _large(messages: dict[str, list[str]]) -> list[Result]:
    """As a file is looked at: in one piece, beyond what a message may hold."""
    results: list[Result] = []
    for name, texts in messages.items():
        text = "\n".join(texts) + "\n"
        whole = (text * (LARGE // len(text) + 1)).encode()[:LARGE].decode(errors="ignore")
        took = _best(lambda given: find(clean(given)), whole, looks=2)
        results.append((at_most(f"scan_{name}_10_mb", took, "s", limit=LARGE_WITHIN), {"characters": len(whole)}))
    return results


def _growth() -> Result:
    """The worst of the hostile texts: how much longer a character takes in a hundred times as long a text."""
    worst: dict[str, tuple[float, float]] = {}
    for name, part in HOSTILE.items():
        each = []
        for times in (1, 10, 100):
            text = part * (4_000 * times // len(part))
            each.append(_best(lambda whole: find(clean(whole)), text, looks=3 if times < 100 else 1) / len(text))
        worst[name] = (each[2] / min(each[:2]), each[2] * 1e9)
    name = max(worst, key=lambda one: worst[one][0])
    conditions: dict[str, object] = {"worst": name, "characters": [4_000, 40_000, 400_000]}
    conditions["ns_a_character"] = {one: round(cost) for one, (_, cost) in worst.items()}
    return at_most("scan_hostile_growth", worst[name][0], "times", limit=GROWTH), conditions


def _beside_agentsweep(texts: Sequence[str], written: Sequence[str], caught: int) -> list[Result]:
    python = peers.installed("scan")
    given = json.dumps({"texts": list(texts), "evasions": list(written), "looks": LOOKS})
    said = subprocess.run([str(python), "-c", PEER], input=given, text=True, capture_output=True, check=True)
    theirs = json.loads(said.stdout)
    conditions: dict[str, object] = {"peer": "agentsweep 0.1.9", "messages": len(texts)}
    return [
        (at_most("scan_en_450_beside_agentsweep", _mean(redact, texts) * 1e6, "us", limit=theirs["us"]), conditions),
        (at_least("scan_manners_beside_agentsweep", caught, "of 22", limit=theirs["found"], aim=1.0), conditions),
    ]


def _mean(look: Callable[[str], object], texts: Sequence[str]) -> float:
    return sum(_best(look, text) for text in texts) / len(texts)


def _best(look: Callable[[str], object], text: str, looks: int = LOOKS) -> float:
    times = []
    for _ in range(looks):
        start = time.perf_counter()
        look(text)
        times.append(time.perf_counter() - start)
    return min(times)
