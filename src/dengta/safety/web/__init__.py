"""Safety's addresses: the rules for browsers, and the check of anything, as page and API."""

from dengta.safety.web import check_api, check_page, words

routes = [*words.routes, *check_page.routes, *check_api.routes]
