"""What somebody types becomes words; nothing else of it is an operator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.search.asked import LONGEST, MOST_WORDS, asked


def words(typed: str) -> list[str]:
    return [word.text for word in asked(typed).words]


def excluded(typed: str) -> list[str]:
    return [word.text for word in asked(typed).excluded]


@pytest.mark.parametrize(
    "typed", ["断头路", "斷頭路", " 断头路 ", "断头路。", "断头路*", "(断头路)"]
)
def test_a_short_run_is_one_word_in_the_one_spelling(typed: str) -> None:
    assert words(typed) == ["断头路"]


def test_a_long_run_is_cut_into_words_and_a_single_character_stays_with_the_one_before() -> None:
    assert words("金山断头路投资") == ["金山", "断头路", "投资"]
    assert asked("金山断头路投资").runs == ("金山断头路投资",)


def test_blanks_part_words_and_quotes_do_not() -> None:
    assert words("漕泾 碳纤维") == ["漕泾", "碳纤维"]
    for quoted in ("“完成投资额度”", '"完成投资额度"', "「完成投资额度」", "『完成投资额度』"):
        assert words(quoted) == ["完成投资额度"]
        assert asked(quoted).words[0].is_whole


def test_a_minus_before_a_word_excludes_it_and_one_inside_does_not() -> None:
    assert (words("投资 -完成"), excluded("投资 -完成")) == (["投资"], ["完成"])
    assert excluded("投资 －“已经完成”") == ["已经完成"]
    assert (words("2020-2021年"), excluded("2020-2021年")) == (["2020", "2021年"], [])
    assert words("-") == excluded("-") == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1.6 km", ["1.6公里"]),
        ("1.6KM", ["1.6公里"]),
        ("１，０８０万元", ["1080万元"]),
        ("12m²", ["12平方米"]),
        ("5％", ["5%"]),
        ("PM2.5/PM10", ["pm2.5", "pm10"]),
        ("cáo jīng", ["cao", "jing"]),
        ("lǚxiàng", ["lvxiang"]),
    ],
)
def test_numbers_units_and_pinyin_have_one_spelling(typed: str, read: list[str]) -> None:
    assert words(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "  ", "，。！？", "😀", "\x00", "***", '""', "“”", "-", "---"]
)
def test_what_has_no_word_asks_nothing(typed: str) -> None:
    assert asked(typed).words == ()
    assert not asked(typed).is_cut


def test_too_much_is_cut_and_said() -> None:
    assert asked("断" * (LONGEST + 1)).is_cut
    many = asked(" ".join(f"词{n}号" for n in range(20)))
    assert len(many.words) == MOST_WORDS
    assert many.is_cut


@given(st.text(max_size=300))
def test_whatever_is_typed_only_letters_digits_and_han_are_asked_for(typed: str) -> None:
    found = asked(typed)
    for token in found.tokens:
        assert token.text
        assert all(one.isalnum() or one in ".々〇" for one in token.text), token
    for word in (*found.words, *found.excluded):
        assert len(word.text) <= 40
