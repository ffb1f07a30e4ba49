"""What is no part of a whole, and what no sum may be held against."""

import pytest

from bayline.engines.chinese.reader import read
from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument


def found_in(text: str) -> list[Finding]:
    return check([ReadDocument(name="文稿", reading=read(text, published=None))])


def accusing(text: str) -> list[str]:
    return [each.check for each in found_in(text) if each.severity is Severity.CONTRADICTION]


def verdicts(text: str, name: str) -> list[Verdict]:
    return [each.verdict for each in found_in(text) if each.check == name]


@pytest.mark.parametrize(
    "text",
    [
        # A threshold counts nothing, and the whole before 其中 is no part of what 合计 closes.
        "规上工业企业实现产值743.1亿元，其中产值超5亿元企业21家，合计完成产值402.5亿元。",
        "全镇税收收入36亿元，其中纳税超千万元企业64家，合计纳税19亿元。",
        "在库项目58个，总投资377亿元，其中总投资超10亿元项目9个，合计投资214亿元。",
        # 累计 counts what stood before it as well.
        "一季度签约22亿元，二季度累计签约61亿元，三季度累计签约98亿元，全年签约140亿元。",
        # More years are summed up than are listed.
        "2021年完成6亿元，2022年完成7亿元，三年累计完成21亿元。",
        "2021年建成9个，2022年建成8个，五年共建成31个。",
        "2021年建成9个，2022年建成8个，五年合计建成31个。",
        "2022年建成1.4万亩，2023年建成1.9万亩，累计建成7.7万亩。",
        "2021年投入1.1亿元，2022年投入1.6亿元，历年累计投入7.2亿元。",
        # What came anew, and how many there are now.
        "一季度新增90户，二季度新增130户，总数达到2150户。",
        # What each gets is not summed as it stands.
        "一等奖1名奖金8000元；二等奖3名，奖金各4000元；三等奖5名，奖金各2000元，共3万元。",
        "一等奖1名，每名奖金8000元；二等奖3名，每名奖金4000元；三等奖5名，每名奖金2000元，合计3万元。",
        # A difference has no parts; losses are parts below zero.
        "进出口差额28亿元，其中出口75亿元、进口47亿元。",
        "收支差额-4亿元，其中收入91亿元、支出95亿元。",
        "集团实现净利润6亿元，其中母公司9亿元，子公司亏损3亿元。",
        # Rates, averages, prices and intensities have no parts.
        "全年降水量1180毫米，其中城区降水量1290毫米。",
        "全年平均气温16.2℃，其中城区17.5℃。",
    ],
)
def test_what_is_no_part_is_not_summed(text: str) -> None:
    assert accusing(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "规上工业企业实现产值743.1亿元，其中产值超5亿元企业21家，合计完成产值402.5亿元。",
            "402.5亿元在743.1亿元之内",
        ),
        (
            "在库项目58个，总投资377亿元，其中总投资超10亿元项目9个，合计投资214亿元。",
            "214亿元在377亿元之内",
        ),
        ("总投资377亿元，其中民生项目9个，合计投资484亿元。", "大于整体107亿元"),
    ],
)
def test_what_a_group_makes_together_is_a_part(text: str, words: str) -> None:
    assert any(words in each.sentence for each in found_in(text))


def test_differences_are_told_in_the_printed_unit() -> None:
    held, missed = (
        f"结转资金-6亿元，其中甲镇-4.0亿元、乙镇-2.0亿元，两镇合计-{total}亿元。"
        for total in ("6.0", "7.5")
    )
    assert "（-4）＋（-2），合计-6亿元" in found_in(held)[0].sentence
    assert any("差1.5亿元" in each.sentence for each in found_in(missed))
    spelled = found_in("总投资三亿元，其中甲项目总投资五亿元。")
    assert "部分大于整体2亿元" in spelled[0].sentence


def test_a_part_of_a_profit_may_exceed_it() -> None:
    assert accusing("集团实现净利润6亿元，其中母公司净利润9亿元。") == []
    assert accusing("集团总投资6亿元，其中母公司总投资9亿元。") == ["part_within_whole"]


