"""When a schedule of the standard is due, and which are none."""

from datetime import datetime

import pytest

from bayline.systems.produce.rules.scheduling import next_time, read_schedule
from bayline.systems.produce.rules.subscribing import patience, read_wish, signature


@pytest.mark.parametrize(
    ("told", "after", "due"),
    [
        ({"hour": "1", "minute": "5"}, "2026-03-02T00:00:00", "2026-03-02T01:05:00"),
        ({"hour": "1", "minute": "5"}, "2026-03-02T01:05:00", "2026-03-03T01:05:00"),
        ({"minute": "0,30"}, "2026-03-02T09:00:00.5", "2026-03-02T09:30:00"),
        ({"second": "0/30"}, "2026-03-02T09:00:29", "2026-03-02T09:00:30"),
        ({"second": "[10-12]"}, "2026-03-02T09:00:12", "2026-03-02T09:01:10"),
        ({"dayOfWeek": "1"}, "2026-03-02T09:00:00", "2026-03-09T00:00:00"),
        ({"dayOfMonth": "29", "month": "2"}, "2026-03-02T09:00:00", "2028-02-29T00:00:00"),
        ({"dayOfMonth": 31, "hour": "*/12"}, "2026-04-02T09:00:00", "2026-05-31T00:00:00"),
        ({"hour": "23", "minute": "59", "second": "59"}, "2026-12-31T23:59:59",
         "2027-01-01T23:59:59"),
    ],
)  # fmt: skip
def test_the_next_time_is_the_first_that_fits(told, after, due):
    found = next_time(read_schedule(told), datetime.fromisoformat(after))
    assert found == datetime.fromisoformat(due)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "some of second"),
        ({"week": "1"}, "not week"),
        ({"hour": "24"}, "hour is from 0 to 23"),
        ({"minute": "[50-70]"}, "minute is from 0 to 59"),
        ({"minute": "often"}, "list of numbers"),
        ({"dayOfMonth": "30", "month": "2"}, "no day fits"),
    ],
)
def test_what_is_no_schedule_is_said(told, said):
    with pytest.raises(ValueError, match=said.replace("[", r"\[")):
        read_schedule(told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"stream": True}, "dest"),
        ({"dest": "peach.cn", "stream": True}, "dest"),
        ({"dest": "https://peach.cn"}, "either stream"),
        ({"dest": "https://peach.cn", "stream": True, "schedule": {"hour": "1"}}, "either stream"),
        ({"dest": "https://peach.cn", "schedule": "daily"}, "object"),
        ({"dest": "https://peach.cn", "stream": True, "reportIfEmpty": "yes"}, "reportIfEmpty"),
        ({"dest": "https://peach.cn", "stream": True, "initialRecordTime": "July"}, "offset"),
        ({"dest": "https://peach.cn", "stream": True, "initialRecordTime": "2026-01-01"}, "offset"),
        ({"dest": "https://peach.cn", "stream": True, "every": 5}, "no every"),
    ],
)
def test_what_nobody_can_subscribe_to_is_said(told, said):
    with pytest.raises(ValueError, match=said):
        read_wish(told)


def test_a_delivery_is_signed_and_waited_for_longer_and_longer():
    # RFC 4231, test case 2
    assert signature("Jefe", b"what do ya want for nothing?") == (
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
    assert [patience(one) for one in (1, 2, 3, 12, 13, 900)] == [1, 2, 4, 2048, 3600, 3600]
