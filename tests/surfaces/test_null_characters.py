"""Addresses with a null character, which PostgreSQL takes into no question: refused on both."""

import pytest
from django.test import Client
from django.utils.translation import override

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        *("/figures?attribute=a%00b", "/projects/a%00b", "/documents.json?q=%00", "/changes?x=%00"),
        *("/en/registers?q=%00", "/audit-log?who=%00", "/search?q=a&kind=%00"),
    ],
)
def test_a_null_character_is_refused_with_a_sentence(client: Client, address: str) -> None:
    found = client.get(address)
    assert found.status_code == 400
    said = "do not print" if address.startswith("/en/") else "不可见的字符"
    assert said in found.content.decode()


@pytest.mark.parametrize("address", ["/api/claims?subject=%00", "/api/claims/a%00b"])
def test_programs_are_refused_in_their_own_form(anonymous: Client, address: str) -> None:
    found = anonymous.get(address)
    assert found.status_code == 400
    assert found.json()["title"] == "Bad Request"


def test_a_null_character_that_is_spelled_out_is_none(client: Client) -> None:
    with override("zh-hans"):
        assert client.get("/search?q=%2500").status_code == 200
