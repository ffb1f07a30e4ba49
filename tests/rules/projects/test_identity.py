"""Which entries of several lists are one project, and what people decide about it."""

import random
import runpy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.systems.projects.rules.identity.comparing import Relation, compared, sounds_alike
from bayline.systems.projects.rules.identity.matching import suggestions
from bayline.systems.projects.rules.identity.names import taken_apart

REGIONS = ("上海",)


def related(a, b):
    return compared(taken_apart(a, REGIONS), taken_apart(b, REGIONS)).relation


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("海湾新材料基地项目", "海湾新材料基地"),
        ("海湾新材料基地项目", "海灣新材料基地項目"),
        ("海湾光源二期", "海湾光源二期(线站工程)"),
        ("海湾光源二期", "海湾光源（二期）"),
        ("海湾光源二期", "海湾光源Ⅱ期工程"),
        ("海湾光源第二期项目", "海湾光源2期"),
        ("海湾光源第二阶段", "海湾光源2阶段工程"),
        ("海湾半导体12英寸芯片SN1项目", "海湾半导体12英寸芯片项目"),
        ("海湾半导体十二英寸芯片", "海湾半导体12吋芯片"),
        ("上海市海湾会展中心", "海湾会展中心项目"),
        ("海湾化工有限公司聚酯产业基地", "海湾化工股份有限公司聚酯产业基地"),
        ("海湾化工研发及生产基地", "海湾化工研发和生产基地"),
        ("海湾智能装备产业园", "海湾智能庄备产业园"),
        ("临港海湾无人机研发中心", "海湾无人机研发中心（临港）"),
        ("ＡＩ 算力中心“海湾”", "AI算力中心海湾"),
        ("★3.海湾光源二期", "12、海湾光源二期"),
        ("2023年度海湾光源二期", "海湾光源二期"),
    ],
)
def test_other_names_of_one_project_are_the_same(a, b):
    assert related(a, b) is related(b, a) is Relation.SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("海湾光源", "海湾光源二期"),
        ("海湾光源一期", "海湾光源二期"),
        ("海湾光电第六代显示生产线建设", "海湾光电第六代显示生产线产能扩充项目"),
        ("海湾石化乙烯装置", "海湾石化乙烯装置技术改造"),
        ("海湾新城文化馆", "海湾新城文化馆迁建工程"),
        ("海湾新材料产业园", "海湾新材料产业园配套项目"),
        ("海湾港3号泊位", "海湾港4号泊位"),
        ("海湾数据中心", "海湾数据中心2号楼"),
    ],
)
def test_phases_and_extensions_are_kept_apart(a, b):
    assert related(a, b) is related(b, a) is Relation.PART


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("海湾半导体12英寸芯片项目", "海湾半导体8英寸芯片项目"),
        ("海湾客机公司试飞中心", "海湾客机公司总装制造中心东部基地"),
        ("轨道交通3号线", "轨道交通13号线"),
        ("海湾光源", "临港会展中心"),
    ],
)
def test_projects_of_one_firm_are_different(a, b):
    assert related(a, b) is related(b, a) is Relation.DIFFERENT


def test_what_was_swapped_is_for_a_person_to_look_at():
    found = compared(taken_apart("海湾化工聚丙烯产业基地"), taken_apart("海湾化工聚乙烯产业基地"))
    assert (found.relation, found.swapped) == (Relation.UNSURE, (("丙", "乙"),))
    assert related("民用航电系统集成平台", "民用航电系统“两中心”项目") is Relation.UNSURE


def test_typing_slips_sound_alike():
    assert sounds_alike("建", "健")
    assert sounds_alike("重", "虫")
    assert not sounds_alike("丙", "乙")
    assert not sounds_alike("建", "健健")


def test_a_suggestion_says_why():
    (found,) = suggestions({"a": "海湾光源二期"}, {"b": "海灣光源二期(線站)"})
    assert (found.left, found.right, found.relation) == ("a", "b", Relation.SAME)
    assert found.reason == "名称的主体相同；括号里的说明不同"
    assert found.reason_en == "what names the project is equal; what stands in brackets differs"
    (longer,) = suggestions({"a": "海湾化工聚酯产业基地"}, {"b": "海湾化工聚酯一体化产业基地"})
    assert longer.reason == "名称主体有87%的字相同；多了“一体化”"
    (part,) = suggestions({"a": "海湾光源一期"}, {"b": "海湾光源二期"})
    assert part.reason == "名称的主体相同；期别或性质不同（1期／2期）"


def test_numbers_of_lists_decide_nothing():
    assert suggestions({"1": "海湾光源"}, {"1": "临港会展中心"}) == []


def test_two_that_are_as_good_are_left_to_a_person():
    twice = {"b": "海湾光源项目", "c": "海湾光源工程"}
    (found,) = suggestions({"a": "海湾光源"}, twice)
    assert found.relation is Relation.UNSURE
    assert {each.relation for each in suggestions(twice, {"a": "海湾光源"})} == {Relation.UNSURE}


def test_of_two_the_better_is_the_same_and_the_other_unsure():
    left = {"a": "海湾化工聚酯产业基地", "b": "海湾化工聚酯一体化产业基地"}
    found = {each.left: each.relation for each in suggestions(left, {"x": left["a"]})}
    assert found == {"a": Relation.SAME, "b": Relation.UNSURE}


def test_empty_lists_and_names_without_words_match_nothing():
    assert suggestions({}, {"a": "海湾光源"}) == []
    assert suggestions({"a": ""}, {"b": "（）"}) == []
    assert suggestions({"a": "项"}, {"b": "海湾光源"}) == []


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_is_taken_apart_and_is_its_own_name(text):
    name = taken_apart(text, REGIONS)
    assert compared(name, name).relation is Relation.SAME


ODD = "一二三九十百两〇期号第阶段ⅠⅡⅣiIvV0123456789.、()（）【】★"
ODD += "海湾项目工程配套扩建技改英寸吋mm及与有限公司上海市"


@given(st.text(ODD, max_size=20), st.text(ODD, max_size=20))
def test_names_of_numerals_and_marks_are_compared_the_same_both_ways(a, b):
    assert related(a, b) is related(b, a)


def test_a_page_in_the_place_of_a_name_is_cut():
    assert len(taken_apart("海湾" * 100_000).core) == 200


@pytest.fixture(scope="session")
def bench(root):
    return runpy.run_path(str(root / "benchmarks/projects.py"))


@pytest.fixture(scope="session")
def root(pytestconfig):
    return pytestconfig.rootpath


def test_yearly_lists_are_matched_as_a_person_matched_them(bench, shared):
    precision, recall, known = bench["between_years"](shared)
    assert (precision, known) == (1, 57)
    assert recall >= 0.9


def test_varied_names_are_found_again_and_other_projects_are_not(bench, shared):
    shares = {rule: share for rule, share, _ in bench["by_rule"](bench["distinct"](shared))}
    again = [shares[rule] for rule in (*bench["SAME"], *bench["HELD_OUT"])]
    assert min(again) >= 0.85
    assert sum(again) / len(again) >= 0.95
    assert max(shares[rule] for rule in bench["OTHER"]) == 0


def test_made_names_are_matched_with_few_errors(bench):
    left, right = bench["lists"](800, random.Random(3))  # noqa: S311 - made names, the same in every run
    truth = {(key, key) for key in right if key in left}
    precision, recall = bench["score"](bench["matched"](left, right), truth)
    assert precision >= 0.98
    assert recall >= 0.9
