"""`dengta bench intake`: how fast the desk takes first messages, beside what PostgreSQL alone could do.

The limit is pgbench running the statement that a first message costs, as one transaction, at the same concurrency, on
the same server. The desk parses, cleans, understands, promises and answers as well, and the load generator runs on
the same cores.
"""

import asyncio
import json
import re
import subprocess
import tempfile
import uuid

import msgspec
import psycopg

from dengta.bench import stand
from dengta.bench.figure import Figure, at_least, at_most
from dengta.bench.http import Load, load, percentile, request
from dengta.inbox.store.intake import OPEN
from dengta.platform import postgres

AIM = 0.40
PEER = 15.0  # times django-helpdesk's REST ticket creation
UNIT = "conversations/s"
CLIENTS = 16
TEXT = (
    "我昨天下午从交易所提币到钱包，USDT 走的 TRC20，交易哈希 "
    "5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060，区块浏览器显示成功，但是钱包里一直没有到账。"
    "I have restarted the app twice and checked the address three times. Please help."
)


def measure(
    seconds: float = 15.0, clients: int = CLIENTS, *, peer: bool = False
) -> list[tuple[Figure, dict[str, object]]]:
    """Limit, desk, limit again; the two limits are averaged so that a noisy machine hurts both alike."""
    with stand.database() as url:
        before = pgbench(url, clients, seconds / 2)
        with stand.served(url) as desk:
            asyncio.run(load(desk.address, lambda: first_message(desk.port), clients=clients, seconds=2))
            had = stand.count(url, "select count(*) from inbox_conversation")
            taken = asyncio.run(load(desk.address, lambda: first_message(desk.port), clients=clients, seconds=seconds))
            stored = stand.count(url, "select count(*) from inbox_conversation") - had
        limit = (before + pgbench(url, clients, seconds / 2)) / 2
        tickets = peer_rate(url, clients, seconds) if peer else None
        version = server_version(url)
    conditions: dict[str, object] = {"clients": clients, "seconds": seconds, "postgresql": version, "text": len(TEXT)}
    beside = (
        [(at_least("intake beside peer", taken.rate, UNIT, limit=tickets, aim=PEER), conditions)] if tickets else []
    )
    return [
        *beside,
        (at_least("intake", taken.rate, UNIT, limit=limit, aim=AIM), conditions),
        (_kept(taken, stored), conditions),
        (at_most("intake p99", percentile(taken.latencies, 0.99) * 1000, "ms", limit=1000.0), conditions),
    ]


def peer_rate(url: str, clients: int, seconds: float) -> float:
    """The peer's tickets a second on the same server."""
    from dengta.bench.peer import tickets_a_second

    return tickets_a_second(url, TEXT, clients=clients, seconds=seconds)


def _kept(taken: Load, stored: int) -> Figure:
    """Every conversation that was acknowledged is there."""
    return at_least("intake kept", float(stored), "conversations", limit=float(taken.accepted), aim=1.0)


def first_message(port: int) -> bytes:
    """A first message of a stranger, as a widget would send it."""
    body = msgspec.json.encode({"text": TEXT, "client_id": str(uuid.uuid4()), "language": "zh-Hans"})
    return request("POST", "/api/v1/conversations", body, {"content-type": "application/json"}, port)


def pgbench(url: str, clients: int, seconds: float) -> float:
    """Transactions a second of the same statement with nothing around it."""
    program = postgres.program("pgbench")
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as script:
        script.write(as_script(OPEN))
        script.flush()
        command = [program, "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(max(1, int(seconds)))]
        done = subprocess.run([*command, "-f", script.name, url], capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError(done.stderr[-2000:])
    return float(found[1])


def as_script(statement: str) -> str:
    """The statement with the values of one first message, fresh each time."""
    values = {
        "id": "nextval('inbox_conversation_id_seq')",
        "uid": "gen_random_uuid()",
        "reference": "'PG-' || substr(md5(random()::text), 1, 12)",
        "customer": "nextval('inbox_customer_id_seq')",
        "new_customer": "gen_random_uuid()",
        "client_id": "gen_random_uuid()",
        "fingerprint": "md5(random()::text)",
        "at": "now()",
        "promised": "now() + interval '8 hours'",
        "warn_at": "now() + interval '6 hours'",
        "message": "nextval('inbox_message_id_seq')",
        "message_uid": "gen_random_uuid()",
    }
    fresh = ", ".join(f"'{name}', {value}" for name, value in values.items())
    given = f"jsonb_build_array({_quoted(json.dumps(FIXED, ensure_ascii=False))}::jsonb || jsonb_build_object({fresh}))"
    filled = statement.replace("%(given)s", given)
    return f"begin;\n{' '.join(filled.split())};\ncommit;\n"


PROMISE = {"due": "2026-11-22T16+00", "measured": False, "usual_low": 480, "usual_high": 480}
FIXED: dict[str, object] = {
    "channel": "widget",
    "name": None,
    "sender": "nobody",
    "subject": TEXT[:80],
    "topic": "transaction.not_arrived",
    "lane": "standard",
    "language": "zh_Hans",
    "details": {},
    "understood": {
        "topic": "transaction.not_arrived",
        "lane": "standard",
        "certainty": 0.9,
        "reasons": ["未到账"],
        "group_id": 1,
        "promise": PROMISE,
    },
    "group_id": 1,
    "body": TEXT,
    "redactions": [],
    "fact": {
        "conversation_id": 1,
        "number": 1,
        "message_id": 1,
        "lane": "standard",
        "after": [1, 0, "open", "standard", False],
    },
    "exposed": None,
}
"""What every message of the load has in common, as the desk would hand it to the statement.

No colon stands before a letter or a digit in it, because pgbench would take that for a variable of its own.
"""


def server_version(url: str) -> str:
    with psycopg.connect(url) as db:
        row = db.execute("show server_version").fetchone()
    return str(row[0]) if row else ""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
