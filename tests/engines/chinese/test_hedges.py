"""Hedges before and behind a number."""

import pytest

from bayline.engines.chinese import hedges
from bayline.engines.chinese.hedges import Hedge
from bayline.kernel.bounds import Bound


def lead(words: str, *, bare: bool = False) -> tuple[str, Bound] | None:
    text = f"{words}5亿元"
    found = hedges.before(text, len(words), bare=bare)
    return None if found is None else (words[found.at :], found.bound)


def trail(words: str) -> tuple[str, Bound] | None:
    found = hedges.after(f"5亿元{words}", 3)
    return None if found is None else (words[: found.at - 3], found.bound)


@pytest.mark.parametrize(
    ("words", "hedge", "bound"),
    [
        ("总投资约", "约", Bound.ABOUT),
        ("规模近", "近", Bound.NEARLY),
        ("产值超过", "超过", Bound.OVER),
        ("产值逾", "逾", Bound.OVER),
        ("比例提高超", "超", Bound.OVER),
        ("力争突破", "力争突破", Bound.OVER),
        ("投入不低于", "不低于", Bound.AT_LEAST),
        ("用时不超过", "不超过", Bound.AT_MOST),
        ("占比不足", "不足", Bound.UNDER),
        ("收入达到", "达到", Bound.EXACT),
        ("预计将超过", "预计将超过", Bound.OVER),
        ("两项均超过", "均超过", Bound.OVER),
    ],
)
def test_leading_hedges_are_read_in_a_chain(words, hedge, bound):
    assert lead(words) == (hedge, bound)


@pytest.mark.parametrize("words", ["已签约", "附近", "人均", "通过", "线上", "新增", ""])
def test_words_that_only_end_like_a_hedge_are_none(words):
    assert lead(words) is None


def test_shang_hedges_a_lone_scale_only():
    assert hedges.before("上百家", 1, bare=True) == Hedge(0, Bound.AT_LEAST)
    assert hedges.before("上5家", 1) is None


@pytest.mark.parametrize(
    ("words", "hedge", "bound"),
    [
        ("以上项目", "以上", Bound.AT_LEAST),
        ("及以上的企业", "及以上", Bound.AT_LEAST),
        ("（含）以上", "（含）以上", Bound.AT_LEAST),
        ("左右，", "左右", Bound.ABOUT),
        ("以内", "以内", Bound.AT_MOST),
        ("以下", "以下", Bound.AT_MOST),
    ],
)
def test_trailing_hedges_are_read(words, hedge, bound):
    assert trail(words) == (hedge, bound)


@pytest.mark.parametrize("words", ["上下游企业", "以下简称", "的项目", ""])
def test_words_that_only_begin_like_a_hedge_are_none(words):
    assert trail(words) is None


def test_the_hedge_before_outweighs_the_one_behind():
    over, least = Hedge(0, Bound.OVER), Hedge(9, Bound.AT_LEAST)
    assert hedges.settle(Bound.EXACT, before=over, after=least) is Bound.OVER
    assert hedges.settle(Bound.EXACT, before=Hedge(0, Bound.EXACT), after=least) is Bound.AT_LEAST
    assert hedges.settle(Bound.OVER, before=None, after=None) is Bound.OVER
    assert hedges.settle(Bound.RANGE, before=over, after=least) is Bound.RANGE


def test_every_hedge_of_the_table_has_a_meaning():
    meanings = hedges.meanings()
    assert meanings["before"]["约"] is Bound.ABOUT
    assert all(isinstance(bound, Bound) for side in meanings.values() for bound in side.values())
