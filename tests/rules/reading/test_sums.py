"""Sums, parts and batches: what adds up holds, what is off by more than rounding is found."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument

Make = Callable[..., ReadDocument]
_KINDS = ("产业类项目", "人才类项目", "生态类项目", "文化类项目", "组织类项目", "交通类项目")
_counts = st.lists(st.integers(1, 400), min_size=2, max_size=6)
_tenths = st.lists(st.integers(10, 9999), min_size=2, max_size=6)


def of_check(findings: list[Finding], name: str) -> list[Finding]:
    return [each for each in findings if each.check == name]


def accusations(findings: list[Finding]) -> list[str]:
    return [each.sentence for each in findings if each.severity is Severity.CONTRADICTION]


def library(total: int, parts: list[int]) -> str:
    listed = "，".join(f"{kind}{part}个" for kind, part in zip(_KINDS, parts, strict=False))
    return f"全区入库项目{total}个，涉及{listed}。"


@given(parts=_counts)
def test_a_correct_total_of_any_parts_holds(document: Make, parts: list[int]) -> None:
    found = check([document(library(sum(parts), parts))])
    assert [each.verdict for each in of_check(found, "sum_of_parts")] == [Verdict.HOLDS]
    assert not accusations(found)


@given(parts=_counts, excess=st.integers(1, 50))
def test_parts_beyond_their_total_contradict(document: Make, parts: list[int], excess: int) -> None:
    assume(excess < sum(parts) and max(parts) <= sum(parts) - excess)
    found = check([document(library(sum(parts) - excess, parts))])
    assert [each.verdict for each in of_check(found, "sum_of_parts")] == [Verdict.CONTRADICTION]
    assert f"差{excess}个" in accusations(found)[0]


def shared_out(total: Decimal, parts: list[Decimal]) -> str:
    names = "、".join(f"{letter}镇" for letter in "甲乙丙丁戊己"[: len(parts)])
    values = "、".join(f"{part}亿元" for part in parts)
    return f"{names}产值分别为{values}，合计{total}亿元。"


@given(numbers=_tenths)
def test_a_total_printed_with_its_parts_holds(document: Make, numbers: list[int]) -> None:
    parts = [Decimal(number).scaleb(-1) for number in numbers]
    found = check([document(shared_out(sum(parts, Decimal("0.0")), parts))])
    assert [each.verdict for each in of_check(found, "sum_of_parts")] == [Verdict.HOLDS]


@given(numbers=_tenths, steps=st.integers(1, 60), up=st.booleans())
def test_only_rounding_excuses_a_total(
    document: Make, numbers: list[int], steps: int, *, up: bool
) -> None:
    parts = [Decimal(number).scaleb(-1) for number in numbers]
    total = sum(parts, Decimal("0.0")) + Decimal(steps if up else -steps).scaleb(-1)
    assume(total > 0)
    found = check([document(shared_out(total, parts))])
    explained = steps <= (len(parts) + 1) / 2  # half a step of each printed number
    assert bool(accusations(found)) is not explained


def test_a_bracket_inside_a_list_is_not_added_again(document: Make) -> None:
    text = "投入100万元，其中道路60万元（包括市级奖补20万元）、绿化40万元。"
    found = of_check(check([document(text)]), "sum_of_parts")
    assert [each.verdict for each in found] == [Verdict.HOLDS]
    assert [row.label for row in found[0].rows] == ["道路", "绿化", "合计", "文中写"]


def test_the_arithmetic_is_written_out_line_by_line(document: Make) -> None:
    found = of_check(check([document(library(60, [10, 20, 30]))]), "sum_of_parts")[0]
    assert [row.operation for row in found.rows] == ["", "+", "+", "=", ""]
    assert [claim.quote for claim in found.claims] == ["60个", "10个", "20个", "30个"]


def test_a_smaller_sum_behind_among_them_leaves_a_remainder(document: Make) -> None:
    found = check([document("全市有学校120所，其中小学60所、初中40所。")])
    assert not accusations(found)
    assert "其余20所未列明" in of_check(found, "part_within_whole")[0].sentence


@pytest.mark.parametrize(
    "text",
    [
        "引进人才3000人，其中博士200人、硕士1500人、高级职称人才900人、留学人员500人。",
        "新增就业10万人，其中失业人员再就业6万人、困难人员就业5万人。",
        "实施项目500个，其中新开工300个、亿元以上项目280个。",
        "现有党员300人，其中女党员120人，35岁以下党员150人，大专以上党员200人。",
        "医院30家、卫生院50家、村卫生室300家，医疗机构共计520家。",
        "甲市新增3家、乙市新增5家，全省上市公司共有120家。",
        "总投资约100亿元，其中一期40亿元、二期70亿元。",
        "年度投资20亿元，其中数据中心项目总投资180亿元。",
        "入库项目72个，包括产业类项目27个、人才类项目4个等。",
        "工业投资增长5%，其中制造业投资增长20%。",
        "人均收入5万元，其中城镇人均收入6万元、农村人均收入4万元。",
    ],
)
def test_honest_sentences_are_not_accused(document: Make, text: str) -> None:
    assert not accusations(check([document(text)]))


def test_a_part_larger_than_its_whole_contradicts(document: Make) -> None:
    found = check([document("集中开工项目总投资206亿元，其中数据中心项目总投资218亿元。")])
    assert [each.check for each in found if each.severity is Severity.CONTRADICTION] == [
        "part_within_whole"
    ]


def test_stages_added_together_are_named(document: Make) -> None:
    text = "两批项目总投资245亿元，其中签约项目总投资155亿元，开工项目总投资90亿元。"
    found = of_check(check([document(text)]), "mixed_stages")
    assert found[0].severity is Severity.WARNING
    assert found[0].verdict is Verdict.HOLDS


def year(quarters: list[int], total: int) -> str:
    started = "".join(
        f"2021年第{order}季度集中开工{count}个项目。"
        for order, count in zip("一二三四", quarters, strict=True)
    )
    return f"{started}2021年全年共开工{total}个项目。"


@given(quarters=st.lists(st.integers(1, 60), min_size=4, max_size=4))
def test_four_quarters_make_a_year(document: Make, quarters: list[int]) -> None:
    found = of_check(check([document(year(quarters, sum(quarters)))]), "batches_of_year")
    assert [each.verdict for each in found] == [Verdict.HOLDS]


@given(
    quarters=st.lists(st.integers(1, 60), min_size=4, max_size=4),
    miss=st.integers(1, 9),
    document_count=st.integers(1, 2),
)
def test_a_year_that_its_quarters_do_not_make_contradicts(
    document: Make, quarters: list[int], miss: int, document_count: int
) -> None:
    text = year(quarters, sum(quarters) + miss)
    half = text.index("2021年第三季度") if document_count > 1 else 0
    texts = [text[:half], text[half:]] if half else [text]
    documents = [document(part, name=f"第{at}份") for at, part in enumerate(texts, start=1)]
    found = of_check(check(documents), "batches_of_year")
    assert [each.verdict for each in found] == [Verdict.CONTRADICTION]


def test_industries_leave_nothing_out(document: Make) -> None:
    text = "2021年地区生产总值{}亿元，第一产业9.2亿元，第二产业196.9亿元，第三产业99.5亿元。"
    held = of_check(check([document(text.format("305.6"))]), "industries_of_product")
    missed = of_check(check([document(text.format("306.6"))]), "industries_of_product")
    assert [each.verdict for each in held] == [Verdict.HOLDS]
    assert [each.verdict for each in missed] == [Verdict.CONTRADICTION]


@pytest.mark.parametrize(("rest", "verdict"), [(14, Verdict.HOLDS), (13, Verdict.CONTRADICTION)])
def test_a_remainder_makes_up_the_whole(document: Make, rest: int, verdict: Verdict) -> None:
    text = f"全年新建道路38条，其中一季度10条、二季度8条、三季度6条，其余{rest}条年底建成。"
    found = of_check(check([document(text)]), "sum_of_parts")
    assert [each.verdict for each in found] == [verdict]
