"""Rules of following up, replayed on dated logs."""

from datetime import UTC, date, datetime

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.cooperation.rules import replaying
from bayline.systems.cooperation.rules.escalating import workdays
from bayline.systems.cooperation.rules.escalating.books import BUILT_IN, built_in, read_book
from bayline.systems.cooperation.rules.escalating.lamps import lamp, steps, updates
from bayline.systems.cooperation.rules.escalating.monthly import Monthly, month_reports
from bayline.systems.cooperation.rules.escalating.slips import Outcome, slips, standing
from bayline.systems.cooperation.terms import Act, Event, Evidence, Side, Terms

SANMING, XIAN, YICHANG, GUANGXI = built_in()
SIDES = (Side(code="east", lead="east-roads"), Side(code="west", lead="west-roads"))
PAPER = (Evidence(title="照片", document="photos.pdf"),)
WHO = {"east": "ann", "west": "bob"}


def day(text):
    return date.fromisoformat(f"2026-{text}")


def life_of(log, *, due="12-31", **terms):
    """Replay a log of lines such as `05-06 reminded west east 05-20`."""
    asked = Terms(title="疏浚界河", sides=SIDES, due=day(due), owing=("east",), **terms)
    events = [event_of(at, line, asked=asked) for at, line in enumerate(log)]
    life = replaying.replayed(events)
    assert not life.refused, life.refused
    return life


def event_of(at, line, *, asked):
    on, act, side, about, deadline = (*line.split(), "", "")[:5]
    moment = datetime.combine(day(on), datetime.min.time(), UTC).replace(hour=8, minute=at)
    return Event(
        id=f"{at:03}",
        task="dredging",
        act=Act(act),
        side=side,
        unit=f"{side}-roads",
        person=WHO[side],
        by=WHO[side],
        at=moment,
        day=day(on),
        words="照实写",
        about=about,
        evidence=PAPER if act == "reported" else (),
        terms=asked if act == "proposed" else None,
        deadline=day(deadline) if deadline else None,
    )


BEGUN = ["05-01 proposed west", "05-01 accepted west", "05-02 accepted east"]
BLUE = [*BEGUN, "05-06 reminded west east 05-20"]


def colors(log, today, **terms):
    found = slips(life_of(log, **terms), SANMING.slips, today=day(today))
    return [(one.color.code, one.outcome, one.grown.code) for one in found]


SLIP_LOGS = [
    ("runs until its own day", BLUE, "05-20", ("blue", Outcome.RUNNING, "blue")),
    ("grows the day after", BLUE, "05-21", ("blue", Outcome.UNMET, "orange")),
    ("met in time", [*BLUE, "05-20 reported east"], "06-01", ("blue", Outcome.MET, "blue")),
    (
        "a report sent back does not meet it",
        [*BLUE, "05-18 reported east", "05-25 sent_back west"],
        "05-26",
        ("blue", Outcome.UNMET, "orange"),
    ),
    (
        "but it did before it was sent back",
        [*BLUE, "05-18 reported east", "05-25 sent_back west"],
        "05-24",
        ("blue", Outcome.MET, "blue"),
    ),
    ("a late report is late", [*BLUE, "05-22 reported east"], "05-23", ("blue", "late", "blue")),
    ("a reason excuses", [*BLUE, "05-19 explained east"], "05-30", ("blue", "excused", "blue")),
    (
        "a reason after the day does not",
        [*BLUE, "05-21 explained east"],
        "05-30",
        ("blue", Outcome.UNMET, "orange"),
    ),
    (
        "nor one that was not taken",
        [*BLUE, "05-19 explained east", "05-21 overruled west east"],
        "05-30",
        ("blue", Outcome.UNMET, "orange"),
    ),
]


@pytest.mark.parametrize(("told", "log", "today", "expected"), SLIP_LOGS, ids=str)
def test_a_blue_slip_follows_its_own_day(told, log, today, expected):
    assert colors(log, today)[-1] == expected, told


TWO = [*BLUE, "05-21 reminded west east 05-31"]
THREE = [*TWO, "06-01 reminded west east 06-10"]


def test_unanswered_slips_go_from_blue_over_orange_to_red_and_stay_there():
    assert [color for color, *_ in colors(THREE, "06-02")] == ["blue", "orange", "red"]
    assert colors(THREE, "06-11")[-1] == ("red", Outcome.UNMET, "red")


def test_what_is_urgent_begins_at_orange():
    assert colors(BLUE, "05-10", is_urgent=True) == [("orange", Outcome.RUNNING, "orange")]
    assert colors(TWO, "05-22", is_urgent=True)[-1][0] == "red"


def test_a_slip_after_a_met_one_begins_anew_and_after_an_excused_one_stays():
    met = [*BLUE, "05-10 reported east", "05-22 sent_back west", "05-23 reminded west east 05-30"]
    assert colors([*BLUE, "05-19 explained east", "05-23 reminded west east 05-30"], "05-24")[
        -1
    ] == ("blue", Outcome.RUNNING, "blue")
    late = [*TWO, "06-03 reported east", "06-04 sent_back west", "06-05 reminded west east 06-09"]
    assert colors(late, "06-06")[-1][0] == "red"
    assert colors(met, "05-24")[-1][0] == "orange"


