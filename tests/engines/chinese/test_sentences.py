"""Sentences are cut where a reader would cut them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.sentences import headings, paragraphs, sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def test_marks_end_sentences_and_decimals_do_not():
    assert cut("增长5.2%。达到3.5亿元；没有下降！真的吗？") == [
        "增长5.2%。",
        "达到3.5亿元；",
        "没有下降！",
        "真的吗？",
    ]


def test_half_width_marks_count_after_folding():
    text = "增长5%;达到3亿元!明年再增长.\n完"
    assert cut(text) == ["增长5%;", "达到3亿元!", "明年再增长.", "完"]


def test_an_address_is_not_cut_at_its_query():
    assert cut("见 http://a.cn/x?y=1;z=2 一页。") == ["见 http://a.cn/x?y=1;z=2 一页。"]


def test_closing_quotes_belong_to_their_sentence():
    assert cut("他说：“好。”随后离开。") == ["他说：“好。”", "随后离开。"]


def test_an_exclamation_inside_a_name_goes_on():
    assert cut("“向前冲！”行动开始。") == ["“向前冲！”行动开始。"]


def test_a_semicolon_in_brackets_ends_nothing():
    assert cut("新建三条线（甲线；乙线）全长9公里。") == ["新建三条线（甲线；乙线）全长9公里。"]


def test_a_heading_is_a_sentence_of_its_own():
    text = "一、全年工作回顾\n  这一年，收入增长5%。\n"
    assert cut(text) == ["一、全年工作回顾", "这一年，收入增长5%。"]
    assert [text[a:b] for a, b in headings(text)] == ["一、全年工作回顾"]


def test_a_paragraph_broken_inside_a_word_is_put_together():
    text = "全县上下同心协力，新的蓝图正在徐徐展开，立\n\n足现有条件，建成三个园区。"
    assert cut(text) == [text]


def test_a_heading_is_not_joined_to_the_text_below():
    text = "凝心聚力，开创发展新局面\n\n面向明年，我们继续努力。"
    assert cut(text) == ["凝心聚力，开创发展新局面", "面向明年，我们继续努力。"]


def test_a_text_wrapped_at_a_fixed_width_is_put_together():
    line = "本县坚持稳中求进持续推进各项工作取得了新的成效"
    text = "\n".join([line] * 5) + "。\n另起一段。"
    assert len(cut(text)) == 2


def test_a_line_that_ends_in_a_comma_goes_on():
    assert len(cut("甲村完成改造面积三百亩，\n乙村完成改造面积二百亩。")) == 1


def test_table_rows_stay_apart():
    assert len(cut("甲村\t35\t12\n乙村\t27\t9\n")) == 2


@given(st.text(alphabet="县长增1.5。！；，、“”（）()\n\t 　!?;…立足", max_size=80))
def test_sentences_cover_the_text_in_order_without_overlap(text):
    position = 0
    for start, end in sentences(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()
    assert len(paragraphs(text)) <= len(sentences(text))


@pytest.mark.parametrize(
    "unit", ["（", "。", "\n", "甲，\n", "立足", "!", "“！”", "甲甲" * 9 + "\n"]
)
def test_long_repetitions_are_cut_in_linear_time(unit):
    assert sentences(unit * (200_000 // len(unit))) is not None
