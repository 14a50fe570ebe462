"""`dengta bench intake`: how fast the desk takes first messages, beside what PostgreSQL alone could do.

The limit is pgbench running the statement that a first message costs, as one transaction, at the same concurrency, on
the same server. The desk parses, cleans, understands, promises and answers as well, and the load generator runs on
the same cores.
"""

import asyncio
import json
import random
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
HASH = "5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"
HAPPENED = (
    "我昨天下午从交易所提币到钱包，USDT 走的 TRC20，交易哈希 {hash}，区块浏览器显示成功，但是钱包里一直没有到账。",
    "上周三转给朋友的 0.5 ETH 卡在待确认，哈希是 {hash}，矿工费我设得很低，现在想加速或者取消，按钮是灰色的。",
    "跨链到 Arbitrum 的 300 USDC 两个小时了还没收到，源链这笔 {hash} 早就确认了，跨链桥的页面一直在转圈。",
    "我把 TRX 转到了一个合约地址，交易 {hash} 已经成功，余额减少了，对方说什么也没看到，请问还能追回来吗？",
    "更新到最新版本以后首页的代币都不显示了，最后一笔转账 {hash} 还能查到，重新导入观察钱包也没有用。",
    "在一个质押网站点了授权，之后看到一笔我没操作过的交易 {hash}，不知道要不要撤销授权，心里很慌。",
    "兑换失败了但是手续费照扣，哈希 {hash}，滑点设置的是百分之一，重试了三次结果都一样。",
    "买的 NFT 没有出现在藏品里，市场那边显示已经成交，交易哈希 {hash}，换了一台手机登录也看不到。",
)
TRIED = (
    "I have restarted the app twice and checked the address three times. Please help.",
    "Customer service at the exchange says it is complete on their side, so I am asking you.",
    "It worked fine last month with exactly the same steps and the same hardware wallet.",
    "My phone is a Pixel 7 and the wallet version is 4.12.0, network set to automatic.",
    "How long does this usually take, and is there anything I should not do meanwhile?",
    "Someone in the group told me to reset the nonce but I do not know what that means.",
    "I read the article about pending transfers, it does not mention this error at all.",
    "Please answer in English or Chinese, both are fine, I can also send a screenshot.",
)
TEXT = HAPPENED[0].format(hash=HASH) + TRIED[0]


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
    """A first message of a stranger, as a widget would send it; seldom twice the same."""
    client = uuid.uuid4()
    text = random.choice(HAPPENED).format(hash=client.hex * 2) + random.choice(TRIED)
    body = msgspec.json.encode({"text": text, "client_id": str(client), "language": "zh-Hans"})
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
