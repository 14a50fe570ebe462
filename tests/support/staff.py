"""People for tests: put straight into the tables, so that a test of one thing does not wait for another."""

from dataclasses import dataclass
from typing import Any, LiteralString

import pyotp

from dengta.accounts import passwords, recovery, totp
from dengta.accounts.create import Created
from dengta.accounts.model import Actor, Method, Role
from dengta.accounts.sessions import SignedIn, Visitor, find_actor, open_session
from dengta.accounts.sign_in import sign_in
from dengta.accounts.store import credentials
from dengta.accounts.store import staff as staff_store
from dengta.kernel.ids import GroupId, StaffId, uuid7
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.clock import FakeClock

ADD = "insert into accounts_staff (uid, login, name, created_at) values (%s, %s, %s, now()) returning id"


async def actor(db: Database, *roles: Role, name: str = "Ana", groups: tuple[int, ...] = ()) -> Actor:
    """A new person with these roles and groups, as if signed in."""
    uid = uuid7()
    async with db.transaction() as tx:
        ((staff,),) = await (await tx.execute(ADD, (uid, uid.hex, name))).fetchall()
        for role in roles:
            await tx.execute("insert into accounts_staff_role values (%s, %s)", (staff, role))
        for group in groups:
            await tx.execute("insert into accounts_membership values (%s, %s)", (staff, group))
    return Actor(StaffId(staff), name, frozenset(roles), frozenset(GroupId(group) for group in groups))


PASSWORD = "a lantern over the harbour"


BROWSER = Visitor("203.0.113.7", "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every use case of accounts needs, in one place."""

    db: Database
    keys: Keys
    clock: FakeClock
    visitor: Visitor = BROWSER

    @property
    def tools(self) -> dict[str, Any]:
        return {"keys": self.keys, "db": self.db, "clock": self.clock}

    async def person(self, login: str, *roles: Role) -> Created:
        """Someone who can sign in with `PASSWORD` and the authenticator of `totp_secret`.

        As `admin_create` makes them, but for the hash of the password, which is made once for the whole run.
        """
        uid, secret, codes = uuid7(), totp.new_secret(), recovery.new_codes()
        async with self.db.transaction() as tx:
            staff = await staff_store.add(
                tx, uid=uid, login=login, name=login.title(), language="en", at=self.clock.now()
            )
            assert staff is not None
            await credentials.save_totp(tx, staff, totp.seal(self.keys, secret, uid.bytes), 0)
            await credentials.save_password(tx, staff, await password_hash())
            await credentials.replace_codes(tx, staff, [recovery.digest(self.keys, uid.bytes, code) for code in codes])
            await staff_store.set_roles(tx, staff, roles)
        return Created(staff, secret, totp.uri(secret, login), codes)

    def code(self, secret: str) -> str:
        """What the authenticator shows now."""
        return pyotp.TOTP(secret).at(self.clock.now())

    async def sign_in(self, login: str, secret: str, password: str = PASSWORD) -> SignedIn:
        return await sign_in(login, password, self.code(secret), visitor=self.visitor, **self.tools)

    async def actor(self, opened: SignedIn) -> Actor:
        return await find_actor(opened.token, db=self.db, clock=self.clock)

    async def signed_in(self, login: str, *roles: Role) -> Actor:
        """A new person, freshly proven."""
        created = await self.person(login, *roles)
        async with self.db.transaction() as tx:
            opened = await open_session(tx, created.staff_id, Method.PASSKEY, self.visitor, self.clock.now())
        return await self.actor(opened)


async def password_hash(made: list[str] = []) -> str:  # noqa: B006 -- remembered on purpose: hashing is slow by design
    """The hash of `PASSWORD`, made when first asked for."""
    if not made:
        made.append(await passwords.hash_password(PASSWORD))
    return made[0]


async def rows(db: Database, statement: LiteralString, values: tuple[object, ...] = ()) -> list[Any]:
    """The first column of whatever a statement returns."""
    async with db.transaction() as tx:
        found = await tx.execute(statement, values)
        return [row[0] for row in await found.fetchall()]
