"""Tokens of a text: pairs of Chinese characters, whole numbers and words."""

import pytest

from bayline.engines.search.cutting import passages, spelled_passages
from bayline.engines.search.spelling import are_spelled, spelled
from bayline.engines.search.tokens import LONGEST_TOKEN, is_mixed, tokens_asked, tokens_of

CASES = {
    "项目划": {"项", "项目", "目划", "划"},
    "区": {"区"},
    "投资35.62亿元": {"投", "投资", "资", "35.62", "亿", "亿元", "元"},
    "2021.11.05": {"2021", "11", "05"},
    "1.5.2": {"1", "5", "2"},
    "v2.5": {"v", "2.5"},
    "a1b2": {"a", "1", "b", "2"},
    "第.5项": {"第", "5", "项"},
    "km²": {"km²"},
    "〇々": {"〇", "〇々", "々"},
    "，。 ": set(),
    "": set(),
}


@pytest.mark.parametrize("text", CASES)
def test_tokens_of_a_text(text: str) -> None:
    assert {*tokens_of(text).split()} == CASES[text]


def test_long_runs_are_found_by_their_beginnings() -> None:
    assert tokens_of("x" * 90) == "x" * LONGEST_TOKEN
    assert tokens_of("1" * 90) == "1" * LONGEST_TOKEN


@pytest.mark.parametrize(
    "text",
    [
        "总投资35亿元，完成12.5亿元。新建道路3.5km；面积2 平方公里！",
        "總投資３５億元。\n\n1,200 人，\t１，２００人；Ünit İst。Σας ΣΑΣ。",
        "园 区 建设。\x00控制\x7f字符。　全角　空格；○一○",
        "长" * 700 + "。短。",
    ],
)
def test_pieces_of_a_text_are_spelled_as_each_is_alone(text: str) -> None:
    alone = [(span, spelled(text[span.start : span.end]).text) for span in passages(text)]
    assert [*spelled_passages(text)] == alone


def test_of_a_number_with_one_character_the_number_is_asked_for() -> None:
    assert [one.text for one in tokens_asked("35亿", is_whole=False)] == ["35"]
    assert [one.text for one in tokens_asked("35亿元", is_whole=False)] == ["35", "亿元"]
    assert [one.text for one in tokens_asked("亿", is_whole=False)] == ["亿"]
    assert is_mixed("35亿")
    assert not is_mixed("35亿元")
    assert not is_mixed("亿")


def test_of_many_texts_looked_at_together_those_with_an_odd_spelling_are_told():
    texts = ["p1\n朱吕公路", "", "长1.6km", "1,600万元", "a b", "x\n3\nkm", "35亿元", "朱 吕"]
    alone = [[spelled(line).text == line for line in text.split("\n")] for text in texts]
    told = are_spelled(texts)
    assert told == [True, True, False, False, False, True, True, False]
    assert all(all(lines) for lines, is_plain in zip(alone, told, strict=True) if is_plain)
    assert are_spelled([]) == []
