"""Names are read where they stand, and nothing else is printed as one."""

from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.names import names
from bayline.engines.chinese.terms import NameKind

TOWNS = """code,name,level,parent
310116105,吕巷镇,town,310116
310116107,廊下镇,town,310116
"""


def found(text: str, kind: NameKind, gazetteer: Gazetteer | None = None) -> list[str]:
    return [text[n.start : n.end] for n in names(text, gazetteer) if n.kind is kind]


def test_villages_in_a_list_are_read_one_by_one():
    text = "今年，柳溪镇石桥村、东坞村、和平村和大塘村完成改造。"
    assert found(text, NameKind.VILLAGE) == ["石桥村", "东坞村", "和平村", "大塘村"]


def test_a_village_after_its_town_is_a_name_of_its_own():
    gazetteer = Gazetteer.load(TOWNS, where="t.csv")
    text = "金山区廊下镇待河村开村。"
    assert found(text, NameKind.VILLAGE, gazetteer) == ["待河村"]
    assert "廊下镇" in found(text, NameKind.PLACE, gazetteer)


@pytest.mark.parametrize(
    "text",
    [
        "建设一批示范村和中心村",
        "推进30个村改造",
        "加快城镇化，发展特色小镇",
        "新改建农村公路30公里",
        "培育乡村旅游重点村",
        "驻村工作队入村走访",
        "全镇各村",
        "支持老旧小区和社区建设",
        "强镇富村",
    ],
)
def test_common_nouns_are_neither_village_nor_town(text):
    assert found(text, NameKind.VILLAGE) == []
    assert found(text, NameKind.PLACE) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("总投资20亿元的南通石化碳纤维项目开工", "南通石化碳纤维项目"),
        ("绍兴柯桥阿里飞鸟园项目建成投产", "绍兴柯桥阿里飞鸟园项目"),
        ("深入实施“千村示范”工程", "“千村示范”工程"),
        ("加快滇中引水二期工程建设", "滇中引水二期工程"),
        ("王江公路(浙江省界—新平公路)新建工程通车", "王江公路(浙江省界—新平公路)新建工程"),
    ],
)
def test_projects_have_a_proper_head(text, name):
    assert found(text, NameKind.PROJECT) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "重大项目集中开工",
        "12个重点产业项目",
        "实施城市更新工程",
        "上海市重大项目建设",
        "抓好民生实事项目",
        "一批补短板工程",
        "13个港航项目",
        "推进基础设施项目",
    ],
)
def test_projects_in_general_are_no_names(text):
    assert found(text, NameKind.PROJECT) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("朱林公路(浙江省界—平安公路)开放交通", "朱林公路(浙江省界—平安公路)"),
        ("建成通车的沪苏湖高铁", "沪苏湖高铁"),
        ("地铁15号线西延伸开工", "地铁15号线"),
        ("推进G60沪昆高速拓宽", "G60沪昆高速"),
        ("320国道改线", "320国道"),
        ("同仁至赛尔龙高速公路通车", "同仁至赛尔龙高速公路"),
    ],
)
def test_roads_are_read_with_their_numbers_ends_and_sections(text, name):
    assert name in found(text, NameKind.ROAD)


@pytest.mark.parametrize(
    "text",
    [
        "打通断头路",
        "走出一条新路",
        "农村公路提档升级",
        "完善高速公路网",
        "沿着正确道路前进",
        "丝绸之路",
        "建设国际大通道",
        "发展思路更加清晰",
    ],
)
def test_roads_in_general_are_no_names(text):
    assert found(text, NameKind.ROAD) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("浙江省人民政府批复", "浙江省人民政府"),
        ("上海市委召开会议", "上海市委"),
        ("杭州市余杭区农业农村局发布", "杭州市余杭区农业农村局"),
        ("省交通运输厅印发通知", "省交通运输厅"),
        ("复旦大学附属医院门诊", "复旦大学"),
        ("国家金融监管总局肯定", "国家金融监管总局"),
        ("党中央、国务院决策部署", "国务院"),
    ],
)
def test_organisations_are_read_with_their_place(text, name):
    assert name in [*found(text, NameKind.ORGANISATION), *_outer(text, name)]


def _outer(text: str, name: str) -> list[str]:
    """The name, where a longer organisation holds it."""
    longer = found(text, NameKind.ORGANISATION)
    return [name] if any(name in other for other in longer) else []


