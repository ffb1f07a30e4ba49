"""Web pages as a browser shows them."""

from datetime import date

import pytest

from bayline.engines.documents import open_document


def read(body: str, head: str = ""):
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return open_document("a.html", page.encode())


def cells(document, number=0):
    table = document.tables[number]
    return [(*c[:4], document.text[c.start : c.end]) for c in table.cells]


def test_visible_text_comes_line_by_line():
    document = read("<h1>通报</h1><p>投资<b>35</b>亿元。</p><div>开工<i>12</i>个<br>竣工3个</div>")
    assert document.text == "通报\n投资35亿元。\n开工12个\n竣工3个\n"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var x = 35;</script>",
        "<style>p { width: 35px }</style>",
        "<nav>首页 35</nav>",
        '<p style="DISPLAY : none">藏35</p>',
        "<p hidden>藏35</p>",
        '<div aria-hidden="true"><p>藏35</p></div>',
        "<noscript>35</noscript>",
        "<select><option>35</option></select>",
        "<!-- 35 -->",
    ],
)
def test_what_no_browser_shows_is_left_out(hidden):
    assert read(f"<p>前</p>{hidden}<p>后</p>").text == "前\n后\n"


def test_entities_and_spaces_are_what_they_print():
    assert read("<p>  35&#20159;&nbsp;元 &lt;\n  5%  </p>").text == "35亿\xa0元 < 5%\n"


def test_source_line_break_inside_han_text_is_no_space():
    assert read("<p>全镇完成\n  投资</p><p>of the\ntown</p>").text == "全镇完成投资\nof the town\n"


def test_lines_of_preformatted_text_are_kept():
    assert read("<pre>甲\n乙</pre>").text == "甲\n乙\n"


def test_merged_cells_know_their_reach():
    document = read(
        "<table><tr><th rowspan=2>镇</th><th colspan=2>产值</th></tr><tr><th>2020年</th>"
        "<th>2021年</th></tr><tr><td>东镇</td><td>1</td><td>2</td></tr></table>"
    )
    assert cells(document) == [
        (0, 0, 2, 1, "镇"),
        (0, 1, 1, 2, "产值"),
        (1, 1, 1, 1, "2020年"),
        (1, 2, 1, 1, "2021年"),
        (2, 0, 1, 1, "东镇"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
    ]
    assert document.tables[0].head_rows == 2


def test_break_inside_a_cell_vanishes_between_han_characters():
    document = read("<table><tr><td>工业<br>产值</td><td>1<br>2</td></tr></table>")
    assert [words for *_, words in cells(document)] == ["工业产值", "1 2"]


def test_table_that_only_arranges_the_page_is_text():
    inner = "<table><tr><td>镇</td><td>值</td></tr><tr><td>东</td><td>1</td></tr></table>"
    document = read(
        f"<table><tr><td><p>前文。</p>{inner}<p>后文。</p></td><td>边栏</td></tr></table>"
    )
    assert document.text == "前文。\n镇\t值\n东\t1\n后文。\n边栏\n"
    assert len(document.tables) == 1


def test_page_states_title_and_date():
    head = '<title>网站</title><meta name="ArticleTitle" content="公报">'
    document = read("<p>正文</p>", f'{head}<meta name="PubDate" content="2022-03-08 09:00">')
    assert (document.title, document.published) == ("公报", date(2022, 3, 8))


def test_page_that_declares_gb2312_is_read():
    page = '<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head>'
    document = open_document("a.htm", f"{page}<body><p>总投资35亿元</p></body>".encode("gbk"))
    assert document.text == "总投资35亿元\n"


def test_old_office_name_on_a_web_page_is_no_obstacle():
    document = open_document("a.doc", "<html><body><p>投资35亿元</p></body></html>".encode())
    assert document.text == "投资35亿元\n"


def test_unclosed_elements_are_closed_where_browsers_close_them():
    assert read("<p>甲<p>乙<li>丙<li>丁").text == "甲\n乙\n丙\n丁\n"
