"""What people prove themselves with."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from dengta.accounts.model import Passkey
from dengta.kernel.ids import StaffId
from dengta.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Proofs:
    """A person's secrets as they are kept."""

    id: int
    uid: UUID
    login: str = field(repr=False)
    name: str = field(repr=False)
    state: str
    password_hash: str | None = field(repr=False)
    totp_secret: bytes | None = field(repr=False)
    totp_last_step: int


PROOFS = "select id, uid, login, name, state, password_hash, totp_secret, totp_last_step from accounts_staff"
FIND_BY_LOGIN = PROOFS + " where login = %(login)s"
TAKE = PROOFS + " where id = %(staff)s for update"
FIND = PROOFS + " where id = %(staff)s"


async def find_by_login(tx: Tx, login: str) -> Proofs | None:
    async with tx.cursor(row_factory=class_row(Proofs)) as found:
        await found.execute(FIND_BY_LOGIN, {"login": login})
        return await found.fetchone()


async def find(tx: Tx, staff: StaffId) -> Proofs | None:
    async with tx.cursor(row_factory=class_row(Proofs)) as found:
        await found.execute(FIND, {"staff": staff})
        return await found.fetchone()


async def take(tx: Tx, staff: StaffId) -> Proofs | None:
    """A person's proofs, locked until commit: two answers with one code cannot both be the first."""
    async with tx.cursor(row_factory=class_row(Proofs)) as taken:
        await taken.execute(TAKE, {"staff": staff})
        return await taken.fetchone()


SAVE_STEP = """
    update accounts_staff set totp_last_step = %(step)s where id = %(staff)s and totp_last_step < %(step)s
"""


async def save_step(tx: Tx, staff: StaffId, step: int) -> None:
    await tx.execute(SAVE_STEP, {"staff": staff, "step": step})


SAVE_PASSWORD = "update accounts_staff set password_hash = %(hash)s where id = %(staff)s"  # noqa: S105 -- SQL


async def save_password(tx: Tx, staff: StaffId, password_hash: str) -> None:
    await tx.execute(SAVE_PASSWORD, {"staff": staff, "hash": password_hash})


SAVE_TOTP = "update accounts_staff set totp_secret = %(secret)s, totp_last_step = %(step)s where id = %(staff)s"


async def save_totp(tx: Tx, staff: StaffId, secret: bytes, step: int) -> None:
    await tx.execute(SAVE_TOTP, {"staff": staff, "secret": secret, "step": step})


DROP_ALL = """
    with codes as (delete from accounts_recovery_code where staff_id = %(staff)s),
         passkeys as (delete from accounts_passkey where staff_id = %(staff)s)
    update accounts_staff set password_hash = null, totp_secret = null where id = %(staff)s
"""


async def drop_all(tx: Tx, staff: StaffId) -> None:
    """Forget everything a person could sign in with."""
    await tx.execute(DROP_ALL, {"staff": staff})


DROP_CODES = "delete from accounts_recovery_code where staff_id = %(staff)s"
ADD_CODES = """
    insert into accounts_recovery_code (staff_id, digest) select %(staff)s, unnest(%(digests)s::bytea[])
"""


async def replace_codes(tx: Tx, staff: StaffId, digests: list[bytes]) -> None:
    """New recovery codes; the old ones stop working."""
    await tx.execute(DROP_CODES, {"staff": staff})
    await tx.execute(ADD_CODES, {"staff": staff, "digests": digests})


CLAIM_CODE = """
    update accounts_recovery_code set used_at = %(at)s
    where staff_id = %(staff)s and digest = %(digest)s and used_at is null
    returning true
"""


async def claim_code(tx: Tx, staff: StaffId, digest: bytes, at: datetime) -> bool:
    """True for the first use of a recovery code, and only for that one."""
    claimed = await tx.execute(CLAIM_CODE, {"staff": staff, "digest": digest, "at": at})
    return await claimed.fetchone() is not None


