"""What is personal is sealed; destroying a key erases, and a tombstone stays."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.seals.actions import erase, seal
from bayline.platform.seals.ciphers import is_sealed
from bayline.platform.seals.models import Tombstone
from bayline.platform.seals.queries import ERASED, LOCKED, erasures, faults, unseal
from bayline.systems.reading.actions.keyrings import write_keys

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)


def test_a_sealed_value_opens_for_its_person_only() -> None:
    token = seal("contacts/1", "张三 13800000000")
    seal("contacts/2", "李四")
    assert is_sealed(token)
    assert "张三" not in token
    assert unseal("contacts/1", token) == "张三 13800000000"
    assert unseal("contacts/2", token) == LOCKED


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert seal("contacts/1", "张三") != seal("contacts/1", "张三")


def test_a_changed_value_does_not_open() -> None:
    token = seal("contacts/1", "张三")
    changed = token[:-4] + ("AAA=" if token[-4:] != "AAA=" else "BBB=")
    assert unseal("contacts/1", changed) == LOCKED


def test_what_is_not_sealed_is_given_as_it_is() -> None:
    assert unseal("contacts/1", "张三") == "张三"
    token = seal("contacts/1", "张三")
    assert seal("contacts/1", token) == token


def test_another_home_cannot_open_what_was_sealed_here(settings: LazySettings) -> None:
    token = seal("contacts/1", "张三")
    settings.SECRET_KEY = "another" * 10
    assert unseal("contacts/1", token) == LOCKED


def test_erasing_destroys_every_copy_and_leaves_a_tombstone() -> None:
    first, second = seal("contacts/1", "张三"), seal("contacts/1", "13800000000")
    other = seal("contacts/2", "李四")
    erase("contacts/1", by="小林", at=NOON, reason="本人要求")
    assert {unseal("contacts/1", token) for token in (first, second)} == {ERASED}
    assert unseal("contacts/2", other) == "李四"
    assert erasures() == (("contacts/1", "小林", NOON, "本人要求"),)
    with pytest.raises(BaylineError, match="has been erased"):
        seal("contacts/1", "张三")


@pytest.mark.parametrize(("by", "reason"), [("", "本人要求"), ("小林", " ")])
def test_erasing_needs_a_name_and_a_reason(by: str, reason: str) -> None:
    token = seal("contacts/1", "张三")
    with pytest.raises(BaylineError, match="without a name and a reason"):
        erase("contacts/1", by=by, at=NOON, reason=reason)
    assert unseal("contacts/1", token) == "张三"


def test_erasing_twice_or_nobody_is_refused() -> None:
    seal("contacts/1", "张三")
    erase("contacts/1", by="小林", at=NOON, reason="本人要求")
    for subject in ("contacts/1", "contacts/9"):
        with pytest.raises(BaylineError, match="nothing personal is kept"):
            erase(subject, by="小林", at=NOON, reason="本人要求")


def test_tombstones_cannot_be_removed() -> None:
    seal("contacts/1", "张三")
    erase("contacts/1", by="小林", at=NOON, reason="本人要求")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Tombstone.objects.all().delete()


def test_the_key_itself_is_not_readable_in_the_database() -> None:
    seal("contacts/1", "张三")
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM seals_key")
        (wrapped,) = cursor.fetchone()
    assert len(bytes(wrapped)) == 12 + 32 + 16


def test_with_another_secret_key_nothing_is_sealed_anew_and_no_key_is_left_out(
    settings: LazySettings, tmp_path: Path
) -> None:
    token = seal("villages/a", "13800000000")
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(BaylineError, match=r"do not open here.*secret\.key"):
        seal("villages/a", "13900000000")
    with pytest.raises(BaylineError, match="of 1 persons, “villages/a” first"):
        write_keys(tmp_path / "keys.csv")
    assert not (tmp_path / "keys.csv").exists()
    (fault,) = faults()
    assert "villages/a" in fault
    assert unseal("villages/a", token) == LOCKED
    assert is_sealed(seal("villages/b", "13700000000"))
