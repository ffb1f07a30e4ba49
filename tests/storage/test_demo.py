"""The made-up region: it is read as it was composed, and everything of a real record is in it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from bayline.engines.chinese.reader import READER_VERSION
from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError
from bayline.kernel.reviews import Review
from bayline.platform.demo.loading import Loaded, Wish, load
from bayline.platform.packs import queries as packs
from bayline.platform.packs.actions import keep_declarations
from bayline.platform.record import models, queries
from bayline.platform.record.verifying import verify
from bayline.platform.registers.actions import declare
from bayline.platform.registers.brought import brought_files
from bayline.platform.registers.queries import count, register
from bayline.systems.projects.queries import counted_stages, lines_at
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.vouching import misread

pytestmark = pytest.mark.django_db


def made(claims: int, *, seed: int = 1) -> Loaded:
    """Fill the empty database of a test."""
    wish = Wish(claims=claims, seed=seed, reader=READER_VERSION, check=check_document)
    return load(wish, told=lambda _: None)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ends_of_chains() -> dict[str, str]:
    return dict(models.Head.objects.values_list("chain", "digest"))


@pytest.mark.any_database
@pytest.mark.parametrize("seed", [1, 2])
def test_every_document_is_read_exactly_as_it_was_composed(seed: int) -> None:
    made(1_200, seed=seed)
    texts = [*models.Text.objects.values_list("pk", flat=True)]
    assert len(texts) > 10
    assert {key: misread(key) for key in texts} == dict.fromkeys(texts, 0)


def test_a_reading_that_differs_is_counted() -> None:
    made(200)
    text = models.Text.objects.order_by("pk").first()
    with taken_back():
        altered = models.Text(
            source=text.source,
            sha256="0" * 64,
            text=text.text + "\n2020年，青溪镇工业投资3.10亿元。",
            layout=text.layout,
            recorded=text.recorded,
            digest="-",
        )
        altered.save(force_insert=True)
        assert misread(altered.pk) > 0


@pytest.mark.any_database
def test_the_same_seed_gives_the_same_record_and_another_one_another() -> None:
    ends = []
    for seed in (5, 5, 6):
        with taken_back():
            made(400, seed=seed)
            ends.append(ends_of_chains())
    assert ends[0] == ends[1]
    assert ends[0]["record_claim"] != ends[2]["record_claim"]


@pytest.mark.any_database
def test_what_was_loaded_is_a_whole_record() -> None:
    done = made(13_000)
    states = queries.count_by_state()
    assert done.claims == sum(states.values()) >= 13_000
    assert all(states[state] > 10 for state in Review)
    assert done.accepted == states[Review.ACCEPTED] + states[Review.SUPERSEDED]
    kinds = {*models.Claim.objects.values_list("kind", flat=True)}
    assert {ClaimKind.FIGURE, ClaimKind.EVENT, ClaimKind.PROMISE} <= kinds
    years = {day.year for day in models.Source.objects.values_list("published", flat=True)}
    assert len(years) > 4
    assert done.findings == len(queries.findings()) > 0
    assert count(register("projects")) == 13_000 // 200
    standing = counted_stages(lines_at(None))
    assert {"reserved", "started", "completed", "operating"} <= standing.keys()
    assert sum(standing.values()) == 13_000 // 200


def test_every_link_of_it_holds() -> None:
    made(1_000)
    assert verify().faults == packs.faults() == ()


def test_a_home_that_holds_something_is_left_alone() -> None:
    made(200)
    before = ends_of_chains()
    with pytest.raises(BaylineError, match=r"holds a record already.*empty folder"):
        made(200)
    assert ends_of_chains() == before


def test_a_declaration_that_was_kept_without_its_file_is_given_one() -> None:
    where = "registers/chains.toml"
    declare(brought_files()["chains"], where=where)
    assert where in " ".join(packs.faults())
    assert keep_declarations() == (where,)
    assert (packs.faults(), keep_declarations()) == ((), ())
