"""Scanned pages read by the real recognition, which the tests always have."""

import re

import pytest
import typst

from bayline.engines.documents import Format, open_document

PAGE = """
#set page(width: 160mm, height: 80mm, margin: 10mm)
#set text(font: ("Noto Sans CJK SC", "WenQuanYi Micro Hei"), size: 12pt, lang: "zh")
2024年前三季度，平湖市一般公共预算收入79.73亿元，同比增长3.3%；不含嘉兴港区67.69亿元，增长2.3%。

#table(columns: 3, [指标], [完成], [增速], [社会消费品零售总额], [204.4亿元], [9.5%])
"""


def test_page_that_was_drawn_is_read_without_a_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise OSError("no network here")

    monkeypatch.setattr("socket.socket.connect", refused)
    document = open_document("页.png", typst.compile(PAGE.encode(), format="png", ppi=110))
    assert document.format is Format.PICTURE
    numbers = re.findall(r"[\d.]+", document.text)
    assert numbers == ["2024", "79.73", "3.3", "67.69", "2.3", "204.4", "9.5"]
    assert document.is_recognized(document.text.index("79.73"))