_QUARTERS = "一季度签约22亿元，二季度签约40亿元，三季度签约37亿元，四季度签约41亿元"
_CLOSED = [
    # Each pair: the sentence with a gap, what fits and what does not.
    (_QUARTERS + "，全年签约{}亿元。", "140", "170"),
    ("2021年建成19个，2022年建成18个，两年共建成{}个。", "37", "47"),
    ("一季度新增90户，二季度新增130户，两个季度共新增{}户。", "220", "250"),
    ("开工项目，其中一季度13个、二季度15个、三季度11个、四季度12个，共{}个。", "51", "53"),
    ("分三批认定示范村，各批分别为21个、26个、19个，共{}个。", "66", "69"),
    ("贷款余额{}亿元，其中短期贷款2100亿元、中长期贷款4050亿元。", "6150", "6050"),
    ("进出口总额{}亿元，其中出口75亿元、进口47亿元。", "122", "112"),
    ("全镇共有党员{}名，其中男党员61名，女党员42名。", "103", "97"),
    ("全区常住人口{}万人，其中城镇人口52万人、农村人口33万人。", "85", "80"),
    ("下达补助资金{}亿元，其中中央资金3.2亿元、省级资金2.1亿元、市级资金1.4亿元。", "6.7", "5.9"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), _CLOSED)
def test_kinds_that_exclude_each_other_make_up_their_whole(
    text: str, right: str, wrong: str
) -> None:
    assert verdicts(text.format(right), "sum_of_parts") == [Verdict.HOLDS]
    assert accusing(text.format(wrong)) == ["sum_of_parts"]


@pytest.mark.parametrize(
    "text",
    [
        "全院职工1100人，其中卫生技术人员920人、在编人员740人。",
        "全镇农户4.8万户，其中种粮户3.9万户、养殖户2.1万户。",
        "馆藏图书720万册，其中纸质图书560万册、外文图书240万册。",
        "贷款余额6218亿元，其中短期贷款2100亿元、中长期贷款4050亿元、住户贷款110亿元、制造业贷款90亿元。",
        "各项贷款余额6218亿元，其中短期贷款2400亿元、住户贷款2900亿元、制造业贷款2300亿元。",
        "医疗机构290家，其中公立医疗机构14家、基层医疗机构260家、社会办医疗机构110家。",
        "医疗机构290家，包括公立医疗机构14家、基层医疗机构260家、社会办医疗机构110家。",
        "专利授权1.36万件，其中发明专利0.5万件、企业专利1.1万件。",
        "快递业务量4.9亿件，其中同城1.1亿件、异地3.7亿件、国际0.1亿件、冷链0.6亿件。",
        "核定床位1100张，其中编制床位900张、实际开放床位1050张。",
        "引进人才120人，其中研究生及以上90人、博士45人。",
        "新认定企业100家，其中省级30家、市级80家。",
        "集中开工项目总投资198亿元，其中签约项目总投资149亿元，开工项目总投资86亿元。",
    ],
)
def test_kinds_that_may_overlap_are_never_held_against_their_whole(text: str) -> None:
    assert accusing(text) == []
    assert not [each for each in found_in(text) if "其余" in each.sentence]


def test_kinds_that_may_overlap_ask_for_their_basis() -> None:
    text = "集中开工项目总投资198亿元，其中签约项目总投资149亿元，开工项目总投资86亿元。"
    assert verdicts(text, "sum_of_parts") == [Verdict.NEEDS_BASIS]
    assert verdicts(text.replace("198", "252"), "sum_of_parts") == []


@pytest.mark.parametrize(
    ("total", "expected"), [(184, "holds"), (187, "needs_basis"), (181, "contradiction")]
)
def test_a_colon_lists_all_kinds_of_a_known_division(total: int, expected: str) -> None:
    text = f"中小学校{total}所：小学110所、初中49所、高中25所。"
    assert verdicts(text, "sum_of_parts") == [Verdict(expected)]


@pytest.mark.parametrize(
    "text",
    [
        "中小学校210所：小学110所、初中19所、高中5所。",
        "规上企业90家：重点企业60家、外资企业40家、上市企业10家。",
        "全年共开工60个项目，其中一季度13个、二季度15个，共完成投资20亿元。",
        "开工项目60个，其中一季度13个、二季度15个，共推进重点项目42个。",
    ],
)
def test_lists_that_claim_less_are_left_alone(text: str) -> None:
    assert verdicts(text, "sum_of_parts") == []


