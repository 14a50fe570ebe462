"""Know a customer by what they prove: never by what they say about themselves (A7, I22)."""

import hashlib
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from dengta.inbox.model import Sender
from dengta.inbox.store import customers as stored
from dengta.kernel.clock import Clock
from dengta.kernel.ids import CustomerId, uuid7
from dengta.kernel.text import SafeText
from dengta.platform.db import Database
from dengta.platform.i18n import Language

DEVICE, HOST, NOBODY = "device", "host", "nobody"


@dataclass(frozen=True, slots=True)
class Known:
    """A customer who has been here before, or is here now with a proof."""

    id: CustomerId
    uid: UUID


def device_sender(secret: str) -> Sender:
    """The holder of a device's secret. Only a digest of the secret goes any further."""
    subject = hashlib.sha256(b"dengta device " + secret.encode()).hexdigest()
    return Sender(key=f"device:{subject[:32]}", kind=DEVICE, subject=subject)


def host_sender(subject: str, name: SafeText | None) -> Sender:
    """A person the wallet's own app has signed in."""
    return Sender(
        key=f"host:{hashlib.sha256(subject.encode()).hexdigest()[:32]}", kind=HOST, subject=subject, name=name
    )


def anonymous_sender() -> Sender:
    """Somebody without any proof: each conversation is a customer of its own."""
    return Sender(key=NOBODY, kind=NOBODY, subject="")


def integration_sender(token: int) -> Sender:
    """A program that writes for customers it does not name: each conversation is a customer of its own."""
    return Sender(key=f"token:{token}", kind=NOBODY, subject="")


async def find_customer(sender: Sender, *, db: Database) -> Known | None:
    """The customer behind a proof, or None if the desk has not met them."""
    if sender.kind == NOBODY:
        return None
    async with db.autocommit() as tx:
        found = await stored.find(tx, sender.kind, sender.subject)
    return Known(*found) if found else None


async def known_customer(sender: Sender, *, db: Database, clock: Clock, language: Language) -> Known | None:
    """The customer behind a proof, met now if need be; None for somebody without proof."""
    if sender.kind == NOBODY:
        return None
    found = await find_customer(sender, db=db)
    if found is not None:
        return found
    async with db.transaction() as tx:
        await stored.meet(tx, uuid7(), sender.kind, sender.subject, name=sender.name, language=language, at=clock.now())
    return await find_customer(sender, db=db)


async def link_device(device: Sender, host: Sender, *, db: Database, clock: Clock, language: Language) -> Known:
    """Join a device to the customer the host app has signed in, with what was said on it before.

    Both are proven by the caller. A device that already belongs to a signed-in customer starts a fresh anonymous
    customer for itself instead of bringing that person's conversations along (a shared phone).
    """
    person = cast("Known", await known_customer(host, db=db, clock=clock, language=language))
    before = await find_customer(device, db=db)
    if before is not None and before.id != person.id:
        async with db.transaction() as tx:
            if await stored.identities(tx, before.id) == 1:
                at = clock.now()
                await stored.link(tx, device.kind, device.subject, old=before.id, new=person.id, at=at)
    return person
