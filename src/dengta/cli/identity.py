"""`dengta identity`: the keys that the wallet's app signs its customers in with."""

import argparse
import asyncio
import sys
from pathlib import Path

from dengta.cli.main import COMMANDS, Commands
from dengta.kernel.errors import Refused
from dengta.platform.settings import from_environment


def add_parser(commands: Commands) -> None:
    actions = commands.add_parser("identity", help=COMMANDS["identity"]).add_subparsers(metavar="ACTION", required=True)
    add = actions.add_parser("add", help="accept identities signed with a new key; prints its secret once")
    add.add_argument("name", help="what the key is for, such as 'iOS app'")
    add.add_argument("--public-key", type=Path, metavar="FILE", help="an Ed25519 public key, PEM, instead of a secret")
    add.set_defaults(run=run, action=_add)
    actions.add_parser("list", help="the keys in use").set_defaults(run=run, action=_list)
    retire = actions.add_parser("retire", help="accept nothing more that was signed with a key")
    retire.add_argument("key", type=int, help="its number in the list")
    retire.set_defaults(run=run, action=_retire)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when it is refused."""
    try:
        return int(asyncio.run(arguments.action(arguments)))
    except Refused as refused:
        print(f"dengta: {refused.detail or refused.code}", file=sys.stderr)
        return 1


async def _add(arguments: argparse.Namespace) -> int:
    from dengta.cli.desk import open_desk
    from dengta.inbox.public import register_host_key

    public_key = arguments.public_key.read_text(encoding="utf-8") if arguments.public_key else None
    async with open_desk(from_environment()) as desk:
        made = await register_host_key(arguments.name, public_key, db=desk.db, clock=desk.clock)
    print(f"Key {made.id} is in use. Tokens name this desk as their audience: {desk.settings.origin}")
    if made.secret is not None:
        print(f"Its HS256 secret, shown once, for your server only:\n{made.secret}")
    return 0


async def _list(_: argparse.Namespace) -> int:
    from dengta.cli.desk import open_desk
    from dengta.inbox.public import list_host_keys

    async with open_desk(from_environment()) as desk:
        keys = await list_host_keys(db=desk.db)
    print("\n".join(f"{key.id}  {key.algorithm}  {key.name}" for key in keys) or "no keys: customers are anonymous")
    return 0


async def _retire(arguments: argparse.Namespace) -> int:
    from dengta.cli.desk import open_desk
    from dengta.inbox.public import retire_host_key

    async with open_desk(from_environment()) as desk:
        await retire_host_key(arguments.key, db=desk.db, clock=desk.clock)
    print(f"Key {arguments.key} is retired.")
    return 0
