from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import Precision
from bayline.platform.registers.terms import Choice, Field, Kind
from bayline.systems.plan.rules.requests.dates import before, due_of, period_around, to_ask
from bayline.systems.plan.rules.requests.declaring import template_of
from bayline.systems.plan.rules.requests.printing import printed_template
from bayline.systems.plan.rules.requests.terms import (
    ClaimOf,
    Column,
    Cumulative,
    DueRule,
    GivenRow,
    Rows,
    Shows,
    Template,
    Total,
)

SCOREBOARD = """
name = "quarterly"
title = "季度重点工作"
asker = "plan-office"
every = "quarter"

[due]
working_days = 5
holidays = [2024-04-04, 2024-04-05]
workdays = [2024-04-07]

[[column]]
name = "number"
title = "序号"
shows = "number"

[[column]]
name = "task"
title = "任务"
given = true

[[column]]
name = "amount"
title = "完成额"
type = "decimal"
unit = "亿元"
required = true
cumulative = "year"

[column.claim]
attribute = "财政收入"
since = "year"

[[column]]
name = "units"
title = "责任单位"
shows = "units"

[[row]]
code = "t1"
values = { task = "收入增长" }
lead = "finance"
joint = ["tax"]

[[row]]
code = "t2"
values = { task = "税收增长" }
lead = "tax"
"""


def template(text=SCOREBOARD):
    return template_of(text.encode(), where="quarterly.toml")


def test_a_template_tells_columns_rows_and_who_leads_them():
    found = template()
    assert [column.name for column in found.answered] == ["amount"]
    assert (found.every, found.rows) == (Precision.QUARTER, Rows.FIXED)
    assert found.given[0].lead == "finance"
    assert found.given[0].joint == ("tax",)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('asker = "plan-office"', "", "asker is missing"),
        ('type = "decimal"', 'type = "money"', "type = “money”: known are text"),
        ('every = "quarter"', 'every = "week"', "every = “week”"),
        ("working_days = 5", "working_days = 500", "how many days"),
        ('unit = "亿元"', 'unit = "，，"', "unit “，，”.*a unit that is known"),
        ("{ task = ", "{ amount = ", "values, “amount”: given columns are task"),
        ('code = "t2"', 'code = "t1"', "row 2: code “t1”: it stands twice"),
        ('shows = "units"', 'title_en = "x"\nshow = "units"', "“show” is not known"),
        ('name = "task"', 'name = "任务"', "name “任务”"),
        ('title = "任务"', 'title = "序号"', "stands for two columns"),
        ('cumulative = "year"', 'cumulative = "month"', "cumulative = “month”"),
        ("[[row]]", "[[row", "not toml"),
    ],
)
def test_a_malformed_template_is_refused_with_its_part(old, new, complaint):
    with pytest.raises(BaylineError, match=complaint):
        template(SCOREBOARD.replace(old, new, 1))


def test_a_total_names_rows_and_columns_that_are_there():
    total = '\n[[total]]\nrow = "t1"\nof_rows = ["t2", "t9"]\n'
    with pytest.raises(BaylineError, match="total 1: “t9”"):
        template(SCOREBOARD + total)
    with pytest.raises(BaylineError, match="one of them is needed"):
        template(SCOREBOARD + '\n[[total]]\nrow = "t1"\n')


WORDS = st.text(
    st.characters(categories=("L", "N", "P"), max_codepoint=0xFFFF), min_size=1, max_size=8
).filter(lambda text: text.strip() == text and text.isprintable())
NAMES = st.from_regex(r"[a-z]{1,6}", fullmatch=True)


@st.composite
def columns(draw, name):
    kind = draw(st.sampled_from([Kind.TEXT, Kind.DECIMAL, Kind.CHOICE, Kind.DATE]))
    title = f"{draw(WORDS)}{name}"
    claim = ClaimOf(attribute=draw(WORDS), coverage=("含港区",), is_growth=draw(st.booleans()))
    choices = (
        Choice(code="a", title="甲", title_en="甲"),
        Choice(code="b", title="乙", title_en="B"),
    )
    is_number = kind is Kind.DECIMAL
    return Column(
        field=Field(
            name=name,
            title=title,
            title_en=title,
            kind=kind,
            required=draw(st.booleans()),
            unit="亿元" if is_number else "",
            choices=choices if kind is Kind.CHOICE else (),
        ),
        is_prefilled=draw(st.booleans()),
        cumulative=draw(st.sampled_from([*Cumulative])) if is_number else Cumulative.NO,
        claim=claim if is_number and draw(st.booleans()) else None,
    )


@st.composite
def templates(draw):
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    own = [draw(columns(name)) for name in names]
    words = Field(name="given_words", title="给定 ", title_en="Given", kind=Kind.TEXT)
    given_column = Column(field=words, is_given=True)
    number = Field(name="row_number", title="第几", title_en="第几", kind=Kind.TEXT)
    rows = tuple(
        GivenRow(code=f"r{at}", values={"given_words": draw(WORDS)}, lead=lead, joint=("u",))
        for at, lead in enumerate(draw(st.lists(st.sampled_from(["", "x"]), max_size=3)))
    )
    codes = [row.code for row in rows]
    numeric = [column.name for column in own if column.field.kind is Kind.DECIMAL]
    totals = (Total(whole=codes[0], parts=(*codes[1:],)),) if len(codes) > 1 and numeric else ()
    return Template(
        name="made",
        title=draw(WORDS),
        title_en="Made",
        asker=draw(WORDS),
        units=(*draw(st.lists(WORDS, max_size=2, unique=True)),),
        every=draw(st.sampled_from([None, Precision.MONTH, Precision.YEAR])),
        due=DueRule(working_days=draw(st.integers(0, 9)), holidays=frozenset({date(2024, 5, 1)})),
        rows=Rows.FIXED if rows else Rows.FREE,
        columns=(Column(field=number, shows=Shows.NUMBER), given_column, *own),
        given=rows,
        totals=totals,
    )


@given(templates())
def test_a_template_that_was_written_reads_back_as_the_same(made):
    assert template_of(printed_template(made), where="made.toml") == made


def test_working_days_pass_over_weekends_holidays_and_back_to_worked_sundays():
    rule = template().due
    # April 2024: 1-3 worked, 4-5 free, 6 a Saturday, 7 a worked Sunday, 8 a Monday.
    assert due_of(rule, periods.quarter(1, 2024)) == date(2024, 4, 8)
    assert due_of(DueRule(days=10), periods.month(1, 2024)) == date(2024, 2, 10)


def test_a_template_is_asked_for_the_periods_that_are_over_and_not_yet_asked():
    found = template()
    last = periods.quarter(4, 2023)
    asked = to_ask(found, last=last, today=date(2024, 9, 30))
    assert [each.edtf for each in asked] == ["2024-33", "2024-34", "2024-35"]
    assert to_ask(found, last=None, today=date(2024, 9, 29)) == [periods.quarter(2, 2024)]
    assert to_ask(found, last=periods.quarter(3, 2024), today=date(2024, 11, 1)) == []


@pytest.mark.parametrize("every", [Precision.MONTH, Precision.QUARTER, Precision.HALF])
def test_the_period_before_ends_where_the_next_begins(every):
    here = period_around(date(2024, 1, 15), every)
    earlier = before(here)
    assert earlier is not None
    assert (earlier.end, earlier.precision) == (here.start, every)
