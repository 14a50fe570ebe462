"""Secrets planted through every door are nowhere afterwards: not in the database's files, nor in any log (I20).

A desk of its own, with its own database, so that everything it ever wrote to disk can be searched: tables, indexes, the
write-ahead log, queues, files, logs. What is looked for is the very thing that was removed.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import httpx
import psycopg
import pytest

from dengta.accounts.tokens import digest, mint
from dengta.platform import postgres
from tests.support.desk import Desk
from tests.support.pictures import png

WORDS = "slogan vibrant ridge nominee glove cradle hybrid trumpet walnut pyramid embody gentle".split()  # noqa: SIM905
WIF = "5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss"
HEX = "4c0883a69102937d6231471b5dbb6204fe512961708279f3a8f5e1d1c7b6a2d9"
CIPHER = "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c"
SECRETS = {
    "phrase": " ".join(WORDS),
    "numbered": "\n".join(f"{number}. {word}" for number, word in enumerate(WORDS, 1)),
    "WIF": WIF,
    "key": f"my private key is {HEX}",
    "keystore": json.dumps({"crypto": {"ciphertext": CIPHER, "kdf": "scrypt"}, "version": 3}),
    "password": "password: Kanarie-77x",
    "code": "验证码是 739154",
}
CANARIES = (
    *(f"{first} {second}" for first, second in pairwise(WORDS)),
    *(f"{word}\\n" for word in ("nominee", "vibrant")),
    *(WIF, HEX, CIPHER, "Kanarie-77x", "739154"),
)
DOORS = {
    *(f"POST /api/v1/{door}" for door in ("conversations", "conversations/…/messages", "attachments", "check")),
    *(f"POST /api/v1/desk/{door}" for door in ("canned", "views", "conversations/…/messages", "conversations/…/notes")),
    *("PUT /api/v1/desk/conversations/…/draft", "POST /api/v1/widget-errors"),
}
"""What answered with success at least once, among others."""
STAFF = """
    with person as (insert into accounts_staff (uid, login, name, created_at)
                    values (gen_random_uuid(), 'canary', 'Canary', now()) returning id),
         role as (insert into accounts_staff_role (staff_id, role) select id, 'lead' from person)
    insert into accounts_token (staff_id, name, digest, hint, scopes, created_at)
    select id, 'canary', %s, 'xxxx', '{desk:read,desk:write}', now() from person
"""


@dataclass(frozen=True, slots=True)
class Planted:
    """A running desk, what it answers, and every answer so far."""

    desk: Desk
    client: httpx.AsyncClient
    staff: Mapping[str, str]
    answers: list[str]

    async def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        answer = await self.client.request(method, path, **more)  # type: ignore[arg-type]
        self.answers.append(f"{method} {path.partition('?')[0]}: {answer.status_code} {answer.text}")
        return answer


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the embedded server, which runs as a user of its own, can enter."""
    with TemporaryDirectory(prefix="dengta-canaries-") as folder:
        Path(folder).chmod(0o755)
        kept = Path(folder) / "home"
        kept.mkdir()
        yield kept


@pytest.fixture
async def planted(home: Path) -> AsyncIterator[Planted]:
    desk = await Desk(None, home).start()
    token = mint()
    url = await asyncio.to_thread(postgres.start, home / "postgres")
    async with await psycopg.AsyncConnection.connect(url) as db:
        await db.execute(STAFF, (digest(token),))
    await asyncio.to_thread(postgres.stop, home / "postgres")
    async with httpx.AsyncClient(base_url=desk.url, timeout=30) as client:
        yield Planted(desk, client, {"Authorization": f"Bearer {token}"}, [])
    await desk.stop()


@pytest.mark.timeout(280)
async def test_nothing_planted_is_found_anywhere(planted: Planted) -> None:
    for name, secret in SECRETS.items():
        await as_customer(planted, name, secret)
    reference = await opened(planted)
    for name, secret in SECRETS.items():
        await as_staff(planted, name, secret, reference)
        await as_mistake(planted, name, secret)
    metrics = await planted.ask("GET", "/metrics")
    assert metrics.status_code in (200, 401, 403, 404)
    opened_doors = {re.sub("DT-[A-Z0-9-]+", "…", answer[:70]).partition(": 2")[0] for answer in planted.answers}
    assert opened_doors >= DOORS
    await asyncio.sleep(3)  # for the relay and the queue to write what they write
    await planted.desk.stop()
    kept = [path for path in planted.desk.home.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in kept) > 1_000_000
    places = {str(path.relative_to(planted.desk.home)): found(path.read_bytes()) for path in kept}
    assert {place: what for place, what in places.items() if what} == {}


def found(content: bytes) -> list[str]:
    """The canaries in some bytes, as UTF-8, with spaces escaped as in a URL or as words of a search index."""
    plain = re.sub(rb"%20|\+", b" ", content)
    return [canary for canary in CANARIES if canary.encode() in content or canary.encode() in plain]