_THREE = "第一产业增加值52亿元，第二产业增加值431亿元，第三产业增加值412亿元"


def test_the_product_may_stand_behind_its_industries() -> None:
    text = f"2023年，{_THREE}，全年实现地区生产总值{{}}亿元。"
    assert verdicts(text.format(895), "industries_of_product") == [Verdict.HOLDS]
    assert accusing(text.format(985)) == ["industries_of_product"]
    assert accusing(f"2023年，{_THREE}，占全省地区生产总值985亿元的比重提高。") == []
    assert accusing(f"2022年，{_THREE}；2023年，地区生产总值985亿元。") == []


@pytest.mark.parametrize(
    "text",
    [
        # A share that names its industry is of that one, wherever it stands.
        (
            "全市生产总值300亿元，其中第一产业增加值30亿元，第二产业增加值120亿元，第三产业增加值150亿元。"
            "第一产业增加值占生产总值的比重为10.0%，第二产业增加值比重为40.0%。"
        ),
        # What each gets in a month is not what each gets in all.
        "发放救助金3744万元，保障对象8000人，月人均补助390元。",
        "一季度发放工资5400万元，职工3000人，人均月工资6000元。",
        # 同比 is over the year before, not over the quarter or the month before.
        "用电量由一季度的16亿千瓦时增至二季度的18亿千瓦时，同比增长5.1%。",
        "出口由上月的24亿元增加到本月的30亿元，同比增长7.4%。",
        "白菜价格由每公斤3元上涨到4元，同比下降15%。",
        # Days of other calendars, and days of which the text says that they are wrong.
        "农历二月三十日举行祭典。",
        "“2023年2月29日”系笔误，应为2023年2月28日。",
        # What was agreed may exceed what was paid; who is registered may live elsewhere.
        "全年利用外资3.1亿元，其中合同外资5.2亿元。",
        "常住人口88.4万人，其中户籍人口95.1万人。",
    ],
)
def test_what_is_told_of_something_else_is_not_held_against_it(text: str) -> None:
    assert accusing(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            (
                "全市生产总值300亿元，其中第一产业增加值30亿元，第二产业增加值120亿元，"
                "第三产业增加值150亿元。第一产业增加值占生产总值的比重为16.0%。"
            ),
            "industries_of_product",
        ),
        ("发放救助金3744万元，保障对象8000人，人均补助390元。", "amount_per_unit"),
        ("用电量由上年一季度的16亿千瓦时增至18亿千瓦时，同比增长5.1%。", "growth_of_levels"),
        ("2023年2月29日举行祭典。", "possible_dates"),
        ("腊月举办庙会，2023年2月29日收官。", "possible_dates"),
        # 同比 the other way than the levels, by just what they make: the wrong word.
        ("投诉由50件下降到40件，同比增长20.0%。", "growth_of_levels"),
        # A month of writing is no monthly mean; a contract within a plain total still has to fit.
        ("6月发放救助金3744万元，保障对象8000人，人均补助390元。", "amount_per_unit"),
        ("总投资3.1亿元，其中签约项目总投资5.2亿元。", "part_within_whole"),
        ("常住人口88.4万人，其中城区常住人口95.1万人。", "part_within_whole"),
    ],
)
def test_what_is_told_of_it_still_is(text: str, name: str) -> None:
    assert accusing(text) == [name]


def test_amounts_of_two_parts_are_told_in_one_unit() -> None:
    text = "全县人口五十二万六千五百人，其中城镇人口52万6,590人。"
    assert not any("万6" in each.sentence.replace("52万6,590人", "") for each in found_in(text))


def test_a_row_above_its_whole_asks_whether_its_kinds_overlap() -> None:
    text = "全镇设施52处，其中亭廊24处、步道18处、驿站15处。"
    assert verdicts(text, "sum_of_parts") == [Verdict.NEEDS_BASIS]
    assert verdicts(text.replace("52处", "57处"), "sum_of_parts") == [Verdict.HOLDS]


def test_a_rate_that_goes_another_way_asks_what_it_is_over() -> None:
    text = "白菜价格由每公斤3元上涨到4元，同比下降15%。"
    assert verdicts(text, "growth_of_levels") == [Verdict.NEEDS_BASIS]
