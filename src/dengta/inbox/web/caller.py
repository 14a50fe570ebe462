"""Who a request comes from, on the customer's side."""

from dataclasses import dataclass, field
from typing import Literal

from dengta.accounts.public import Scope, Unauthenticated, find_token_actor, may_integrate
from dengta.inbox.case import Key
from dengta.inbox.customers import (
    anonymous_sender,
    device_sender,
    find_customer,
    integration_sender,
    link_device,
)
from dengta.inbox.errors import NotProven
from dengta.inbox.identity import proven_sender
from dengta.inbox.model import Sender
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest, language

SHORTEST_SECRET = 32


@dataclass(frozen=True, slots=True)
class Caller:
    """What a request proves. `key` opens cases; `sender` owns what is written."""

    sender: Sender = field(repr=False)
    key: Key = field(repr=False)
    case: str | None = field(default=None, repr=False)
    via: Literal["device", "host", "case", "token", "nobody"] = "nobody"


async def provide_caller(request: AnyRequest, db: Database, clock: Clock, settings: Settings) -> Caller:
    """Read `Authorization: Device …`, `Case …` or `Bearer …` and `Dengta-Identity`; or raise `NotProven`."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    identity = request.headers.get("dengta-identity", "")
    match scheme.lower():
        case "device":
            return await _device(secret.strip(), identity, request, db, clock, settings)
        case "case":
            offered = secret.strip()
            return Caller(case_sender(offered), Key(secret=offered), case=offered, via="case")
        case "bearer":
            return await _token(secret.strip(), request, db)
        case _ if identity:
            host = await proven_sender(identity, audience=settings.origin, db=db, clock=clock)
            return Caller(host, Key(customer=await find_customer(host, db=db)), via="host")
        case "":
            return Caller(anonymous_sender(), Key())
        case _:
            raise NotProven("use Authorization: Device, Case or Bearer")


async def _token(raw: str, request: AnyRequest, db: Database) -> Caller:
    """An integration: reads with `conversations:read`, writes on a customer's behalf with `conversations:write`.

    It sees what its maker, as they are now, may entrust to a program, and never what is confidential.
    """
    needed = Scope.CONVERSATIONS_READ if request.method in {"GET", "HEAD"} else Scope.CONVERSATIONS_WRITE
    try:
        maker = await find_token_actor(raw, db=db)
    except Unauthenticated as unknown:
        raise NotProven("the token is not known") from unknown
    if maker.token_id is None or not may_integrate(maker, needed):
        raise NotProven(f"the token lacks {needed}, or its maker may not give it")
    return Caller(integration_sender(maker.token_id), Key(everything=True), via="token")


def case_sender(secret: str) -> Sender:
    """The holder of a tracking link. Client ids are scoped by a digest of its secret."""
    return device_sender(f"case:{secret}")


async def _device(
    secret: str, identity: str, request: AnyRequest, db: Database, clock: Clock, settings: Settings
) -> Caller:
    if len(secret) < SHORTEST_SECRET or not secret.isascii():
        raise NotProven(f"a device secret has at least {SHORTEST_SECRET} characters")
    device = device_sender(secret)
    if identity:
        host = await proven_sender(identity, audience=settings.origin, db=db, clock=clock)
        person = await link_device(device, host, db=db, clock=clock, language=language(request))
        return Caller(host, Key(customer=person), via="host")
    return Caller(device, Key(customer=await find_customer(device, db=db)), via="device")
