"""Tallies say what a recount gives, whatever is done; and pages read them in place of claims."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bayline.engines.chinese.reader import READER_VERSION
from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError
from bayline.kernel.reviews import Review
from bayline.platform.demo.loading import Wish, load
from bayline.platform.reaching import NOTHING, within
from bayline.platform.record import queries
from bayline.platform.record.actions import append, decide
from bayline.platform.record.queries.tallies import figures_by_source
from bayline.platform.record.recounting import strayed_tallies, strayed_undecided
from bayline.platform.record.tallies import KindTally, SourceTally
from bayline.platform.record.terms import Draft, Handed, KeptClaim
from bayline.systems.reading.actions.benching import take_back
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.actions.reviewing import put_right
from bayline.systems.reading.queries import (
    Turn,
    Wanted,
    bench_documents,
    bench_identifiers,
    bench_place,
    bench_rows,
    bench_stamp,
    first_of,
    last_decision,
    places_counted,
    record_counts,
)

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = datetime(2030, 1, 1, tzinfo=UTC)
STATES = (Review.ACCEPTED, Review.RETURNED, Review.PROPOSED)
KINDS = (None, ClaimKind.FIGURE, ClaimKind.PROMISE)


def words(number: int) -> str:
    return (
        f"2021年，金山区集中开工{number + 3}个项目，总投资{number + 20}亿元。\n"
        f"2020年，枫泾镇森林覆盖率为{number + 10}.5%。\n"
        f"全区将于2021年12月15日前建成幼儿园{number + 2}所。"
    )


def kept(number: int) -> None:
    handed = Handed(
        name=f"{number}.md", data=words(number).encode(), published=date(2021, 11, 1), title="公报"
    )
    record_document(handed, by="小林", at=NOON)


def proposed(old: KeptClaim, subject: str, kind: ClaimKind) -> None:
    """Propose another reading of a claim, or that nobody states it any more."""
    said = replace(old.claim, identifier="-", supersedes=old.id, subject=subject, kind=kind)
    draft = Draft(claim=said, quote=old.quote, sentence=old.sentence)
    append([draft], ground=queries.text_of_claim(old.id), by="reader", at=NOON + HOUR)


class Hands:
    """People and readers who work on a record in an order that chance gives."""

    def __init__(self, seed: int) -> None:
        self.chance, self.hours, self.turns = Random(seed), 0, list[Turn]()  # noqa: S311 - an order, no secret

    def step(self) -> None:
        """Do one thing; what is refused changes nothing."""
        do = self.chance.choice(
            (self._load, self._decide, self._decide, self._supersede, self._undo)
        )
        self.hours += 1
        before = last_decision()
        try:
            with transaction.atomic():
                do()
        except BaylineError:
            return
        if last_decision() > before:
            self.turns.append(Turn(before + 1, last_decision()))

    def _some(self) -> list[KeptClaim]:
        claims = queries.claims()
        return self.chance.sample(claims, min(len(claims), self.chance.randrange(1, 4)))

    @property
    def _now(self) -> datetime:
        return NOON + self.hours * HOUR

    def _load(self) -> None:
        kept(self.chance.randrange(40))

    def _decide(self) -> None:
        names = [one.id for one in self._some()]
        decide(names, self.chance.choice(STATES), by="小王", at=self._now, reason="理由")

    def _supersede(self) -> None:
        (old, *_) = self._some()
        how = self.chance.randrange(3)
        subject = f"第{self.hours}区"
        if how == 0:
            right = replace(old.claim, subject=subject, place="310116")
            put_right(old.id, right, by="小王", at=self._now, reason="改")
        else:
            proposed(old, subject, ClaimKind.WITHDRAWAL if how == 1 else old.claim.kind)

    def _undo(self) -> None:
        if self.turns:
            take_back(self.turns.pop(), by="小王", at=self._now)


def refuse_difference() -> None:
    """Compare what the tallies say with the claims themselves."""
    assert [*strayed_tallies(), *strayed_undecided()] == []
    claims = queries.claims()
    kinds = Counter((one.claim.kind.value, one.state.value) for one in claims)
    assert kinds == dict(told(KindTally, "kind", "state"))
    sources = Counter((one.source or 0, one.claim.kind.value, one.state.value) for one in claims)
    sources += Counter((one.source or 0, "", one.state.value) for one in claims)
    assert sources == dict(told(SourceTally, "ground", "kind", "state"))
    living = Counter(
        one.claim.place
        for one in claims
        if one.state is not Review.SUPERSEDED and one.claim.kind is ClaimKind.FIGURE
    )
    del living[""]
    assert living == dict(queries.places_tallied(limit=99))


def told(table: type, *keys: str) -> Iterator[tuple[tuple[object, ...], int]]:
    rows = table.objects.filter(n__gt=0).values_list(*keys, "n")  # type: ignore[attr-defined]  # - all have them
    return ((tuple(key), n) for *key, n in rows)


@pytest.fixture
def worked_on() -> None:
    """A record that much was done to."""
    hands = Hands(seed=7)
    for number in range(4):
        kept(number)
    for _ in range(40):
        hands.step()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_done_in_whatever_order_the_tallies_say_what_a_recount_gives(seed: int) -> None:
    hands = Hands(seed)
    kept(0)
    for _ in range(25):
        hands.step()
        refuse_difference()
    assert len(hands.turns) > 2


@pytest.mark.usefixtures("store")
def test_what_is_taken_back_with_its_transaction_is_not_counted() -> None:
    kept(1)
    before = queries.tallied()
    with transaction.atomic():
        kept(2)
        decide([queries.claims()[0].id], Review.ACCEPTED, by="小王", at=NOON)
        assert queries.tallied() != before
        transaction.set_rollback(True)
    assert queries.tallied() == before
    refuse_difference()


@pytest.mark.usefixtures("store", "worked_on")
def test_a_record_that_was_begun_before_is_counted_when_it_is_brought_up_to_date() -> None:
    before = sorted(told(SourceTally, "ground", "kind", "state"))
    call_command("migrate", "record", "0010", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM record_undecided")
        waiting = cursor.fetchone()[0]
    call_command("migrate", "record", verbosity=0)
    refuse_difference()
    assert waiting == queries.tallied()[Review.PROPOSED] > 0
    assert sorted(told(SourceTally, "ground", "kind", "state")) == before


def order_of(claim: KeptClaim) -> tuple[int, int, int, int]:
    start = getattr(claim.claim.evidence.selectors[0], "start", -1)
    return (0 if claim.supersedes else 1, claim.source or 0, start, claim.key)


def wishes() -> Iterator[tuple[Wanted, Callable[[KeptClaim], bool]]]:
    """Give what a reviewer may go through, each with the condition of it."""
    hashes = {one.key: one.sha256 for one in queries.sources()}
    for document in ("", *(sha256[:12] for sha256 in hashes.values())):
        for kind in KINDS:

            def fits(
                one: KeptClaim, document: str = document, kind: ClaimKind | None = kind
            ) -> bool:
                is_there = hashes[one.source or 0].startswith(document)
                return is_there and kind in {None, one.claim.kind}

            yield Wanted(document=document, kind=kind), fits


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.usefixtures("worked_on")
def test_a_reviewer_goes_through_what_waits_in_order_and_is_told_how_far() -> None:
    waiting = sorted(queries.claims(states=[Review.PROPOSED]), key=order_of)
    assert len({order_of(one)[0] for one in waiting}) == 2
    for wanted, fits in wishes():
        line = [one for one in waiting if fits(one)]
        names = [one.id for one in line]
        assert bench_identifiers(wanted) == names
        assert first_of(wanted) == (names[0] if names else "")
        assert [row.identifier for row in bench_rows(wanted, first=1, count=3)] == names[1:4]
        assert bench_stamp(wanted).total == len(names)
        for number, one in enumerate(line):
            place = bench_place(wanted, one)
            assert (place.total, place.before) == (len(names), number)
            assert place.previous == (names[number - 1] if number else "")
            assert place.following == (names[number + 1] if number + 1 < len(names) else "")


@pytest.mark.django_db
@pytest.mark.usefixtures("worked_on")
def test_what_is_told_of_now_is_what_is_counted_of_a_day_to_come() -> None:
    assert record_counts() == record_counts(as_of=LATER)
    assert places_counted(limit=2) == places_counted(as_of=LATER, limit=2)
    assert queries.waiting_by_source() == queries.waiting_by_source(as_of=LATER)
    for state in STATES:
        of_a_day = bench_documents(Wanted(state=state, at=LATER))
        assert bench_documents(Wanted(state=state)) == of_a_day, state
    assert queries.tallied() == queries.count_by_state()
    for source in queries.sources():
        counted = sum(queries.count_by_state(source=source.key, kind=ClaimKind.FIGURE).values())
        assert figures_by_source([source.key]) == {source.key: counted}


@pytest.mark.django_db
def test_the_documents_with_most_that_waits_are_listed_and_the_rest_counted() -> None:
    for number in range(5):
        kept(number)
    all_of_them = queries.waiting_by_source()
    assert all_of_them[0] == 5
    assert queries.waiting_by_source(limit=2) == (5, all_of_them[1][:2])
    last = next(one for one in queries.sources() if one.sha256 == all_of_them[1][-1].sha256)
    total, listed = queries.sources_standing(Review.PROPOSED, limit=1, also=[last.key])
    assert (total, [one.key for one in listed][1:]) == (5, [last.key])


@pytest.mark.django_db
def test_a_token_tells_a_claim_that_was_decided_and_taken_back_from_one_that_was_not() -> None:
    kept(1)
    token = bench_stamp(Wanted()).token
    (name, *_) = bench_identifiers(Wanted())
    for state in (Review.ACCEPTED, Review.PROPOSED):
        decide([name], state, by="小王", at=NOON + HOUR)
    assert bench_stamp(Wanted()).token != token
    assert bench_stamp(Wanted(kind=ClaimKind.PROMISE)) == bench_stamp(
        Wanted(kind=ClaimKind.PROMISE)
    )


@pytest.mark.django_db
def test_whoever_sees_nothing_is_told_of_nothing() -> None:
    kept(1)
    with within(NOTHING):
        assert record_counts().figures == 0
        assert places_counted(limit=8) == []
        assert queries.tallied()[Review.PROPOSED] == 0


@contextmanager
def plans() -> Iterator[list[str]]:
    """Gather how SQLite answers what is asked, each question with the steps it takes."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as asked:
        yield found
    with connection.cursor() as cursor:
        for one in asked.captured_queries:
            if one["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN QUERY PLAN {one['sql'].replace('%', '%%')}")
                steps = "\n".join(step for *_, step in cursor.fetchall())
                found.append(f"{one['sql']}\n{steps}")


