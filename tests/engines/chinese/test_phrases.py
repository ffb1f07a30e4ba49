"""The words before and behind a number."""

import pytest

from bayline.engines.chinese.following import right_phrase
from bayline.engines.chinese.phrases import left_phrase, predicate_before
from bayline.engines.chinese.terms import Span
from bayline.engines.chinese.tokens import Tokens


def before(text: str, number: str) -> tuple[str, str]:
    end = text.index(number)
    tokens = Tokens(text, Span(0, len(text)))
    found = left_phrase(text, tokens, 0, end, skips=[], doers={})
    return text[found.start : found.end], found.predicate.words


def behind(text: str, number: str) -> str | None:
    start = text.index(number) + len(number)
    span = right_phrase(text, Tokens(text, Span(0, len(text))), start, len(text))
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "number", "phrase"),
    [
        ("全区固定资产投资完成320亿元", "320", "固定资产投资"),
        ("其中农产品加工业产值同比增长8%", "8%", "农产品加工业产值"),
        ("新增公共停车泊位1200个", "1200", "公共停车泊位"),
        ("累计发放稳岗补贴1.2亿元", "1.2", "稳岗补贴"),
        ("可再生能源装机占比提高到41%", "41", "可再生能源装机占比"),
        ("每万人口发明专利拥有量达到36件", "36", "每万人口发明专利拥有量"),
        ("以旧换新带动家电销售3.4亿元", "3.4", "家电销售"),
        ("生产总值突破900亿元", "900", "生产总值"),
        ("达产后预计年产值约12亿元", "12", "年产值"),
    ],
)
def test_the_thing_measured_stands_between_the_verbs(text: str, number: str, phrase: str) -> None:
    assert before(text, number)[0] == phrase


@pytest.mark.parametrize("word", ["占比", "人均", "技能", "公约", "附近"])
def test_a_predicate_is_not_cut_out_of_a_longer_word(word: str) -> None:
    assert before(f"某项{word}12", "12")[0].endswith(word)


@pytest.mark.parametrize(
    ("text", "number", "phrase"),
    [
        ("建成28个社区食堂。", "28个", "社区食堂"),
        ("推动15个乡镇（街道）文化站对外开放", "15个", "乡镇（街道）文化站"),
        ("实施6个水库、泵站改造工程，", "6个", "水库、泵站改造工程"),
        ("这9个集中开工项目进展顺利", "9个", "集中开工项目"),
        ("7个项目纳入省级重点", "7个", "项目"),
        ("达到50家，", "50家", None),
        ("推进4座抽水蓄能电站建设", "4座", "抽水蓄能电站建设"),
    ],
)
def test_the_thing_counted_follows_its_number(text: str, number: str, phrase: str | None) -> None:
    assert behind(text, number) == phrase


@pytest.mark.parametrize(
    ("words", "movement", "reaches"),
    [
        ("用电量同比增长", 1, False),
        ("能耗强度下降", -1, False),
        ("覆盖率提高到", 1, True),
        ("死亡人数降至", -1, True),
        ("面积达到", 0, False),
    ],
)
def test_the_verb_before_a_number_tells_its_movement(
    words: str, movement: int, *, reaches: bool
) -> None:
    found = predicate_before(words, 0, len(words))
    assert (found.movement, found.reaches) == (movement, reaches)
