"""The browser's twin finds what the desk finds, no more and no less."""

import gzip
import json
import random
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from mnemonic import Mnemonic

import dengta.safety
from dengta.bench.manners import PHRASE
from dengta.safety.detect.lexicon import LANGUAGES, LENGTHS, LISTS, raw_words
from dengta.safety.public import browser_words, redact
from tests.security.test_redaction_keys import HEX, KEYS, SIGNATURE
from tests.security.test_redaction_lists import PUBLISHED, UNCHECKED
from tests.security.test_redaction_phrases import WRITTEN
from tests.security.test_redaction_wallets import NAMED, SAID, WITHOUT_CONTEXT
from tests.shared_data import ROOT

TWIN = Path(dengta.safety.__file__).parent / "static" / "secrets.js"
NODE = shutil.which("node")
LARGEST = 7_168
RUN = """
import { readFileSync } from "node:fs";
const words = readFileSync("words.bin");
globalThis.fetch = async () => new Response(words);
const { findSecrets } = await import("./secrets.mjs");
const answers = [];
for (const text of JSON.parse(readFileSync("texts.json"))) answers.push(await findSecrets(text));
process.stdout.write(JSON.stringify(answers));
"""

DECOMPOSED = unicodedata.normalize("NFD", "é 각 ü")

Twin = Callable[[Sequence[str]], list[list[dict[str, object]]]]


@pytest.fixture
def twin(tmp_path: Path) -> Twin:
    """Asks the browser's rules about texts, under Node."""
    if NODE is None:
        pytest.skip("no Node.js on this machine to run the browser's rules with")
    (tmp_path / "secrets.mjs").write_bytes(TWIN.read_bytes())
    (tmp_path / "words.bin").write_bytes(browser_words())
    (tmp_path / "run.mjs").write_text(RUN)

    def ask(texts: Sequence[str]) -> list[list[dict[str, object]]]:
        (tmp_path / "texts.json").write_text(json.dumps(texts))
        run = subprocess.run(
            [NODE, "--no-warnings", "run.mjs"], cwd=tmp_path, capture_output=True, check=False, timeout=120
        )
        assert run.returncode == 0, run.stderr.decode()
        answers: list[list[dict[str, object]]] = json.loads(run.stdout)
        return answers

    return ask


def _texts() -> list[str]:
    chance = random.Random(24)
    texts = [manner(PHRASE) for manner in WRITTEN.values()]
    texts += [sentence.format(key) for key in KEYS.values() for sentence in ("{}", "My key: {}, what now?", "交易 {}")]
    texts += [
        SIGNATURE,
        f"https://etherscan.io/tx/0x{HEX}",
        f"0x{HEX} is the hash",
        f"https://a.example/?key={HEX}",
        "password: Hunter22!",
        "验证码 123456",
    ]
    texts += [
        "",
        "\ud800",
        "\u27e6seed_phrase\u27e7",
        "e\u0301" * 9,
        "👩‍👩‍👧 " * 9,
        '{"data":1,"iv":2,"salt":3} x',
        "{" * 50,
    ]
    texts += ["-----BEGIN PRIVATE KEY-----\nMH", f"wc:7f@2?symKey={HEX}", "[" + "1," * 63 + "1]"]
    for language in LANGUAGES:
        words = Mnemonic(language).wordlist
        texts += [" ".join(chance.choices(words, k=count)) for count in (4, 5, 6, 7, 8, 9, 12, 24) for _ in range(8)]
        texts += [
            f"my seed phrase {' '.join(chance.choices(words, k=count))}" for count in (3, 4, 5, 6) for _ in range(5)
        ]
        texts += ["".join(chance.choices(words, k=count)) for count in (6, 9, 12) for _ in range(8)]
        texts += ["".join(Mnemonic(language).to_mnemonic(chance.randbytes(16)).split()) for _ in range(8)]
    for name in LISTS:
        texts += [
            " ".join(chance.choices(raw_words(name), k=count)) for count in (6, 11, *LENGTHS[name]) for _ in range(4)
        ]
    texts += [sentence.format(key) for key in WITHOUT_CONTEXT.values() for sentence in ("{}", "look: {} ok")]
    texts += [before + key for key in NAMED.values() for before in ("", "private key: ", "私钥是", "address ", "sk=")]
    texts += [text for text, _ in SAID]
    texts += [*PUBLISHED.values(), *UNCHECKED.values()]
    for name in ("data/language/zh_support_questions.txt", "data/language/banking77_train.csv"):
        if (ROOT / name).exists():
            texts += (ROOT / name).read_text(encoding="utf-8").splitlines()
    return texts


def test_browser_and_desk_agree_on_every_text(twin: Twin) -> None:
    texts = _texts()
    for text, found in zip(texts, twin(texts), strict=True):
        assert [each["kind"] for each in found] == [finding.kind.value for finding in redact(text).found], repr(text)


def test_the_places_are_those_of_the_secrets(twin: Twin) -> None:
    for text, kept in (
        (f"😀 Oh\r\n{' '.join(PHRASE)} !", "😀 Oh\r\n !"),
        (f"my\u200b key {KEYS['full-width']}.", "my\u200b key ."),
        (f"{DECOMPOSED} 가 {KEYS['WIF']}.", f"{DECOMPOSED} 가 ."),
        (f"{KEYS['WIF']} and {KEYS['Solana']}", " and "),
    ):
        left = text.encode("utf-16-le")
        for each in reversed(twin([text])[0]):
            left = left[: 2 * int(str(each["start"]))] + left[2 * int(str(each["end"])) :]
        assert left.decode("utf-16-le") == kept


def test_it_is_small() -> None:
    assert len(gzip.compress(TWIN.read_bytes(), 9)) <= LARGEST
    assert len(gzip.compress(browser_words(), 9)) < 170_000