LARGE = ("record_claim", "record_standing", "record_decision", "record_passage", "record_undecided")


def walks(plan: str) -> list[str]:
    """Name the large tables that a question walks through from end to end."""
    sql, _, steps = plan.partition("\n")
    called = re.findall(r'"(record_\w+)" (?:AS )?"?(\w+)"?(?= ON|\s+WHERE|\s+INNER|\))', sql)
    names = {table: table for table in LARGE} | {alias: table for table, alias in called}
    scanned = re.findall(r"^SCAN (\w+)", steps, re.MULTILINE)
    is_first_alone = re.search(r"LIMIT 1\b(?! OFFSET)", sql)  # the first of an index is no walk
    return [names[one] for one in scanned if names.get(one) in LARGE and not is_first_alone]


@pytest.mark.django_db
def test_pages_that_count_the_record_walk_through_none_of_its_large_tables(
    logged_in: Callable[..., Client],
) -> None:
    if connection.vendor != "sqlite":
        return  # the plans of PostgreSQL depend on what it has counted
    load(Wish(claims=700, seed=3, reader=READER_VERSION, check=check_document), told=lambda _: None)
    client = logged_in()
    middle = queries.claims(states=[Review.PROPOSED])[-1]
    document = queries.source(middle.source).id
    for path in (
        *("/", "/record", "/review", f"/review?claim={middle.id}"),
        *(f"/review?document={document}", "/review?kind=promise"),
    ):
        with plans() as found:
            assert client.get(path).status_code == 200
        assert len(found) > 5
        for plan in found:
            assert walks(plan) == [], f"{path}\n{plan}"
    with plans() as found:
        queries.count_by_state()
    assert walks(found[0]) == ["record_claim"]  # so walks are seen


@pytest.mark.django_db
def test_these_pages_ask_as_little_of_much_as_of_little(
    logged_in: Callable[..., Client],
) -> None:
    client = logged_in()
    paths = ("/", "/record", "/review")
    for number in range(8):
        kept(number)
    asked = [questions(client, path) for path in paths]
    for number in range(8, 20):
        kept(number)
    assert [questions(client, path) for path in paths] == asked
    assert asked == [18, 10, 16]


def questions(client: Client, path: str) -> int:
    client.get(path)
    cache.clear()  # in which pages are remembered
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return len(found)
