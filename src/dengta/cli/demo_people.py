"""The people of the demo desk. Their secrets follow from the installation's key, so that they can be said again."""

import base64
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, Literal, cast

import pyotp

from dengta.accounts.create import admin_create
from dengta.accounts.model import Actor, Role
from dengta.accounts.public import groups, staff_list
from dengta.cli.desk import Desk
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId
from dengta.platform.i18n import Language

PURPOSE = "demo"


def read(name: str) -> Any:
    """One of the demo's files."""
    return tomllib.loads((resources.files("dengta.cli") / "demo_data" / f"{name}.toml").read_text(encoding="utf-8"))


async def is_demo(desk: Desk) -> Literal["empty", "demo", "other"]:
    """Whether the desk has nobody yet, the demo's people, or people of its own."""
    async with desk.db.transaction() as tx:
        people = await staff_list(tx)
    if not people:
        return "empty"
    return (
        "demo" if {person.login for person in people} >= {each["login"] for each in read("staff")["staff"]} else "other"
    )


async def make_people(desk: Desk, clock: Clock | None = None) -> Mapping[str, Actor]:
    """Everybody of `staff.toml`, by login."""
    async with desk.db.transaction() as tx:
        known = {group.key: GroupId(group.id) for group in await groups(tx)}
    made: dict[str, Actor] = {}
    for each in read("staff")["staff"]:
        roles = frozenset(Role(role) for role in each["roles"])
        mine = frozenset(known[key] for key in each["groups"] if key in known)
        created = await admin_create(
            each["login"],
            each["name"],
            password(desk),
            roles=roles,
            groups=mine,
            language=cast("Language", each["language"]),
            secret=totp_secret(desk, each["login"]),
            keys=desk.keys,
            db=desk.db,
            clock=clock or desk.clock,
        )
        made[each["login"]] = Actor(created.staff_id, each["name"], roles, mine)
    return made


def password(desk: Desk) -> str:
    """One password for all of them, of this installation only."""
    return f"demo-lantern-{_derived(desk, 'password')[:8].lower()}"


def totp_secret(desk: Desk, login: str) -> str:
    """A person's authenticator secret in base32."""
    return _derived(desk, login)[:32]


def sign_ins(desk: Desk) -> Iterator[str]:
    """What is printed: everybody's login, roles and the code their authenticator shows now."""
    now = desk.clock.now()
    yield f"\n  Sign in at {desk.settings.base_url}/staff/sign-in with the password  {password(desk)}"
    yield f"  {'login':<11} {'role':<17} {'code now':<9} authenticator secret"
    for each in read("staff")["staff"]:
        secret = totp_secret(desk, each["login"])
        role = ", ".join(each["roles"])
        yield f"  {each['login']:<11} {role:<17} {pyotp.TOTP(secret).at(now):<9} {secret}"
    yield "  A code lives 30 seconds; `dengta demo` prints fresh ones. Not for a desk that others can reach."


def _derived(desk: Desk, what: str) -> str:
    return base64.b32encode(desk.keys.digest(PURPOSE, what.encode())).decode()
