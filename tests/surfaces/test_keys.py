"""Keys as administrators make them: on the page and on the command line."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from bayline.platform.keys import queries
from bayline.platform.people.queries import DeedsAsked, deeds

Outcome = tuple[int, str, str]
pytestmark = pytest.mark.django_db
FORM = {"name": "月报", "organisation": "统计局", "scope": "write", "expires": ""}
SHOWN = re.compile(r"bl_[0-9a-z]{10}_[\w-]{43}")


def test_the_page_makes_a_key_and_shows_it_once(client: Client) -> None:
    made = client.post("/keys", FORM).content.decode()
    words = SHOWN.search(made)[0]
    assert queries.visitor_of_key(f"Bearer {words}", datetime.now(UTC)).name == "统计局（月报）"
    later = client.get("/keys").content.decode()
    assert not SHOWN.search(later)
    assert words[3:13] in later


def test_the_page_takes_a_key_back(client: Client) -> None:
    client.post("/keys", FORM)
    identifier = queries.made_keys()[0].id
    page = client.post("/keys", {"revoke": identifier}).content.decode()
    assert "已失效" in page
    assert queries.made_keys()[0].revoked is not None


def test_what_cannot_be_made_is_said_and_typed_words_stay(client: Client) -> None:
    answer = client.post("/keys", {**FORM, "expires": "2020-01-01"})
    assert answer.status_code == 400
    assert "有效期2020-01-01已过" in answer.content.decode()
    assert 'value="统计局"' in answer.content.decode()
    assert not queries.made_keys()


def test_the_english_page_is_english(client: Client) -> None:
    page = client.get("/en/keys").content.decode()
    assert "Keys of the interface" in page
    assert "No key has been made yet." in page


def test_the_command_line_makes_lists_and_revokes(bayline: Callable[..., Outcome]) -> None:
    status, words, _ = bayline("key", "create", "月报", "--organisation", "统计局")
    assert status == 0
    assert SHOWN.fullmatch(words.strip())
    status, listed, _ = bayline("key", "list", "--format", "json")
    (one,) = json.loads(listed)
    assert (one["name"], one["scope"], one["used"]) == ("月报", "read", None)
    assert words.strip() not in listed
    assert bayline("key", "revoke", one["id"])[1] == f"key {one['id']} no longer works\n"
    noted = [(deed.address, deed.about) for _, deed in deeds(DeedsAsked(), first=0, count=2)[1]]
    assert noted == [("key revoke", one["id"]), ("key create", one["id"])]
    assert "ended" in bayline("key", "list")[1]


def test_the_command_line_refuses_an_unknown_key(bayline: Callable[..., Outcome]) -> None:
    status, _, complaint = bayline("key", "revoke", "nothing")
    assert status == 2
    assert "no key “nothing”" in complaint
