"""The file of rules that browsers fetch."""

import json

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from dengta.safety.browser import browser_version, browser_words
from dengta.safety.detect.lexicon import LISTS, words
from dengta.safety.web import routes

ADDRESS = "/static/safety/words.bin"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_rules_are_served_compressed_and_once() -> None:
    with TestClient(Litestar(routes)) as client:
        for accepted, encoding in (("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)):
            answer = client.get(ADDRESS, headers={"Accept-Encoding": accepted})
            assert answer.status_code == 200
            assert answer.headers.get("content-encoding") == encoding
            assert "max-age=86400" in answer.headers["cache-control"]
        assert client.get(ADDRESS, headers={"If-None-Match": f'"{browser_version()}"'}).status_code == 304


def test_the_rules_hold_every_list_whole() -> None:
    rules = json.loads(browser_words())
    assert [len(each["words"].split()) for each in rules["lists"]] == [len(words(name)) for name in LISTS]
