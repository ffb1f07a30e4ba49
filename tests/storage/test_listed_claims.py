"""Lists of claims: each page after the last, the same whatever comes in, one question each."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bayline.engines.chinese.reader import READER_VERSION
from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.demo.loading import ENDS, Wish, load
from bayline.platform.instants import moment
from bayline.platform.reaching import NOTHING, within
from bayline.platform.record import models
from bayline.platform.record.actions import decide
from bayline.platform.record.queries import claims, claims_numbered
from bayline.platform.record.queries.listed import (
    Behind,
    ClaimsAsked,
    ListedClaim,
    Order,
    changed,
    listed_claims,
)
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.queries import FIGURE_ORDERS, FiguresAsked, figures, ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def region(kept: None) -> None:
    del kept
    load(Wish(claims=700, seed=3, reader=READER_VERSION, check=check_document), told=lambda _: None)


def behind(row: ListedClaim, order: Order) -> Behind:
    values = {
        Order.NUMBER: None,
        Order.PERIOD: row.period_start,
        Order.RECORDED: moment(row.recorded),
        Order.CHANGED: moment(changed(row)),
    }
    value = values[order]
    return Behind(row.number, date.fromisoformat(value) if isinstance(value, str) else value)


def walked(size: int = 37, **asked: object) -> list[ListedClaim]:
    """All rows, page after page."""
    found: list[ListedClaim] = []
    place = None
    while True:
        question = ClaimsAsked(size=size, behind=place, **asked)
        page = listed_claims(question)
        if not page:
            return found
        found += page
        place = behind(page[-1], question.order)


def keys_of(**wanted: object) -> set[int]:
    return {one.key for one in claims(**wanted)}


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("state", [None, *Review])
def test_pages_hold_every_claim_of_a_state_once(state: Review | None) -> None:
    rows = walked(state=state)
    assert [row.number for row in rows] == sorted({row.number for row in rows}, reverse=True)
    assert {row.number for row in rows} == keys_of(states=[state] if state else [])


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("kind", [*ClaimKind])
@pytest.mark.parametrize("state", [None, Review.ACCEPTED, Review.PROPOSED])
def test_kinds_and_states_go_together(kind: ClaimKind, state: Review | None) -> None:
    wanted = {"states": [state]} if state else {}
    assert {row.number for row in walked(kind=kind, state=state)} == keys_of(kind=kind, **wanted)


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("state", [None, Review.ACCEPTED, Review.RETURNED])
def test_equal_columns_go_with_states(state: Review | None) -> None:
    some = (
        models.Claim.objects.filter(standings__state="returned").first()
        or models.Claim.objects.first()
    )
    for name in ("attribute", "subject", "place", "text_id"):
        equal = {name: getattr(some, name)}
        wanted = {"states": [state]} if state else {}
        assert {row.number for row in walked(equal=equal, state=state)} == keys_of(
            **equal, **wanted
        )


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("state", [None, Review.ACCEPTED, Review.PROPOSED])
def test_periods_lie_within_what_is_asked_the_latest_first(state: Review | None) -> None:
    first, last = date(2020, 1, 1), date(2022, 1, 1)
    rows = walked(begins=first, ends=last, state=state)
    wanted = {"states": [state]} if state else {}
    assert {row.number for row in rows} == keys_of(
        period_start__gte=first, period_end__lte=last, **wanted
    )
    order = [(str(row.period_start), row.number) for row in rows]
    assert order == sorted(order, reverse=True)


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("state", [None, Review.ACCEPTED, Review.PROPOSED, Review.RETURNED])
def test_what_stood_on_a_day_is_listed_as_it_stood(state: Review | None) -> None:
    day = ENDS - timedelta(days=700)
    rows = walked(as_of=day, state=state)
    assert {row.number for row in rows} == keys_of(as_of=day, states=[state] if state else [])
    moments = [(row.recorded, row.number) for row in rows]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.usefixtures("region")
def test_changes_are_told_in_their_order_and_each_claim_once() -> None:
    everything = walked(changed_since=moment(0))
    assert {row.number for row in everything} == keys_of()
    told = [(changed(row), row.number) for row in everything]
    assert all(one < other for one, other in pairwise(told))
    middle = moment(told[len(told) // 2][0])
    later = {row.number for row in walked(changed_since=middle)}
    assert later == {key for when, key in told if moment(when) > middle}


@pytest.mark.usefixtures("region")
def test_a_decision_is_a_change() -> None:
    some = listed_claims(ClaimsAsked(state=Review.ACCEPTED, size=1))[0]
    now = ENDS + timedelta(days=30)
    decide([some.identifier], Review.PROPOSED, by="周岚", at=now)
    rows = walked(changed_since=now - timedelta(seconds=1))
    (row,) = rows
    assert (row.number, row.state) == (some.number, Review.PROPOSED)
    assert some.number in {row.number for row in walked(state=Review.PROPOSED)}


@pytest.mark.usefixtures("region")
def test_a_page_stays_where_it_was_when_others_add_claims() -> None:
    first = listed_claims(ClaimsAsked(size=20))
    second = listed_claims(ClaimsAsked(size=20, behind=behind(first[-1], Order.NUMBER)))
    models.Claim.objects.create(
        **{
            field.name: getattr(models.Claim.objects.first(), field.name)
            for field in models.Claim._meta.fields  # noqa: SLF001 - Django's public name
            if field.name not in {"id", "identifier"}
        },
        identifier="0" * 16,
    )
    assert second == listed_claims(ClaimsAsked(size=20, behind=behind(first[-1], Order.NUMBER)))


@pytest.mark.usefixtures("region")
def test_whoever_sees_nothing_is_given_nothing() -> None:
    with within(NOTHING):
        assert not listed_claims(ClaimsAsked())
        assert not listed_claims(ClaimsAsked(state=Review.PROPOSED))
    assert listed_claims(ClaimsAsked())


@pytest.mark.usefixtures("region")
def test_a_page_takes_one_question(django_assert_num_queries) -> None:
    for asked in (
        ClaimsAsked(),
        ClaimsAsked(state=Review.PROPOSED),
        ClaimsAsked(ends=date(2024, 1, 1)),
    ):
        with django_assert_num_queries(1):
            assert len(listed_claims(asked)) > 10


@pytest.mark.parametrize("column", ["attribute", "subject", "place"])
def test_what_is_stated_of_one_thing_comes_in_the_order_of_its_index(column: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        listed_claims(ClaimsAsked(equal={column: "x"}))
    (query,) = [one["sql"] for one in asked.captured_queries]
    if connection.vendor == "postgresql":  # its plans of small tables say nothing of large ones
        return
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        plan = [row[3] for row in cursor.fetchall()]
    assert "USING INDEX record_claim_" in plan[0]
    assert not [step for step in plan if "TEMP B-TREE" in step], plan


@pytest.mark.usefixtures("region")
def test_claims_by_number_stand_as_they_did_on_the_day_that_is_asked_for() -> None:
    kept = claims(states=[Review.ACCEPTED], limit=1)[0]
    decided = kept.decided + timedelta(days=1)
    decide([kept.id], Review.RETURNED, by="小林", reason="x", at=decided)
    states = [claims_numbered([kept.key], as_of=day)[0].kept.state for day in (None, kept.decided)]
    assert states == [Review.RETURNED, Review.ACCEPTED]


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("order", FIGURE_ORDERS)
@pytest.mark.parametrize(
    "words", [{"subject": "镇"}, {"attribute": "收入"}, {"subject": "镇", "attribute": "收入"}]
)
def test_a_list_walked_in_its_order_is_the_one_that_is_sorted(
    monkeypatch: pytest.MonkeyPatch, words: dict[str, str], order: str
) -> None:
    asked = FiguresAsked(**words, order=order, is_descending=False)
    is_sorted = [figures(asked, as_of=None, page=page, size=20) for page in (1, 2)]
    monkeypatch.setattr(ledger, "_SORTED", 0)
    assert [figures(asked, as_of=None, page=page, size=20) for page in (1, 2)] == is_sorted
    assert is_sorted[0].claims
