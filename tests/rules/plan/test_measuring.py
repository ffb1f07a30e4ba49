"""What systems measure decides on targets, beside the words of who reports."""

from datetime import date
from decimal import Decimal

import pytest

from bayline.kernel.figures import Figure
from bayline.kernel.periods import parse
from bayline.kernel.statuses import Change
from bayline.platform.indicators import Measured
from bayline.platform.registers.terms import Field, Kind, Register
from bayline.systems.plan.rules.counting import counted, meant, sought, valued
from bayline.systems.plan.rules.standing import Beside, Gauged, Standing, standings_of
from bayline.systems.plan.terms.verdicts import State, Tolerance, Trap

ABOUT = Tolerance(
    points=Decimal("0.5"), share=Decimal("0.05"), since=date(2020, 1, 1), source="约定"
)
YEARS = ("2021", "2022", "2023")


def growth(percent: str, period: str) -> Measured:
    value = Decimal(percent) / 100
    figure = Figure.stated_as(value, "1", resolution=Decimal("0.001"))
    return _of(figure, f"{percent}%", period, Change.GROWTH)


def many(number: int, period: str) -> Measured:
    return _of(Figure.exactly(number, "个"), f"{number}个", period, None)


def _of(figure: Figure, printed: str, period: str, change: Change | None) -> Measured:
    return Measured(
        figure=figure,
        printed=printed,
        why="",
        why_en="",
        path="/figures/1",
        period=parse(period),
        change=change,
    )


def target(task: str, period: str = "2024", **other: str) -> dict[str, str]:
    return {"task": task, "period": period, "place": "1", "plan": "计划", **other}


def judged(
    targets: dict[str, dict[str, str]],
    measured: dict[str, list[Measured]],
    text: str = "",
    period: str = "2024-01/2024-09",
) -> list[Standing]:
    results = {"r": {"target": "t", "period": period, "text": text}} if text else {}
    gauged = {
        key: Gauged(asked=parse(targets[key]["period"]), series=tuple(series))
        for key, series in measured.items()
    }
    made = standings_of(
        targets, results, lambda _day: ABOUT, only=frozenset({"t"}), beside=Beside(gauged=gauged)
    )
    return [*made]


def one(task: str, series: list[Measured], text: str = "", **other: str) -> Standing:
    return judged({"t": target(task, **other)}, {"t": series}, text)[-1]


def test_a_measure_decides_where_nobody_reports() -> None:
    found = one("工业投资增长8%", [growth("6.1", "2024-01/2024-09")])
    assert (found.verdict.state, found.result["period"]) == (State.BEHIND, "2024-01/2024-09")
    assert "差1.9个百分点" in found.verdict.reason.zh
    assert found.measured is not None
    assert found.measured.path == "/figures/1"
    assert [step.printed for step in found.verdict.steps] == ["8%", "6.1%"]


def test_a_contradiction_is_named_and_the_measure_decides() -> None:
    told = "1—9月工业投资增长8.5%"
    found = one("工业投资增长8%", [growth("6.1", "2024-01/2024-09")], told)
    assert found.verdict.state is State.BEHIND
    assert Trap.CONTRADICTION in found.verdict.traps
    assert "相差2.4个百分点" in found.verdict.reason.zh
    assert "正常" in found.verdict.reason.zh
    agreed = one("工业投资增长8%", [growth("8.5", "2024-01/2024-09")], told)
    assert Trap.CONTRADICTION not in agreed.verdict.traps
    assert "一致" in agreed.verdict.reason.zh


def test_words_that_claim_more_than_the_measure_are_contradicted() -> None:
    told = "泵站建设按序时进度推进"
    found = one("新建泵站12个", [many(7, "2024-01/2024-09")], told)
    assert (found.verdict.state, Trap.CONTRADICTION in found.verdict.traps) == (
        State.BEHIND,
        True,
    )


def test_an_older_measure_stands_for_itself_beside_a_later_report() -> None:
    lines = judged(
        {"t": target("工业投资增长8%")},
        {"t": [growth("9", "2024-01/2024-03")]},
        "1—9月工业投资增长5%",
    )
    assert [one.verdict.state for one in lines] == [State.ON_TRACK, State.BEHIND]
    assert [one.is_latest for one in lines] == [False, True]
    assert lines[-1].trend == "farther"
    assert lines[-1].measured is None


