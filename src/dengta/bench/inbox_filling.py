"""Fill a desk with conversations for measuring: made in the database, a million in a few minutes."""

import random
from datetime import datetime

from dengta.accounts.public import Actor
from dengta.inbox.public import View, list_conversations, tally, words_of
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database

PARTS = (
    "我的USDT转账一直没有到账",
    "钱包被盗了怎么办",
    "充值未到账,已经三个小时",
    "助记词忘记了还能找回吗",
    "手续费太高",
    "提币失败",
    "授权怎么取消",
    "My transfer has not arrived",
    "Ledger Nano shows a wrong nonce",
    "the app does not open on my phone",
    "which network should I use",
    "swap failed and the gas is gone",
    "thank you, that helped",
    "请尽快处理,谢谢",
    "already waited two days",
    "what does this error mean",
)
TEMPLATES = 2_000
SPOKEN = 2  # messages a conversation

MAKE_STAFF = """
    insert into accounts_staff (uid, login, name, created_at)
    select gen_random_uuid(), 'staff' || n, 'Staff ' || n, %(now)s from generate_series(1, 100) n
"""
MAKE_TEMPLATES = "create temporary table template (id integer primary key, body text not null, words text[] not null)"
ADD_TEMPLATE = "insert into template values (%s, %s, %s)"
MAKE_CUSTOMERS = """
    insert into inbox_customer (uid, name, language, created_at)
    select gen_random_uuid(), 'Customer ' || n, 'en', %(now)s from generate_series(1, %(size)s) n
"""
# A twentieth is not resolved, a fiftieth confidential; activity is spread over sixty days.
MAKE_CONVERSATIONS = """
    with made as (
        select n, hashint4(n) & 1023 as chance, hashint4(n * 31 + 7) & 1023 as other,
               hashint4(n * 17 + 3) & 1023 as more,
               %(now)s::timestamptz - interval '60 days' * ((%(size)s - n)::float / %(size)s) as at
        from generate_series(1, %(size)s) n
    ), standing as (
        select *, case when chance < 30 then 'open' when chance < 45 then 'waiting' when chance < 51 then 'snoozed'
                       else 'resolved' end as status
        from made
    )
    insert into inbox_conversation (
        uid, reference, channel_id, customer_id, subject, topic, lane, status, language, group_id, assignee_id,
        confidential, created_at, last_activity_at, last_customer_at, promised_at, next_update_due, snoozed_until,
        resolved_at, last_event, last_excerpt)
    select gen_random_uuid(), 'DT-' || lpad(n::text, 8, '0'), 1 + n %% 3, n, template.body, 'transaction.not_arrived',
           case when other < 30 then 'emergency' when other < 150 then 'urgent' when other < 870 then 'standard'
                else 'feedback' end,
           status, 'zh_Hans', case when more < 100 then null else 1 + more %% 5 end,
           case when other %% 4 = 0 then null else 1 + more %% 100 end,
           more between 101 and 121, at, at, at, at + interval '4 hours',
           case when status <> 'resolved' then %(now)s::timestamptz + interval '1 minute' * (more - 100) end,
           case when status = 'snoozed' then %(now)s::timestamptz + interval '1 day' end,
           case when status = 'resolved' then at end, 2, template.body
    from standing join template on template.id = n %% %(templates)s
"""
MAKE_MESSAGES = """
    insert into inbox_message (uid, conversation_id, number, kind, author, body, sent_at)
    select gen_random_uuid(), c.id, k, 'message', 'customer', template.body, c.created_at
    from inbox_conversation c
    cross join generate_series(1, %(spoken)s) k
    join template on template.id = (c.id * 13 + k * 7) %% %(templates)s
"""
MAKE_EVENTS = """
    insert into inbox_event (conversation_id, number, kind, audience, message_id, at)
    select conversation_id, number, 'message', 'everyone', id, sent_at from inbox_message
"""
MAKE_WORDS = """
    insert into inbox_word (message_id, conversation_id, staff_only, words)
    select m.id, m.conversation_id, false,
           template.words || array['0x' || lpad(to_hex(m.id), 8, '0'), '#' || (m.id >> 17)]
    from inbox_message m join template on template.id = (m.conversation_id * 13 + m.number * 7) %% %(templates)s
"""


async def fill(db: Database, size: int, *, now: datetime) -> None:
    """Make `size` conversations with two messages each, their words and the counters; then let PostgreSQL analyse."""
    values = {"size": size, "now": now, "templates": TEMPLATES, "spoken": SPOKEN}
    async with db.transaction() as tx:
        await tx.execute("set local synchronous_commit = off")
        await tx.execute(MAKE_TEMPLATES)
        async with tx.cursor() as cursor:
            await cursor.executemany(ADD_TEMPLATE, [(number, *_template(number)) for number in range(TEMPLATES)])
        for statement in (MAKE_STAFF, MAKE_CUSTOMERS, MAKE_CONVERSATIONS, MAKE_MESSAGES, MAKE_EVENTS, MAKE_WORDS):
            await tx.execute(statement, values, prepare=False)
        await tx.execute("drop table template")
        await tally.recount(tx)
    await _tidy(db)


async def references(db: Database, actor: Actor) -> tuple[str, ...]:
    """Conversations that this person may open, open ones and resolved ones."""
    found: list[str] = []
    for view in (View.ALL, View.RESOLVED):
        page = await list_conversations(view, actor=actor, db=db, clock=SystemClock(), limit=50)
        found += [row.reference for row in page.items]
    return tuple(found)


def _template(number: int) -> tuple[str, list[str]]:
    chance = random.Random(number)
    body = ", ".join(chance.sample(PARTS, chance.randint(1, 3)))
    if number % 40:
        body = body.replace("助记词", "密码").replace("nonce", "number")  # words that are rare in life
    return body, words_of(body)


async def _tidy(db: Database) -> None:
    import psycopg

    async with await psycopg.AsyncConnection.connect(db.url, autocommit=True) as connection:
        await connection.execute("vacuum (analyze)")
