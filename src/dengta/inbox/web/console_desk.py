"""The console's handlers, all for people who are signed in."""

from litestar import Router

from dengta.inbox.web import console, console_actions, console_bulk, console_canned, console_live, console_person

routes = [
    Router(
        "/",
        route_handlers=[
            *console.routes,
            *console_live.routes,
            *console_bulk.routes,
            *console_canned.routes,
            *console_person.routes,
            *console_actions.routes,
        ],
        include_in_schema=False,
    )
]
