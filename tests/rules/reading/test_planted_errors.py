"""Sentences with one planted error each must be found, their honest twins must not be accused."""

from datetime import date
from pathlib import Path

import pytest

from bayline.engines.chinese.reader import read
from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument

PUBLISHED = date(2024, 3, 1)


def found_in(*texts: str) -> list[Finding]:
    return check(
        [
            ReadDocument(name=f"文件{number}", reading=read(text, published=PUBLISHED))
            for number, text in enumerate(texts, start=1)
        ]
    )


def accusing(findings: list[Finding]) -> list[str]:
    return [each.check for each in findings if each.severity is Severity.CONTRADICTION]


# Each pair: the sentence with a gap, what makes it wrong, what makes it right.
PAIRS = {
    "sum_of_parts": [
        ("全年建成高标准农田{}万亩，其中新建3.2万亩、改造提升2.8万亩。", "5.6", "6.0"),
        ("建成高标准农田{}万亩，其中新建3.2、改造2.8万亩。", "5.6", "6.0"),
        ("完成造林{}万亩（新建1.32万亩、改造1.18万亩）。", "2.40", "2.50"),
        ("全县有学校{}所，其中小学80所，初中30所，高中20所。", "120", "130"),
        ("实施旧房改造{}个小区，其中续建41个、新开工52个。", "86", "93"),
        ("出生{}人，其中男孩630人、女孩613人。", "1203", "1243"),
        ("年末卫生技术人员{}人，其中执业医师4120人、注册护士6010人。", "9860", "10130"),
        ("改造危房{}户，其中C级危房480户、D级危房200户。", "650", "680"),
        ("进出口总额{}亿元，其中出口310.4亿元、进口130.2亿元。", "420.6", "440.6"),
        ("计划总投资{}亿元，其中一期20亿元、二期35亿元。", "50", "55"),
        ("第一批25个、第二批30个、第三批18个，三批共{}个。", "83", "73"),
        ("全区分三批创建示范村{}个，第一批25个，第二批30个，第三批18个。", "83", "73"),
        ("首批12家、第二批15家、第三批9家，累计认定{}家。", "46", "36"),
        ("2021年、2022年、2023年分别建成12个、15个、20个，三年累计建成{}个。", "57", "47"),
        ("2021年建成12个，2022年建成15个，2023年建成20个，三年共建成{}个。", "57", "47"),
        ("上半年到账45.0亿元，下半年到账52.0亿元，全年到账{}亿元。", "107.0", "97.0"),
    ],
    "shares_of_one_whole": [
        ("全市人口中男性占51.2%，女性占{}%。", "50.8", "48.9"),
        ("参赛选手中，男52%，女{}%。", "51", "48"),
        ("满意的占70%，基本满意的占25%，不满意的占{}%。", "9", "5"),
        ("0—14岁人口占16.5%，15—59岁人口占62.8%，60岁及以上人口占{}%。", "24.7", "20.7"),
        ("支出结构中，教育支出占38%，卫生支出占32%，社保支出占{}%。", "35", "30"),
        ("第一产业占5.2%，第二产业占45.3%，第三产业占{}%。", "46.6", "49.6"),
    ],
    "rate_by_definition": [
        ("常住人口81.3万人，其中城镇人口50.2万人，城镇化率{}%。", "71.7", "61.7"),
        ("户籍人口60.0万人，其中户籍城镇人口24.0万人，户籍人口城镇化率{}%。", "45", "40"),
        ("土地总面积1200平方公里，森林面积480平方公里，森林覆盖率{}%。", "45.2", "40.0"),
        ("一般公共预算收入50.0亿元，其中税收收入40.0亿元，税收占比{}%。", "85.0", "80.0"),
        ("资产总额200亿元，负债总额120亿元，资产负债率{}%。", "65.0", "60.0"),
        ("全县常住人口50.0万人，地区生产总值300亿元，人均地区生产总值{}万元。", "8.5", "6.0"),
    ],
    "amount_per_unit": [
        ("发放慰问金1200人，每人500元，共计{}万元。", "80", "60"),
        ("粮食播种面积30.0万亩，总产量15.0万吨，平均亩产{}公斤。", "600", "500"),
        ("收购粮食200吨，收购价每吨3000元，合计支付{}万元。", "70", "60"),
        ("出让土地100亩，单价300万元/亩，总价{}亿元。", "4.00", "3.00"),
    ],
    "share_of_plan": [
        ("完成投资90亿元，为年度计划（120亿元）的{}%。", "80", "75"),
        ("全年完成投资3000亿元，占年度计划4000亿元的{}%。", "85", "75"),
        ("年度计划投资120亿元，实际完成90亿元，投资完成率{}%。", "80", "75"),
        ("招商签约233.56亿元，完成全年计划200亿元的{}%。", "126.78", "116.78"),
        ("一般公共预算收入完成42.0亿元，为年初预算的{}%，年初预算为40.0亿元。", "110", "105"),
    ],
    "growth_of_levels": [
        ("2023年完成税收100.4亿元，上年同期为91.3亿元，增长{}%。", "12", "10"),
        ("实现销售收入100.4亿元，比上年的91.3亿元增长{}%。", "12", "10"),
        ("税收收入100.4亿元，同比增长{}%（上年同期为91.3亿元）。", "15", "10"),
        ("上年税收收入91.3亿元，今年100.4亿元，增长{}%。", "15", "10"),
        ("信访总量320件，比上年减少80件，下降{}%。", "25", "20"),
        ("企业总数达到180家，比2020年的120家增加{}家。", "70", "60"),
        ("今年招生1200人，去年招生1000人，同比增加{}人。", "300", "200"),
        ("绿化覆盖率由71.2%提高到73.5%，提高{}个百分点。", "3.2", "2.3"),
        ("入住率73.5%，比上年提高{}个百分点，上年为71.2%。", "3.2", "2.3"),
        ("床位数由200张扩大到500张，扩大1.5倍，增加{}张。", "350", "300"),
        ("增速5.2%，高于全省{}个百分点，全省增长4.6%。", "0.8", "0.6"),
        ("投诉量由120件下降到{}件。", "150", "90"),
    ],
    "moves_of_rank": [
        ("经济总量由全省第12位上升到第10位，前移{}位。", "3", "2"),
        ("满意度列全市第五名，比上年的第八名上升{}个位次。", "四", "三"),
        ("满意度由全市第三名提升到全市第{}名。", "五", "二"),
    ],
    "same_figure": [
        ("2023年，东岭县生猪出栏30.5万头。\n农业\n2023年，全县生猪出栏{}万头。", "35.0", "30.5"),
        (
            "2023年末，全区常住人口81.3万人。\n人口\n2023年末，全区常住人口{}万人。",
            "83.1",
            "81.3",
        ),
        ("2023年末，全县森林覆盖率45.2%。\n生态\n2023年，全县森林覆盖率达{}%。", "54.2", "45.2"),
        ("2023年，全县新建农村公路120公里。\n交通\n2023年，全县新建农村公路{}公里。", "102", "120"),
    ],
}
CASES = [(check_id, *pair) for check_id, pairs in PAIRS.items() for pair in pairs]


