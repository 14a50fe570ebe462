"""The door of accounts: what every module above may use."""

from dengta.accounts import audit, policy
from dengta.accounts.alarms import ringing
from dengta.accounts.chain import START, Head
from dengta.accounts.errors import NotFound, ReadLimitReached, Unauthenticated
from dengta.accounts.events import ALARMS, AccessChanged
from dengta.accounts.jobs import forget_old, seal_audit_log
from dengta.accounts.model import Actor, Group, Role, Scope, Staff, Token
from dengta.accounts.note_read import note_read, noting_refusal
from dengta.accounts.policy import (
    may_administer,
    may_change,
    may_export,
    may_guard,
    may_integrate,
    may_lead,
    may_make_tokens,
    may_manage_webhooks,
    may_read_audit,
    may_reply,
    may_reveal,
    may_see_desk,
    may_watch_alarms,
    may_write,
    sees_all,
    sees_confidential,
    sees_ungrouped,
)
from dengta.accounts.reactions import seal_audit
from dengta.accounts.standing import Standing
from dengta.accounts.store.staff import groups, has_administrator, staff_list, staff_names
from dengta.accounts.tokens import find_token_actor
from dengta.accounts.watch_chain import watch_chain

__all__ = [
    "ALARMS",
    "START",
    "AccessChanged",
    "Actor",
    "Group",
    "Head",
    "NotFound",
    "ReadLimitReached",
    "Role",
    "Scope",
    "Staff",
    "Standing",
    "Token",
    "Unauthenticated",
    "audit",
    "find_token_actor",
    "forget_old",
    "groups",
    "has_administrator",
    "may_administer",
    "may_change",
    "may_export",
    "may_guard",
    "may_integrate",
    "may_lead",
    "may_make_tokens",
    "may_manage_webhooks",
    "may_read_audit",
    "may_reply",
    "may_reveal",
    "may_see_desk",
    "may_watch_alarms",
    "may_write",
    "note_read",
    "noting_refusal",
    "policy",
    "ringing",
    "seal_audit",
    "seal_audit_log",
    "sees_all",
    "sees_confidential",
    "sees_ungrouped",
    "staff_list",
    "staff_names",
    "watch_chain",
]
