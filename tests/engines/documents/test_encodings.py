"""Which encoding a text is in, told by how people write."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bayline.engines.documents import DocumentError, open_document
from bayline.engines.documents.encodings import decode, score

SIMPLIFIED = (
    "今年以来，全县新开工项目三十个，完成投资12.5亿元。",
    "全镇农民人均可支配收入达到4.2万元，比上年增长8.5%。",
    "我们要继续办好民生实事，让群众过上更好的日子。",
    "新建公园5个，改造老旧小区37万平方米，惠及居民4000户。",
)
TRADITIONAL = (
    "本年度區內新建公園五座，受惠居民約三萬人。",
    "經濟發展穩中向好，全年財政收入達到120億元。",
    "我們將繼續改善交通，讓市民出行更加方便。",
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", SIMPLIFIED)
def test_one_simplified_sentence_is_enough(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "cp950", "big5hkscs"])
@pytest.mark.parametrize("text", TRADITIONAL)
def test_one_traditional_sentence_is_enough(text, encoding):
    assert decode(text.encode(encoding)).text == text


@given(
    st.lists(st.sampled_from(SIMPLIFIED + TRADITIONAL), min_size=1, max_size=6),
    st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-16"]),
)
def test_mixed_texts_come_back_whole(sentences, encoding):
    text = "\n".join(sentences)
    assert decode(text.encode(encoding)).text == text


def test_right_decoding_scores_far_above_a_wrong_one():
    content = SIMPLIFIED[1].encode("gb18030")
    assert score(content.decode("gb18030")) > 0.7
    assert score(content.decode("big5", errors="replace")) < 0


def test_text_cut_inside_a_character_is_read_and_said_so():
    document = open_document("a.txt", ("全区投资三十五亿元" * 9).encode()[:-1])
    assert document.text.endswith("\ufffd")
    assert "1处字符读不出" in document.notes[0].zh


def test_declared_encoding_that_is_wrong_is_not_believed():
    page = '<html><head><meta charset="big5"></head><body><p>今年全县投资增长</p></body></html>'
    document = open_document("a.html", page.encode("utf-8"))
    assert document.text == "今年全县投资增长\n"


@given(st.binary(min_size=200, max_size=2000))
@example(bytes(range(256)) * 4)
def test_any_bytes_are_read_or_refused_with_a_reason(content):
    with suppress(DocumentError):
        assert decode(content).encoding


def test_real_reports_come_back_in_every_encoding(shared):
    reports = sorted((shared / "data/reading/documents").glob("*.txt"))[:6]
    assert len(reports) == 6
    for report in reports:
        text = report.read_text(encoding="utf-8")
        sentences = [part for part in text.split("。") if len(part) > 12][:120]
        for encoding in ("gb18030", "utf-16", "utf-8-sig"):
            assert not [s for s in sentences if decode(s.encode(encoding)).text != s]
