"""Safety's addresses: the rules for browsers, the check of anything as page and API, the lists that staff choose."""

from dengta.safety.web import check_api, check_page, feeds_page, words

routes = [*words.routes, *check_page.routes, *check_api.routes, *feeds_page.routes]
