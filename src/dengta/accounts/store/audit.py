"""The audit log: added to, sealed, read; never changed."""

from psycopg.types.json import Jsonb

from dengta.accounts.model import Actor, Detail
from dengta.platform.db import Tx

ADD = """
    insert into accounts_audit (actor_id, session_id, token_id, action, subject, subject_id, detail)
    values (%(actor)s, %(session)s, %(token)s, %(action)s, %(subject)s, %(subject_id)s, %(detail)s)
"""


async def add(
    tx: Tx, *, actor: Actor | None, action: str, subject: str, subject_id: int | None, detail: Detail
) -> None:
    """Add an unsealed entry, dated by the database."""
    values = {
        "actor": actor and actor.staff_id,
        "session": actor and actor.session_id,
        "token": actor and actor.token_id,
        "action": action,
        "subject": subject,
        "subject_id": subject_id,
        "detail": Jsonb(dict(detail)),
    }
    await tx.execute(ADD, values)
