"""`dengta bench verdict`: the time, memory and judgement of verdicts, beside eth-phishing-detect on its own list.

The lists that judgement is measured on are other people's and no part of the repository: `DENGTA_SHARED` names the
folder with `data/phishing`. Every domain belongs to one of two halves, by the SHA-256 of the first eight letters of
its name, so that a campaign of like names is in one half; words and weights were chosen on the first, figures are
of the second.
"""

import hashlib
import json
import os
import random
import re
import subprocess
import time
import tracemalloc
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

import dengta
from dengta.bench.figure import Figure, at_least, at_most
from dengta.safety.verdict import links, sites, weblink
from dengta.safety.verdict.feeds import read_feed
from dengta.safety.verdict.lists import FeedContent, Lists
from dengta.safety.verdict.model import BAD, Reason, graded
from dengta.safety.verdict.names import Names, known
from dengta.safety.verdict.official import Official
from dengta.safety.verdict.wordlist import words

ROOT = Path(dengta.__file__).parents[2]
PEER = "eth-phishing-detect@1.2.0"
ORDINARY = "top-sites@1.1.222"
LISTED = 450_000
LONGEST_MICROSECONDS = 100.0
HELD_OUT = 1
CAUGHT, FALSE_ALARMS = 0.5, 0.02
HOST = re.compile(r"[a-z0-9.-]+\.[a-z]{2,}")
JUDGE = """
const Detector = require("eth-phishing-detect/src/detector.js");
const config = require("eth-phishing-detect/src/config.json");
const hosts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const detector = new Detector(config);
const started = process.cpuUsage();
const told = hosts.map((host) => { const found = detector.check(host); return [found.result, found.type]; });
const spent = process.cpuUsage(started).user;
process.stdout.write(JSON.stringify({ told, microseconds: spent / hosts.length }));
"""


class Told(msgspec.Struct, frozen=True):
    """What the peer said of each host, and the time of the processor it took for one."""

    told: list[tuple[bool, str]]
    microseconds: float


Measured = list[tuple[Figure, dict[str, object]]]


def measure(_seconds: float) -> Measured:
    """Every figure of verdicts; needs Node and npm for the peer and the ordinary sites."""
    modules = installed()
    found = [*_speed(), *_beside_the_peer(modules)]
    shared = Path(os.environ.get("DENGTA_SHARED", ROOT.parent / "shared")) / "data" / "phishing"
    if shared.is_dir():
        found += _judgement(shared, modules)
    return found


def installed() -> Path:
    """The `node_modules` with the peer and the ordinary sites, made when it is not there yet."""
    folder = ROOT / ".cache" / "bench-verdict"
    if not (folder / "complete").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            str(folder),
            PEER,
            ORDINARY,
        ]
        subprocess.run(command, check=True, capture_output=True)
        (folder / "complete").touch()
    return folder / "node_modules"


def _speed() -> Measured:
    names = Names(known())
    hosts = _invented(LISTED)
    tracemalloc.start()
    lists = Lists([FeedContent("invented", deny=hosts)])
    hosts_kept = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    urls = [f"https://{host}/path/page?x=1" for host in _invented(10_000, seed=2)]
    spent = [_timed(url, lists, names) for url in urls]
    mean, slow = sum(spent) / len(spent), sorted(spent)[int(len(spent) * 0.99)]
    conditions: dict[str, object] = {"listed": LISTED, "urls": len(urls), "p99_us": round(slow, 1)}
    return [
        (at_most("verdict_of_a_url", mean, "us", limit=LONGEST_MICROSECONDS), conditions),
        (at_most("memory_of_the_lists", hosts_kept, "MB", limit=64.0), {"listed": LISTED}),
    ]


def _beside_the_peer(modules: Path) -> Measured:
    config = (modules / "eth-phishing-detect" / "src" / "config.json").read_bytes()
    told = json.loads(config)
    hosts = [*told["blacklist"], *told["whitelist"]]
    hosts += [f"www.{host}" for host in hosts[::7]] + [_slipped(host) for host in told["fuzzylist"] * 20]
    hosts += _invented(2_000, seed=3)
    answer = _asked(modules, hosts)
    lists = Lists([read_feed("eth-phishing-detect", config)])
    started = time.thread_time_ns()
    mine = [_as_the_peer_says(host, lists) for host in hosts]
    spent = (time.thread_time_ns() - started) / 1000 / len(hosts)
    equal = sum(one == [result, kind] for one, (result, kind) in zip(mine, answer.told, strict=True))
    conditions: dict[str, object] = {"peer": PEER, "hosts": len(hosts), "listed": len(told["blacklist"])}
    return [
        (at_least("verdicts_equal_to_the_peers", equal, "hosts", limit=len(hosts), aim=1.0), conditions),
        (at_most("time_beside_the_peer", spent, "us", limit=answer.microseconds), conditions),
    ]


