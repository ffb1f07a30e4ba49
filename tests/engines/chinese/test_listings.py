"""Listings tie a whole to its parts, each part an exact span."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.chinese.listings import is_open, listings
from bayline.engines.chinese.sentences import sentences
from bayline.engines.chinese.terms import Quantity, QuantityKind, Span, Statement
from bayline.kernel.bounds import Bound
from bayline.kernel.statuses import Status


def stated(text: str, *counts: tuple[str, int, str]) -> list[Statement]:
    """Statements that count; each count is its printed words, value and unit."""
    found = []
    position = 0
    for words, value, unit in counts:
        start = text.index(words, position)
        position = start + len(words)
        quantity = Quantity(
            start=start,
            end=position,
            value=Decimal(value),
            high=None,
            unit=unit,
            bound=Bound.EXACT,
            resolution=Decimal(1),
            kind=QuantityKind.COUNT,
            stated_value=Decimal(value),
            stated_unit=unit,
            outer_start=start,
            outer_end=position,
        )
        found.append(
            Statement(
                quantity=quantity,
                sentence=Span(0, len(text)),
                attribute=None,
                attribute_span=None,
                subject=None,
                subject_span=None,
                status=Status.ACTUAL,
                change=None,
                time=None,
                time_assumed=None,
                place=None,
            )
        )
    return found


def parts(text: str, *counts: tuple[str, int, str]) -> list[list[str]]:
    found = listings(text, sentences=sentences(text), statements=stated(text, *counts))
    return [[text[part.start : part.end] for part in listing.parts] for listing in found]


@pytest.mark.parametrize(
    ("text", "count", "members"),
    [
        ("钢铁、纺织、食品3大产业集群壮大。", ("3大", 3, "大"), ["钢铁", "纺织", "食品"]),
        ("是指风电、光伏和储能3个新兴产业。", ("3个", 3, "个"), ["风电", "光伏", "储能"]),
        ("搭建交易、物流两个平台。", ("两个", 2, "个"), ["交易", "物流"]),
        ("3个园区——东区（一期）、西区、北区。", ("3个", 3, "个"), ["东区（一期）", "西区", "北区"]),
        ("包括甲港、乙港和丙港等5个港口。", ("5个", 5, "个"), ["甲港", "乙港", "丙港"]),
        ("3大产业（钢铁、纺织、食品）壮大。", ("3大", 3, "大"), ["钢铁", "纺织", "食品"]),
        ("形成了草莓、蟠桃2个品类。", ("2个", 2, "个"), ["草莓", "蟠桃"]),
    ],
)
def test_members_beside_their_count(text, count, members):
    assert parts(text, count) == [members]


def test_counted_parts_of_a_counted_whole():
    text = "入库项目10个，涉及农业项目5个，工业项目3个，文旅项目2个，总投资8亿元。"
    counts = (("10个", 10, "个"), ("5个", 5, "个"), ("3个", 3, "个"), ("2个", 2, "个"))
    assert parts(text, *counts) == [["农业项目5个", "工业项目3个", "文旅项目2个"]]


def test_villages_of_a_batch_are_parts_of_the_batch():
    text = "2022年，石桥村、东坞村和大塘村列入全县第二批示范村。"
    listing = listings(text, sentences=sentences(text))[0]
    assert listing.head is not None
    assert text[listing.head.start : listing.head.end] == "全县第二批示范村"
    assert len(listing.parts) == 3


@pytest.mark.parametrize(
    ("text", "counts", "members"),
    [
        (
            "柳溪镇石桥村、东坞村，白塔镇大塘村、长桥村等4个村获评示范村。",
            (("4个", 4, "个"),),
            ["柳溪镇石桥村", "东坞村", "白塔镇大塘村", "长桥村"],
        ),
        (
            "柳溪镇石桥村、东坞村，白塔镇大塘村列入第五批名单。",
            (),
            ["柳溪镇石桥村", "东坞村", "白塔镇大塘村"],
        ),
        ("第三批创建村包括石桥村、东坞村和大塘村。", (), ["石桥村", "东坞村", "大塘村"]),
    ],
)
def test_villages_of_a_batch_reach_over_commas(text, counts, members):
    assert parts(text, *counts) == [members]


def test_a_batch_keeps_its_number():
    text = "第三批创建村包括石桥村、东坞村和大塘村。"
    head = listings(text, sentences=sentences(text))[0].head
    assert head is not None
    assert text[head.start : head.end] == "第三批创建村"


def test_parts_may_stand_before_their_total():
    text = "国家级合作社2家、市级合作社15家，共17家。"
    counts = (("2家", 2, "家"), ("15家", 15, "家"), ("17家", 17, "家"))
    assert parts(text, *counts) == [["国家级合作社2家", "市级合作社15家"]]


def test_a_bracket_that_names_but_some_is_no_list():
    assert parts("12个区（含东区、西区）参加。", ("12个", 12, "个")) == []
    assert parts("12个区（东区、西区）参加。", ("12个", 12, "个")) == []


def test_a_list_that_says_and_so_on_is_open():
    text = "包括甲港、乙港等5个港口。"
    listing = listings(text, sentences=sentences(text), statements=stated(text, ("5个", 5, "个")))
    assert is_open(text, listing[0])
    closed = "甲港、乙港2个港口。"
    listing = listings(
        closed, sentences=sentences(closed), statements=stated(closed, ("2个", 2, "个"))
    )
    assert not is_open(closed, listing[0])


def test_the_statement_that_counts_is_named_by_position():
    text = "新增4家企业，钢铁、纺织2个产业壮大。"
    counts = stated(text, ("4家", 4, "家"), ("2个", 2, "个"))
    read = listings(text, sentences=sentences(text), statements=counts)
    assert [listing.counted_by for listing in read] == [1]


def test_a_whole_that_lists_one_too_few_is_still_read():
    assert parts("甲村、乙村、丙村4个村完工。", ("4个", 4, "个")) == [["甲村", "乙村", "丙村"]]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("新增企业14家、平台38家。", (("14家", 14, "家"), ("38家", 38, "家"))),
        ("新建公园141座、累计达到973座。", (("141座", 141, "座"), ("973座", 973, "座"))),
        ("制定、修改规章34部。", (("34部", 34, "部"),)),
        ("说一件、干一件。", ()),
    ],
)
def test_rows_of_facts_are_no_listing(text, counts):
    assert parts(text, *counts) == []


WORDS = "甲乙村、和及等3个大产业包括列入：——（）“”，。；5项目\n"


@settings(deadline=None)
@given(st.one_of(st.text(alphabet=WORDS, max_size=80), st.text(max_size=60)))
def test_parts_are_exact_ordered_and_within(text):
    for listing in listings(text, sentences=sentences(text)):
        assert 0 <= listing.start < listing.end <= len(text)
        position = listing.start
        for part in listing.parts:
            assert position <= part.start < part.end <= listing.end
            position = part.end


@pytest.mark.parametrize(
    "unit",
    [
        "、",
        "甲、",
        "甲、乙3个",
        "、和",
        "（",
        "列入",
        "甲、乙列入",
        "甲村，乙村、",
        "3个（甲、乙）",
        "村和",
    ],
)
def test_repetitions_take_linear_steps(unit, linear):
    linear(lambda text: listings(text, sentences=sentences(text)), unit, 4000)
