import re

import pytest

from bayline.kernel.english import in_english


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("155亿元", "CNY 15.5 billion"),
        ("15,500,000,000元", "CNY 15.5 billion"),
        ("超82亿元", "over CNY 8.2 billion"),
        ("659亿元以上", "CNY 65.9 billion or more"),
        ("8000元/人", "CNY 8,000 per person"),
        ("1750人", "1,750 people"),
        ("50.3万人", "503,000 people"),
        ("412家", "412"),
        ("10个百分点", "10 percentage points"),
        ("1个百分点", "1 percentage point"),
        ("年均8.9%", "8.9% a year"),
        ("年均6%左右", "about 6% a year"),
        ("约30个左右", "about 30"),
        ("56亿余元", "over CNY 5.6 billion"),
        ("达到1500家", "1,500"),
        ("力争达到20%", "aiming for 20%"),
        ("10.0%", "10.0%"),
        ("5%～6%", "5%–6%"),
        ("3200亩", "3,200 mu"),
        ("35微克/立方米", "35 μg/m³"),
        ("第12位", "rank 12"),
        ("2022年", "2022"),
        ("2022年1—9月", "2022-01 to 2022-09"),
        ("2022年末", "end of 2022"),
        ("3年", "3 years"),
        ("800万册", "8,000,000 “册”"),
        ("“超82亿元”", "“over CNY 8.2 billion”"),
        ("“第12位上升到第10位，共3家”", "“第12位上升到第10位，共3家”"),
    ],
)
def test_amounts_are_said_in_english(chinese, english):
    assert in_english(chinese) == english


def test_a_sentence_is_english_throughout():
    said = in_english("Does not agree: a.txt, from 91.3亿元 to 98.6亿元, gives 8%; 9个 apart.")
    assert (
        said
        == "Does not agree: a.txt, from CNY 9.13 billion to CNY 9.86 billion, gives 8%; 9 apart."
    )


def test_other_words_of_a_document_stand_in_quotation_marks():
    assert (
        in_english("产值 (未注明), 16个 of (签约, 开工)")
        == "“产值” (not stated), 16 of (“签约”, “开工”)"
    )
    assert in_english("says “2021年2月30日”") == "says “2021年2月30日”"


def test_no_letter_of_a_document_s_name_changes():
    name = "2021年报100亿元.docx"
    assert in_english(f"in {name} 3亿元＋2亿元", names=[name]) == (
        f"in {name} CNY 300 million + CNY 200 million"
    )


def test_what_is_english_stays_as_it_is():
    plain = "Cannot tell: of 1+3+5 in the draft, 2 of 3 terms (1, 5) are not explained."
    assert in_english(plain) == plain
    assert not re.search("[一-鿿]", in_english("the 3 parts sum to 72个, the text says 70个"))
