"""Who is let in at which address of the desk, written out by hand on purpose: the policy as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dengta.accounts.model import Role
from dengta.inbox.web.console_deeds import DEEDS

A, L, G, O, H, U = Role.ADMINISTRATOR, Role.LEAD, Role.AGENT, Role.SECURITY_OFFICER, Role.HELPER, Role.AUDITOR  # noqa: E741

ALL = frozenset(Role)
WRITE, CHANGE, OVERSEE, LEADS = ALL - {U}, frozenset({A, L, G, O}), frozenset({A, L, O}), frozenset({A, L})
WATCH, READS_AUDIT, ADMIN = frozenset({A, O}), frozenset({A, O, U}), frozenset({A})
OPEN, SECRET, NOBODY = "anybody", "whoever holds its secret", "nobody once the desk is set up"
REASON = {"what": "name", "reason": "The customer asked for it."}
DEED = {
    "text": "Hello",
    "client_id": "abcdefgh",
    "into": "{twin}",
    "group": "3",
    "until": "hour",
    "field": "name",
} | REASON
CANNED = {"shortcut": "x", "title_zh": "问", "title_en": "Ask", "body_zh": "您好", "body_en": "Hello"}
DESK = "/api/v1/desk"
CASE = f"{DESK}/conversations/{{reference}}"
CONSOLE_CASE = C = "/console/c/{reference}"


@dataclass(frozen=True, slots=True)
class Row:
    """Who is let in: roles, or one of the three words. `json` and `form` are what is sent with it.

    `fails` says that those let in are told no for another reason here: what the address names is not there, or what is
    sent proves nothing.
    """

    who: frozenset[Role] | str
    json: Any = None
    form: Mapping[str, str] | None = None
    fails: bool = False


TABLE: dict[str, Row] = {}


def table(who: frozenset[Role] | str, *addresses: str, fails: bool = False) -> None:
    for address in addresses:
        TABLE[address] = Row(who, fails=fails)


def sends(who: frozenset[Role] | str, address: str, json: Any = None, **form: str) -> None:
    TABLE[address] = Row(who, json=json, form=form or None)


table(OPEN, "GET /", "GET /check", "POST /check", "POST /check/chip", "GET /desk-logo", "GET /docs/refusals")
table(OPEN, "GET /healthz", "GET /help/new", "POST /help/new", "GET /metrics", "GET /readyz", "GET /static/{name}")
table(OPEN, "GET /static/safety/words.bin", "GET /track", "POST /track", "GET /widget-demo", "GET /api/v1/desk")
table(OPEN, "GET /api/v1/schema", "GET /api/v1/schema/openapi.json", "GET /api/v1/schema/{path}")
table(
    OPEN, "POST /api/v1/check", "POST /api/v1/conversations", "POST /api/v1/widget-errors", "POST /api/v1/attachments"
)
table(OPEN, "GET /api/v1/log/consistency", "GET /api/v1/log/head", "GET /api/v1/log/proof/{leaf}")
table(OPEN, "GET /official", "GET /api/v1/official", "GET /official/qr.svg")
table(OPEN, "GET /staff", "GET /staff/sign-in", "POST /staff/sign-in", "POST /staff/sign-in/passkey")
table(OPEN, "POST /staff/sign-in/passkey/options", "POST /staff/sign-out")
table(SECRET, "GET /api/v1/attachments/{uid}", "GET /api/v1/conversations", "GET /api/v1/conversations/{reference}")
table(SECRET, "GET /api/v1/conversations/{reference}/events")
sends(SECRET, "POST /api/v1/conversations/{reference}/messages", {"client_id": "abcdefgh", "text": "Hello"})
sends(SECRET, "POST /api/v1/conversations/{reference}/rating", {"speed": 5, "professionalism": 5, "resolution": "yes"})
sends(SECRET, "POST /api/v1/conversations/{reference}/seen", {"read": 1, "delivered": 1})
table(SECRET, "POST /api/v1/conversations/{reference}/typing", "GET /t/{reference}", "GET /t/{reference}/files/{uid}")
table(SECRET, "POST /t/{reference}/messages", "GET /t/{reference}/now", "GET /t/{reference}/rating")
table(SECRET, "POST /t/{reference}/rating", "POST /t/{reference}/resolve", "POST /t/{reference}/seen")
table(SECRET, "GET /staff/enrol/{token}", "POST /staff/enrol/{token}")
sends(SECRET, "POST /staff/enrol/{token}/passkey", {"credential": {}, "name": "Ana", "passkey": "My phone"})
sends(SECRET, "POST /staff/enrol/{token}/passkey/options", {"name": "Ana"})
table(NOBODY, "GET /setup", "POST /setup", "GET /setup/desk", "POST /setup/desk", "GET /setup/you", "POST /setup/you")
table(NOBODY, "GET /setup/proof", "POST /setup/proof")
sends(NOBODY, "POST /setup/proof/passkey", {"credential": {}, "passkey": "My phone"})
sends(NOBODY, "POST /setup/proof/passkey/options", {})
table(ADMIN, "GET /setup/next")

table(
    ALL, "GET /console", "GET /console/list", "GET /console/live", "GET /console/search", f"GET {C}", f"GET {C}/print"
)
table(ALL, f"GET {C}/files/{{uid}}", fails=True)
table(ALL, "GET /triage/conversations/{reference}/clock", "GET /insight/conversations/{reference}/rating")
table(OVERSEE, f"GET {C}/person", f"POST {C}/person/export")
sends(ADMIN, f"POST {C}/person/erase", typed="{reference}")
sends(WRITE, f"POST {C}/draft", text="Hm")
sends(WRITE, f"POST {C}/here", kind="here")
sends(CHANGE, "POST /console/bulk", deed="resolve", reference="{reference}")
table(ALL, "GET /console/canned")
sends(LEADS, "POST /console/canned", **CANNED)
table(LEADS, "POST /console/canned/{canned}/remove")
sends(ALL, "POST /console/views", name="Mine", view="all")
table(ALL, "POST /console/views/{saved}/remove")
for verb in DEEDS:
    sends(WRITE if verb == "note" else CHANGE, f"POST {C}/{verb}", **DEED)
TABLE[f"POST {C}/confide"] = Row(frozenset({O}), form=DEED)

table(
    ALL, f"GET {DESK}/conversations", f"GET {CASE}", f"GET {CASE}/events", f"GET {CASE}/draft", f"GET {DESK}/counters"
)
table(ALL, f"GET {DESK}/search", f"GET {DESK}/views", f"GET {DESK}/canned", f"DELETE {DESK}/views/{{number}}")
table(ALL, f"GET {CASE}/attachments/{{uid}}", fails=True)
table(ALL, f"GET {CASE}/canned/{{number}}")
table(CHANGE, f"DELETE {CASE}/merge", f"POST {CASE}/messages/{{number}}/resend")
sends(ALL, f"POST {DESK}/views", {"name": "Mine", "view": "all"})
table(WRITE, f"POST {DESK}/attachments")
sends(CHANGE, f"POST {DESK}/bulk", {"deed": "resolve", "references": ["{reference}"]})
sends(LEADS, f"POST {DESK}/canned", CANNED)
sends(LEADS, f"PUT {DESK}/canned/{{number}}", CANNED)
table(LEADS, f"DELETE {DESK}/canned/{{number}}")
sends(CHANGE, f"PUT {CASE}/assignee", {"staff": None})
sends(CHANGE, f"PUT {CASE}/classification", {"lane": "urgent"})
sends(frozenset({O}), f"PUT {CASE}/confidential", {"confidential": True})
table(ADMIN, f"DELETE {CASE}/customer-data")
table(OVERSEE, f"GET {CASE}/customer-data")
sends(WRITE, f"PUT {CASE}/draft", {"text": "Hm"})
sends(CHANGE, f"PUT {CASE}/group", {"group": 3})
sends(CHANGE, f"POST {CASE}/merge", {"merged": "{twin}"})
sends(CHANGE, f"POST {CASE}/messages", {"text": "Hello"})
sends(WRITE, f"POST {CASE}/notes", {"text": "Hm"})
sends(CHANGE, f"POST {CASE}/reveal", REASON)
sends(CHANGE, f"PUT {CASE}/status", {"status": "resolved"})

table(ALL, "GET /staff/account", "POST /staff/account/name", "GET /staff/account/password")
table(ALL, "POST /staff/account/password", "POST /staff/account/passkeys/options", "GET /staff/prove")
table(ALL, "POST /staff/account/sessions/end-others", "POST /staff/prove/passkey/options")
table(ALL, "POST /staff/account/codes", "POST /staff/prove", fails=True)
TABLE["POST /staff/account/passkeys"] = Row(ALL, {"credential": {}, "passkey": "My phone"}, fails=True)
TABLE["POST /staff/prove/passkey"] = Row(ALL, {"credential": {}}, fails=True)
table(ALL, "POST /staff/account/passkeys/{passkey}/remove", "POST /staff/account/sessions/{session}/end", fails=True)
table(WATCH, "GET /staff/alarms", "GET /staff/alarms/now", "POST /staff/alarms/{alarm}/acknowledge")
table(WATCH, "POST /staff/alarms/limits")
table(READS_AUDIT, "GET /staff/audit", "GET /staff/audit/export")
table(LEADS, "GET /staff/groups", "GET /staff/people")
table(
    ADMIN, "POST /staff/groups", "POST /staff/groups/{group}", "POST /staff/people/invite", "GET /staff/people/{staff}"
)
table(
    ADMIN, "POST /staff/people/{staff}", "POST /staff/people/{staff}/invite-again", "POST /staff/people/{staff}/suspend"
)
table(ADMIN, "POST /staff/people/{staff}/restore", "GET /staff/settings/desk", "POST /staff/settings/desk")
table(ADMIN, "POST /staff/people/invitations/{invitation}/withdraw", fails=True)
table(ADMIN, "GET /staff/settings/hours", "POST /staff/settings/hours", "POST /staff/settings/hours/dates")
table(
    ADMIN, "POST /staff/settings/hours/dates/drop", "GET /staff/settings/targets", "POST /staff/settings/targets/{lane}"
)
table(OVERSEE, "GET /staff/tokens", "POST /staff/tokens")
table(OVERSEE, "POST /staff/tokens/{token}/revoke", fails=True)
table(ADMIN, "GET /staff/webhooks", "GET /api/v1/webhooks")
sends(ADMIN, "POST /staff/webhooks", url="http://localhost/", topics="message.sent")
sends(ADMIN, "POST /api/v1/webhooks", {"url": "http://localhost/", "topics": ["message.sent"]})
table(ADMIN, "POST /staff/webhooks/{uid}/{deed}", "DELETE /api/v1/webhooks/{uid}", fails=True)
table(ADMIN, "GET /api/v1/webhooks/{uid}/deliveries", "POST /api/v1/webhooks/{uid}/replay", fails=True)
table(WATCH, "GET /staff/lists", "POST /staff/lists", "GET /staff/official", "POST /staff/official")
table(WATCH, "POST /staff/lists/{uid}/{deed}", "POST /staff/official/{uid}/withdraw", fails=True)
table(WATCH, "POST /staff/official/proposals/{change}/{decision}", fails=True)
