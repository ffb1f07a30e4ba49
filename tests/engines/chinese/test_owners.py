"""Whose each figure is, in news, notices and company reports as well as in work reports."""

import pytest

from bayline.engines.chinese.reader import read


def subjects(text: str) -> list[str | None]:
    return [statement.subject for statement in read(text).statements]


def attributes(text: str) -> list[str | None]:
    return [statement.attribute for statement in read(text).statements]


def test_a_project_named_once_owns_the_sentences_that_leave_it_out() -> None:
    text = "据悉，白鹭湾智能装备产业园项目总投资12亿元。项目占地86亩。建成后年产值可达20亿元。"
    assert subjects(text) == ["白鹭湾智能装备产业园项目"] * 3


def test_what_a_project_brings_is_its_own_too() -> None:
    text = "海棠新材料项目总投资8亿元，投产后可实现年产值15亿元、利税1.2亿元，带动就业300人。"
    assert subjects(text) == ["海棠新材料项目"] * 4


def test_a_firm_and_its_project_are_told_apart() -> None:
    text = (
        "临江精密机械有限公司的高端轴承项目正在建设，项目总投资3亿元。公司2023年实现营业收入6亿元。"
    )
    assert subjects(text) == ["高端轴承项目", "临江精密机械有限公司"]


def test_the_project_rather_than_its_builder_has_an_area() -> None:
    assert subjects("东湖集团绿色建材产业园项目占地面积182亩。") == ["东湖集团绿色建材产业园项目"]


def test_an_industry_does_what_a_verb_follows() -> None:
    text = "农林牧渔业实现增加值47.2亿元，同比增长4.4%。"
    assert subjects(text) == ["农林牧渔业"] * 2
    assert attributes(text) == ["增加值"] * 2


def test_a_name_with_a_verb_behind_it_does_what_is_counted() -> None:
    text = "平湖市新建农村公路36公里。"
    assert (subjects(text), attributes(text)) == (["平湖市"], ["农村公路"])


def test_the_owner_before_a_time_is_kept() -> None:
    assert subjects("瑞丰科技4月份营收为9400万元。") == ["瑞丰科技"]


def test_a_part_named_alone_takes_the_attribute_of_the_whole() -> None:
    text = "全市列入省级重点项目11个，其中金山区5个。"
    assert subjects(text) == ["全市", "金山区"]
    assert attributes(text) == ["省级重点项目"] * 2


def test_a_contrast_changes_only_the_owner() -> None:
    text = "老社区的重复投诉占10.6%，而新社区则为6.3%。"
    assert subjects(text) == ["老社区", "新社区"]


def test_who_is_given_something_is_said_before() -> None:
    text = "第 4 条 对新上的工业类项目，固定资产投资5000万元以上的，按投资额的5%给予企业奖励。"
    assert subjects(text)[-1] == "新上的工业类项目"
    assert attributes(text)[-1] == "奖励"


def test_what_is_made_follows_its_weight() -> None:
    assert attributes("项目建成后将形成年产40万吨碳酸钙的能力。") == ["碳酸钙的能力"]


def test_a_tier_is_no_movement() -> None:
    text = "投资1000万元以上至5000万元的，给予奖励。"
    assert [statement.change for statement in read(text).statements] == [None, None]


@pytest.mark.parametrize("text", ["加快重大项目建设。", "狠抓重点工程建设。"])
def test_a_verb_opens_no_thing(text: str) -> None:
    following = "全区新增企业30家。"
    assert subjects(text + following) == ["全区"]
    assert subjects(text + "新增企业30家。") == [None]


def test_a_whole_region_word_owns_its_average() -> None:
    assert subjects("全县平均海拔1536米。") == ["全县"]


def test_collective_things_do_not_own_what_follows_in_a_report() -> None:
    text = "86个重点项目全部开工，新建保障性住房7.1万套。"
    assert subjects(text)[-1] is None


def test_what_is_counted_again_keeps_its_owner() -> None:
    text = "金山区12个产业项目集中开工。这12个项目均为制造业。"
    assert subjects(text) == ["金山区"] * 2


def test_a_class_belongs_to_the_region_that_made_it() -> None:
    assert subjects("漕泾镇水库村是上海第一批9个示范村之一。") == ["上海"]


def test_an_opener_does_not_hide_the_place_a_paragraph_is_about() -> None:
    assert subjects("与此同时，嘉善县加快转型，新增企业30家。") == ["嘉善县"]


def test_a_list_and_its_figures_of_several_units_pair_up() -> None:
    text = "原煤、天然气产量达到660万吨、9.1亿立方米，分别增长9.3%、21.2%。"
    assert attributes(text) == ["原煤产量", "天然气产量"] * 2


def test_a_member_that_says_what_it_measures_needs_no_tail() -> None:
    text = "事故起数和死亡人数分别下降24.7%和28.2%。"
    assert attributes(text) == ["事故起数", "死亡人数"]


def test_a_part_of_a_region_takes_the_attribute_of_the_whole() -> None:
    text = "列入重点项目11个，其中新港园区5个。"
    assert attributes(text) == ["重点项目"] * 2
    assert subjects(text)[1] == "新港园区"


@pytest.mark.parametrize(
    ("text", "attribute"), [("全线采用双向四车道标准。", "车道"), ("全县辖4镇、10乡。", "镇")]
)
def test_a_classifier_may_say_itself_what_it_counts(text: str, attribute: str) -> None:
    assert attributes(text)[0] == attribute


def test_figures_in_a_row_share_the_noun_behind_them() -> None:
    assert attributes("两区分别接获28宗和10宗投诉。") == ["投诉"] * 2


@pytest.mark.parametrize("unit", ["1个、", "1家和", "1个、2家，其中甲区3个，"])
def test_an_endless_row_of_counts_is_read_to_its_end(unit: str) -> None:
    assert len(read(unit * 2000).statements) == 2000 * sum(map(unit.count, "个家"))


@pytest.mark.parametrize(
    ("text", "owner", "attribute"),
    [
        ("沿海高铁长312公里。", "沿海高铁", "长"),
        ("環島捷運路線計畫長度21.4公里。", "環島捷運路線", "長度"),
        ("滨河大道全长8.5公里。", "滨河大道", "全长"),
    ],
)
def test_a_road_or_line_owns_its_length(text: str, owner: str, attribute: str) -> None:
    (said,) = read(text, published=None).statements
    assert (said.subject, said.attribute) == (owner, attribute)


def test_works_on_a_road_own_their_length_by_their_whole_name() -> None:
    assert subjects("柳港公路新建工程全长4.5公里。") == ["柳港公路新建工程"]


def test_what_is_left_out_and_what_sums_up_are_no_part_of_a_name() -> None:
    assert attributes("平湖市不含港区的一般公共预算收入增长1.5%。") == ["一般公共预算收入"]
    assert attributes("2024年，全区的项目一共52个。") == ["项目"]
    assert subjects("全区村容村貌整治首批有12个村完成。") != ["村容村"]
