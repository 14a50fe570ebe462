"""Power cuts, lost databases, cut sockets and stormed retries, in mid-load, again and again.

Every message that was acknowledged is there exactly once and in order, in the database and on the customer's screen.
`DENGTA_FAULTS` says how many times each thing is broken (default 3); the numbers tried are printed with `-s`.
"""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from dengta.platform import postgres
from dengta.platform.migrate import migrate
from tests.support.crowd import Screen, Writer, shown_everything
from tests.support.desk import Desk
from tests.support.process import environment

TIMES = int(os.environ.get("DENGTA_FAULTS", "3"))
WRITERS = 6
MESSAGES = 12 * TIMES

SAID = """
    select m.body from inbox_message as m join inbox_conversation as c on c.id = m.conversation_id
    where c.reference = %s order by m.number
"""
NUMBERS = """
    select array_agg(e.number order by e.number), c.last_event
    from inbox_conversation as c join inbox_event as e on e.conversation_id = c.id
    group by c.id
"""
FACTS = "select array_agg(seq order by seq), count(*) from platform_fact"
TOLD = """
    select count(*), count(distinct (payload->>'conversation_id', payload->>'number'))
    from platform_fact where topic in ('inbox.conversation_opened', 'inbox.message_received')
"""


@contextlib.asynccontextmanager
async def crowd(url: str) -> AsyncIterator[tuple[list[Writer], list[Screen]]]:
    """Writers with open conversations, and screens that follow them."""
    writers = [Writer(url, f"writer{number}") for number in range(WRITERS)]
    await asyncio.gather(*[writer.open() for writer in writers])
    screens = [Screen(writer) for writer in writers]
    following = [asyncio.create_task(screen.follow()) for screen in screens]
    yield writers, screens
    for task in following:
        task.cancel()
    await asyncio.gather(*following, return_exceptions=True)


async def under_load(url: str, breaking: Callable[[], Awaitable[None]], *, storm: int = 1) -> tuple[list, list]:
    """Writers write while `breaking` breaks things; returns once all is acknowledged and shown."""
    async with crowd(url) as (writers, screens):
        writing = [asyncio.create_task(writer.write(MESSAGES, storm=storm)) for writer in writers]
        await breaking()
        await asyncio.gather(*writing)
        await shown_everything(screens)
    tried = sum(writer.attempts for writer in writers)
    told = sum(len(writer.acknowledged) for writer in writers)
    sys.stdout.write(f"\n  {told} messages in {tried} attempts, {sum(s.breaks for s in screens)} streams broken: ")
    return writers, screens


def check(database_url: str, writers: list[Writer], screens: list[Screen]) -> None:
    with psycopg.connect(database_url) as db:
        for writer in writers:
            assert [body for (body,) in db.execute(SAID, (writer.reference,))] == writer.acknowledged
        for numbers, last in db.execute(NUMBERS):
            assert numbers == list(range(1, last + 1))
        seqs, many = db.execute(FACTS).fetchone()
        assert seqs == list(range(1, many + 1))
        told, distinct = db.execute(TOLD).fetchone()
        assert told == distinct == sum(len(writer.acknowledged) for writer in writers)
    for screen in screens:
        assert [text for _, text in screen.shown] == screen.writer.acknowledged
        numbers = [number for number, _ in screen.shown]
        assert numbers == sorted(set(numbers))


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    running = await Desk(database_url, tmp_path).start()
    yield running
    await running.stop()


async def test_the_server_is_killed_in_mid_load(desk: Desk) -> None:
    """I1, I3, I4"""

    async def breaking() -> None:
        for _ in range(TIMES):
            await asyncio.sleep(0.7)
            await desk.kill()
            await desk.start()

    check(desk.database_url, *await under_load(desk.url, breaking))


async def test_retries_are_stormed(desk: Desk) -> None:
    """I3: each message is sent four times at once, by a customer on a weak network."""

    async def breaking() -> None:
        await asyncio.sleep(0)

    check(desk.database_url, *await under_load(desk.url, breaking, storm=4))


async def test_sockets_are_cut(desk: Desk) -> None:
    """I3, I4: a proxy in between drops every connection again and again."""
    pipes: set[asyncio.StreamWriter] = set()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while words := await reader.read(65536):
                writer.write(words)
                await writer.drain()
        writer.close()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onward = await asyncio.open_connection("127.0.0.1", desk.port)
        pipes.update((writer, onward[1]))
        await asyncio.gather(carry(reader, onward[1]), carry(onward[0], writer))
        pipes.difference_update((writer, onward[1]))

    proxy = await asyncio.start_server(accept, "127.0.0.1", 0)

    async def breaking() -> None:
        for _ in range(TIMES * 5):
            await asyncio.sleep(0.25)
            for pipe in list(pipes):
                pipe.transport.abort()

    port = proxy.sockets[0].getsockname()[1]
    writers, screens = await under_load(f"http://127.0.0.1:{port}", breaking)
    proxy.close()
    check(desk.database_url, writers, screens)


async def test_the_relay_is_taken_over_by_another_process(database_url: str, tmp_path: Path) -> None:
    """Two workers stand by; whoever relays is killed, and the other goes on where it stopped."""
    desk = await Desk(database_url, tmp_path, ("--no-worker",)).start()
    settings = {"DATABASE_URL": database_url, "DENGTA_HOME": str(tmp_path)}
    workers = [await worker(settings) for _ in range(2)]

    async def breaking() -> None:
        for turn in range(TIMES):
            await asyncio.sleep(1.2)
            workers[turn % 2].kill()
            await workers[turn % 2].wait()
            workers[turn % 2] = await worker(settings)

    try:
        check(database_url, *await under_load(desk.url, breaking))
    finally:
        for one in workers:
            one.kill()
            await one.wait()
        await desk.stop()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's own account may reach, which pytest's are not."""
    with tempfile.TemporaryDirectory(prefix="dengta-faults-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name) / "postgres"
        postgres.stop(Path(name) / "postgres")


async def test_postgresql_is_killed_in_mid_load(folder: Path, tmp_path: Path) -> None:
    """The database is ended without warning; what was acknowledged survives its recovery."""
    url = await asyncio.to_thread(postgres.start, folder)
    migrate(url)
    desk = await Desk(url, tmp_path).start()

    async def breaking() -> None:
        for _ in range(TIMES):
            await asyncio.sleep(0.8)
            await asyncio.to_thread(kill_postgres, folder)
            await asyncio.to_thread(start_again, folder)

    try:
        check(url, *await under_load(desk.url, breaking))
    finally:
        await desk.stop()


async def worker(settings: dict[str, str]) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "dengta.cli", "worker"]
    quiet = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(*command, env=environment(settings), stdout=quiet, stderr=quiet)


def kill_postgres(folder: Path) -> None:
    """SIGKILL for the postmaster and, as the power would, for every process of it."""
    import psutil

    postmaster = psutil.Process(int((folder / "postmaster.pid").read_text().split()[0]))
    family = [postmaster, *postmaster.children(recursive=True)]
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    psutil.wait_procs(family, timeout=10)


def start_again(folder: Path) -> None:
    for _ in range(20):
        with contextlib.suppress(Exception):
            postgres.revive(folder)
            return
    raise AssertionError("the database did not come back")