CODES_LEFT = "select count(*) from accounts_recovery_code where staff_id = %(staff)s and used_at is null"


async def codes_left(tx: Tx, staff: StaffId) -> int:
    ((left,),) = await (await tx.execute(CODES_LEFT, {"staff": staff})).fetchall()
    return int(left)


ADD_PASSKEY = """
    insert into accounts_passkey
        (staff_id, credential_id, public_key, sign_count, name, transports, backed_up, created_at)
    values (%(staff)s, %(credential)s, %(key)s, %(count)s, %(name)s, %(transports)s, %(backed_up)s, %(at)s)
    on conflict (credential_id) do nothing
    returning id
"""


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A passkey that has just proved itself to be one."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]
    backed_up: bool


async def add_passkey(tx: Tx, staff: StaffId, passkey: NewPasskey, name: str, at: datetime) -> int | None:
    """The new passkey's id; None when it is known already, whoever's it is."""
    values = {
        "staff": staff,
        "credential": passkey.credential_id,
        "key": passkey.public_key,
        "count": passkey.sign_count,
        "name": name,
        "transports": passkey.transports,
        "backed_up": passkey.backed_up,
        "at": at,
    }
    row = await (await tx.execute(ADD_PASSKEY, values)).fetchone()
    return row[0] if row else None


@dataclass(frozen=True, slots=True)
class Known:
    """A passkey with its owner, as needed to check an answer."""

    id: int
    staff_id: int
    public_key: bytes
    sign_count: int
    state: str


TAKE_PASSKEY = """
    select p.id, p.staff_id, p.public_key, p.sign_count, s.state
    from accounts_passkey p join accounts_staff s on s.id = p.staff_id
    where p.credential_id = %(credential)s
    for update of p
"""


async def take_passkey(tx: Tx, credential: bytes) -> Known | None:
    """A passkey by its credential, locked until commit."""
    async with tx.cursor(row_factory=class_row(Known)) as taken:
        await taken.execute(TAKE_PASSKEY, {"credential": credential})
        return await taken.fetchone()


USE_PASSKEY = "update accounts_passkey set sign_count = %(count)s, last_used_at = %(at)s where id = %(passkey)s"


async def use_passkey(tx: Tx, passkey: int, count: int, at: datetime) -> None:
    await tx.execute(USE_PASSKEY, {"passkey": passkey, "count": count, "at": at})


LIST_PASSKEYS = """
    select id, credential_id, name, backed_up, created_at, last_used_at
    from accounts_passkey where staff_id = %(staff)s order by id
"""


async def passkeys(tx: Tx, staff: StaffId) -> list[Passkey]:
    async with tx.cursor(row_factory=class_row(Passkey)) as found:
        await found.execute(LIST_PASSKEYS, {"staff": staff})
        return await found.fetchall()


DROP_PASSKEY = "delete from accounts_passkey where id = %(passkey)s and staff_id = %(staff)s returning id"


async def drop_passkey(tx: Tx, staff: StaffId, passkey: int) -> bool:
    """Whether there was such a passkey of this person."""
    return await (await tx.execute(DROP_PASSKEY, {"passkey": passkey, "staff": staff})).fetchone() is not None


SPEND = """
    insert into accounts_spent_challenge (challenge, expires_at) values (%(challenge)s, %(expires)s)
    on conflict do nothing
    returning true
"""
FORGET_SPENT = "delete from accounts_spent_challenge where expires_at < %(at)s"


async def spend_challenge(tx: Tx, challenge: bytes, expires: datetime) -> bool:
    """True for the first answer to a challenge, and only for that one."""
    spent = await tx.execute(SPEND, {"challenge": challenge, "expires": expires})
    return await spent.fetchone() is not None


async def forget_spent(tx: Tx, at: datetime) -> None:
    await tx.execute(FORGET_SPENT, {"at": at})
