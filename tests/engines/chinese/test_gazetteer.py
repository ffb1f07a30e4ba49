"""The gazetteer leads from a name to the division it meant."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.kernel.errors import BaylineError
from bayline.kernel.places import Level

REGION = """code,name,level,parent,aliases,from,to,lon,lat
310116,金山区,county,310000,金山县@/1997-04,,,121.34,30.74
310116102,枫泾镇,town,310116,,,,,
310116107,廊下镇,town,310116,,,,,
310116102/新义村,新义村,village,310116102,,,,,
310116107/山塘村,山塘村,village,310116107,,,,,
330482106,广陈镇,town,330482,,,,,
330482106/山塘村,山塘村,village,330482106,,,,,
"""


@pytest.fixture(scope="module")
def region() -> Gazetteer:
    return Gazetteer.load(REGION, where="places.csv")


def found(text: str, gazetteer: Gazetteer | None = None, on: date | None = None):
    names = (gazetteer or national()).find(text, on=on)
    return [(text[name.start : name.end], name.code) for name in names]


def test_a_chain_gives_each_place_its_own_name():
    assert found("上海市金山区召开会议") == [("上海市", "310000"), ("金山区", "310116")]


def test_the_country_has_its_provinces_prefectures_and_counties():
    levels = [entry.place.level for entry in national().entries if entry.until is None]
    assert levels.count(Level.PROVINCE) == 34
    assert levels.count(Level.PREFECTURE) > 330
    assert levels.count(Level.COUNTY) > 2800


@pytest.mark.parametrize(
    "text",
    [
        "全面推进乡村振兴区域协调",
        "和平共处五项原则",
        "朝阳产业蓬勃",
        "真金白银",
        "形成都市圈",
        "太湖南岸",
        "实现长治久安",
        "金山银山",
        "推动工作",
        "各县区",
        "安康工程",
        "全市区域",
    ],
)
def test_words_that_hold_a_name_are_no_place(text):
    assert found(text) == []


def test_a_region_is_a_place_without_a_code():
    assert found("融入长三角一体化") == [("长三角", "")]


def test_short_names_of_provinces_and_cities_stand_alone():
    assert found("上海与浙江嘉兴签约") == [
        ("上海", "310000"),
        ("浙江", "330000"),
        ("嘉兴", "330400"),
    ]


def test_a_short_county_needs_its_full_name_or_its_province():
    assert found("金山银花遍地开。") == []
    assert ("金山", "310116") in found("上海金山启动项目。")
    assert ("金山", "310116") in found("金山区开会。会后，金山启动项目。")


def test_namesakes_are_told_apart_by_the_places_around():
    assert ("鼓楼区", "320106") in found("江苏省南京市鼓楼区建成一座公园。")
    assert ("鼓楼区", "350102") in found("福州市今年发力。鼓楼区新建一座公园。")
    assert found("鼓楼区新建一座公园。") == [("鼓楼区", "")]


def test_old_names_lead_to_the_division_of_today():
    assert found("1990年，平湖县和崇明县签约。") == [("平湖县", "330482"), ("崇明县", "310151")]


def test_a_division_that_is_no_more_keeps_its_code():
    assert found("闸北区的老人们") == [("闸北区", "310108")]


def test_the_day_decides_between_namesakes_of_different_times():
    table = "code,name,from,to\n991101,旧城区,,2000\n991102,旧城区,2001,\n"
    gazetteer = Gazetteer.load(table, where="t.csv")
    assert found("旧城区开会", gazetteer) == [("旧城区", "991102")]
    assert found("旧城区开会", gazetteer, date(1999, 1, 1)) == [("旧城区", "991101")]


def test_a_list_lends_its_towns_their_suffix(region):
    text = "金山区枫泾、廊下镇和平湖市"
    assert [code for _, code in found(text, region)] == [
        "310116",
        "310116102",
        "310116107",
        "330482",
    ]


def test_villages_of_one_name_are_told_apart_by_their_town(region):
    assert found("廊下镇山塘村", region)[1][1] == "310116107/山塘村"
    assert found("广陈镇山塘村", region)[1][1] == "330482106/山塘村"


def test_a_village_of_which_nothing_around_is_named_is_left_to_the_grammar(region):
    assert found("新义村的早晨", region) == []


def test_a_city_is_not_cut_out_of_a_market():
    assert found("平湖市场繁荣") == []


def test_places_keep_points_and_aliases(region):
    place = region.place("310116")
    assert place is not None
    assert place.point is not None
    assert place.point.longitude == Decimal("121.34")
    assert place.names_on(date(1990, 1, 1)) == ("金山区", "金山县")
    assert place.names_on(date(2000, 1, 1)) == ("金山区",)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("code,nom\n1,甲镇\n", "row 1, column name.*missing"),
        ("code,name,height\n1,甲镇,3\n", "row 1, column height.*no such column"),
        ("code,name\n,金山区\n", "row 2, column code"),
        ("code,name\n310116,金\n", "row 2, column name, value “金”"),
        ("code,name\n31,金山区\n", "row 2, column level"),
        ("code,name,level\n310116,金山区,districts\n", "row 2, column level, value “districts”"),
        ("code,name,lon,lat\n310116,金山区,east,30\n", "row 2, column lon, value “east”"),
        ("code,name,lon,lat\n310116,金山区,121,300\n", "row 2, column lat, value “300”"),
        ("code,name,lon,lat\n310116,金山区,121,\n", "row 2, column lat"),
        ("code,name,from\n310116,金山区,去年\n", "row 2, column from, value “去年”"),
        ("code,name,from,to\n310116,金山区,2001,1999\n", "row 2, column to.*before it begins"),
        ("code,name,aliases\n310116,金山区,金山县@1997-13\n", "row 2, column aliases"),
        ("code,name\n310116,金山区\n310116,金山县\n", "row 3, column code.*row 2 already"),
        ("code,name\n310116,金山区,多,余\n", "row 2, column extra, value “多”"),
        ("code,name,level,parent\n9/甲村,甲家村,village,999999999\n", "column parent.*999999999"),
        ('code,name\n310116,"金山区\n', "cannot be read as CSV"),
    ],
)
def test_a_bad_row_is_refused_in_one_sentence(table, message):
    with pytest.raises(BaylineError, match=message) as refused:
        Gazetteer.load(table, where="places.csv")
    assert str(refused.value).startswith("places.csv")
    assert refused.value.do
    assert "\n" not in str(refused.value)


def test_an_empty_gazetteer_is_refused():
    with pytest.raises(BaylineError, match="column code"):
        Gazetteer.load("", where="empty.csv")


def test_traditional_names_are_found_in_folded_text():
    table = "code,name,level,parent\n310116199,龍門鎮,town,310116\n"
    gazetteer = Gazetteer.load(table, where="t.csv")
    assert ("龙门镇", "310116199") in found("金山区龙门镇", gazetteer)


@given(st.text(alphabet="上海市金山区和平湖枫泾镇新义村、，振兴长三角", max_size=60))
def test_names_are_in_order_and_do_not_overlap(text):
    position = 0
    for name in national().find(text):
        assert position <= name.start < name.end <= len(text)
        position = name.end


@given(st.text(max_size=200))
def test_no_table_makes_the_reader_crash(text):
    header = "code,name,level,parent,aliases,from,to,lon,lat\n"
    with suppress(BaylineError):
        Gazetteer.load(header + text, where="t.csv")


@pytest.mark.parametrize("unit", ["上海", "和平", "金山区", "振兴区", "、", "省"])
def test_repetitions_take_linear_steps(unit, linear):
    linear(national().find, unit, 4000)


@pytest.mark.parametrize("text", ["企业落户平湖。", "海宁9个项目开工。", "到义乌去，义乌很近。"])
def test_a_city_of_a_county_needs_no_suffix_where_the_words_around_name_a_place(text):
    assert all(name.code[:3] == "330" for name in national().find(text))
    assert national().find(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("驻沪部队和在京企业", [("沪", "310000"), ("京", "110000")]),
        ("总统访美期间", [("美", "")]),
        ("中俄两国", [("中", ""), ("俄", "")]),
        ("在华东地区", []),
        ("建设在美丽乡村", []),
        ("开行中欧班列", []),
    ],
)
def test_letters_are_places_where_a_word_before_or_behind_gives_them_away(text, places):
    assert found(text) == places


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("江西省南昌、九江签约。", "南昌", "360100"),
        ("新疆乌鲁木齐机场扩建。", "乌鲁木齐", "650100"),
        ("吉林粮食丰收。", "吉林", "220000"),
        ("吉林省内的长春、吉林两市。", "吉林", "220200"),
    ],
)
def test_a_short_name_means_the_widest_place_of_the_name(text, name, code):
    assert (name, code) in found(text)[-2:]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("上海港集装箱吞吐量增长", "上海港"),
        ("洛杉矶市议会", "洛杉矶市"),
        ("东京湾沿岸", "东京湾"),
        ("波兰共和国总统", "波兰共和国"),
    ],
)
def test_a_longer_place_is_not_the_one_it_begins_with(text, name):
    assert found(text) == [(name, "")]


def test_counties_in_a_row_vouch_for_each_other():
    assert [code for _, code in found("覆盖闵行、松江两区")] == ["310112", "310117"]
    assert found("和平、合作是时代主题") == []


def test_places_that_follow_each_other_are_read_apart():
    assert [name for name, _ in found("筑牢长江黄河上游屏障")] == ["长江", "黄河"]


@pytest.mark.parametrize("unit", ["在京", "中美", "闵行、松江、", "上海港", "长江黄河", "两地"])
def test_rare_forms_take_linear_steps(unit, linear):
    linear(national().find, unit, 4000)
