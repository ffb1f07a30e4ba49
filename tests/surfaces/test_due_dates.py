"""What falls due, of documents and of systems, as calendars and mail tell it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bayline.kernel.reviews import Review
from bayline.platform.record import queries as record
from bayline.platform.record.actions import decide
from bayline.platform.registers import actions as registers
from bayline.platform.registers.queries import register
from bayline.platform.registers.terms import Edit
from bayline.platform.reporting.calendars import calendar_of
from bayline.platform.reporting.subscribing import dues, overdue

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 10, 5, 4, tzinfo=UTC)


def test_meetings_stand_in_the_calendar_and_only_promises_are_overdue(
    recorded: Callable[..., Any],
) -> None:
    published = datetime(2021, 9, 5, tzinfo=UTC).date()
    recorded("全区将于2021年9月15日前建成幼儿园3所。", at=NOON, published=published)
    decide([one.id for one in record.claims()], Review.ACCEPTED, by="周审", at=NOON)
    meeting = {
        "code": "m1",
        "name": "第一次会议",
        "date": "2021-10-01",
        "parties": "金山区；嘉兴市",
    }
    registers.save(register("joint_meetings"), meeting, edit=Edit(by="小林", at=NOON))
    day = NOON.date()
    found = dues(day - timedelta(days=30), day + timedelta(days=30))
    assert {(one.kind, one.day.isoformat()) for one in found} == {
        ("promise", "2021-09-15"),
        ("meeting", "2021-10-01"),
    }
    assert [one.kind for one in overdue(day)] == ["promise"]
    written = calendar_of(found, name="到期", base="http://a", now=NOON, english=False)
    events = Calendar.from_ical(written).walk("VEVENT")
    assert "会议 第一次会议" in {str(one["SUMMARY"]) for one in events}
