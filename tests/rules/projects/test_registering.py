"""Registration with statistics: scope, forms, what is missing, months."""

from dataclasses import replace
from datetime import date

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.systems.projects.rules.amounts import amount_of
from bayline.systems.projects.rules.registering.candidates import reports_of
from bayline.systems.projects.rules.registering.lists import (
    checked,
    could_be_registered,
    scope_of,
    started_not_registered,
    without_vouchers,
)
from bayline.systems.projects.rules.registering.parameters import parameter
from bayline.systems.projects.rules.registering.terms import (
    Candidate,
    Party,
    Reported,
    Scope,
    Slip,
)
from bayline.systems.projects.terms import AmountKind, Stage

DAY = date(2023, 3, 31)
ALL = tuple((party, "王某") for party in Party)


def amount(words, kind=AmountKind.PLANNED_INVESTMENT, period=None):
    return amount_of(kind, words, evidence="doc-1", period=period)


def slip(month="2023-02", signed=ALL):
    return Slip(month=parse(month), signed=signed, evidence="doc-2")


def candidate(planned="1.2亿元", **fields):
    given = {
        "project": "p1",
        "name": "新材料基地",
        "stage": Stage.STARTED,
        "planned": amount(planned) if planned else None,
        "basis": "approval-1",
        "slips": (slip(),),
    }
    return Candidate(**{**given, **fields})


@pytest.mark.parametrize(
    ("planned", "scope"),
    [
        ("1.2亿元", Scope.LARGE),
        ("5000万元", Scope.LARGE),
        ("4999万元", Scope.SMALL),
        ("500万元", Scope.SMALL),
        ("499.9万元", Scope.OUT),
        ("超5000万元", Scope.LARGE),
        ("超4000万元", Scope.EITHER),
        ("约500万元", Scope.UNSURE),
        ("不到500万元", Scope.OUT),
        ("600万元以下", Scope.UNSURE),
        ("", Scope.UNSURE),
    ],
)
def test_the_planned_total_decides_scope_and_form(planned, scope):
    assert scope_of(candidate(planned), day=DAY) is scope


def test_rural_households_are_surveyed_otherwise():
    assert scope_of(candidate(is_rural_household=True), day=DAY) is Scope.OUT


def test_a_foreign_total_gives_no_form():
    with pytest.raises(BaylineError, match="in USD gives no form"):
        scope_of(candidate("15亿美元"), day=DAY)


def test_thresholds_are_dated_and_have_a_source():
    value = parameter("project").on(DAY)
    assert (int(value.amount), value.since) == (5_000_000, date(2017, 12, 1))
    assert value.source
    with pytest.raises(BaylineError, match="not known for 2010-01-01: the earliest source"):
        parameter("project").on(date(2010, 1, 1))


def test_what_lacks_nothing_could_be_registered():
    (found,) = could_be_registered([candidate()], day=DAY)
    assert (found.scope, found.gaps) == (Scope.LARGE, ())


@pytest.mark.parametrize(
    ("fields", "gap", "words"),
    [
        ({"planned": ""}, "scope", "未填"),
        ({"basis": ""}, "basis", "没有批复"),
        ({"slips": ()}, "slip", "没有形象进度单"),
        ({"slips": (slip(signed=ALL[:2]),)}, "signatures", "2023-02的进度单缺监理方签字"),
        ({"slips": (slip(signed=((Party.OWNER, " "),)),)}, "signatures", "建设方、施工方、监理方"),
    ],
)
def test_what_is_started_but_not_registered_says_what_it_lacks(fields, gap, words):
    (found,) = started_not_registered([candidate(**fields)], day=DAY)
    assert [each.code for each in found.gaps] == [gap]
    assert words in found.gaps[0].zh
    assert "亿" not in found.gaps[0].en
    assert could_be_registered([candidate(**fields)], day=DAY) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"registered": date(2023, 3, 1)},
        {"stage": Stage.SIGNED},
        {"stage": Stage.SUSPENDED},
        {"stage": None},
        {"planned": "300万元"},
    ],
)
def test_what_is_registered_not_started_or_out_of_scope_is_in_no_list(fields):
    assert started_not_registered([candidate(**fields)], day=DAY) == []


def test_a_project_registered_later_was_not_registered_before():
    later = candidate(registered=date(2023, 4, 1))
    assert started_not_registered([later], day=DAY)


def reported(month, words):
    period = parse(month)
    return Reported(month=period, amount=amount(words, AmountKind.REGISTERED, period))


def registered(*months, **fields):
    return candidate(registered=date(2023, 1, 15), code="H1", months=months, **fields)


def test_large_investment_of_a_year_asks_for_a_signed_slip_of_each_month():
    months = (reported("2023-02", "600万元"), reported("2023-03", "500万元"))
    (found,) = without_vouchers([registered(*months)], year=2023)
    assert found.gaps[0].zh == "2023-03没有三方签字的进度单"
    assert without_vouchers([registered(months[0])], year=2023) == []
    assert without_vouchers([registered(*months)], year=2022) == []
    both = registered(*months, slips=(slip(), slip("2023-03")))
    assert without_vouchers([both], year=2023) == []


def test_months_follow_registration():
    good = registered(reported("2023-01", "100万元"), reported("2023-02", "100万元"))
    assert checked(good) is good


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (registered(*(reported("2023-02", "1万元"),) * 2), "2023-02 is reported twice"),
        (registered(reported("2022-12", "1万元")), "lies before its registration on 2023-01-15"),
        (
            replace(registered(reported("2023-02", "1万元")), registered=None),
            "it is not in the register",
        ),
        (
            registered(
                Reported(
                    month=parse("2023-02"),
                    amount=amount("1万元", AmountKind.COMPLETED, parse("2023")),
                )
            ),
            "completed investment, not that month's",
        ),
    ],
)
def test_months_that_cannot_be_are_refused(bad, sentence):
    with pytest.raises(BaylineError, match=sentence):
        checked(bad)


def test_a_report_of_a_month_below_the_one_before_is_told_as_such():
    told = {"code": "m", "project": "p", "document": "a.md"}
    months = [
        {**told, "month": month, "amount": words}
        for month, words in (("2025-03", "800万元"), ("2025-04", "300万元"))
    ]
    with pytest.raises(BaylineError, match=r"300万元 up to 2025-04 is less than .* up to 2025-03"):
        reports_of(months)
    assert len(reports_of([months[0], {**months[1], "month": "2026-01"}])) == 2
