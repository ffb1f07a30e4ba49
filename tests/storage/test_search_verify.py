"""What the index lacks is told, and made again; personal values are never in it."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate

from bayline.engines.search.asked import asked
from bayline.platform.packs.actions import keep_files
from bayline.platform.record.terms import Handed
from bayline.platform.registers import actions as registers
from bayline.platform.registers.terms import Edit, Register
from bayline.platform.search import models
from bayline.platform.search.actions import reindex
from bayline.platform.search.engines import emptied
from bayline.platform.search.queries import names, passages
from bayline.platform.search.terms import NAMED, Scope
from bayline.platform.search.verifying import faults
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.queries.verifying import verified

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
TABLE = "code,name\n310116112,漕泾镇\n"


@pytest.fixture
def kept(works: Register) -> None:
    """A document, an entry and a place."""
    handed = Handed(name="a.md", data="断头路有3条。碳纤维项目开工。".encode())
    record_document(handed, by="小林", at=NOON)
    given = {"code": "a", "name": "漕泾大道", "length": "3.5", "contact": "王某"}
    registers.save(works, given, edit=Edit(by="小林", at=NOON))
    keep_files({"geography/places.csv": TABLE.encode()}, by="小林", at=NOON)


@pytest.mark.usefixtures("kept")
def test_an_index_that_follows_has_no_faults() -> None:
    assert faults() == ()
    reindex()
    assert faults() == ()
    assert not any("reindex" in fault for fault in verified().faults)


def _without_tokens() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("UPDATE search_passage SET tokens = ''")
        else:
            cursor.execute(
                "INSERT INTO search_passage_index (search_passage_index) VALUES ('delete-all')"
            )


DAMAGES = {
    "record_text 1:": lambda: models.Text.objects.all().delete(),
    "record_text 1: ": lambda: models.Passage.objects.order_by("pk").first().delete(),
    "record_source": lambda: models.Name.objects.filter(kind="document").delete(),
    "registers_entry works a 1:": lambda: models.Name.objects.filter(owner="works").delete(),
    "search_name works b 1:": lambda: models.Name.objects.filter(owner="works").update(key="b"),
    "geography/places.csv 310116112:": lambda: models.Name.objects.filter(kind="place").delete(),
    "search_passage 1:": _without_tokens,
}


@pytest.mark.parametrize("told", DAMAGES)
@pytest.mark.usefixtures("kept")
def test_what_is_missing_is_told_and_made_again(told: str) -> None:
    DAMAGES[told]()
    said = faults()
    assert any(fault.startswith(told) for fault in said), said
    assert any("reindex" in fault for fault in verified().faults)
    reindex()
    assert faults() == ()


@pytest.mark.usefixtures("kept")
def test_a_home_that_was_kept_before_there_was_an_index_gets_one_when_it_is_opened() -> None:
    emptied()
    assert passages(asked("断头路"), Scope()).hits == ()
    config = apps.get_app_config("search")
    post_migrate.send(sender=config, app_config=config, verbosity=0, interactive=False)
    assert len(passages(asked("断头路"), Scope()).hits) == 1
    assert faults() == ()


@pytest.mark.usefixtures("kept")
def test_the_command_makes_the_index_again() -> None:
    from bayline.platform.search.commands import search

    emptied()
    done = CliRunner().invoke(search, ["reindex"], standalone_mode=False)
    assert done.exception is None
    assert faults() == ()


@pytest.mark.usefixtures("kept")
def test_personal_values_are_in_no_row_and_found_by_nobody() -> None:
    rows = [*models.Name.objects.values_list("label", "words", "pinyin")]
    assert not any("王某" in text or "wangmou" in text for row in rows for text in row)
    for typed in ("王某", "wangmou", "wm"):
        assert all(names(asked(typed), kind, Scope()).hits == () for kind in NAMED)
