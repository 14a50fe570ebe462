"""Which conversations an actor may find. Every statement that serves staff contains this one condition."""

from typing import Any, Final, LiteralString

from dengta.accounts.public import Actor, may_see_desk, sees_all, sees_confidential, sees_ungrouped

SCOPE: Final[LiteralString] = """(
    %(sees_desk)s
    and (not c.confidential or %(sees_confidential)s)
    and (%(sees_all)s
         or c.assignee_id = %(me)s
         or c.group_id = any(%(my_groups)s::bigint[])
         or (%(sees_ungrouped)s and c.group_id is null))
)"""
"""About a row of `inbox_conversation` that the statement calls `c`. `policy.may_see` says the same in Python."""


def scoped(statement: LiteralString) -> LiteralString:
    """A statement with the condition in the place of its `{scope}`."""
    return statement.replace("{scope}", SCOPE)


def scope(actor: Actor) -> dict[str, Any]:
    """The values that `SCOPE` asks for."""
    return {
        "sees_desk": may_see_desk(actor),
        "sees_confidential": sees_confidential(actor),
        "sees_all": sees_all(actor),
        "sees_ungrouped": sees_ungrouped(actor),
        "me": int(actor.staff_id),
        "my_groups": [int(group) for group in actor.groups],
    }
