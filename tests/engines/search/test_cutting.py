"""Passages are sentences; endless ones are cut where something parts them."""

from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.search.cutting import LONGEST_PASSAGE, passages


def test_a_passage_is_a_sentence() -> None:
    text = "今年打通断头路3条。碳纤维项目开工！\n表头\t数\n"
    found = [text[start:end] for start, end in passages(text)]
    assert found == ["今年打通断头路3条。", "碳纤维项目开工！", "表头\t数"]


def test_an_endless_sentence_is_cut_at_a_comma() -> None:
    text = "一二三四五六七八九，" * 200
    found = [text[start:end] for start, end in passages(text)]
    assert "".join(found) == text
    assert all(piece.endswith("，") and len(piece) <= LONGEST_PASSAGE for piece in found)


def test_where_nothing_parts_it_pieces_overlap_so_that_no_word_is_cut_in_two() -> None:
    text = "字" * 290 + "独柱墩改造工程" + "字" * 700
    assert any("独柱墩改造工程" in text[start:end] for start, end in passages(text))


@given(st.text(alphabet="断头路，。\n\t 1a", max_size=1500))
def test_passages_are_short_in_order_and_leave_out_blanks_only(text: str) -> None:
    found = [*passages(text)]
    covered = {at for start, end in found for at in range(start, end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)
    assert all(0 < end - start <= LONGEST_PASSAGE for start, end in found)
    assert found == sorted(found)
