"""`dengta serve`: the desk on one machine, web and background work in one process or several."""

import argparse
import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import BadSetting, Settings, from_environment

if TYPE_CHECKING:
    import uvicorn

    from dengta.web.parts import Parts

BACKLOG = 4096
GRACE = 5  # seconds that open streams and requests are given to end


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("serve", help=COMMANDS["serve"])
    parser.add_argument("--demo", action="store_true", help="load believable data when the desk is empty")
    parser.add_argument("--host", help="address to listen on (default: DENGTA_HOST or 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default: DENGTA_PORT or 8400)")
    parser.add_argument("--processes", type=int, default=1, help="web processes that share the port (default 1)")
    parser.add_argument("--no-worker", action="store_true", help="leave background work to `dengta worker`")
    parser.add_argument("--sibling", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Migrate, load demo data if asked, serve until interrupted."""
    from dengta.cli.siblings import Siblings
    from dengta.cli.tracing import trace
    from dengta.platform import log
    from dengta.platform.migrate import migrate
    from dengta.platform.postgres import database_url

    settings = _settings(arguments)
    log.configure(as_json=settings.log_json)
    trace(settings)
    signal.signal(signal.SIGTERM, _leave)
    listening = _listen(settings, shared=arguments.processes > 1 or arguments.sibling)
    if not arguments.sibling:
        migrate(database_url(settings))
        if arguments.demo:
            _demo(settings)
        _greet(settings)
    _allow_many_streams()
    siblings = Siblings(settings, arguments.processes - 1)
    try:
        _loop(_serve(settings, listening, worker=not arguments.no_worker))
    finally:
        siblings.end()
    return 0


def _leave(number: int, _frame: object) -> NoReturn:
    """End as an ordinary exit does: siblings are told, and the last one out stops the embedded database."""
    raise SystemExit(128 + number)


def _demo(settings: Settings) -> None:
    from dengta.cli.demo import load_if_empty

    load_if_empty(settings)


def _settings(arguments: argparse.Namespace) -> Settings:
    settings = from_environment()
    host, port = arguments.host or settings.host, arguments.port or settings.port
    changed = replace(settings, host=host, port=port)
    if (host, port) != (settings.host, settings.port) and "DENGTA_BASE_URL" not in os.environ:
        changed = replace(changed, base_url=f"http://{host}:{port}")
    return changed


def _allow_many_streams() -> None:
    """Every open stream is a file to the kernel; take as many as this process may have."""
    with contextlib.suppress(ImportError, ValueError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _loop(serving: Coroutine[Any, Any, None]) -> None:
    try:
        from uvloop import new_event_loop
    except ImportError:
        asyncio.run(serving)
        return
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(serving)


async def _serve(settings: Settings, listening: socket.socket, *, worker: bool) -> None:
    import uvicorn

    from dengta.web.app import create_app
    from dengta.web.connection import Punctual
    from dengta.web.parts import make_parts

    parts = make_parts(settings)

    class Server(uvicorn.Server):
        """Says goodbye to open streams before it waits for connections to end."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            parts.hub.close()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        create_app(parts),
        http=Punctual,
        ws="none",
        proxy_headers=False,
        lifespan="off",
        access_log=False,
        server_header=False,
        log_level="warning",
        backlog=BACKLOG,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE,
    )
    async with parts.running():
        await _together(Server(config), listening, parts, worker=worker)


async def _together(server: "uvicorn.Server", listening: socket.socket, parts: "Parts", *, worker: bool) -> None:
    background: list[asyncio.Task[None]] = []
    if worker:
        from dengta.worker.ageing import ageing
        from dengta.worker.run import Worker

        working = Worker(
            db=parts.db,
            clock=parts.clock,
            keys=parts.keys,
            files=parts.files,
            outbound=parts.outbound,
            kept=ageing(parts.settings, files=parts.files, clock=parts.clock),
        )
        parts.nudges.append(working.relay.nudge)
        background.append(asyncio.create_task(working.run()))
        background[0].add_done_callback(lambda _: setattr(server, "should_exit", True))
    try:
        await server.serve(sockets=[listening])
        for task in background:
            if task.done():  # it never ends by itself: a desk without it would take messages that nobody hears of
                await task
    finally:
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)


def _listen(settings: Settings, *, shared: bool) -> socket.socket:
    """Take the port before anything else is started; callers wait in line until the desk is ready.

    A `shared` port is one that sibling processes listen on too; the kernel spreads the callers.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    address = (settings.host, settings.port)
    try:
        return socket.create_server(address, family=family, backlog=BACKLOG, reuse_port=shared)
    except OSError as error:
        advice = "stop what uses it, or choose another with --port"
        raise BadSetting(f"cannot listen on {settings.host}:{settings.port} ({error.strerror}); {advice}") from error


def _greet(settings: Settings) -> None:
    from dengta.cli.setup_link import setup_link

    print(f"\n  灯塔 Dengta is at {settings.base_url}")
    link = setup_link(settings)
    if link is not None:
        print(f"  set up          {link}")
    print(f"  help form       {settings.base_url}/help/new")
    print(f"  chat widget     {settings.base_url}/widget-demo")
    print(f"  staff console   {settings.base_url}/console")
    print("  stop with Ctrl+C\n", flush=True)