@pytest.mark.parametrize(
    "text",
    [
        "培育上市公司和跨国公司",
        "形成新格局，开好局起好步",
        "办好人民满意的大学",
        "委托第三方评估",
        "支持企业集团做大做强",
        "建设公立医院",
        "服务大局",
        "人均博物馆数量",
    ],
)
def test_bodies_in_general_are_no_organisations(text):
    assert found(text, NameKind.ORGANISATION) == []


def test_zones_documents_and_meetings_have_kinds_of_their_own():
    text = "第八届中国—东盟博览会期间，苏州工业园区发布《产业规划》。"
    assert found(text, NameKind.ZONE) == ["苏州工业园区"]
    assert found(text, NameKind.DOCUMENT) == ["《产业规划》"]
    assert found(text, NameKind.MEETING) == ["第八届中国—东盟博览会"]


def test_places_stand_within_longer_names_only_in_full():
    text = "浙江省人民政府与上海石化材料项目"
    inner = [n for n in names(text) if n.kind is NameKind.PLACE]
    assert [text[n.start : n.end] for n in inner] == ["浙江省"]


def test_a_known_zone_keeps_its_code():
    table = "code,name,level,parent\n310116599,滨湾工业区,town,310116\n"
    gazetteer = Gazetteer.load(table, where="t.csv")
    zones = [n for n in names("金山区滨湾工业区", gazetteer) if n.kind is NameKind.ZONE]
    assert [zone.code for zone in zones] == ["310116599"]


def test_the_pack_of_the_first_region_loads():
    path = Path(__file__).parents[3] / "regions/jinshan/geography/places.csv"
    gazetteer = Gazetteer.load(path.read_text("utf-8"), where=path.name)
    place = gazetteer.place("310116102")
    assert place is not None
    assert place.name == "枫泾镇"


ALPHABET = (
    "上海金山区镇村新义待泾和、与及的项目工程公路高速线局委大学“”《》()—至第届会在2号G6，。\n"
)


@settings(deadline=None)
@given(st.one_of(st.text(alphabet=ALPHABET, max_size=80), st.text(max_size=60)))
def test_names_are_exact_sorted_and_nested_or_apart(text):
    read = names(text)
    assert all(0 <= n.start < n.end <= len(text) for n in read)
    for one, other in pairwise(read):
        assert (one.start, -one.end) < (other.start, -other.end)
        assert other.start >= one.end or other.end <= one.end


@pytest.mark.parametrize(
    "unit", ["镇", "、", "《", "公司", "项目", "“", "村和", "(", "上海市", "工程”", "高速", "至"]
)
def test_repetitions_take_linear_time(unit):
    def seconds(length: int) -> float:
        start = process_time()
        names(unit * (length // len(unit)))
        return process_time() - start

    seconds(1000)
    assert seconds(160_000) < 20 * max(seconds(40_000), 0.05)


def test_a_village_named_after_peace_keeps_its_first_character():
    assert found("柳溪镇和平村完工", NameKind.VILLAGE) == ["和平村"]


def test_a_town_named_after_its_district_is_one_name():
    assert "金山卫镇" in found("上海金山卫镇新建公园", NameKind.PLACE)


def test_a_verb_before_a_town_is_no_part_of_it():
    assert "使枫泾镇" not in found("这使枫泾镇成为重镇", NameKind.PLACE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("客户为上海恒得利创科技有限公司的项目。", "上海恒得利创科技有限公司"),
        ("恒得光电科技（浙江）有限公司的项目。", "恒得光电科技（浙江）有限公司"),
    ],
)
def test_a_company_is_one_name_with_its_place(text, name):
    assert [(text[n.start : n.end], n.kind) for n in names(text)] == [(name, NameKind.ORGANISATION)]


def test_a_town_named_once_is_known_again():
    text = "嘉兴市秀洲区油车镇开了会。会议也将为油车镇带来活力。"
    assert [text[n.start : n.end] for n in names(text)].count("油车镇") == 2


def test_a_town_that_lies_somewhere_is_a_town():
    text = "廊下镇位于南部。"
    assert [text[n.start : n.end] for n in names(text)] == ["廊下镇"]


def test_the_country_in_the_title_of_a_festival_is_no_place():
    assert all(n.end > 2 for n in names("中国·石桥灯会举行。"))
