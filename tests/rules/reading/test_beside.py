"""A draft beside the record, by the rules alone: the words differ, the figures are found."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bayline.engines.chinese.gazetteer import national
from bayline.engines.chinese.reader import read
from bayline.kernel.evidence import Source, TextPosition
from bayline.systems.reading.rules.beside import (
    About,
    Cause,
    Judged,
    Marked,
    Rank,
    Side,
    Stand,
    Surroundings,
    Words,
    judged,
    ranks_beside,
    reason,
    sides_of,
)
from bayline.systems.reading.rules.beside.words import plain_words
from bayline.systems.reading.rules.recording import figure_claims
from bayline.systems.reading.terms import ReadDocument

RECORD = (
    "2025年海宁市政府工作报告\n"
    "2024年，全市生产总值达到1318.6亿元、增长5.4%，完成工业投资超96亿元。"
    "新增公园12座、累计达到85座，森林覆盖率提高0.6个百分点。"
    "城镇新增就业2.37万人，改造老旧小区41个，治理河道126.4公里。\n"
    "2025年的主要预期目标是：全市生产总值增长6%左右，城镇新增就业2万人以上。"
)


REPORT = (
    "2025年海宁市政府工作报告\n"
    "2024年，全市城乡居民人均可支配收入分别增长4.7%、6.6%。本地汽车产销量分别增长22.9%和17.4%。"
    "职工、居民住院报销比例分别提高至85.6%、68.5%。争取并用好新增专项债券50.8亿元。"
    "信访总量下降53%。经营主体新增105万户，达到920万户。"
    "预计全市研发经费支出约51亿元、研发投入强度3.6%左右。开工老旧小区改造36万户。"
    "粮食播种面积126.6万亩、产量514.4万吨。PM2.5平均浓度为每立方米20微克。"
    "盐官机场货邮吞吐量达到128万吨。全市接待旅游总人数6.5亿人次。"
    "新改建农村公路1071.4公里，改善灌溉面积83万亩。\n"
    "2025年的主要预期目标是：粮食产量511万吨以上，新改建农村公路1000公里。"
)
CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("beside_cases.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def names(words: str) -> frozenset[str]:
    return frozenset(one.code or words[one.start : one.end] for one in national().find(words))


def sides(text: str, source: str) -> list[Side]:
    reading = read(text, published=date(2025, 2, 1))
    document = ReadDocument(name=source, reading=reading)
    claims = figure_claims(document, source=Source(sha256="0" * 64, title=source))
    marks = []
    for at, claim in claims.items():
        position = claim.evidence.selectors[0]
        assert isinstance(position, TextPosition)
        marks.append(Marked(f"{source}{at}", position.start, position.end, claim))
    bare = [*text]
    for one in national().find(text):
        bare[one.start : one.end] = "|" * (one.end - one.start)
    return sides_of(Words(text, "".join(bare)), marks, about=About(source, "330481"))


def beside(draft: str) -> dict[str, Judged]:
    own = sides(draft, "draft")
    dated = frozenset(side.key for side in own if "20" in side.sentence)
    found = judged(own, sides(RECORD, "record"), Surroundings(dated, names))
    return {side.quote: found[side.key] for side in own}


@pytest.mark.parametrize(
    ("draft", "quote"),
    [
        ("海宁市GDP为1318.6亿元，比上年提高5.4%。", "5.4%"),
        ("2024年海宁地区生产总值13186000万元。", "13186000万元"),
        ("全市建成12座新增公园。", "12座"),
        ("治理河道126公里，城镇增加2.37万人就业。", "126公里"),
        ("城镇增加2.37万人就业。", "2.37万人"),
        ("工业投资完成96亿元以上。", "96亿元以上"),
    ],
)
def test_what_is_said_in_other_words_agrees(draft: str, quote: str) -> None:
    assert beside(draft)[quote].stand is Stand.AGREES


@pytest.mark.parametrize(
    ("draft", "quote", "kept", "cause"),
    [
        ("全市GDP为1381.6亿元。", "1381.6亿元", "达到1318.6亿元", Cause.VALUE),
        ("全市GDP为1318.6万元。", "1318.6万元", "达到1318.6亿元", Cause.UNIT),
        ("森林覆盖率提高0.6%。", "0.6%", "0.6个百分点", Cause.UNIT),
        ("治理河道127公里。", "127公里", "126.4公里", Cause.ROUNDING),
        ("工业投资完成96亿元。", "96亿元", "超96亿元", Cause.HEDGE),
        ("公园累计已有58座。", "58座", "累计达到85座", Cause.VALUE),
        ("改造老旧小区近41个。", "近41个", "41个", Cause.HEDGE),
    ],
)
def test_what_is_altered_is_held_against_the_right_figure(
    draft: str, quote: str, kept: str, cause: Cause
) -> None:
    found = beside(draft)[quote]
    assert found.pair is not None
    assert (found.stand, found.cause) == (Stand.DISAGREES, cause)
    assert found.pair.kept.quote.removeprefix("达到") == kept.removeprefix("达到")


def test_a_value_of_another_year_is_told_with_its_own() -> None:
    found = beside("2023年，全市治理河道126.4公里。")["126.4公里"]
    assert (found.stand, found.cause) == (Stand.NOT_COMPARABLE, Cause.PERIOD)
    assert "2024年" in reason(found, str)[0]


def test_a_value_of_another_place_is_told_with_its_own() -> None:
    found = beside("2024年，桐乡市治理河道126.4公里。")["126.4公里"]
    assert (found.stand, found.cause) == (Stand.NOT_COMPARABLE, Cause.PLACE)


def test_a_place_goes_on_in_the_next_sentence_of_its_line() -> None:
    found = beside("2024年，在桐乡市，改造老旧小区41个。治理河道126.4公里。")["126.4公里"]
    assert (found.stand, found.cause) == (Stand.NOT_COMPARABLE, Cause.PLACE)


def test_what_is_told_of_one_figure_is_no_rival_of_another() -> None:
    found = beside("2024年，全市改造老旧小区41个。城镇新增就业2.77万人，治理河道126.4公里。")
    assert found["2.77万人"].stand is Stand.DISAGREES
    assert found["126.4公里"].stand is Stand.AGREES


def test_what_the_record_does_not_speak_of_is_unknown() -> None:
    assert beside("全市有图书馆7座。")["7座"].stand is Stand.UNKNOWN


def test_words_that_say_the_same_are_one() -> None:
    assert plain_words("地区生产总值比上年增长") == plain_words("GDP同比提高")
    assert plain_words("比重达到") == plain_words("占比为")


SITES = (
    "滨江新区2024年项目情况\n"
    "2024年6月18日，滨江新区第二季度集中开工项目14个，总投资260亿元。"
    "2024年3月3日，滨江新区第一季度集中开工项目12个，总投资206亿元。"
    "其中，港城大桥项目总投资35亿元。引进亿元以上企业30家。"
)


@pytest.mark.parametrize(
    ("draft", "quote", "kept"),
    [
        ("2024年第一季度，滨江新区集中开工项目21个。", "21个", "12个"),
        ("2024年3月3日，滨江新区一季度集中开工项目12个，总投资260亿元。", "260亿元", "206亿元"),
        ("港城大桥项目的总投资为53亿元。", "53亿元", "35亿元"),
        ("港城大桥项目总投资近35亿元。", "近35亿元", "35亿元"),
    ],
)
def test_a_figure_is_of_its_own_time_and_subject(
    monkeypatch: pytest.MonkeyPatch, draft: str, quote: str, kept: str
) -> None:
    monkeypatch.setitem(globals(), "RECORD", SITES)
    found = beside(draft)[quote]
    assert found.pair is not None
    assert (found.stand, found.pair.kept.quote) == (Stand.DISAGREES, kept)


def test_a_size_and_a_count_of_towns_contradict_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "RECORD", SITES)
    drafts = ("引进企业的总投资为4.6亿元。", "滨江五镇集中开工项目。")
    stands = {one.stand for draft in drafts for one in beside(draft).values()}
    assert Stand.DISAGREES not in stands


WEST = (
    "2024年，全省市州经济都有增长。庆阳经济总量迈上1200亿元台阶，临夏州经济总量500亿元。"
    "全省战略性新兴产业、高技术产业增加值分别增长7%和4.9%。固定资产投资增长3.2%，增速居全国第4位。"
    "对沿线国家进出口额增长27.7%、占比77%。出让矿业权182宗。游船接待游客突破500万人次。"
    "城镇居民人均可支配收入增长5%，农村居民人均可支配收入增长7.4%。"
    "宜昌高铁、厦门大桥等3296个重大基础设施项目加快推进。货运量增长5.8%，总量达到6001万吨。"
    "新增参保90万人。"
)


@pytest.mark.parametrize(
    ("draft", "quote", "stand"),
    [
        ("庆阳经济总量登上1200亿元台阶。", "登上1200亿元", Stand.AGREES),
        ("定西市经济总量为500亿元。", "500亿元", Stand.NOT_COMPARABLE),  # 6211 lies not in 6210
        ("战新产业增加值增长4.9%，高技术产业增加值增长7%。", "4.9%", Stand.DISAGREES),
        ("沿线国家进出口占77%。", "77%", Stand.AGREES),
        ("沿线国家进出口占71%。", "71%", Stand.DISAGREES),
        ("城镇居民收入增长7.4%。", "7.4%", Stand.DISAGREES),
        ("庆阳机场吞吐量全年很大。矿业权出让128宗。", "128宗", Stand.DISAGREES),
        ("推进重大基础设施项目3926个。", "3926个", Stand.DISAGREES),
        ("货运量总量为6010万吨。", "6010万吨", Stand.DISAGREES),
        ("参保增加90万户。", "90万户", Stand.DISAGREES),
        ("固定资产投资增长3.2亿元。", "3.2亿元", Stand.DISAGREES),
        ("游船接待游客突破500万元。", "突破500万元", Stand.DISAGREES),
    ],
)
def test_swapped_figures_are_not_told_by_one_another(
    monkeypatch: pytest.MonkeyPatch, draft: str, quote: str, stand: Stand
) -> None:
    monkeypatch.setitem(globals(), "RECORD", WEST)
    found = {side.removeprefix("为"): one for side, one in beside(draft).items()}
    assert found[quote].stand is stand


def test_a_rank_is_held_against_the_one_behind_the_same_figure() -> None:
    text = "固定资产投资同比提高3.2%，在全国排第{}位。"
    stands = []
    for number in ("4", "四", "6"):
        draft, own = text.format(number), sides(text.format(number), "draft")
        found = judged(own, sides(WEST, "record"), Surroundings(frozenset(), names))
        rank = Rank("rank", draft.index("第"), draft.index("位") + 1)
        stands += [(one.stand, one.cause) for _, one in ranks_beside(draft, [rank], own, found)]
    agrees = (Stand.AGREES, Cause.NONE)
    assert stands == [agrees, agrees, (Stand.DISAGREES, Cause.RANK)]


@cache
def report() -> tuple[Side, ...]:
    return (*sides(REPORT, "report"),)


def of_report(said: str, figure: str) -> Judged:
    own = sides(said, "draft")
    found = judged(own, report(), Surroundings(frozenset(), names))
    return next(found[side.key] for side in own if figure in side.quote)


@pytest.mark.parametrize(("right", "wrong", "said", "printed"), CASES)
def test_a_reworded_figure_agrees_and_an_altered_one_is_held_against_the_same(
    right: str, wrong: str, said: str, printed: str
) -> None:
    assert of_report(said, right).stand is Stand.AGREES
    altered = of_report(said.replace(right, wrong, 1), wrong)
    assert altered.stand is Stand.DISAGREES
    assert altered.pair is not None
    assert printed in altered.pair.kept.quote


def test_a_result_is_not_held_against_the_plan_of_another_year() -> None:
    """The goal of 2025 says nothing of what was built in 2024, though it would not exclude it."""
    found = of_report("2024年新改建农村公路1017.4公里。", "1017.4")
    assert found.pair is not None
    assert found.pair.kept.quote == "1071.4公里"


ROADS = (
    "两条路\n柳港公路新建工程于2022年开工。道路全长4.33公里，其中大桥长1.2公里。"
    "安澜路改扩建工程于2023年开工，工程全长2.82公里。"
    "2024年一季度，平湖市重点项目完成投资31亿元，年度计划投资105亿元。"
    "2024年，平湖市地区生产总值（不含嘉兴港区）698.5亿元；地区生产总值（含嘉兴港区）907.5亿元。"
    "2021年，漕泾镇森林覆盖率为19.96%。到2025年，金山区森林覆盖率达到16.5%。"
)


@pytest.mark.parametrize(
    ("draft", "quote", "stand", "kept"),
    [
        ("柳港公路新建工程全长4.33公里。", "4.33公里", Stand.AGREES, "4.33公里"),
        ("柳港公路新建工程全长4.66公里。", "4.66公里", Stand.DISAGREES, "4.33公里"),
        ("安澜路改扩建工程的总长是2.28公里。", "2.28公里", Stand.DISAGREES, "2.82公里"),
        ("平湖市2024年重点项目年度计划投资115亿元。", "115亿元", Stand.DISAGREES, "105亿元"),
        (
            "2024年，平湖市地区生产总值970.5亿元（含嘉兴港区）。",
            "970.5亿元",
            Stand.DISAGREES,
            "907.5亿元",
        ),
    ],
)
def test_what_is_called_by_a_name_is_held_against_its_own(
    monkeypatch: pytest.MonkeyPatch, draft: str, quote: str, stand: Stand, kept: str
) -> None:
    monkeypatch.setitem(globals(), "RECORD", ROADS)
    found = beside(draft)[quote]
    assert found.pair is not None
    assert (found.stand, found.pair.kept.quote) == (stand, kept)


def test_what_a_district_strives_for_is_not_what_its_town_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(globals(), "RECORD", ROADS)
    assert beside("漕泾镇全镇森林覆盖率是16.5%。")["16.5%"].stand is not Stand.AGREES
    assert beside("漕泾镇全镇森林覆盖率是19.96%。")["19.96%"].stand is Stand.AGREES


@pytest.mark.parametrize(
    ("draft", "stand"),
    [
        ("全省生产总值增长5.4%。", Stand.NOT_COMPARABLE),
        ("2024年，全镇生产总值增长5.4%。", Stand.NOT_COMPARABLE),
        ("全市生产总值增长5.4%，增速居全省第二。", Stand.AGREES),
    ],
)
def test_a_whole_province_or_town_is_not_the_city_of_the_record(draft: str, stand: Stand) -> None:
    assert beside(draft)["5.4%"].stand is stand


def test_the_same_number_hedged_otherwise_and_of_another_year_is_not_passed_over() -> None:
    kept = sides("2025年，海宁市研发投入强度达到4.1%左右。", "record")
    own = sides("2024年，海宁市研发投入强度达到4.1%。", "draft")
    (one,) = judged(own, kept, Surroundings(frozenset({own[0].key}), names)).values()
    assert (one.stand, one.cause) == (Stand.NOT_COMPARABLE, Cause.PERIOD)


def test_words_that_say_the_same_are_one_and_longer_names_stay() -> None:
    assert plain_words("每人每年670元") == plain_words("人均670元")
    assert plain_words("经济增长") == plain_words("生产总值增长")
    assert plain_words("数字经济增长") != plain_words("数字生产总值增长")


LISTS = """
嘉善、平湖空气质量向好，全市PM2.5浓度改善7.9%，钱塘江修复林地135.2万亩。
原油产量、天然气产量分别增长5.9%、9.2%，占能源的比重分别提高到21.7%、33.6%。
新增22家绿色工厂、总数达36家，绿色园区达到3家。
规上工业增加值增长8.5%，固定资产投资增长4.8%。
2024年全市地区生产总值增长5.3%，城镇失业率5.1%，上市公司31家，平湖的5家。
"""


@pytest.mark.parametrize(
    ("draft", "quote", "stand", "cause"),
    [
        ("钱塘江修复林地135.2万亩，PM2.5浓度改善7.9%。", "7.9%", Stand.AGREES, Cause.NONE),
        ("原油和天然气的产量增幅依次为5.9%、2.9%。", "2.9%", Stand.DISAGREES, Cause.VALUE),
        (
            "原油和天然气两种产品的产量分别增长5.9%和9.2%，两者占能源的比重分别升到27.1%、33.6%。",
            "27.1%",
            Stand.DISAGREES,
            Cause.VALUE,
        ),
        ("绿色工厂达到36家。", "达到36家", Stand.AGREES, Cause.NONE),
        (
            "规上工业增加值、固定资产投资的增幅依次是8.5亿元、4.8%。",
            "8.5亿元",
            Stand.DISAGREES,
            Cause.UNIT,
        ),
        (
            "2023年全市地区生产总值增长5.3%，城镇失业率5.8%。",
            "5.8%",
            Stand.NOT_COMPARABLE,
            Cause.PERIOD,
        ),
        ("上市公司31家，平湖拥有5家。", "31家", Stand.AGREES, Cause.NONE),
    ],
)
def test_lists_totals_and_other_times_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, draft: str, quote: str, stand: Stand, cause: Cause
) -> None:
    monkeypatch.setitem(globals(), "RECORD", LISTS)
    found = beside(draft)[quote]
    assert (found.stand, found.cause) == (stand, cause)
