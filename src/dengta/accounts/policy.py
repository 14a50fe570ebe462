"""Who may do what: pure questions about an Actor. A token never widens what its maker may do, only narrows it."""

from dengta.accounts.model import Actor, Role, Scope

WORKERS = frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.AGENT, Role.SECURITY_OFFICER})
"""Those who answer customers."""

OVERSEERS = frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.SECURITY_OFFICER})
"""Those who answer for others' work."""


def may_see_desk(actor: Actor) -> bool:
    """Whether they may open the console at all; which conversations they find there is a matter of scope."""
    return bool(actor.roles) and _allows(actor, Scope.DESK_READ)


def sees_all(actor: Actor) -> bool:
    """Every conversation that is not confidential, whoever's it is."""
    return _is(actor, OVERSEERS | {Role.AUDITOR}) and _allows(actor, Scope.DESK_READ)


def sees_confidential(actor: Actor) -> bool:
    """Confidential conversations: security officers alone."""
    return _is(actor, {Role.SECURITY_OFFICER}) and _allows(actor, Scope.DESK_READ)


def sees_ungrouped(actor: Actor) -> bool:
    """Conversations that no group has taken yet. Helpers do not."""
    return _is(actor, WORKERS | {Role.AUDITOR}) and _allows(actor, Scope.DESK_READ)


def may_write(actor: Actor) -> bool:
    """Notes and suggested drafts, on what they can see."""
    return _is(actor, WORKERS | {Role.HELPER}) and _allows(actor, Scope.DESK_WRITE)


def may_reply(actor: Actor) -> bool:
    """Speak to a customer."""
    return _is(actor, WORKERS) and _allows(actor, Scope.DESK_WRITE)


def may_change(actor: Actor) -> bool:
    """Assign, hand over, snooze, resolve, merge, edit in bulk."""
    return may_reply(actor)


def may_reveal(actor: Actor) -> bool:
    """Unmask personal data, with a reason. Never a token: a person must have looked."""
    return _is(actor, WORKERS) and actor.token_scopes is None


def may_export(actor: Actor) -> bool:
    """Take conversations out of the desk. Not agents: one bribed agent must not carry off a customer base."""
    return _is(actor, OVERSEERS) and _allows(actor, Scope.DESK_READ)


def may_lead(actor: Actor) -> bool:
    """Canned replies, shared views, targets and others' conversations."""
    return _is(actor, {Role.ADMINISTRATOR, Role.LEAD}) and _allows(actor, Scope.DESK_WRITE)


def may_administer(actor: Actor) -> bool:
    """People, roles, groups and settings. Never a token."""
    return _is(actor, {Role.ADMINISTRATOR}) and actor.token_scopes is None


def may_manage_webhooks(actor: Actor) -> bool:
    """Where facts are sent outside."""
    return _is(actor, {Role.ADMINISTRATOR}) and _allows(actor, Scope.WEBHOOKS_MANAGE)


def may_read_audit(actor: Actor) -> bool:
    """The audit log. Never a token."""
    return _is(actor, {Role.ADMINISTRATOR, Role.AUDITOR, Role.SECURITY_OFFICER}) and actor.token_scopes is None


def may_watch_alarms(actor: Actor) -> bool:
    """Who reads too much. Never a token."""
    return _is(actor, {Role.SECURITY_OFFICER, Role.ADMINISTRATOR}) and actor.token_scopes is None


def may_guard(actor: Actor) -> bool:
    """What the desk calls bad, good or its own: lists of sites, and the registry. Never a token."""
    return _is(actor, {Role.SECURITY_OFFICER, Role.ADMINISTRATOR}) and actor.token_scopes is None


def may_make_tokens(actor: Actor) -> bool:
    """Keys for programs. Never a token: one key must not make another."""
    return _is(actor, OVERSEERS) and actor.token_scopes is None


def may_integrate(actor: Actor, scope: Scope) -> bool:
    """Speak for customers in every conversation that is not confidential: only programs, of those who see them all."""
    return _is(actor, OVERSEERS) and actor.token_scopes is not None and scope in actor.token_scopes


def _is(actor: Actor, roles: frozenset[Role] | set[Role]) -> bool:
    return not actor.roles.isdisjoint(roles)


def _allows(actor: Actor, scope: Scope) -> bool:
    return actor.token_scopes is None or scope in actor.token_scopes
