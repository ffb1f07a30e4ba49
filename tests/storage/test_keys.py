"""Keys: shown once, kept as a hash, refused with a reason."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bayline.kernel.errors import BaylineError
from bayline.platform.keys import actions, models, queries
from bayline.platform.keys.terms import Key, KeyRefusedError, Scope
from bayline.platform.people.terms import Audience

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 4, tzinfo=UTC)


def wanted(**parts: object) -> Key:
    plain = {"name": "月报", "organisation": "统计局", "made_by": "周岚", "made": NOON}
    return Key(**{"id": "", "scope": Scope.READ, **plain, **parts})


def shown(**parts: object) -> str:
    return actions.create(wanted(**parts)).shown


def test_a_key_gives_the_visitor_of_its_organisation() -> None:
    visitor = queries.visitor_of_key(f"Bearer {shown()}", NOON)
    assert visitor.name == "统计局（月报）"
    assert visitor.may(Audience.READ)
    assert not visitor.may(Audience.WRITE)


def test_a_key_to_write_may_read_and_write_and_decide_nothing() -> None:
    visitor = queries.visitor_of_key(f"Bearer {shown(scope=Scope.WRITE)}", NOON)
    assert visitor.may(Audience.READ)
    assert visitor.may(Audience.WRITE)
    assert not visitor.may(Audience.REVIEW)


def test_no_header_is_nobody() -> None:
    assert queries.visitor_of_key("", NOON) is None


def test_nothing_that_is_kept_is_the_key() -> None:
    words = shown()
    row = models.Key.objects.get()
    kept = {str(value) for value in vars(row).values()}
    assert words not in kept
    assert words.rpartition("_")[2] not in kept
    assert words.startswith(f"bl_{row.id}_")


@pytest.mark.parametrize(
    "header", ["Basic {}", "Bearer", "Bearer {}x", "Bearer bl_", "{}", "Bearer {}\x00"]
)
def test_what_is_no_key_is_refused(header: str) -> None:
    with pytest.raises(KeyRefusedError, match="not known"):
        queries.visitor_of_key(header.format(shown()), NOON)


def test_the_secret_of_another_key_does_not_open_one() -> None:
    one, other = shown(), shown()
    mixed = f"{one[:14]}{other[14:]}"
    with pytest.raises(KeyRefusedError, match="not known"):
        queries.visitor_of_key(f"Bearer {mixed}", NOON)


def test_a_key_that_was_taken_back_is_refused_and_stays_so() -> None:
    made = actions.create(wanted())
    actions.revoke(made.key.id, at=NOON)
    later = actions.revoke(made.key.id, at=NOON + timedelta(days=1))
    assert later.revoked == NOON
    with pytest.raises(KeyRefusedError, match="taken back"):
        queries.visitor_of_key(f"Bearer {made.shown}", NOON)


def test_a_key_works_until_the_day_before_it_ends() -> None:
    words = shown(expires=date(2026, 3, 5))
    day_before = datetime(2026, 3, 4, 15, 59, tzinfo=UTC)  # still 4 March in China
    assert queries.visitor_of_key(f"Bearer {words}", day_before)
    with pytest.raises(KeyRefusedError, match="ended on 2026-03-05"):
        queries.visitor_of_key(f"Bearer {words}", day_before + timedelta(minutes=1))


def test_the_last_day_of_use_is_noted_once_a_day(django_assert_num_queries) -> None:
    header = f"Bearer {shown()}"
    with django_assert_num_queries(2):
        queries.visitor_of_key(header, NOON)
    with django_assert_num_queries(1):
        queries.visitor_of_key(header, NOON + timedelta(hours=3))
    assert queries.made_keys()[0].used == date(2026, 3, 3)


@pytest.mark.parametrize("missing", ["name", "organisation", "made_by"])
def test_a_key_without_a_name_is_not_made(missing: str) -> None:
    with pytest.raises(BaylineError, match="the key has no"):
        actions.create(wanted(**{missing: " \u3164 "}))


def test_a_key_that_ended_already_is_not_made() -> None:
    with pytest.raises(BaylineError, match="would have ended"):
        actions.create(wanted(expires=date(2026, 3, 3)))
