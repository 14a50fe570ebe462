"""Pages of accounts: sign-in, enrolment, one's own account, people, groups, tokens, audit, alarms.

`routes` are the handlers, `provide_actor` says who asks, and `on_unauthenticated` sends people who must sign in to the
page where they can.
"""

from litestar import Router
from litestar.di import Provide

from dengta.accounts.errors import StepUpNeeded
from dengta.accounts.web import account, alarms, audit, enrol, groups, passkeys, people, sign_in, tokens
from dengta.accounts.web.caller import on_step_up, on_unauthenticated, provide_actor, provide_person

__all__ = ["on_unauthenticated", "provide_actor", "routes"]

routes = [
    Router(
        "/staff",
        route_handlers=[
            *sign_in.routes,
            *enrol.routes,
            *account.routes,
            *passkeys.routes,
            *people.routes,
            *groups.routes,
            *tokens.routes,
            *audit.routes,
            *alarms.routes,
        ],
        dependencies={"person": Provide(provide_person)},
        exception_handlers={StepUpNeeded: on_step_up},
        include_in_schema=False,
    )
]
