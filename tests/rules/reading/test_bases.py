"""On what basis a figure stands: with or without something, in which prices, of which question."""

import pytest

from bayline.engines.chinese.reader import read
from bayline.kernel.evidence import Source
from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.systems.reading.checks import check
from bayline.systems.reading.rules.recording import figure_claims
from bayline.systems.reading.terms import ReadDocument


def found_in(text: str) -> list[Finding]:
    return check([ReadDocument(name="文稿", reading=read(text, published=None))])


def of_check(text: str, name: str) -> list[Finding]:
    return [each for each in found_in(text) if each.check == name]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        (
            "2024年，全区地区生产总值（含港区）1180亿元。2024年，全区地区生产总值（不含港区）930亿元。",
            "统计范围",
        ),
        ("2024年全区生产总值（含港区）1180亿元，（不含港区）930亿元。", "统计范围"),
        (
            "全区（含港区）地区生产总值1180亿元，全区（不含港区）地区生产总值930亿元。",
            "统计范围",
        ),
        ("2024年，全区地区生产总值按现价计算增长9.1%，按可比价计算增长6.8%。", "价格口径"),
        (
            "2024年，全区地区生产总值按可比价计算增长6.8%。2024年，全区地区生产总值按现价计算增长9.1%。",
            "价格口径",
        ),
    ],
)
def test_two_bases_are_named_and_not_compared(text: str, basis: str) -> None:
    (found,) = of_check(text, "same_figure")
    assert found.verdict is Verdict.NOT_COMPARABLE
    assert basis in found.sentence


def test_one_basis_and_two_values_still_contradict() -> None:
    text = "2024年，全区地区生产总值{}1180亿元。2024年，全区地区生产总值{}930亿元。"
    for basis in ("", "（含港区）"):
        (found,) = of_check(text.format(basis, basis), "same_figure")
        assert found.verdict is Verdict.CONTRADICTION
    assert not of_check(
        text.format("（含港区）", "（含港区）").replace("930", "1180"), "same_figure"
    )


def test_a_part_in_brackets_is_no_second_value() -> None:
    text = (
        "2023年，镇财政收入52300万元（含土地收入19800万元），增长6%（上年度含土地收入18100万元）。"
    )
    assert not of_check(text, "same_figure")


def test_a_bracket_that_names_a_basis_opens_no_list() -> None:
    text = "2024年，地区生产总值1180亿元（含港区），（不含港区）930亿元。"
    assert not of_check(text, "part_within_whole")


@pytest.mark.parametrize(
    ("text", "verdict", "words"),
    [
        ("地区生产总值由410亿元增加到460亿元，增长9%。", Verdict.NOT_COMPARABLE, "可能按可比价"),
        (
            "地区生产总值由410亿元增加到460亿元，按可比价增长9%。",
            Verdict.NOT_COMPARABLE,
            "绝对数按现价、增速按可比价",
        ),
        (
            "居民人均可支配收入由41000元增加到46000元，增长9%。",
            Verdict.NOT_COMPARABLE,
            "可能按可比价",
        ),
        ("全镇能耗由0.61吨标准煤下降到0.54吨标准煤，下降21%。", Verdict.CONTRADICTION, "11.5%"),
        ("全镇能耗由0.61吨标准煤下降到0.54吨标准煤，下降11.5%。", Verdict.HOLDS, "11.5%"),
        ("单位增加值能耗由0.61吨标准煤下降到0.54吨标准煤，下降14%。", Verdict.NEEDS_BASIS, "价格"),
    ],
)
def test_prices_are_only_spoken_of_where_there_are_any(
    text: str, verdict: Verdict, words: str
) -> None:
    (found,) = of_check(text, "growth_of_levels")
    assert found.verdict is verdict
    assert words in found.sentence


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("受访者中，看重价格的占57%，看重质量的占63%，看重服务的占49%（可多选）。", []),
        ("看重的因素（可多选）：价格占57%，质量占63%，服务占49%，品牌占57%。", []),
        (
            "问卷显示，愿意的占57%，不愿意的占43%；看重价格的占63%，看重质量的占61%。",
            [Verdict.HOLDS],
        ),
        ("支出结构中，教育支出占38%，卫生支出占32%，社保支出占35%。", [Verdict.CONTRADICTION]),
        ("收益中农户占57%，企业占31%，其余占12%。", [Verdict.HOLDS]),
    ],
)
def test_answers_to_several_questions_are_no_shares_of_one_whole(
    text: str, verdicts: list[Verdict]
) -> None:
    assert [each.verdict for each in of_check(text, "shares_of_one_whole")] == verdicts
    accused = [each for each in found_in(text) if each.severity is Severity.CONTRADICTION]
    assert len(accused) == verdicts.count(Verdict.CONTRADICTION)


@pytest.mark.parametrize(
    ("text", "words", "size"),
    [
        ("2024年，全市新增亿元以上项目206个，其中百亿元以上项目12个。", "206个", "亿元以上"),
        ("2024年，全市新增亿元以上项目206个，其中百亿元以上项目12个。", "12个", "百亿元以上"),
        ("年营业收入2000万元及以上的企业320家。", "320家", "2000万元以上"),
        ("开工建设5000平方米以上厂房18栋。", "18栋", "5000平方米以上"),
        ("60周岁以上老年人口120万人。", "120万人", "60周岁以上"),
        ("亿元以上重大项目完成投资206亿元。", "206亿元", "亿元以上"),
        ("投资1000万元以上的工业项目累计82个。", "82个", "1000万元以上"),
        # The size is of what stands behind it, not of another clause.
        ("10亿元以上项目，总投资82亿元。", "82亿元", ""),
        ("全年引进500万元以上项目35个，总投资82亿元。", "82亿元", ""),
        ("超过50户以上的家庭增收，新建房屋30栋。", "30栋", ""),
    ],
)
def test_a_count_behind_a_size_has_it_as_its_threshold(text: str, words: str, size: str) -> None:
    document = ReadDocument(name="文稿", reading=read(text, published=None))
    claims = figure_claims(document, source=Source(sha256="0" * 64, title="文稿"))
    statements = document.reading.statements
    (found,) = [
        claim
        for number, claim in claims.items()
        if text[statements[number].quantity.start : statements[number].quantity.end] == words
    ]
    assert found.basis.threshold == size
