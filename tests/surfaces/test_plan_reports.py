"""Verdicts as a table of a report: one line a target, by what was told of it in the period."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.platform.packs.actions import keep_files
from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.terms import Edit
from bayline.platform.reporting import making, templates
from bayline.systems.plan.rules.listing import Head, for_period

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 2, 3, 4, tzinfo=UTC)
DECLARED = 'title = "年报"\ntitle_en = "Annual"\nfor = "year"\nlanguages = ["zh", "en"]\n'
FILES = {
    "region.toml": 'name = "甲区"\nname_en = "Jia"\ncode = "310116"\nsentence = "甲。"'.encode(),
    "reports/annual.toml": DECLARED.encode(),
    "reports/annual.zh.md": '# 目标\n\n{{ offered("verdicts", place="330482") }}\n'.encode(),
    "reports/annual.en.md": b'# Targets\n\n{{ offered("verdicts", title="Ours", limit=1) }}\n',
}


@pytest.fixture
def targets() -> None:
    """Two targets of a year, one told of twice, one of another place and one of later years."""
    keep_files(FILES, by="甲", at=NOON)
    gdp = {"code": "gdp", "plan": "年度", "number": "1", "task": "地区生产总值增长5%"}
    gdp |= {"period": "2024", "place": "330482", "quote": "增长5%"}
    put(
        "plan_targets",
        gdp,
        gdp | {"code": "roads", "number": "2", "task": "新建农村公路30公里"},
        gdp | {"code": "other", "number": "3", "place": "310116"},
        gdp | {"code": "later", "number": "4", "period": "2026"},
    )
    told = {"target": "gdp", "period": "2024-01/2024-09", "text": "地区生产总值增长4.6%"}
    put(
        "plan_results",
        told | {"code": "g9"},
        told | {"code": "g12", "period": "2024", "text": "全年地区生产总值增长5.2%"},
    )


def put(register: str, *entries: dict[str, str]) -> None:
    edit = Edit(by="甲", at=NOON)
    actions.take_over(queries.register(register), [Upsert(one, 0, edit) for one in entries])


def table(language: str, edition: str = "2024") -> dict[str, Any]:
    of = templates.template("annual")
    document = making.document_of(of, making.edition_of(of, edition), language=language, at=NOON)
    assert not document.problems
    found: dict[str, Any] = next(one for one in document.facts["blocks"] if one["kind"] == "table")
    return found


@pytest.mark.usefixtures("targets")
def test_a_report_of_the_year_says_where_the_targets_of_a_place_stand() -> None:
    made = table("zh")
    assert made["title"] == "目标完成情况"
    assert [one["title"] for one in made["columns"]][-2:] == ["判断", "理由"]
    first, second = (row["cells"] for row in made["rows"])
    assert first[1:5] == [
        "地区生产总值增长5%",
        "全年地区生产总值增长5.2%",
        "2024年",
        "已完成",
    ]
    assert "5.2%" in first[5]
    assert second[1:] == ["新建农村公路30公里", "—", "—", "无法判断", "没有这一时期的进展"]
    assert made["rows"][0]["path"] == "/registers/plan_results/g12"


@pytest.mark.usefixtures("targets")
def test_the_words_are_of_the_language_and_rows_can_be_limited() -> None:
    made = table("en")
    assert (made["title"], len(made["rows"]), made["rest"]) == ("Ours", 1, 2)
    assert made["rows"][0]["cells"][4] == "done"
    assert len(table("zh", "2025")["rows"]) == 0  # no target of that year


@pytest.mark.usefixtures("targets")
def test_a_table_nobody_offers_is_refused_with_its_line() -> None:
    bad = FILES["reports/annual.zh.md"].replace(b"verdicts", b"verdict")
    keep_files({"reports/annual.zh.md": bad}, by="甲", at=NOON)
    with pytest.raises(BaylineError, match=r"annual\.zh\.md:3.*verdict"):
        table("zh")


def head(target: str, ends: str, years: tuple[int, int] = (2024, 2024)) -> Head:
    period = parse(ends)
    return Head(
        target=target,
        period=ends,
        ends=period.last,
        is_latest=True,
        plan="",
        span="year",
        first_year=years[0],
        last_year=years[1],
        number=0,
        lead="",
        state="met",
    )


def test_the_latest_line_within_the_period_is_chosen() -> None:
    lines = [
        head("a", "2024-06"),
        head("a", "2024-09"),
        head("a", "2025-03"),
        head("b", "2025-03", (2021, 2025)),
        head("c", "2024-06", (2025, 2025)),
    ]
    found = {one.target: (one.period, is_of) for one, is_of in for_period(lines, parse("2024"))}
    assert found == {"a": ("2024-09", True), "b": ("2025-03", False)}