@pytest.mark.parametrize(("check_id", "text", "wrong", "right"), CASES)
def test_a_planted_error_is_found_once_and_its_twin_is_not(
    check_id: str, text: str, wrong: str, right: str
) -> None:
    assert accusing(found_in(text.format(wrong))) == [check_id]
    assert accusing(found_in(text.format(right))) == []


@pytest.mark.parametrize(
    "text",
    [
        # Parts that overlap, that are kinds of kinds, or that only some of the whole have.
        "一般公共预算支出58.6亿元，其中民生支出45亿元、教育支出15亿元、卫生支出8亿元。",
        "全年接待游客560万人次，其中过夜游客210万人次、境外游客3万人次、节假日游客400万人次。",
        "粮食总产量30万吨，其中夏粮12万吨、小麦11万吨、秋粮18万吨。",
        "打造精品线路6条，串联景点30个，其中A级景区18个、乡村旅游点15个。",
        "耕地面积50万亩，其中永久基本农田42万亩、高标准农田30万亩。",
        "全镇耕地2.1万亩，其中流转1.2万亩、种植水稻1.1万亩。",
        "覆盖人口20万人，其中一期受益12万人、二期受益15万人。",
        "规上企业9家，其中产值超10亿元企业8家、超50亿元企业2家。",
        "筹集资金33.5万元，涉及财政奖补项目5个，奖补金额205.08万元。",
        "争取资金5亿元，其中中央预算内资金3亿元、专项债券2.5亿元。",
        # Vague figures, planned beside actual, batches that are not all.
        "全年新建改建厕所300余座，其中新建180座、改建150座。",
        "计划总投资50亿元，其中一期已完成投资20亿元、二期计划投资35亿元。",
        "第一批25个、第二批30个、第三批18个，目前全市累计有120个。",
        "公布第三批名录18项，第四批名录20项，总数达83项。",
        # Other bases, periods, places.
        "地区生产总值100.4亿元，上年同期为91.3亿元，增长7.5%。",
        "税收收入由2018年的50亿元增加到2023年的80亿元，同比增长8%。",
        "2023年旅游收入32.5亿元，同比增长35%，2019年为40亿元。",
        "税收收入100.4亿元，同比增长10%，其中增值税40亿元，上年同期为30亿元。",
        "年末户籍人口85.3万人，城镇人口50.2万人，常住人口城镇化率61.7%。",
        "2023年末常住人口81.3万人，城镇人口50.2万人，2020年城镇化率为55.7%。",
        "全县土地总面积1200平方公里，林地面积580平方公里，森林覆盖率40%。",
        "年度计划投资120亿元，一季度完成30亿元，二季度完成60亿元，完成年度计划的75%。",
        "9月份完成投资10亿元，完成年度计划120亿元的75%。",
        "计划改造2000户，已开工1800户、完工1500户，开工率90%。",
        "全国自来水普及率，城镇占98%，农村占85%。",
        "2021年占30%，2022年占45%，2023年占50%。",
        "民营企业占80%，中小企业占95%。",
        "村集体收入120万元，带动农户300户，户均增收2000元。",
        "为1200名老人每人每月发放500元，共计720万元。",
        "120户困难家庭每户慰问1000元，共发放慰问金和物资25万元。",
        "增速由下降5.2%回升到增长3.1%。",
        "农村低保标准由每年6000元提高到每月620元。",
        "从第一名到第三名分别奖励5万元、3万元、1万元。",
        "2023年，全县接待游客560万人次。\n2023年国庆假期，全县接待游客65万人次。",
        "2023年，全县新建农村公路120公里。\n2023年，全县改建农村公路102公里。",
        "2023年末，全县常住人口45.2万人。\n2022年末，全县常住人口45.6万人。",
        "2023年，全县固定资产投资计划100亿元。\n2023年，全县完成固定资产投资98亿元。",
    ],
)
def test_an_honest_sentence_is_not_accused(text: str) -> None:
    assert accusing(found_in(text)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "2023年全市地区生产总值1100亿元。",
            "经第五次经济普查修订，2023年全市地区生产总值1180亿元。",
        ),
        ("2023年，东岭县常住人口45.2万人（人口普查修正数）。", "2023年，东岭县常住人口44.6万人。"),
        (
            "2023年，东岭县固定资产投资120亿元（初步核算数）。",
            "2023年，东岭县固定资产投资125亿元。",
        ),
    ],
)
def test_a_revised_figure_is_not_comparable(one: str, other: str) -> None:
    found = [each for each in found_in(one, other) if each.check == "same_figure"]
    assert [each.verdict for each in found] == [Verdict.NOT_COMPARABLE]
    assert "统计范围" in found[0].sentence


