"""`dengta admin`: people and the audit log, for whoever runs the machine. What it does is in the audit log too."""

import argparse
import asyncio
import getpass
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import BadSetting, from_environment

ROLES = ("administrator", "lead", "agent", "security_officer", "helper", "auditor")

Answer = dict[str, Any]
Work = Callable[[Any, argparse.Namespace], Awaitable[Answer]]


def add_parser(commands: Commands) -> None:
    admin = commands.add_parser("admin", help=COMMANDS["admin"])
    actions = admin.add_subparsers(metavar="ACTION", required=True)
    _create(actions)
    _invite(actions)
    for name, work, said in (
        ("reset", reset, "print a link with which a person who lost theirs sets a new password or passkey"),
        ("grant", grant, "give a person one more role"),
    ):
        one = _action(actions, name, work, said)
        one.add_argument("login")
        if name == "grant":
            one.add_argument("role", choices=ROLES)
    audit = actions.add_parser("audit", help="check the audit log").add_subparsers(metavar="ACTION", required=True)
    check = _action(audit, "verify", verify, "walk the chain and name the first break")
    check.add_argument("--anchor", metavar="POSITION:HASH", help="a head written down earlier")


def _create(actions: Any) -> None:
    one = _action(actions, "create", create, "make a person who can sign in at once")
    one.add_argument("login", help="an e-mail address or a plain name")
    one.add_argument("--name", required=True, help="what colleagues and customers see")
    one.add_argument("--role", action="append", choices=ROLES, help="default: administrator; may be repeated")
    one.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def _invite(actions: Any) -> None:
    one = _action(actions, "invite", invite, "print a link with which a new person chooses their own proofs")
    one.add_argument("login", help="an e-mail address or a plain name")
    one.add_argument("--name", required=True, help="what colleagues and customers see")
    one.add_argument("--role", action="append", choices=ROLES, help="default: agent; may be repeated")


def _action(actions: Any, name: str, work: Work, said: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=said)
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.set_defaults(run=run, work=work)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Do it and print what came of it; 1 when it was refused or the log is broken."""
    from dengta.kernel.errors import Refused

    try:
        answer = asyncio.run(_with_database(arguments))
    except Refused as refused:
        answer = {"ok": False, "refused": refused.code, "why": refused.detail or _why(refused)}
    _print(answer, as_json=arguments.json)
    return 0 if answer["ok"] else 1


async def create(desk: Any, arguments: argparse.Namespace) -> Answer:
    from dengta.accounts.create import admin_create
    from dengta.accounts.model import Role

    password = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else _ask_password()
    roles = [Role(role) for role in arguments.role or ["administrator"]]
    created = await admin_create(arguments.login, arguments.name, password, roles=roles, language="en", **desk.tools)
    return {
        "ok": True,
        "login": arguments.login.strip().lower(),
        "roles": sorted(roles),
        "totp_secret": created.totp_secret,
        "totp_uri": created.totp_uri,
        "recovery_codes": list(created.recovery_codes),
        "note": "put the secret or the address into an authenticator app now; neither is shown again",
    }


async def invite(desk: Any, arguments: argparse.Namespace) -> Answer:
    from dengta.accounts.invite import issue
    from dengta.accounts.model import Role

    roles = [Role(role) for role in arguments.role or ["agent"]]
    async with desk.db.transaction() as tx:
        invited = await issue(
            tx, arguments.login, arguments.name, roles=roles, actor=None, keys=desk.keys, at=desk.clock.now()
        )
    return _link(desk, invited)


async def reset(desk: Any, arguments: argparse.Namespace) -> Answer:
    from dengta.accounts.invite import issue_again

    async with desk.db.transaction() as tx:
        staff = await _find(tx, arguments.login)
        invited = await issue_again(tx, staff, actor=None, keys=desk.keys, at=desk.clock.now())
    return _link(desk, invited)


async def grant(desk: Any, arguments: argparse.Namespace) -> Answer:
    from dengta.accounts import people
    from dengta.accounts.model import Role

    async with desk.db.transaction() as tx:
        await people.grant(tx, await _find(tx, arguments.login), Role(arguments.role))
    return {"ok": True, "login": arguments.login, "role": arguments.role}


async def verify(desk: Any, arguments: argparse.Namespace) -> Answer:
    from dengta.accounts.chain import Broken
    from dengta.accounts.jobs import seal_audit_log
    from dengta.accounts.seal import verify as walk

    anchor = _anchor(arguments.anchor)
    await seal_audit_log(desk.db)
    async with desk.db.snapshot() as tx:
        found = await walk(tx, anchor)
    if isinstance(found, Broken):
        return {"ok": False, "position": found.position, "why": found.why}
    head = f"{found.head.position}:{found.head.hash.hex()}"
    return {"ok": True, "entries": found.head.position, "head": head}


async def _with_database(arguments: argparse.Namespace) -> Answer:
    from dengta.cli.desk import open_desk

    async with open_desk(from_environment()) as desk:
        answer: Answer = await arguments.work(desk, arguments)
        return answer


async def _find(tx: Any, login: str) -> Any:
    from dengta.accounts.errors import NotFound
    from dengta.accounts.names import clean_login
    from dengta.accounts.store.staff import find_login

    staff = await find_login(tx, clean_login(login))
    if staff is None:
        raise NotFound("nobody has this login")
    return staff


def _link(desk: Any, invited: Any) -> Answer:
    link = f"{desk.settings.base_url}/staff/enrol/{invited.token}"
    return {"ok": True, "link": link, "expires_at": invited.expires_at.isoformat(timespec="minutes")}


def _anchor(text: str | None) -> Any:
    from dengta.accounts.chain import Head

    if text is None:
        return None
    position, _, digest = text.partition(":")
    try:
        return Head(int(position), bytes.fromhex(digest))
    except ValueError:
        raise BadSetting("--anchor must look like 1200:9f86d081…, as `dengta admin audit verify` prints it") from None


def _ask_password() -> str:
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise BadSetting("the two passwords differ; nobody was made")
    return first


def _why(refused: Exception) -> str:
    return (type(refused).__doc__ or "").strip().splitlines()[0]


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer, ensure_ascii=False))
        return
    for key, value in answer.items():
        if key == "ok":
            continue
        said = "\n  ".join(["", *value]) if isinstance(value, list) and key == "recovery_codes" else value
        print(f"{key.replace('_', ' ')}: {', '.join(said) if isinstance(said, list) else said}")
