"""`dengta bench inbox`: list, count, open and search as staff do, at ten thousand and at a million conversations.

A hundred people in five groups; three in a hundred conversations are open. Times are those of the whole request, as a
program on the same machine sees it, with two requests at once. What is late has been escalated and promised anew, so
that the clocks have nothing to do meanwhile.
"""

import asyncio
import random
import time
from collections.abc import Callable
from urllib.parse import quote

import psycopg

from dengta.accounts.tokens import digest, mint
from dengta.bench import stand
from dengta.bench.figure import Figure, at_most
from dengta.bench.http import answer, percentile, request
from dengta.inbox.store.search import STRETCH_BITS
from dengta.inbox.tally import recount
from dengta.inbox.words import words_of
from dengta.platform.db import Database

SIZES = (10_000, 1_000_000)
STAFF = 100
LIMIT = 50.0  # ms at the greater size
GROWTH = 2.0
REQUESTS = 400  # of each kind
VIEWS = ("all", "mine", "my_groups", "unassigned", "overdue", "emergency", "waiting", "resolved")
ASKED = ("转账", "USDT转账", "助记词", "未到账", "stuck", "refund approval", "狗狗币 gas", "TRC20", "恢复短语")
"""Words of a third of all messages, of few, of ever so many but never together, and of none."""

OPENERS = (
    "我的{coin}转账一直未到账", "{coin} transfer is stuck for hours", "助记词在新手机上导入失败", "钱包里看不到{coin}",
    "I cannot restore my wallet on the new phone", "{coin}授权给了一个不认识的合约", "gas fee was taken but it failed",
    "提币到错误的网络 {coin}", "my approval for {coin} looks suspicious, please refund", "想建议增加{coin}的价格提醒",
)  # fmt: skip
COINS = ("USDT", "ETH", "BTC", "TRX", "SOL", "TRC20", "USDC", "狗狗币", "BNB", "ARB")
PLACES = ("ledger", "binance", "okx", "the bridge", "uniswap", "新手机", "旧手机", "浏览器插件", "iPhone", "Android")

PEOPLE = """
    insert into accounts_staff (uid, login, name, created_at)
    select gen_random_uuid(), 'bench' || n, 'Bench ' || n, now() from generate_series(1, %s) as n returning id
"""
ROLES = """
    insert into accounts_staff_role (staff_id, role)
    select id, case when id %% 20 = 0 then 'lead' else 'agent' end from unnest(%s::bigint[]) as id
"""
MEMBERS = """
    insert into accounts_membership (staff_id, group_id)
    select staff, grp.id from unnest(%s::bigint[]) as staff
    join (select id, row_number() over (order by id) as place, count(*) over () as many from accounts_group) as grp
      on grp.place = staff %% grp.many + 1
"""
KEY = """
    insert into accounts_token (staff_id, name, digest, hint, scopes, created_at)
    values (%s, 'bench', %s, 'xxxx', '{desk:read}', now())
"""
SAYINGS = "create temporary table saying (n bigint primary key, body text, words text[])"
CUSTOMERS = """
    insert into inbox_customer (uid, language, created_at)
    select gen_random_uuid(), 'en', now() from generate_series(1, %s)
"""
FILL = """
    with fresh as (
        insert into inbox_conversation (
            uid, reference, channel_id, customer_id, subject, topic, lane, status, language, group_id, assignee_id,
            created_at, last_activity_at, last_customer_at, promised_at, next_update_due, warn_at, warned_at,
            escalated_at, resolved_at, snoozed_until, last_event, last_shown,
            last_shown_at, last_excerpt)
        select gen_random_uuid(), 'BN-' || lpad(g.n::text, 9, '0'), 1, 1 + g.n %% %(customers)s, s.body, 'other',
               case when g.n %% 97 = 0 then 'emergency' when g.n %% 11 = 0 then 'urgent' else 'standard' end,
               case when g.n %% 33 = 0 then 'open' when g.n %% 331 = 0 then 'waiting' else 'resolved' end,
               'en', (%(groups)s::bigint[])[1 + g.n %% 5],
               case when g.n %% 2 = 0 then (%(staff)s::bigint[])[1 + (g.n / 2) %% 100] end,
               at, at, at, now() + interval '1 day',
               case when g.n %% 33 = 0 or g.n %% 331 = 0 then due end, due,
               case when due < now() then due end, case when due < now() then due end,
               case when g.n %% 33 = 0 or g.n %% 331 = 0 then null else at end, null, 2, 2, at, s.body
        from generate_series(%(low)s::bigint, %(high)s::bigint) as g (n)
        join saying as s on s.n = g.n %% (select count(*) from saying)
        cross join lateral (
            select now() - (%(high)s - g.n) * interval '10 seconds' as at,
                   now() + ((g.n / 33) %% 100 - case when g.n %% 33 = 0 then 4.5 else -1 end) * interval '1 hour' as due
        ) as times
        order by g.n
        returning id, created_at
    ), spoken as (
        insert into inbox_message (uid, conversation_id, number, kind, author, body, sent_at)
        select gen_random_uuid(), fresh.id, 1, 'message', 'customer', s.body, created_at
        from fresh join saying as s on s.n = fresh.id %% (select count(*) from saying)
        order by fresh.id
        returning id, conversation_id, body, sent_at
    ), happened as (
        insert into inbox_event (conversation_id, number, kind, audience, message_id, at)
        select conversation_id, 1, 'message', 'everyone', id, sent_at from spoken
        union all
        select conversation_id, 2, 'understood', 'everyone', null, sent_at from spoken
    )
    insert into inbox_word (message_id, conversation_id, stretch, staff_only, words)
    select spoken.id, conversation_id, spoken.id >> %(bits)s, false, s.words
    from spoken join saying as s on s.n = conversation_id %% (select count(*) from saying)
"""
SOME = "select reference from inbox_conversation where id % 7919 = 0 or status <> 'resolved' limit 5000"
STEP = 50_000


