"""The log of receipts: every receipt is in it, anyone can check it, and nobody can change it unseen."""

import base64
import hashlib
import json
from datetime import datetime, timedelta
from typing import LiteralString

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dengta.accounts.public import Role
from dengta.inbox.classify import classify
from dengta.inbox.model import Lane
from dengta.inbox.receipt_log import enter, sign_head, verifier
from dengta.inbox.reply import Then, reply
from dengta.inbox.store.log import LogDamaged
from dengta.inbox.verify_log import verify_log
from dengta.platform.merkle import is_consistent, is_included
from dengta.platform.relay import relay_batch
from dengta.safety.public import Knowledge
from tests.support.app import running_app
from tests.support.conversations import RoundDesk, conversation
from tests.support.staff import actor, rows

WORDS = "help me please"


async def opened(db, keys, clock, many: int) -> None:
    """So many customers write, the relay runs once, and the head is signed."""
    for _ in range(many):
        await conversation(db, clock, text=WORDS)
    async with db.transaction() as tx:
        await relay_batch(tx, (enter,))
    await sign_head(db=db, keys=keys, clock=clock)


async def test_every_receipt_is_proven_to_be_in_the_log_and_the_log_only_grows(db, keys, clock, settings) -> None:
    async with running_app(settings, clock=clock) as client:
        await opened(db, keys, clock, 3)
        old = (await client.get("/api/v1/log/head")).json()
        await opened(db, keys, clock, 4)
        new = (await client.get("/api/v1/log/head")).json()
        assert (old["size"], new["size"]) == (3, 7)
        root = base64.b64decode(new["root"])
        for entry in await rows(db, "select entry from inbox_log_leaf"):
            leaf = hashlib.sha256(b"\0" + entry.encode()).digest()
            proof = (await client.get(f"/api/v1/log/proof/{leaf.hex()}")).json()
            hashes = [base64.b64decode(one) for one in proof["hashes"]]
            assert is_included(leaf, proof["position"], proof["size"], hashes, root)
        grown = (await client.get("/api/v1/log/consistency", params={"old": 3, "new": 7})).json()
        hashes = [base64.b64decode(one) for one in grown["hashes"]]
        assert is_consistent(3, 7, base64.b64decode(old["root"]), root, hashes)


async def test_a_head_is_a_signed_note_that_others_can_verify(db, keys, clock, settings) -> None:
    await opened(db, keys, clock, 2)
    async with running_app(settings, clock=clock) as client:
        head = (await client.get("/api/v1/log/head")).json()
    name, mark, key = verifier(keys).split("+", 2)
    text, _, signature = head["checkpoint"].partition("\n\n")
    assert text.splitlines() == [name, "2", head["root"]]
    dash, signer, signed = signature.split()
    assert (dash, signer) == ("\u2014", name)
    raw, public = base64.b64decode(signed), base64.b64decode(key)
    assert raw[:4].hex() == mark == hashlib.sha256(f"{name}\n".encode() + public).hexdigest()[:8]
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], f"{text}\n".encode())


async def test_an_entry_says_what_the_receipt_said_and_nothing_of_the_person(db, keys, clock) -> None:
    await opened(db, keys, clock, 1)
    (entry,) = await rows(db, "select entry from inbox_log_leaf")
    (reference,) = await rows(db, "select reference from inbox_conversation")
    said = json.loads(entry)
    assert sorted(said) == ["lane", "nonce", "promised_at", "received_at", "reference"]
    assert said["reference"] == reference
    assert len(said["nonce"]) == 32


async def test_what_is_unknown_or_ahead_of_the_head_is_not_there(db, keys, clock, settings) -> None:
    async with running_app(settings, clock=clock) as client:
        assert (await client.get("/api/v1/log/head")).status_code == 404
        await opened(db, keys, clock, 2)
        asked = ("proof/" + "00" * 32, "consistency?old=1&new=9", "consistency?old=2&new=1")
        assert [(await client.get(f"/api/v1/log/{one}")).status_code for one in asked] == [404, 404, 404]
        assert (await client.get("/api/v1/log/proof/short")).status_code == 400


async def test_nothing_in_it_can_be_changed_and_what_was_forged_is_found(db, keys, clock) -> None:
    await opened(db, keys, clock, 5)
    assert await verify_log(db=db, keys=keys, clock=clock) == (5, [])
    for change in ("update inbox_log_leaf set entry = '{}'", "delete from inbox_log_node", "truncate inbox_log_head"):
        with pytest.raises(psycopg.Error, match="append-only"):
            await rows(db, change)
    async with db.transaction() as tx:
        await tx.execute("set local session_replication_role = replica")
        await tx.execute("update inbox_log_leaf set entry = replace(entry, 'lane', 'line') where position = 2")
    assert await verify_log(db=db, keys=keys, clock=clock) == (2, ["entry 2 is missing or was altered"])