def test_a_slip_that_stands_is_of_the_color_that_it_has_grown_to():
    life = life_of(BLUE)
    assert standing(life, SANMING.slips, today=day("05-22"))["east"].grown.code == "orange"
    assert not standing(life_of([*BLUE, "05-10 reported east"]), SANMING.slips, today=day("06-01"))


def test_no_second_slip_is_sent_while_one_runs():
    asked = life_of(BLUE)
    early = event_of(9, "05-20 reminded west east 05-30", asked=asked.terms)
    with pytest.raises(BaylineError, match="the last slip runs until 2026-05-20"):
        replaying.after(asked, early)


def shining(life, today):
    return lamp(life.stage, life.terms.due, XIAN, today=day(today))


@pytest.mark.parametrize(
    ("today", "color", "is_reminded"),
    [
        ("06-26", None, False),
        ("06-27", "yellow", True),
        ("06-30", "yellow", True),
        ("07-01", "red", False),
    ],
)
def test_a_reminder_comes_three_days_before_and_red_after(today, color, is_reminded):
    found = shining(life_of(BEGUN, due="06-30"), today)
    shown = found.rule.color if found.rule else None
    assert (shown, found.is_reminded) == (color, is_reminded)
    assert found.rule is None or not found.rule.is_stated


def test_no_lamp_shines_over_what_was_reported():
    life = life_of([*BEGUN, "05-10 reported east"], due="06-30")
    assert shining(life, "07-05") is None


def test_eight_steps_are_reached_on_their_days():
    log = [*BEGUN, "05-10 reported east", "05-12 reviewed west", "05-13 closed west"]
    reached = [(one.rule.title, one.on) for one in steps(life_of(log), YICHANG.steps)]
    assert [on and f"{on:%m-%d}" for _title, on in reached] == [
        *("05-01", "05-01", "05-01", "05-02", "05-02", "05-10", "05-12", None)
    ]
    assert [title for title, _on in reached][-1] == "办结"
    back = life_of([*BEGUN, "05-10 reported east", "05-11 sent_back west"])
    assert [one.on for one in steps(back, YICHANG.nodes)] == [day("05-02"), None, None, None]


def test_monthly_reports_are_due_five_working_days_after_the_month():
    log = [*BEGUN, "06-05 updated east", "07-08 updated east"]
    filed = updates(life_of(log).events, "east")
    found = month_reports(
        filed,
        since=day("05-02"),
        today=day("09-07"),
        working_days=GUANGXI.monthly_days,
        of=workdays.calendar(),
    )
    assert [(f"{one.ends:%m-%d}", f"{one.due:%m-%d}", one.state) for one in found] == [
        ("05-31", "06-05", Monthly.IN_TIME),
        ("06-30", "07-07", Monthly.LATE),
        ("07-31", "08-07", Monthly.MISSING),
        ("08-31", "09-07", Monthly.NOT_DUE),
    ]


@pytest.mark.parametrize(
    ("from_day", "count", "expected"),
    [
        ("2025-09-30", 5, "2025-10-14"),  # a holiday of eight days, with a Saturday of work
        ("2025-01-31", 5, "2025-02-10"),
        ("2026-01-31", 1, "2026-02-02"),
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday of work before the holiday
    ],
)
def test_working_days_follow_the_calendar_of_the_year(from_day, count, expected):
    found = workdays.after(date.fromisoformat(from_day), count, of=workdays.calendar())
    assert found == date.fromisoformat(expected)


def test_a_year_without_a_calendar_is_not_guessed():
    with pytest.raises(BaylineError, match="the working days of 2010 are not known") as refused:
        workdays.after(date(2010, 6, 30), 5, of=workdays.calendar())
    assert "2010年的工作日不详" in refused.value.in_chinese()


def test_each_rule_has_its_place_and_source():
    for book in built_in():
        assert book.code in BUILT_IN
        assert book.place
        assert book.place_en
        assert book.source
        assert book.date or "没有写日期" in book.source


OWN = """
title = "双色提示"
title_en = "Two colors"
place = "某市"
place_en = "Some city"
date = 2024-05-01
source = "某市办法"

[slips]
urgent_start = "b"
is_excused_by_reason = false
[[slips.colors]]
code = "a"
title = "白"
title_en = "white"
means = "提示"
means_en = "hint"
[[slips.colors]]
code = "b"
title = "黑"
title_en = "black"
means = "通报"
means_en = "notice"
"""


def test_another_region_writes_another_file():
    rule = read_book(OWN, code="own").slips
    excused = life_of([*BLUE, "05-19 explained east", "05-23 reminded west east 05-30"])
    assert [one.color.code for one in slips(excused, rule, today=day("05-24"))] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('place = "某市"\n', ""),
        ('source = "某市办法"', "source = 7"),
        ('urgent_start = "b"', 'urgent_start = "c"'),
        ("date = 2024-05-01", 'date = "May"'),
        ("[slips]", "[slips"),
        ("[slips]", '[[steps]]\ntitle = "一"\ntitle_en = "1"\nreached = "dreamt"\n[slips]'),
    ],
)
def test_a_malformed_rule_is_refused_by_its_file(old, new):
    with pytest.raises(BaylineError, match=r"^own: "):
        read_book(OWN.replace(old, new, 1), code="own")


def test_what_happens_later_is_not_known_before():
    life = life_of([*BLUE, "05-20 reported east"])
    (slip,) = slips(life, SANMING.slips, today=day("05-19"))
    assert slip.outcome is Outcome.RUNNING
