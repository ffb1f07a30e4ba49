"""Classes of sections that a text states."""

from datetime import date

import pytest

from bayline.systems.ecology.rules.stating import classes_stated

NAMES = ("张泾河断面", "急水港桥", "张泾")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2021年10月，张泾河断面水质为Ⅱ类。", [("张泾河断面", "2", "2021-10")]),
        ("2021年10月张泾河水质类别均为劣V类。", []),
        ("2021年，急水港桥断面水质达到Ⅲ类标准。", [("急水港桥", "123", "2021")]),
        ("2021年三季度急水港橋斷面水質由Ⅴ類改善為Ⅳ類。", [("急水港桥", "4", "2021-Q3")]),
        ("2021年10月急水港桥水质为Ⅱ～Ⅲ类。", [("急水港桥", "23", "2021-10")]),
        (
            "2021年10月，急水港桥、张泾河断面水质均为三类，水清岸绿。",
            [("张泾河断面", "3", "2021-10"), ("急水港桥", "3", "2021-10")],
        ),
        ("2021年10月，急水港桥断面水质稳定在Ⅳ类及以下。", [("急水港桥", "456", "2021-10")]),
        ("2021年10月，急水港桥断面水质未达到Ⅲ类。", []),
        ("力争2021年急水港桥断面水质达到Ⅲ类。", []),
        ("2021年急水港桥断面水质目标为Ⅲ类。", []),
        ("急水港桥断面是重要断面。2021年全区水质为Ⅲ类。", []),
    ],
)
def test_a_class_counts_where_its_section_is_named_right_before_it(text, found):
    stated = classes_stated(text, NAMES, published=date(2022, 1, 10))
    assert [
        (one.name, "".join(str(int(each)) for each in sorted(one.classes)), one.period)
        for one in stated
    ] == found
