"""Whose a figure is in the record: whole-region words resolved, the title for what has no owner."""

from datetime import date

from bayline.engines.chinese.reader import read
from bayline.kernel.claims import ClaimKind
from bayline.kernel.evidence import Source
from bayline.systems.reading.rules.recording import proposals
from bayline.systems.reading.terms import ReadDocument

SOURCE = Source(sha256="0" * 64, title="")


def subjects(text: str) -> list[str]:
    reading = read(text, published=date(2023, 8, 1))
    found = proposals(ReadDocument(name="稿", reading=reading), source=SOURCE, reader="1")
    return [each.claim.subject for each in found if each.claim.kind is ClaimKind.FIGURE]


def test_whole_town_is_the_town_of_the_title():
    assert subjects("# 上海市松江区泖港镇农业情况\n\n全镇粮田面积为3万亩。\n") == ["泖港镇"]


def test_whole_county_is_the_one_named_in_the_passage():
    assert subjects("嘉善县位于浙江省北部，全县耕地面积为40万亩。") == ["嘉善县"]


def test_whole_county_stays_as_printed_where_several_are_named():
    assert subjects("嘉善县与海盐县相邻。\n全县耕地面积为40万亩。") == ["全县"]


def test_scope_in_brackets_is_kept():
    assert subjects("# 平湖市2023年财政\n\n全市（含港区）财政收入30亿元。\n")[0].startswith(
        "平湖市"
    )


def test_figure_without_an_owner_is_that_of_the_title():
    text = "# 平湖市2023年集中签约\n\n签约项目9个，协议总投资80亿元。\n"
    assert subjects(text)[0] == "平湖市"


def test_thing_in_the_title_is_the_owner_without_its_year():
    text = "# 资料：广西2020年水利工程\n\n合计5处。\n"
    assert subjects(text) == ["广西水利工程"]


def test_title_of_two_places_names_none():
    assert subjects("# 平湖市与嘉善县的合作\n\n合作项目有6个。\n") == [""]


def test_text_without_a_title_gives_no_owner():
    assert subjects("已签订协议15份。") == [""]
