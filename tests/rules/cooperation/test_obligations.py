"""What an agreement says shall be done: by whom, by which day."""

from datetime import date

import pytest

from bayline.systems.cooperation.claims import obligations

PAPER = """东岸区与西岸市界河共治协议
甲方：东岸区人民政府
乙方：西岸市人民政府
为治好界河，经双方协商，订立本协议。
第一条 甲方应于2022年12月31日前修好东堤，乙方负责西堤绿化，2023年6月底前验收。
双方每半年开一次联席会议。
第二条 2022年9月底前，双方各自确定联络人，甲方牵头编制实施方案。
第三条 双方已建立联络机制。本协议一式两份，双方各执一份。
（一）由乙方提供苗木；
"""


def read(text, parties=("东岸区", "西岸市")):
    found = obligations(text, parties=parties, published=date(2022, 3, 1))
    for one in found:
        assert text[one.start : one.end] == one.text
    return [(one.owners, one.due and one.due.isoformat(), one.text) for one in found]


def test_each_duty_has_its_party_and_its_day():
    both = ("东岸区", "西岸市")
    assert read(PAPER) == [
        (("东岸区",), "2022-12-31", "甲方应于2022年12月31日前修好东堤"),
        (("西岸市",), "2023-06-30", "乙方负责西堤绿化，2023年6月底前验收"),
        (both, None, "双方每半年开一次联席会议"),
        (both, "2022-09-30", "2022年9月底前，双方各自确定联络人"),
        (("东岸区",), None, "甲方牵头编制实施方案"),
        (("西岸市",), None, "乙方提供苗木"),
    ]


def test_parties_are_known_by_what_the_text_calls_them():
    text = "北镇人民政府（以下简称“北镇”）与南镇人民政府（以下简称“南方”）商定："
    text += "南方承诺年底前开通公交，2023年3月底前，北镇承担站点建设。"
    assert read(text, ("北镇", "南镇")) == [
        (("南镇",), "2022-12-31", "南方承诺年底前开通公交"),
        (("北镇",), "2023-03-31", "2023年3月底前，北镇承担站点建设"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "甲方：东岸区人民政府",
        "双方已于2021年签订备忘录。",
        "双方签字盖章后生效。",
        "会谈在友好的气氛中进行。",
    ],
)
def test_what_promises_nothing_is_left_out(text):
    assert not read(text)