def measure(seconds: float = 0.0) -> list[tuple[Figure, dict[str, object]]]:
    """Every kind of request at both sizes; `seconds` plays no part, because requests are counted."""
    found: dict[int, dict[str, float]] = {}
    with stand.database() as url:
        tokens, filled = prepare(url), 0
        for size in SIZES:
            fill(url, filled + 1, size)
            filled = size
            found[size] = asyncio.run(_ask(url, tokens))
    small, large = (found[size] for size in SIZES)
    conditions: dict[str, object] = {"sizes": SIZES, "staff": STAFF, "requests": REQUESTS}
    figures = [
        (at_most(f"inbox {kind} p95", took, "ms", limit=LIMIT), {**conditions, "small_ms": round(small[kind], 2)})
        for kind, took in large.items()
    ]
    growth = [
        (at_most(f"inbox {kind} growth", large[kind], "ms", limit=small[kind], aim=GROWTH), conditions)
        for kind in large
    ]
    return figures + growth


def prepare(url: str) -> list[str]:
    """A hundred people with tokens."""
    tokens = [mint() for _ in range(STAFF)]
    with psycopg.connect(url) as db:
        staff = [row[0] for row in db.execute(PEOPLE, (STAFF,)).fetchall()]
        db.execute(ROLES, (staff,))
        db.execute(MEMBERS, (staff,))
        for person, token in zip(staff, tokens, strict=True):
            db.execute(KEY, (person, digest(token)))
        db.execute(CUSTOMERS, (20_000,))
    return tokens


def fill(url: str, low: int, high: int) -> None:
    """Conversations `low` to `high`, each with a message, events and words; counters and statistics made true."""
    texts = [f"{opener.format(coin=coin)}, {place}" for opener in OPENERS for coin in COINS for place in PLACES]
    with psycopg.connect(url, autocommit=True) as db:
        db.execute(SAYINGS)
        with db.cursor().copy("copy saying (n, body, words) from stdin") as copy:
            for number, text in enumerate(texts):
                copy.write_row((number, text, words_of(text)))
        groups = [row[0] for row in db.execute("select id from accounts_group order by id limit 5").fetchall()]
        staff = [row[0] for row in db.execute("select id from accounts_staff order by id").fetchall()]
        for start in range(low, high + 1, STEP):
            values = {"low": start, "high": min(start + STEP - 1, high), "customers": 20_000, "bits": STRETCH_BITS}
            db.execute(FILL, {**values, "groups": groups, "staff": staff})
    asyncio.run(_recount(url))
    with psycopg.connect(url, autocommit=True) as db:  # what filling left to be done later is no part of reading
        db.execute("vacuum analyze")
        db.execute("checkpoint")


async def _recount(url: str) -> None:
    db = Database(url, size=2)
    await db.open()
    await recount(db)
    await db.close()


async def _ask(url: str, tokens: list[str]) -> dict[str, float]:
    with stand.served(url) as desk:
        references = await asyncio.to_thread(_references, url)
        kinds: dict[str, Callable[[], str]] = {
            "list": lambda: f"/api/v1/desk/conversations?view={random.choice(VIEWS)}",
            "counters": lambda: "/api/v1/desk/counters",
            "open": lambda: f"/api/v1/desk/conversations/{random.choice(references)}",
            "search": lambda: f"/api/v1/desk/search?q={quote(random.choice(ASKED))}",
        }
        took: dict[str, list[float]] = {kind: [] for kind in kinds}
        for turn in range(2):  # the first turn warms what a working day keeps warm
            took = {kind: await _times(desk, path, tokens, REQUESTS if turn else 100) for kind, path in kinds.items()}
        return {kind: percentile(times, 0.95) * 1000 for kind, times in took.items()}


async def _times(desk: stand.Stand, path: Callable[[], str], tokens: list[str], many: int) -> list[float]:
    times: list[float] = []

    async def some() -> None:
        reader, writer = await asyncio.open_connection(*desk.address)
        for _ in range(many // 2):
            headers = {"authorization": f"Bearer {random.choice(tokens)}"}
            started = time.perf_counter()
            writer.write(request("GET", path(), b"", headers, desk.port))
            status, _ = await answer(reader)
            if status not in {200, 404}:  # an agent is told that another group's conversation is not there
                raise RuntimeError(f"{path()} answered {status}")
            times.append(time.perf_counter() - started)
        writer.close()

    await asyncio.gather(some(), some())
    return times


def _references(url: str) -> list[str]:
    with psycopg.connect(url) as db:
        found = db.execute(
            "select reference from inbox_conversation where id % 7919 = 0 or status <> 'resolved' limit 5000"
        )
        return [str(row[0]) for row in found.fetchall()]