async def as_customer(planted: Planted, name: str, secret: str) -> None:
    first = {"text": f"Please help. {secret}", "client_id": f"canary-{name}", "language": "en"}
    details = {"tx_hash": secret[:120], "address": secret[:120]}
    opened = await planted.ask("POST", "/api/v1/conversations", json=first)
    assert opened.status_code == 202, opened.text
    await planted.ask("POST", "/api/v1/conversations", json=first)  # a repeat
    await planted.ask("POST", "/api/v1/conversations", json={**first, "text": f"{secret} other words"})
    await planted.ask("POST", "/api/v1/conversations", json={**first, "client_id": f"more-{name}", "details": details})
    case = {"Authorization": f"Case {opened.json()['secret']}"}
    path = f"/api/v1/conversations/{opened.json()['reference']}"
    for _ in range(2):
        body = {"text": f"again: {secret}", "client_id": f"again-{name}"}
        await planted.ask("POST", f"{path}/messages", json=body, headers=case)
    rating = {"speed": 5, "professionalism": 5, "resolution": "no", "words": secret}
    await planted.ask("POST", f"{path}/rating", json=rating, headers=case)
    for file in ("note.txt", secret[:200]):
        await planted.ask("POST", "/api/v1/attachments", params={"name": file}, content=f"my notes\n{secret}\n")
    for disguise in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"%PDF-", b"RIFF0000WEBP"):
        hidden = disguise + f"\n{secret}\n".encode()
        await planted.ask("POST", "/api/v1/attachments", params={"name": "picture"}, content=hidden)
    comments = png((b"tEXt", b"Comment\0" + secret.encode()))
    await planted.ask("POST", "/api/v1/attachments", params={"name": "screen.png"}, content=comments)
    form = {"topic": "other", "text": f"Form: {secret}", "client_id": f"form-{name}", "email": "", "name": secret[:80]}
    await planted.ask("POST", "/help/new", data=form, headers={"Origin": planted.desk.url})
    await planted.ask("POST", "/check", data={"text": secret}, headers={"Origin": planted.desk.url})
    await planted.ask("POST", "/api/v1/check", json={"text": secret})


async def opened(planted: Planted) -> str:
    """The reference of a harmless conversation."""
    body = {"text": "Bonjour!", "client_id": "harmless-one", "language": "en"}
    return str((await planted.ask("POST", "/api/v1/conversations", json=body)).json()["reference"])


async def as_staff(planted: Planted, name: str, secret: str, reference: str) -> None:
    one, staff = f"/api/v1/desk/conversations/{reference}", dict(planted.staff)
    for path, field in (("messages", "text"), ("notes", "text")):
        body = {field: f"Staff: {secret}", "client_id": f"staff-{path}-{name}"}
        await planted.ask("POST", f"{one}/{path}", json=body, headers=staff)
    await planted.ask("PUT", f"{one}/draft", json={"text": secret}, headers=staff)
    texts = {f"{field}_{language}": secret[:120] for field in ("title", "body") for language in ("zh", "en")}
    await planted.ask("POST", "/api/v1/desk/canned", json={"shortcut": f"canary{len(name)}", **texts}, headers=staff)
    flat = secret.replace("\n", " ")
    if len(flat) <= 60:
        await planted.ask("POST", "/api/v1/desk/views", json={"name": flat, "view": "all"}, headers=staff)
    await planted.ask("GET", f"/api/v1/desk/search?{urlencode({'q': secret})}", headers=staff)
    await planted.ask("GET", f"/api/v1/desk/conversations?{urlencode({'view': secret})}", headers=staff)
    await planted.ask("POST", f"{one}/reveal", json={"what": "name", "reason": secret}, headers=staff)


async def as_mistake(planted: Planted, name: str, secret: str) -> None:
    """Bodies that cannot be read, wrong types, addresses, headers and reports of errors."""
    kind = {"Content-Type": "application/json"}
    flat = secret.replace("\n", " ").encode("ascii", "ignore").decode().strip()
    for body in (f'{{"text": "{secret}', json.dumps({"text": [secret]}), json.dumps({"unknown": secret}), secret):
        await planted.ask("POST", "/api/v1/conversations", content=body, headers=kind)
        await planted.ask("POST", "/api/v1/desk/canned", content=body, headers={**kind, **planted.staff})
    await planted.ask(
        "POST", "/api/v1/widget-errors", json={"code": "broken", "detail": secret.partition("\n")[0][:100]}
    )
    for path in ("/help/new", "/t/DT-0000-00", "/api/v1/desk/search", "/nothing", "/check"):
        await planted.ask("GET", f"{path}?{urlencode({'text': secret, 'key': secret, 'q': secret})}")
    await planted.ask("GET", f"/t/{urlencode({'': secret})[1:]}")
    for header in ("User-Agent", "Referer", "X-Request-Id", "Accept-Language", "Cookie", "traceparent"):
        await planted.ask("GET", "/help", headers={header: flat})
    if name != "code":  # six digits alone are nobody's secret
        said, key = {"text": "hello", "language": "en"}, {"Idempotency-Key": f"{flat[:56]}-{name}"[:64]}
        await planted.ask("POST", "/api/v1/conversations", json=said, headers=key)
