"""`dengta worker`: relay and queue on a node of their own."""

import argparse
import asyncio

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import Settings, from_environment


def add_parser(commands: Commands) -> None:
    commands.add_parser("worker", help=COMMANDS["worker"]).set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Work until interrupted. Any number of workers may run; one of them relays."""
    from dengta.cli.tracing import trace
    from dengta.platform import log

    settings = from_environment()
    log.configure(as_json=settings.log_json)
    trace(settings)
    asyncio.run(_work(settings))
    return 0


async def _work(settings: Settings) -> None:
    from dengta.kernel.clock import SystemClock
    from dengta.platform.db import Database
    from dengta.platform.files import local_files
    from dengta.platform.http import outbound
    from dengta.platform.keys import load_keys
    from dengta.platform.postgres import database_url
    from dengta.worker.ageing import ageing
    from dengta.worker.run import Worker

    clock, files = SystemClock(), local_files(settings)
    db = Database(database_url(settings), size=settings.pool_size)
    await db.open()
    try:
        await Worker(
            db=db,
            clock=clock,
            keys=load_keys(settings),
            files=files,
            outbound=outbound(settings),
            kept=ageing(settings, files=files, clock=clock),
        ).run()
    finally:
        await db.close()