def test_two_counties_are_never_one() -> None:
    one = "2023年，东岭县城镇新增就业1.25万人。"
    assert accusing(found_in(one, one.replace("东岭", "西岭").replace("1.25", "1.52"))) == []
    assert accusing(found_in(one, one.replace("1.25", "1.52"))) == ["same_figure"]


def test_a_goal_further_down_is_not_taken_for_the_result() -> None:
    text = "2023年，城镇新增就业5.3万人。\n加快政策落地见效，城镇新增就业5.0万人。"
    assert accusing(found_in(text)) == []


def test_the_real_texts_at_hand_are_not_accused(shared: Path) -> None:
    files = sorted((shared / "data/reading/documents").glob("*.txt"))
    texts = [*files[:6], shared / "article/article.txt"]
    for file in texts:
        day = date(2021, 11, 1) if file.stem == "article" else date(2025, 1, 20)
        reading = read(file.read_text("utf-8"), published=day)
        assert accusing(check([ReadDocument(name=file.name, reading=reading)])) == [], file.name


@pytest.mark.parametrize("word", ["的", "上年同期", "其中", "为", "由", "比上年", "完成计划", "占"])
def test_an_endless_clause_costs_no_more_than_its_length(word: str) -> None:
    text = f"收入100亿元，上年{word * 4000}90亿元，增长5%，占计划{word * 4000}10%。"
    assert isinstance(found_in(text), list)


def test_a_mere_total_word_sums_up_no_whole_with_its_own_part() -> None:
    text = "项目共需征地约1.8万亩，其中耕地5524亩；共需拆迁房屋约6.38万平方米。"
    assert not accusing(found_in(text))