async def test_a_rewritten_tree_does_not_fit_the_heads_that_were_signed(db, keys, clock) -> None:
    """By somebody who holds the database and not the key."""
    await opened(db, keys, clock, 4)
    async with db.transaction() as tx:
        await tx.execute("set local session_replication_role = replica")
        await tx.execute("delete from inbox_log_leaf where position = 3")
        await tx.execute("delete from inbox_log_node where level = 2 or index = 3")
        await tx.execute("delete from inbox_conversation where id = (select max(id) from inbox_conversation)")
    assert await verify_log(db=db, keys=keys, clock=clock) == (
        3,
        ["the head of 4 entries has fewer behind it", "there are hashes of no entries"],
    )


async def test_signing_twice_and_relaying_nothing_adds_nothing(db, keys, clock) -> None:
    await opened(db, keys, clock, 2)
    await opened(db, keys, clock, 0)
    assert await sign_head(db=db, keys=keys, clock=clock) is False
    assert await rows(db, "select size from inbox_log_head") == [2]


async def test_an_entry_says_what_was_told_though_the_desk_moves_on_before_the_relay_comes(
    db, keys, clock, settings
) -> None:
    async with running_app(settings, clock=clock) as client:
        asked = {"client_id": "a-good-one", "text": "My transfer has not arrived", "language": "en"}
        device = {"authorization": "Device " + "d" * 43}
        receipt = (await client.post("/api/v1/conversations", json=asked, headers=device)).json()
    lead = await actor(db, Role.LEAD)
    clock.advance(timedelta(minutes=7))
    how = {"actor": lead, "db": db, "clock": clock}
    other = Lane.URGENT if receipt["lane"] != "urgent" else Lane.STANDARD
    await classify(receipt["reference"], lane=other, desk=RoundDesk(), **how)
    await reply(
        receipt["reference"], "Looking", client_id="one", then=Then.KEEP, desk=RoundDesk(), knowledge=Knowledge(), **how
    )
    await relayed(db)
    (entry,) = await rows(db, "select entry from inbox_log_leaf")
    said = json.loads(entry)
    promised = datetime.fromisoformat(receipt["expected_reply_by"])
    assert (said["lane"], said["promised_at"]) == (receipt["lane"], promised.timestamp() * 1_000_000)


async def test_a_log_that_lost_a_hash_takes_no_entry_and_says_why(db, keys, clock) -> None:
    await opened(db, keys, clock, 2)
    await forge(db, "delete from inbox_log_node where level = 1")
    await conversation(db, clock)
    with pytest.raises(LogDamaged, match="hash 0 of level 1"):
        await relayed(db)
    assert await rows(db, "select count(*) from inbox_log_leaf") == [2]


async def test_a_kept_hash_that_was_altered_or_lost_is_named_wherever_it_is(db, keys, clock, monkeypatch) -> None:
    monkeypatch.setattr("dengta.inbox.verify_log.AT_ONCE", 3)
    await opened(db, keys, clock, 7)
    assert await verify_log(db=db, keys=keys, clock=clock) == (7, [])
    await forge(db, "update inbox_log_node set hash = sha256('x') where (level, index) = (1, 0)")
    await forge(db, "delete from inbox_log_node where (level, index) = (2, 0)")
    wrong = ["hash 0 of level 1 was altered", "hash 0 of level 2 is missing"]
    assert await verify_log(db=db, keys=keys, clock=clock) == (7, wrong)


async def test_a_conversation_that_was_left_out_is_named(db, keys, clock) -> None:
    await opened(db, keys, clock, 2)
    reference = await conversation(db, clock)
    async with db.transaction() as tx:
        await relay_batch(tx, ())
    assert await verify_log(db=db, keys=keys, clock=clock) == (2, [])
    clock.advance(timedelta(minutes=11))
    found = await verify_log(db=db, keys=keys, clock=clock)
    assert found == (2, [f"conversations without an entry: 1, the first is {reference}"])


async def relayed(db) -> None:
    async with db.transaction() as tx:
        await relay_batch(tx, (enter,))


async def forge(db, statement: LiteralString) -> None:
    """Change the log as only the owner of the database can."""
    async with db.transaction() as tx:
        await tx.execute("set local session_replication_role = replica")
        await tx.execute(statement)
