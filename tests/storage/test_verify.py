"""Whatever is changed behind the record's back is told by `verify`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from bayline.kernel.findings import Life
from bayline.kernel.reviews import Review
from bayline.platform.append_only import removals
from bayline.platform.record import queries
from bayline.platform.record.actions import decide, settle_finding
from bayline.platform.record.terms import FindingChange, Handed
from bayline.platform.record.verifying import verify
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
TABLES = (
    "record_source",
    "record_content",
    "record_text",
    "record_reading",
    "record_claim",
    "record_decision",
    "record_finding",
    "record_findingevent",
)


@pytest.fixture
def record() -> None:
    """A record in which every table has rows."""
    words = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"
    for number, text in enumerate((words, "全区有30个村。")):
        handed = Handed(name=f"{number}.md", data=text.encode(), published=date(2021, 11, 1))
        kept = queries.latest_text(record_document(handed, by="小林", at=NOON).source)
        check_document(kept, at=NOON)
    claims = [claim.id for claim in queries.claims()]
    decide(claims[:3], Review.ACCEPTED, by="小林", at=NOON)
    decide(claims[:1], Review.RETURNED, by="小林", at=NOON, reason="主体不对")
    for found in queries.findings():
        settle_finding(
            FindingChange(
                key=found.key,
                state=Life.EXPLAINED.value,
                owner="",
                due=None,
                reason="另有说明",
                by="小林",
                recorded=NOON,
            )
        )


@contextmanager
def unguarded() -> Iterator[None]:
    """A person with the database's own password, who takes the triggers away."""
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, TABLES):
            cursor.execute(statement)
    yield


def tampered(statement: str) -> tuple[str, ...]:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1
    return verify().faults


@pytest.mark.usefixtures("record")
def test_an_untouched_record_verifies() -> None:
    found = verify()
    assert found.faults == ()
    assert all(found.rows[table] for table in TABLES if table != "record_content")


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("record_source", "title = 'x'"),
        ("record_source", "publisher = 'x'"),
        ("record_source", "published = '2020-01-01'"),
        ("record_text", "text = 'x'"),
        ("record_text", "layout = '{}'"),
        ("record_reading", "claims = 0"),
        ("record_claim", "subject = 'x'"),
        ("record_claim", "attribute = 'x'"),
        ("record_claim", "low = '1'"),
        ("record_claim", "period_start = '2020-01-01'"),
        ("record_claim", "place = 'x'"),
        ("record_claim", "reader = 'x'"),
        ("record_claim", "\"by\" = 'x'"),
        ("record_claim", "recorded = recorded + 1"),
        ("record_claim", "identifier = '0123456789abcdef'"),
        ("record_decision", "state = 'returned'"),
        ("record_decision", "reason = 'x'"),
        ("record_decision", "\"by\" = 'x'"),
        ("record_finding", "body = '{}'"),
        ("record_findingevent", "reason = 'x'"),
        ("record_standing", "state = 'returned'"),
    ],
)
def test_a_changed_row_is_told(table: str, change: str) -> None:
    least = f"(SELECT MIN(id) FROM {table})"
    faults = tampered(f"UPDATE {table} SET {change} WHERE id = {least}")
    assert faults
    assert faults[0].startswith(table)


@pytest.mark.usefixtures("record")
def test_changed_bytes_are_told() -> None:
    least = "(SELECT MIN(source_id) FROM record_content)"
    data = "'\\x78'" if connection.vendor == "postgresql" else "x'78'"
    faults = tampered(f"UPDATE record_content SET data = {data} WHERE source_id = {least}")
    assert faults[0].startswith("record_content")


@pytest.mark.usefixtures("record")
def test_a_dropped_decision_is_told() -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM record_standing WHERE decision_id = (SELECT MIN(id) FROM record_decision)"
        )
        cursor.execute(
            "DELETE FROM record_decision WHERE id = (SELECT MIN(id) FROM record_decision)"
        )
    assert [fault for fault in verify().faults if fault.startswith("record_decision")]


@pytest.mark.usefixtures("record")
def test_a_standing_that_nobody_decided_is_told() -> None:
    faults = tampered(
        "DELETE FROM record_standing WHERE id = (SELECT MAX(id) FROM record_standing)"
    )
    assert faults[0].startswith("record_standing")
