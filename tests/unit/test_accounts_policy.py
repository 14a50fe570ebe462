"""Each role may do what it needs and nothing else, and a token only narrows that."""

from pathlib import Path

import pytest

from dengta.accounts import policy
from dengta.accounts.model import Actor, Role, Scope
from dengta.kernel.ids import StaffId

ADMIN, LEAD, AGENT, OFFICER, HELPER, AUDITOR = Role
ALLOWED = {
    "may_see_desk": set(Role),
    "sees_all": {ADMIN, LEAD, OFFICER, AUDITOR},
    "sees_confidential": {OFFICER},
    "sees_ungrouped": {ADMIN, LEAD, AGENT, OFFICER, AUDITOR},
    "may_write": {ADMIN, LEAD, AGENT, OFFICER, HELPER},
    "may_reply": {ADMIN, LEAD, AGENT, OFFICER},
    "may_change": {ADMIN, LEAD, AGENT, OFFICER},
    "may_reveal": {ADMIN, LEAD, AGENT, OFFICER},
    "may_export": {ADMIN, LEAD, OFFICER},
    "may_lead": {ADMIN, LEAD},
    "may_administer": {ADMIN},
    "may_manage_webhooks": {ADMIN},
    "may_read_audit": {ADMIN, OFFICER, AUDITOR},
    "may_watch_alarms": {ADMIN, OFFICER},
    "may_guard": {ADMIN, OFFICER},
    "may_make_tokens": {ADMIN, LEAD, OFFICER},
}
NEVER_A_TOKEN = {"may_reveal", "may_administer", "may_read_audit", "may_watch_alarms", "may_guard", "may_make_tokens"}


def person(*roles: Role, scopes: frozenset[str] | None = None) -> Actor:
    return Actor(StaffId(1), "Ana", frozenset(roles), token_scopes=scopes)


def test_every_question_of_the_policy_is_in_the_table() -> None:
    asked = {name for name in vars(policy) if name.startswith(("may_", "sees_"))}
    assert set(ALLOWED) | {"may_integrate"} == asked  # a question of programs and scopes, with a test of its own


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("scope", Scope)
def test_only_a_token_with_the_scope_of_someone_who_answers_for_others_speaks_for_customers(
    role: Role, scope: Scope
) -> None:
    others = frozenset(Scope) - {scope}
    assert not policy.may_integrate(person(role), scope)
    assert not policy.may_integrate(person(role, scopes=others), scope)
    holds = policy.may_integrate(person(role, scopes=frozenset({scope})), scope)
    assert holds == (role in {ADMIN, LEAD, OFFICER})  # an auditor sees them all and writes nothing


def test_the_page_about_roles_says_what_the_table_says() -> None:
    """The columns of docs/reference/roles.md are the roles in order, then whether only a person may."""
    page = (Path(__file__).parents[2] / "docs" / "reference" / "roles.md").read_text(encoding="utf-8")
    lines = [line.strip("|").split("|") for line in page.splitlines() if "(`may_" in line or "(`sees_" in line]
    written = {said.split("`")[1]: [mark.strip() == "✓" for mark in marks] for said, *marks in lines}
    assert written == {
        question: [*(role in roles for role in Role), question in NEVER_A_TOKEN] for question, roles in ALLOWED.items()
    }


@pytest.mark.parametrize("question", ALLOWED)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_table_says(question: str, role: Role) -> None:
    assert getattr(policy, question)(person(role)) is (role in ALLOWED[question])


@pytest.mark.parametrize("question", ALLOWED)
def test_nobody_without_a_role_may_do_anything(question: str) -> None:
    assert getattr(policy, question)(person()) is False


@pytest.mark.parametrize("question", ALLOWED)
def test_a_token_without_scopes_may_do_nothing(question: str) -> None:
    assert getattr(policy, question)(person(*Role, scopes=frozenset())) is False


@pytest.mark.parametrize("question", NEVER_A_TOKEN)
def test_a_token_never_does_what_only_a_person_may(question: str) -> None:
    assert getattr(policy, question)(person(*Role, scopes=frozenset(Scope))) is False


def test_a_reading_token_does_not_write() -> None:
    reader = person(ADMIN, scopes=frozenset({Scope.DESK_READ}))
    assert policy.sees_all(reader)
    assert not policy.may_write(reader)


def test_a_token_does_not_widen_its_makers_role() -> None:
    assert not policy.may_reply(person(AUDITOR, scopes=frozenset(Scope)))
