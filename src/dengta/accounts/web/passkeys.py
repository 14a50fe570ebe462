"""One's own passkeys."""

from typing import Any

import msgspec
from litestar import Response, post

from dengta.accounts.errors import LastProof
from dengta.accounts.model import Actor
from dengta.accounts.passkeys import site_of
from dengta.accounts.proofs import add_passkey, passkey_options, remove_passkey
from dengta.accounts.web.forms import context, done, explain
from dengta.accounts.web.sign_in import GoOn
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.web import STATUS, AnyRequest, render


class NewKey(msgspec.Struct, frozen=True):
    """A passkey just made, and what its owner calls it."""

    credential: dict[str, Any]
    passkey: str


@post("/account/passkeys/options", status_code=200)
async def ask_new_passkey(person: Actor, db: Database, clock: Clock, keys: Keys, settings: Settings) -> dict[str, Any]:
    return await passkey_options(actor=person, site=site_of(settings), keys=keys, db=db, clock=clock)


@post("/account/passkeys", status_code=200)
async def keep_new_passkey(
    data: NewKey, person: Actor, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> GoOn:
    await add_passkey(
        data.credential, data.passkey, actor=person, site=site_of(settings), keys=keys, db=db, clock=clock
    )
    return GoOn("/staff/account?done=passkey")


@post("/account/passkeys/{passkey:int}/remove")
async def do_remove_passkey(
    request: AnyRequest, passkey: int, person: Actor, db: Database, clock: Clock
) -> Response[Any]:
    try:
        await remove_passkey(passkey, actor=person, db=db, clock=clock)
    except LastProof as refused:
        shown = context(request, actor=person, said=explain(request, refused), back="/staff/account")
        return render(request, "accounts/refused.html", status=STATUS[refused.kind], **shown)
    return done("/staff/account", "passkey_removed")


routes = [ask_new_passkey, keep_new_passkey, do_remove_passkey]
