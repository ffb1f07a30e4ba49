"""Classes are suggested by words that are told; how often rightly is measured, not claimed."""

import pytest

from bayline.systems.industry import queries
from bayline.systems.industry.rules.classifying import (
    CUE,
    Example,
    by_words,
    cross_validated,
    named_in,
    suggested,
    through,
    trained,
    words_of,
)
from bayline.systems.industry.terms import Link, SchemeClass

FEW = [
    Example("甲市：电站，抽水", "44", "甲"),
    Example("乙县：电站，风力", "44", "乙"),
    Example("甲市：医院，人民", "84", "甲"),
    Example("乙县：医院，中医", "84", "乙"),
]


def codes(classifier, text):
    return [one.code for one in suggested(classifier, text, top=3)]


def test_words_are_cut_in_one_script_and_width():
    assert words_of("中芯國際１２英寸芯片，芯片") == words_of("中芯国际12英寸芯片")
    assert "芯片" in words_of("中芯國際芯片")
    assert words_of("一、2") == ()


def test_a_class_is_suggested_by_words_seen_in_it():
    classifier = trained(FEW)
    assert codes(classifier, "丙镇：医院") == ["84", "44"]
    assert codes(classifier, "丙镇：抽水") == ["44", "84"]


def test_the_sum_is_that_of_the_words_told_and_the_shares_are_whole():
    for one in suggested(trained(FEW, [("医院", "84")]), "丙镇：医院，电站", top=3):
        assert one.score == pytest.approx(sum(each.weight for each in one.evidence))
    found = suggested(trained(FEW), "丙镇：医院", top=9)
    assert sum(one.share for one in found) == pytest.approx(1)


def test_a_cue_word_is_told_as_one_and_weighs_what_it_says():
    with_cue, without = trained(FEW, [("海塘", "76")]), trained([*FEW, Example("海塘", "76")])
    (first, *_), (plain, *_) = (suggested(each, "丙镇海塘", top=1) for each in (with_cue, without))
    assert first.code == plain.code == "76"
    assert first.score - plain.score == pytest.approx(CUE)
    assert [each.word for each in first.evidence if each.is_cue] == ["海塘"]


def test_a_cue_word_within_a_longer_one_is_silent():
    classifier = trained([], [("汽车", "36"), ("新能源", "44"), ("新能源汽车", "36")])
    (first, *_) = suggested(classifier, "新能源汽车项目", top=1)
    assert (first.code, [each.word for each in first.evidence if each.is_cue]) == (
        "36",
        ["新能源汽车"],
    )


def test_nothing_is_suggested_where_no_word_says_anything():
    assert suggested(trained(FEW), "某某某", top=3) == ()


def test_suggestions_are_told_in_another_scheme_through_links():
    found = suggested(trained(FEW), "丙镇：医院", top=9)
    links = [Link("84", "life", None), Link("84", "service", None), Link("44", "energy", None)]
    told = through(found, links, top=3)
    assert {one.code: one.via for one in told} == {"life": "84", "service": "84", "energy": "44"}
    shares = {one.code: one.share for one in told}
    assert shares["life"] == shares["service"]
    assert sum(one.share for one in told) == pytest.approx(1)
    assert through(found, [], top=3) == ()


def test_a_class_that_a_text_names_comes_before_those_that_words_alone_lead_to():
    classes = [SchemeClass("life", "生命健康"), SchemeClass("fibre", "碳纤维复合材料")]
    names = named_in("丙镇：碳纖維医院", classes)
    assert names == {"fibre": "碳纤维"}
    found = suggested(trained(FEW), "丙镇：医院", top=9)
    told = through(found, [Link("84", "life", None), Link("44", "fibre", None)], names, top=3)
    assert [one.code for one in told] == ["fibre", "life"]
    assert (told[0].evidence[0].word, told[0].evidence[0].is_cue) == ("碳纤维", True)
    assert sum(one.share for one in told) == pytest.approx(1)
    (alone,) = through((), [], names, top=3)
    assert (alone.code, 0 < alone.share < 1, alone.via) == ("fibre", True, "")


def test_what_was_tried_was_not_learned_from():
    """Each region is told from the other one alone: the words of both must meet."""
    lone = [Example("电站", "44", "甲"), Example("医院", "84", "乙")]
    learned = {one.method: one for one in cross_validated(lone, [], [])}["learned words"]
    assert (learned.tried, learned.first) == (2, 0)
    met = {one.method: one for one in cross_validated(FEW, [], [])}["learned words"]
    assert met.first == 4


def test_the_plain_baseline_counts_listed_words():
    assert by_words("电站医院", [("电站", "44"), ("医院", "84"), ("站", "44")]) == ["44", "84"]


@pytest.fixture(scope="module")
def national():
    return queries.taught(queries.shipped()["gbt4754-2017"])


def test_labels_are_classes_of_the_schemes_and_say_where_they_are_from(national):
    shipped = queries.shipped()
    assert len(national.examples) >= 150
    assert len({one.text for one in national.examples}) == len(national.examples)
    assert all(one.region and one.batch for one in national.examples)
    assert {one.code for one in national.examples} <= {*shipped["gbt4754-2017"].classes}
    assert {code for _, code in national.cues} <= {*shipped["gbt4754-2017"].classes}
    strategic = queries.taught(shipped["strategic-emerging-2018"])
    assert {one.code for one in strategic.examples} <= {
        "",
        *shipped["strategic-emerging-2018"].classes,
    }


def test_suggestions_are_right_as_often_as_the_guide_says(national):
    """What the guide reports; a change of words or weights changes both."""
    found = {one.method: one[1:] for one in cross_validated(*national)}
    assert found == {
        "class names": (430, 28, 60),
        "cue words": (430, 351, 364),
        "learned words": (430, 301, 345),
        "both": (430, 375, 396),
        "cue words, batch 2": (97, 77, 82),
        "both, batch 2": (97, 82, 89),
    }


def test_names_in_traditional_script_are_read_the_same(national):
    classifier = trained([*national.examples, *national.names], national.cues)
    assert codes(classifier, "積塔半導體特色工藝生產線項目") == codes(
        classifier, "积塔半导体特色工艺生产线项目"
    )