def _as_the_peer_says(host: str, lists: Lists) -> list[object]:
    found = lists.host(host.removesuffix("."))
    if found.allow:
        return [False, "whitelist"]
    if found.deny:
        return [True, "blacklist"]
    return [True, "fuzzy"] if found.like else [False, "all"]


def _asked(modules: Path, hosts: Sequence[str]) -> Told:
    run = subprocess.run(
        ["node", "-e", JUDGE], input=json.dumps(hosts), capture_output=True, text=True, check=True, cwd=modules.parent
    )
    return msgspec.json.decode(run.stdout, type=Told)


def _judgement(shared: Path, modules: Path) -> Measured:
    names = Official().names
    config = json.loads((modules / "eth-phishing-detect" / "src" / "config.json").read_text())
    ordinary = [one["rootDomain"] for one in json.loads((modules / "top-sites" / "top-sites.json").read_text())]
    bad = {
        "polkadot-js": _lines(shared / "polkadotjs_deny.txt"),
        "EtherAddressLookup": _lines(shared / "etheraddresslookup_domains.txt"),
        "eth-phishing-detect": config["blacklist"],
        "spmedia": _lines(shared / "spmedia_detected_urls.txt"),
    }
    shares = {name: _share(hosts, names) for name, hosts in bad.items()}
    everything = _share({host for hosts in bad.values() for host in hosts}, names)
    quiet = _share([host.lower().removeprefix("www.") for host in ordinary], names)
    crypto = _share(config["whitelist"], names)
    unlisted: dict[str, object] = {"half": "held out", "lists": "none", "by_source": shares}
    wallets: dict[str, object] = {"sites": ORDINARY, "whitelist_of_the_peer": crypto}
    return [
        (at_least("never_listed_phishing_called_bad", everything, "share", limit=CAUGHT, aim=1.0), unlisted),
        (at_most("well_known_sites_called_bad", quiet, "share", limit=FALSE_ALARMS), wallets),
    ]


def _share(hosts: Iterable[str], names: Names) -> float:
    """The share of the hosts of the second half that is suspicious or worse with no list at all."""
    kept = [host for host in hosts if HOST.fullmatch(host) and half_of(host) == HELD_OUT]
    bad = sum(graded(_look(host, Lists(), names)) in BAD for host in kept)
    return round(bad / len(kept), 4)


def half_of(host: str) -> int:
    """0: words and weights were chosen on it; `HELD_OUT`: not looked at."""
    name = sites.registrable(host).partition(".")[0][:8]
    return hashlib.sha256(name.encode()).digest()[0] % 2


def _look(url: str, lists: Lists, names: Names) -> list[Reason]:
    link = weblink.read(url)
    if link is None:
        return []
    lists.host(link.host, link.path)
    return links.examine(link, names)


def _lines(path: Path) -> list[str]:
    return [line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]


def _invented(count: int, *, seed: int = 1) -> list[str]:
    """Hosts as lists have them: words, hyphens, digits, shared hosts. The same every time."""
    told = random.Random(seed)
    parts = words("app wallet claim swap web node live pro token my go best net data cloud north blue fast moon river")
    ends = ("com", "xyz", "top", "io", "pages.dev", "vercel.app", "online", "co.uk", "finance")
    made = set[str]()
    while len(made) < count:
        chosen = [told.choice(parts) for _ in range(told.randint(1, 3))]
        made.add(f"{told.choice(['', '-']).join(chosen)}{told.randrange(10**6)}.{told.choice(ends)}")
    return sorted(made)


def _slipped(host: str, told: random.Random = random.Random(4)) -> str:  # noqa: B008 -- one sequence for all
    at = told.randrange(1, max(2, len(host) - 4))
    return host[:at] + told.choice("abcdefghijklmnopqrstuvwxyz") + host[at + told.randint(0, 1) :]


def _timed(url: str, lists: Lists, names: Names) -> float:
    """Microseconds of the processor, so that other work on the machine does not count."""
    started = time.thread_time_ns()
    _look(url, lists, names)
    return (time.thread_time_ns() - started) / 1000
