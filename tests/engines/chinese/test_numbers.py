"""Numbers of every writing, whatever they count."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.numbers import numbers, ranges
from bayline.engines.chinese.numbers.parse import parse
from bayline.engines.chinese.script import fold
from bayline.kernel.bounds import Bound

DIGITS = "零一二三四五六七八九"


def read(text: str) -> list[tuple[str, str]]:
    return [
        (text[one.start : one.end], format(one.value.normalize(), "f"))
        for one in numbers(fold(text))
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567", "1234567"),
        ("1 234 567", "1234567"),
        ("１２３．５", "123.5"),
        ("-3.5", "-3.5"),
        ("负二", "-2"),
        ("2e5", "200000"),
        ("2^5", "32"),
        ("三百六十五", "365"),
        ("两千零五", "2005"),
        ("九万四", "94000"),
        ("廿七", "27"),
        ("卅三", "33"),
        ("二〇二一", "2021"),
        ("壹仟贰佰叁拾肆", "1234"),
        ("十五点七", "15.7"),
        ("1.2万亿", "1200000000000"),
        ("5百万", "5000000"),
        ("5万4千6百", "54600"),
        ("四万亿", "4000000000000"),
        ("三分之二十一", "7"),
        ("五又二分之一", "5.5"),
        ("1/4", "0.25"),
        ("百分之十五", "0.15"),
        ("千分之三", "0.003"),
        ("万分之一", "0.0001"),
        ("15.5%", "0.155"),
        ("四成半", "0.45"),
        ("八折", "0.8"),
        ("七五折", "0.75"),
        ("一半", "0.5"),
        ("三打", "36"),
        ("40k", "40000"),
        ("1.04M", "1040000"),
        ("第十四", "14"),
        ("一百 五 十 二", "152"),
    ],
)
def test_one_writing_is_one_number(text, value):
    assert read(text) == [(text, value)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("几十", 20, 90),
        ("数百", 200, 900),
        ("三四十", 30, 40),
        ("七八", 7, 8),
        ("一两万", 10000, 20000),
        ("十七八", 17, 18),
        ("三到五", 3, 5),
        ("20~100", 20, 100),
        ("三万至五万", 30000, 50000),
    ],
)
def test_vague_numbers_and_ranges_have_two_ends(text, low, high):
    (number,) = numbers(fold(text))
    assert (number.value, number.high, number.bound) == (low, high, Bound.RANGE)


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("十几万", 100000, Bound.OVER),
        ("五百余", 500, Bound.OVER),
        ("3千多", 3000, Bound.OVER),
        ("十来个", 10, Bound.ABOUT),
        ("上百家", 100, Bound.AT_LEAST),
        ("近千人", 1000, Bound.NEARLY),
    ],
)
def test_vague_words_bound_a_number(text, value, bound):
    (number,) = numbers(fold(text))
    assert (number.value, number.bound) == (value, bound)


@pytest.mark.parametrize(
    "text",
    ["一切", "统一部署", "千方百计", "老百姓", "四川", "队伍", "拾取", "陆地", "万万", "长三角"],
)
def test_words_are_no_numbers(text):
    assert numbers(text) == []


def test_a_date_is_no_range():
    assert read("2021-10-14") == [("2021", "2021"), ("10", "10"), ("14", "14")]


@pytest.mark.parametrize(
    ("text", "span", "low", "high"),
    [
        ("比重大于0并小于230的", "大于0并小于230", 0, 230),
        ("在10和20之间", "在10和20之间", 10, 20),
        ("最多100最少20个", "最多100最少20", 20, 100),
    ],
)
def test_two_limits_make_one_range(text, span, low, high):
    (one,) = ranges(text)
    assert (text[one.start : one.end], one.value, one.high) == (span, low, high)


@pytest.mark.parametrize(
    ("text", "span", "bound"),
    [
        ("不低于五百", "不低于五百", Bound.AT_LEAST),
        ("比三十大", "比三十大", Bound.OVER),
        ("比 170 低", "比 170 低", Bound.UNDER),
        ("五百以上的", "五百以上", Bound.AT_LEAST),
    ],
)
def test_one_limit_is_read_with_its_words(text, span, bound):
    (one,) = ranges(text)
    assert (text[one.start : one.end], one.bound) == (span, bound)


@pytest.mark.parametrize(
    ("text", "resolution"),
    [("1.2万", "1000"), ("35亿", "100000000"), ("三百", "100"), ("7.50", "0.01"), ("5%", "0.01")],
)
def test_resolution_is_one_unit_of_the_last_digit(text, resolution):
    (number,) = numbers(text)
    assert number.resolution == Decimal(resolution)


def spell(number: int) -> str:
    """Write a whole number below 10^12 in Chinese."""
    parts: list[str] = []
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, scale)
        if section:
            zero = "零" if parts and section < 1000 else ""
            parts.append(zero + spell_section(section) + name)
    return "".join(parts) or "零"


def spell_section(section: int) -> str:
    text, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, section = divmod(section, place)
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + name
        zero = not digit and bool(text)
    return text


@given(st.integers(0, 10**12 - 1))
def test_a_number_spelled_in_chinese_reads_back(number):
    assert parse(spell(number)).value == number


@given(st.decimals(0, 10**15, places=3))
def test_a_number_printed_with_separators_reads_back(number):
    printed = f"{number:,}"
    (read_back,) = numbers(printed)
    assert (read_back.start, read_back.end, read_back.value) == (0, len(printed), number)


@given(st.integers(1, 9999), st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12)]))
def test_a_mixed_number_reads_back(number, scale):
    (read_back,) = numbers(f"{number}{scale[0]}")
    assert read_back.value == number * 10 ** scale[1]


ODD = st.text(
    "0123456789.,%/-~—至到第负一二三十百千万亿两半几数多余点分之又成折打上近 eEkM^(（“个",
    max_size=40,
)


@given(st.one_of(st.text(), ODD))
def test_any_text_gives_valid_ordered_spans(text):
    folded = fold(text)
    for found in (numbers(folded), ranges(folded)):
        end = 0
        for number in found:
            assert end <= number.start < number.end <= len(text)
            end = number.end


@pytest.mark.parametrize(
    "unit",
    [
        "1234567890",
        "亿",
        "一",
        "1,",
        "1/",
        "十几万",
        "1亿",
        "三分之",
        "3至",
        "千百万亿",
        "1.",
        "又",
        "1^-",
        "1e",
    ],
)
def test_long_runs_end_in_linear_steps(unit):
    found = numbers(unit * (60_000 // len(unit)))
    assert len(found) <= 60_000


def test_a_run_too_long_for_a_number_is_none():
    assert numbers("7" * 1000) == []
    assert numbers("0." + "3" * 1000) == []