def test_a_measure_of_months_within_the_table_says_so() -> None:
    found = one("工业投资增长8%", [growth("9", "2024-01/2024-08")], "1—8月工业投资增长9%")
    assert Trap.PERIOD in found.verdict.traps
    assert found.measured is not None


def test_growth_on_average_goes_on_from_year_to_year() -> None:
    series = [growth(percent, year) for percent, year in zip(("8", "4", "6"), YEARS, strict=True)]
    found = one("生产总值年均增长6%左右", series, period="2021/2023")
    assert found.verdict.state is State.MET
    assert [step.printed for step in found.verdict.steps[:3]] == ["8%", "4%", "6%"]
    assert found.verdict.figures[0].words == "年均5.99%"
    with_gap = one("生产总值年均增长6%左右", series[1:], period="2021/2023")
    assert with_gap.verdict.figures[0].words == "6%"


def test_amounts_add_up_over_the_years_of_a_plan() -> None:
    series = [many(number, year) for number, year in zip((4, 5, 7), YEARS, strict=True)]
    found = one("累计新建示范基地15个", series, period="2021/2023")
    assert (found.verdict.state, found.verdict.figures[0].words) == (State.MET, "累计16个")


def test_a_relative_target_takes_the_other_measure() -> None:
    targets = {"t": target("居民收入增长高于地区生产总值增速"), "g": target("地区生产总值增长5%")}
    measured = {"t": [growth("6.2", "2024")], "g": [growth("5.4", "2024")]}
    found = judged(targets, measured)[-1]
    assert found.verdict.state is State.MET
    assert "0.8个百分点" in found.verdict.reason.zh


def test_a_direction_is_not_judged_but_its_movement_is_told() -> None:
    series = [many(3, "2022"), many(5, "2023")]
    found = one("打响城市品牌", series, period="2021/2025", level="direction")
    assert found.verdict.state is State.CANNOT_TELL
    assert "2023年为5个。高于2022年的3个" in found.verdict.reason.zh


@pytest.mark.parametrize("task", ["完成方案编制", "新建泵站12座，覆盖率达到80%"])
def test_a_measure_of_something_else_leaves_the_words_alone(task: str) -> None:
    found = judged({"t": target(task)}, {"t": [growth("3", "2024-01/2024-09")]}, "稳步推进")
    assert len(found) == 1
    assert found[0].measured is None


def _register() -> Register:
    kinds = {"code": Kind.TEXT, "town": Kind.PLACE, "year": Kind.PERIOD, "share": Kind.FIGURE}
    fields = tuple(
        Field(name=name, title=name, title_en=name, kind=kind) for name, kind in kinds.items()
    )
    return Register(
        name="farms",
        title="",
        title_en="",
        about="",
        about_en="",
        key="code",
        label="code",
        order=(),
        fields=fields,
    )


def test_registers_are_counted_by_their_dates_and_read_by_their_periods() -> None:
    entries = {
        "a": {"code": "a", "town": "3101", "year": "2020", "share": "61%"},
        "b": {"code": "b", "town": "3102", "year": "2022", "share": "64%"},
        "c": {"code": "c", "town": "3101", "year": "2023", "share": "很高"},
        "d": {"code": "d", "town": "99", "year": "2022"},
        "e": {"code": "e", "town": "3101"},
    }
    asked, asking = parse("2021/2025"), sought("farms/share/town=3101")
    assert (asking.register, asking.field, asking.where) == ("farms", "share", (("town", "3101"),))
    found = meant(_register(), entries, sought("farms"), "31")
    series = counted(found, asked, "/registers/farms")
    assert [(one.printed, one.period and one.period.edtf) for one in series] == [
        ("2个", "2021-01/2022-12"),
        ("3个", "2021-01/2023-12"),
    ]
    new = counted(found, asked, "/registers/farms", is_added=True)
    assert [one.printed for one in new] == ["1个", "2个"]
    assert "1条没有日期" in series[0].why
    assert [one.printed for one in valued(found, asking, asked, "/registers/farms")] == ["64%"]
