"""Who may do what with a conversation: pure questions about an actor and what stands before them."""

from dengta.accounts.public import Actor, Staff
from dengta.accounts.public import policy as at_the_desk
from dengta.inbox.errors import NotAllowed
from dengta.inbox.model import Cell


def may_see(actor: Actor, cell: Cell) -> bool:
    """Whether a conversation that stands here is there for them at all. `scope.SCOPE` says the same in SQL."""
    if not at_the_desk.may_see_desk(actor):
        return False
    if cell.confidential and not at_the_desk.sees_confidential(actor):
        return False
    return (
        at_the_desk.sees_all(actor)
        or cell.assignee_id == actor.staff_id
        or cell.group_id in actor.groups
        or (cell.group_id is None and at_the_desk.sees_ungrouped(actor))
    )


def may_take(person: Staff, cell: Cell) -> bool:
    """Whether this person may be given a conversation: they are here, they write, and it is not hidden from them."""
    if not person.active or not at_the_desk.may_write(as_actor(person)):
        return False
    return not cell.confidential or at_the_desk.sees_confidential(as_actor(person))


def as_actor(person: Staff) -> Actor:
    """A colleague as the rules see them, to ask what they may see. Never to act in their name."""
    return Actor(person.id, person.name, person.roles, person.groups)


def must_write(actor: Actor) -> None:
    """Notes and drafts. Raises `NotAllowed`."""
    _must(at_the_desk.may_write(actor), "only those who answer or help may write here")


def must_reply(actor: Actor) -> None:
    """Words to a customer. Raises `NotAllowed`."""
    _must(at_the_desk.may_reply(actor), "only those who answer customers may send")


def must_change(actor: Actor) -> None:
    """Whose it is, how it stands, what it is about. Raises `NotAllowed`."""
    _must(at_the_desk.may_change(actor), "only those who answer customers may change a conversation")


def must_confide(actor: Actor) -> None:
    """Hide a conversation from everyone but security officers, or show it again. Raises `NotAllowed`."""
    allowed = at_the_desk.sees_confidential(actor) and at_the_desk.may_change(actor)
    _must(allowed, "only security officers decide what is confidential")


def must_reveal(actor: Actor) -> None:
    """Personal data unmasked. Raises `NotAllowed`."""
    _must(at_the_desk.may_reveal(actor), "only a signed-in person who answers customers may unmask")


def must_lead(actor: Actor) -> None:
    """What everyone uses: canned replies and shared views. Raises `NotAllowed`."""
    _must(at_the_desk.may_lead(actor), "only leads and administrators may change what everyone uses")


def must_export(actor: Actor) -> None:
    """A person's data taken out of the desk. Raises `NotAllowed`."""
    _must(at_the_desk.may_export(actor), "only leads, administrators and security officers may export")


def must_erase(actor: Actor) -> None:
    """A person's words replaced for ever. Raises `NotAllowed`."""
    _must(at_the_desk.may_administer(actor), "only a signed-in administrator may erase")


def _must(allowed: bool, detail: str) -> None:
    if not allowed:
        raise NotAllowed(detail)
