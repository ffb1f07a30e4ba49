"""Every list asks the database as many questions of a large record as of a small one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bayline.kernel.reviews import Review
from bayline.platform.demo.loading import Wish, load
from bayline.platform.record import queries
from bayline.platform.record.actions import decide

pytestmark = pytest.mark.django_db

LISTS = (
    "/",
    "/record",
    "/documents",
    "/documents?sort=-waiting",
    "/documents?state=waiting",
    "/figures",
    "/figures?attribute=收入",
    "/figures?subject=镇",
    "/figures?place=990101101",
    "/figures?sort=period",
    "/findings",
    "/places",
    "/places?all=1",
    "/places?q=村",
    "/designations",
    "/series",
    "/map",
    "/review",
    "/registers",
    "/registers/projects",
    "/registers/projects?sort=-stage",
    "/registers/projects?f.stage=signed",
    "/registers/projects?f.kind=industry&f.stage=signed",
    "/registers/projects?q=项目",
    "/registers/organisations",
    "/registers/villages",
    "/search?q=收入",
    "/reports",
    "/publications",
)


@contextmanager
def made_up(claims: int) -> Iterator[None]:
    """A made-up region of a size, with something to review; what is loaded is taken back."""
    with transaction.atomic():
        wish = Wish(claims=claims, seed=1, reader="1", check=lambda *_given, **_more: ())
        load(wish, told=lambda _loaded: None)
        one = queries.claims(states=[Review.ACCEPTED], limit=1)[0]
        decide([one.id], Review.PROPOSED, by="小林", at=datetime(2026, 1, 5, tzinfo=UTC))
        yield
        transaction.set_rollback(True)
    cache.clear()


def questions(client: Client) -> dict[str, int]:
    """Count what each list asks when no page is remembered, but what is read once is known."""
    found: dict[str, int] = {}
    for address in LISTS:
        client.get(address)
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(answer.content) < 300_000, address
        found[address] = len(asked)
    return found


@pytest.mark.any_database
def test_every_list_asks_as_much_of_two_thousand_claims_as_of_five_hundred(client: Client) -> None:
    with made_up(500):
        of_few = questions(client)
    with made_up(2000):
        of_many = questions(client)
    assert of_many == of_few
