"""Who a customer is, as the wallet's own app vouches for it: a signed identity (JWT, RFC 7519).

The algorithm is a property of the registered key and never of the token (RFC 8725, section 3.1), so a public key can
not be used as an HMAC secret and `none` is nobody.
"""

from datetime import timedelta

import jwt

from dengta.inbox.customers import host_sender
from dengta.inbox.errors import NotProven
from dengta.inbox.model import HostKey, Sender
from dengta.inbox.store import identity as stored
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.safety.public import clip, redact

LONGEST_LIFE = timedelta(hours=24)
LEEWAY = timedelta(seconds=60)


async def proven_sender(token: str, *, audience: str, db: Database, clock: Clock) -> Sender:
    """The person a host app has signed in; raises `NotProven` for anything malformed, wrong, early or expired."""
    async with db.transaction() as tx:
        keys = await stored.host_keys(tx)
    for key in keys:
        claims = _claims(token, key, audience, clock)
        if claims is not None:
            name = claims.get("name")
            shown = clip(redact(name[:200]).text, 80) if isinstance(name, str) else None
            return host_sender(f"{key.id}:{claims['sub']}", shown)
    raise NotProven("the signed identity does not verify")


def _claims(token: str, key: HostKey, audience: str, clock: Clock) -> dict[str, object] | None:
    try:
        claims: dict[str, object] = jwt.decode(
            token,
            key.key,
            algorithms=[key.algorithm],
            audience=audience,
            leeway=LEEWAY,
            options={"require": ["sub", "exp", "aud"], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
    except jwt.PyJWTError:
        return None
    return claims if _is_current(claims, clock) else None


def _is_current(claims: dict[str, object], clock: Clock) -> bool:
    """Time is checked against our own clock, and a life longer than a day is refused."""
    expires, subject = claims["exp"], claims["sub"]
    if not isinstance(expires, int | float) or not isinstance(subject, str) or not 0 < len(subject) <= 200:
        return False
    now = clock.now().timestamp()
    return now - LEEWAY.total_seconds() <= expires <= now + (LONGEST_LIFE + LEEWAY).total_seconds()
