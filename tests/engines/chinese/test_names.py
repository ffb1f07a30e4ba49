"""Names are read where they stand, and nothing else is printed as one."""

from itertools import pairwise
from pathlib import Path

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
        ("海澄生物创新药生产基地项目占地90亩", "海澄生物创新药生产基地项目"),
        ("年产60万吨聚烯烃项目在化工区动工", "年产60万吨聚烯烃项目"),
        ("绍兴柯桥恒达新材年产3万吨薄膜项目签约", "绍兴柯桥恒达新材年产3万吨薄膜项目"),
        ("宁波栎社机场三期扩建工程竣工", "宁波栎社机场三期扩建工程"),
        ("引大济岷工程可研获批", "引大济岷工程"),
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
        ("朱吕公路拓宽", "朱吕公路"),
        ("G228国道新建段", "G228国道"),
        ("嘉闵高架和浦卫公路贯通", "嘉闵高架"),
        ("港珠澳大桥主桥", "港珠澳大桥"),
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
        ("市发展改革委会同市财政局印发", "市发展改革委"),
        ("区农业农村委、区水务局负责", "区农业农村委"),
        ("各镇报县委宣传部审核", "县委宣传部"),
        ("长三角一体化示范区执委会发布", "长三角一体化示范区执委会"),
        ("苏州工业园区管委会发布", "苏州工业园区管委会"),
        ("中共中央统战部部长出席", "中共中央统战部"),
        ("第十四届全国人民代表大会召开", "第十四届全国人民代表大会"),
        ("印度—中国友好协会来访", "印度—中国友好协会"),
        ("复旦大学附属金山医院义诊", "复旦大学附属金山医院"),
        ("上海市第六人民医院扩建", "上海市第六人民医院"),
        ("平湖市乍浦中学招生", "平湖市乍浦中学"),
        ("恒力重工集团有限公司签约", "恒力重工集团有限公司"),
        ("广东建工集团中标", "广东建工集团"),
        ("中铁十二局集团承建", "中铁十二局集团"),
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
        "中国政府一贯主张",
        "浙江民营公司增多",
        "10家湖北实验室",
        "各族人民建设家园",
        "各级人民医院和乡镇卫生院",
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
def test_repetitions_take_linear_steps(unit, linear):
    linear(names, unit, 4000)


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


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("金山第二工业区产值增长", "金山第二工业区"),
        ("上海湾区高新技术产业开发区新引进企业", "上海湾区高新技术产业开发区"),
        ("中国（上海）自由贸易试验区临港新片区扩容", "中国（上海）自由贸易试验区临港新片区"),
        ("G60科创走廊九城市共建", "G60科创走廊"),
        ("平湖九龙山旅游度假区迎客", "平湖九龙山旅游度假区"),
    ],
)
def test_zones_are_read_with_what_stands_before_them(text, zone):
    assert found(text, NameKind.ZONE) == [zone]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("全县面积最大的乡镇为柳溪镇。", "柳溪镇"),
        ("人口最多的为钟埭街道，其次是柳溪镇。", "钟埭街道"),
        ("金山北站到发旅客增多", "金山北站"),
        ("廊下郊野公园和长水国际机场", "长水国际机场"),
        ("三峡水库蓄水", "三峡水库"),
        ("太浦河沿线绿化", "太浦河"),
        ("臺北市與新北市".replace("臺", "台").replace("與", "与"), "新北市"),
    ],
)
def test_places_unknown_to_the_table_are_read(text, place):
    assert place in found(text, NameKind.PLACE)


@pytest.mark.parametrize(
    ("text", "kind", "names_"),
    [
        ("推进白漾、南星和星建三个村连片", NameKind.VILLAGE, ["白漾", "南星", "星建"]),
        ("柳巷、石下、张桥三镇联动", NameKind.PLACE, ["柳巷", "石下", "张桥"]),
        ("抓好生产、加工、销售三个镇的试点", NameKind.PLACE, []),
        ("东、中、西三个村", NameKind.VILLAGE, []),
        ("各镇选三个村", NameKind.VILLAGE, []),
    ],
)
def test_a_row_shares_the_suffix_of_its_count(text, kind, names_):
    assert found(text, kind) == names_


def test_a_village_named_after_a_reservoir_is_a_village():
    text = "金山区漕泾镇水库村、阮巷村入围。"
    assert found(text, NameKind.VILLAGE) == ["水库村", "阮巷村"]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("嘉兴斯达光电股份有限公司扩产。斯达公司新增设备。", "斯达公司"),
        ("嘉兴斯达光电股份有限公司（以下简称“斯达光电”）扩产。", "斯达光电"),
        ("宁德时代新能源科技股份有限公司到访。宁德时代扩产。", "宁德时代"),
    ],
)
def test_a_company_is_known_by_its_short_form(text, short):
    assert short in found(text, NameKind.ORGANISATION)


@pytest.mark.parametrize(
    "text",
    [
        "全面推进乡村振兴，建设美丽乡村，带动全省全市发展。",
        "各镇、各有关部门抓好重点项目建设。",
        "坚持农业农村优先发展，办好民生实事。",
        "中试研发平台建成，工程质量提升。",
    ],
)
def test_slogans_and_common_nouns_are_no_names(text):
    assert names(text) == []


@pytest.mark.parametrize(
    "unit",
    [
        "甲、乙三个村",
        "斯达公司（以下简称“斯达”）",
        "年产3吨项目",
        "引江济淮工程",
        "大学附属医院",
        "片区新片区",
        "江流域",
        "第一人民医院",
    ],
)
def test_rare_forms_take_linear_steps(unit, linear):
    linear(names, unit, 4000)
