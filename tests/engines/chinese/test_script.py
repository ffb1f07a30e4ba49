"""Folding: one spelling, the same length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.script import fold


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("億元、公頃、個、畝、噸、餘、裏", "亿元、公顷、个、亩、吨、余、里"),
        ("１２３．５％", "123.5%"),
        ("１１１，１１１個", "111,111个"),
        ("5％～6％", "5%~6%"),
        ("20–100─200", "20-100—200"),
        ("￥300", "¥300"),
        ("二○二一年", "二〇二一年"),
        ("參佰陸拾", "参佰陆拾"),
        ("共計　３個", "共计 3个"),
    ],
)
def test_variants_fold_to_one_spelling(printed, folded):
    assert fold(printed) == folded


@pytest.mark.parametrize("text", ["全镇30个村，其中：示范村（市级）5个。", "", "plain ASCII 12%"])
def test_text_that_needs_no_folding_comes_back_itself(text):
    assert fold(text) is text


def test_half_a_character_is_replaced():
    assert fold("\ud83d3个😀") == "\ufffd3个😀"


def test_a_bullet_is_no_zero():
    assert fold("○ 重点工作") == "○ 重点工作"


@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
