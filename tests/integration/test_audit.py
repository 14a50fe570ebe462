"""The audit log can be added to and sealed, and nothing else."""

import asyncio

import psycopg
import pytest

from dengta.accounts.chain import Broken, Head
from dengta.accounts.public import Role, audit
from dengta.accounts.seal import Whole, seal, verify
from dengta.platform.db import Database
from tests.support.staff import actor, rows

UNGUARD = "alter table accounts_audit disable trigger user"


async def deeds(db: Database, count: int = 5) -> None:
    ana = await actor(db, Role.LEAD)
    async with db.transaction() as tx:
        for number in range(count):
            await audit.record(
                tx, actor=ana, action="group.renamed", subject="group", subject_id=number, detail={"to": ["a", "b"]}
            )


async def sealed(db: Database) -> int:
    async with db.transaction() as tx:
        return await seal(tx)


async def checked(db: Database, anchor: Head | None = None) -> Whole | Broken:
    async with db.snapshot() as tx:
        return await verify(tx, anchor)


async def tampered(db: Database, statement: str) -> Whole | Broken:
    """As a database administrator with no respect for triggers would."""
    async with db.transaction() as tx:
        await tx.execute(UNGUARD)
        await tx.execute(statement)
    return await checked(db)


async def test_an_entry_stands_exactly_if_the_deed_does(db: Database) -> None:
    async with db.transaction() as tx:
        await audit.record(tx, actor=None, action="a.b", subject="a")
        await tx.rollback()
    assert await rows(db, "select count(*) from accounts_audit") == [0]


@pytest.mark.parametrize("words", ["my seed is abandon ability", "转账", "<b>", "a" * 121])
async def test_a_persons_words_are_refused(db: Database, words: str) -> None:
    async with db.transaction() as tx:
        for detail in ({"said": words}, {"said": [words]}, {words: 1}):
            with pytest.raises(ValueError, match="no code"):
                await audit.record(tx, actor=None, action="a.b", subject="a", detail=detail)


@pytest.mark.parametrize(
    "statement",
    [
        "update accounts_audit set action = 'x'",
        "update accounts_audit set position = 9, hash = 'x', previous_hash = 'y', actor_id = null",
        "delete from accounts_audit",
        "truncate accounts_audit",
    ],
)
@pytest.mark.parametrize("already_sealed", [False, True])
async def test_the_database_refuses_to_change_what_was_written(
    db: Database, statement: str, already_sealed: bool
) -> None:
    await deeds(db)
    if already_sealed:
        await sealed(db)
    with pytest.raises(psycopg.errors.RestrictViolation):
        async with db.transaction() as tx:
            await tx.execute(statement)


async def test_a_sealed_log_is_whole_and_dense(db: Database) -> None:
    await deeds(db)
    assert await sealed(db) == 5
    await deeds(db, 3)
    assert await sealed(db) == 3
    assert await sealed(db) == 0
    assert await rows(db, "select position from accounts_audit order by id") == list(range(1, 9))
    assert isinstance(await checked(db), Whole)


async def test_sealing_from_two_places_at_once_makes_one_chain(db: Database) -> None:
    await deeds(db, 40)
    assert sorted(await asyncio.gather(*[sealed(db) for _ in range(4)])) == [0, 0, 0, 40]
    assert isinstance(await checked(db), Whole)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("update accounts_audit set actor_id = null where position = 3", Broken(3, "altered")),
        ('update accounts_audit set detail = \'{"to": ["a"]}\' where position = 2', Broken(2, "altered")),
        ("update accounts_audit set at = at + interval '1 microsecond' where position = 1", Broken(1, "altered")),
        ("delete from accounts_audit where position = 4", Broken(4, "missing")),
        ("delete from accounts_audit where position = 5", Broken(5, "cut")),
        ("delete from accounts_audit", Broken(1, "cut")),
        ("update accounts_audit set previous_hash = hash where position = 2", Broken(2, "unlinked")),
    ],
)
async def test_tampering_behind_the_triggers_is_found(db: Database, statement: str, found: Broken) -> None:
    await deeds(db)
    await sealed(db)
    assert await tampered(db, statement) == found


async def test_a_log_rewritten_from_end_to_end_does_not_pass_a_head_written_down_before(db: Database) -> None:
    await deeds(db)
    await sealed(db)
    before = await checked(db)
    assert isinstance(before, Whole)
    async with db.transaction() as tx:
        await tx.execute(UNGUARD)
        await tx.execute(
            "update accounts_audit set action = 'nothing.done', position = null, hash = null, previous_hash = null"
        )
        await tx.execute("update accounts_audit_head set position = 0, hash = decode(repeat('00', 32), 'hex')")
        await seal(tx)
    assert isinstance(await checked(db), Whole)
    assert await checked(db, before.head) == Broken(5, "rewritten")
