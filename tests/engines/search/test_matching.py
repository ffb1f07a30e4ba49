"""The words decide what a hit is, whatever an index proposes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.search.asked import asked
from bayline.engines.search.matching import Match, marks_in, matched
from bayline.engines.search.spelling import spelled
from bayline.engines.search.tokens import tokens_of

HAN = "断头路碳纤维投资上海金山发展项目"


def match(typed: str, text: str) -> Match | None:
    return matched(asked(typed), spelled(text).text)


def marked(typed: str, text: str) -> list[str]:
    """Give what is marked, as the text has it."""
    alike = spelled(text)
    spans = [alike.span(*mark) for mark in marks_in(asked(typed), alike.text)]
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("1.6公里", "全长1.6公里"),
        ("1.6公里", "全长 1.6 千米"),
        ("2021", "2021年"),
        ("2021", "2021.11.05"),
        ("1080", "投资1,080万元"),
        ("gdp", "GDP增长"),
        ("carb", "Carbon fibre"),
        ("断头", "中断头部"),
        ("投资 -完成", "计划投资"),
    ],
)
def test_these_hold(typed: str, text: str) -> None:
    assert match(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("6公里", "全长1.6公里"),
        ("1", "全长1.6公里"),
        ("16", "第1、6号"),
        ("202", "2021年"),
        ("080", "投资1,080万元"),
        ("arb", "Carbon fibre"),
        ("“carb”", "Carbon fibre"),
        ("断头路", "断头，头路"),
        ("漕泾 投资", "漕泾镇"),
        ("投资 -完成", "完成投资"),
    ],
)
def test_these_do_not(typed: str, text: str) -> None:
    assert match(typed, text) is None


def test_what_stands_as_typed_and_whole_words_rank_higher() -> None:
    whole, part = match("断头", "打通断头路"), match("断头", "中断头部企业")
    assert whole
    assert part
    assert (whole.edges, part.edges) == (1, 0)
    typed, apart = match("金山断头路", "金山断头路"), match("金山断头路", "断头路在金山")
    assert typed
    assert apart
    assert (typed.runs, apart.runs) == (1, 0)


def test_marks_are_the_characters_of_the_original() -> None:
    assert marked("1.6公里", "全长 1.6 km，宽1.60米") == ["1.6 km"]
    assert marked("总投资1080万元", "總投資 １，０８０ 萬元。") == ["總投資 １，０８０ 萬元"]
    assert marked("断头路 头路口", "断头路口") == ["断头路口"]


@given(st.text(alphabet=HAN + "，。 1.ab", max_size=40), st.integers(0, 39), st.integers(1, 6))
def test_every_stretch_of_a_text_is_proposed_and_found(text: str, start: int, length: int) -> None:
    alike = spelled(text).text
    asking = asked(f"“{alike[start : start + length]}”")
    tokens = tokens_of(alike).split()
    for word in asking.words:
        is_apart = matched(asking, alike) is None  # a part of a number or of a run of letters
        for token in () if is_apart else word.tokens:
            assert any(
                one == token.text or (token.is_open and one.startswith(token.text))
                for one in tokens
            )


@given(st.text(max_size=200))
def test_spelling_keeps_where_each_character_comes_from(text: str) -> None:
    alike = spelled(text)
    assert "\x00" not in alike.text
    if alike.origins is None:
        assert len(alike.text) == len(text)
    else:
        assert len(alike.origins) == len(alike.text) + 1
        assert [*alike.origins] == sorted(alike.origins)
    for start in range(len(alike.text)):
        first, last = alike.span(start, start + 1)
        assert 0 <= first < last <= len(text)
