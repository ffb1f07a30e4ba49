"""The words of reports: what is read, what is refused, in which line."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.platform.reporting.comparing import changes_between
from bayline.platform.reporting.editions import (
    before,
    called,
    days_called,
    edition_name,
    edition_of,
    last_ended,
    period_of,
    to_date,
    year_before,
)
from bayline.platform.reporting.expressions import Call, Else, Joined, Several, Text, parsed
from bayline.platform.reporting.looking import faults_in
from bayline.platform.reporting.templates import template_of
from bayline.platform.reporting.terms import Cadence
from bayline.platform.reporting.texts import Tag, blocks_of

WHERE = "reports/month.zh.md"


def test_an_expression_is_a_call_with_its_arguments_by_name() -> None:
    found = parsed('table("wells", columns=["name", "depth"], town="甲镇")', where=WHERE)
    assert found == Call(
        "table",
        {"register": Text("wells"), "columns": Several(("name", "depth")), "town": Text("甲镇")},
    )
    joined = parsed('figure("甲") - figure("乙") or "未公布"', where=WHERE)
    assert isinstance(joined, Else)
    assert isinstance(joined.figure, Joined)
    assert (joined.words, joined.figure.sign) == ("未公布", "-")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("figur('甲')", "nearest name is “figure”"),
        ("figure('甲', ploce='乙')", "takes no ploce"),
        ("figure()", "lacks attribute"),
        ("figure('甲', '乙')", "names no figure"),
        ("figure('甲'", "names no figure"),
        ("__import__('os').system('id')", "names no figure"),
        ("[].__class__", "names no figure"),
        ("figure(**{'attribute': 'a'})", "takes no"),
        ("lambda: 1", "names no figure"),
        ("a if b else c", "names no figure"),
        ("'a' * 9999999999", "names no figure"),
        ("(" * 5000, "names no figure"),
    ],
)
def test_what_is_no_figure_is_refused_with_its_line(written: str, said: str) -> None:
    with pytest.raises(BaylineError) as refused:
        parsed(written, where=f"{WHERE}:7")
    assert refused.value.sentence().startswith(f"{WHERE}:7: ")
    assert said in refused.value.sentence()


@given(st.text(max_size=60))
def test_whatever_stands_between_braces_is_read_or_refused(written: str) -> None:
    with suppress(BaylineError):
        parsed(written, where=WHERE)


def test_words_are_headings_paragraphs_items_and_what_stands_alone() -> None:
    text = (
        '# 一、开局\n\n全区有{{ figure("村") }}，\n另有几处。\n- 其一\n- 其二\n\n'
        '{{ table("wells") }}\n'
    )
    found = blocks_of(text, where=WHERE)
    assert [one.kind for one in found] == ["heading", "paragraph", "item", "item", "table"]
    tag = found[1].pieces[1]
    assert isinstance(tag, Tag)
    assert (tag.asked, tag.where) == ('figure("村")', f"{WHERE}:3")
    assert found[1].pieces[2:] == ("，", "另有几处。")


@given(st.text(alphabet="甲乙#-* \n<>&$_\\[]{", max_size=80).filter(lambda text: "{{" not in text))
def test_other_signs_are_words(text: str) -> None:
    pieces = [piece for block in blocks_of(text, where=WHERE) for piece in block.pieces]
    assert all(isinstance(piece, str) for piece in pieces)


@pytest.mark.parametrize("line", ["缺一半{{ figure('甲')", "多出来}}", "{{ }", "{{ }} {{"])
def test_braces_that_do_not_close_are_refused_with_their_line(line: str) -> None:
    with pytest.raises(BaylineError, match=r"month\.zh\.md:3: "):
        blocks_of(f"第一行\n\n{line}\n", where=WHERE)


def test_a_table_in_the_middle_of_a_sentence_is_refused() -> None:
    with pytest.raises(BaylineError, match="paragraph of its own"):
        blocks_of('{{ table("wells") }}如上。', where=WHERE)


def test_a_template_that_names_a_broken_figure_says_in_which_line() -> None:
    data = 'title = "月报"\nfor = "month"\n\n[figures]\na = "figure(\'甲\')"\nb = "figur(\'甲\')"\n'
    with pytest.raises(BaylineError, match=r"reports/m\.toml:6: unknown figure “figur”"):
        template_of("m", data.encode())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('title = "甲\n', r"reports/m\.toml:1"),
        ('title = "甲"\n', "for = “”"),
        ('for = "week"\n', "for = “week”"),
        ('for = "year"\nlanguages = ["fr"]\n', "languages"),
        ('for = "year"\ntone = "red"\n', "tone"),
    ],
)
def test_a_declaration_that_cannot_be_used_says_why(data: str, said: str) -> None:
    with pytest.raises(BaylineError, match=said):
        template_of("m", data.encode())


def test_editions_are_read_named_and_said() -> None:
    quarter = edition_of("2025Q3", Cadence.QUARTER)
    assert quarter.period == parse("2025-35")
    assert edition_name(quarter.period) == "2025Q3"
    assert called(quarter, english=False) == "2025年三季度"
    assert called(quarter, english=True) == "third quarter of 2025"
    assert before(period_of("2025Q1")) == period_of("2024Q4")
    assert before(period_of("2025-01")) == period_of("2024-12")
    assert year_before(period_of("2025-02")) == period_of("2024-02")
    assert to_date(quarter.period).start.isoformat() == "2025-01-01"
    assert to_date(quarter.period).end.isoformat() == "2025-10-01"
    day = parse("2025-10-01").start
    assert last_ended(Cadence.QUARTER, day) == quarter.period
    assert last_ended(Cadence.YEAR, day) == period_of("2024")
    with pytest.raises(BaylineError, match="is not a period like 2025Q3"):
        edition_of("2025", Cadence.QUARTER)


def test_changes_are_told_figure_by_figure() -> None:
    def facts(*figures: tuple[str, str, str]) -> dict:
        rows = [
            {
                "asked": asked,
                "about": asked,
                "printed": printed,
                "unit": "个",
                "note": n,
                "claims": [claim],
            }
            for n, (asked, printed, claim) in enumerate(figures, start=1)
        ]
        notes = [
            {"n": row["note"], "parts": [{"document": f"文件{row['claims'][0]}"}]} for row in rows
        ]
        return {"figures": rows, "notes": notes}

    old = facts(("村", "30个", "a"), ("桥", "2座", "b"), ("井", "5口", "c"))
    new = facts(("村", "30个", "d"), ("桥", "3座", "e"), ("站", "1座", "f"))
    told = [(one.about, one.old, one.new, one.kind, one.why) for one in changes_between(old, new)]
    assert told == [
        ("桥", "2座", "3座", "changed", "文件e"),
        ("站", "", "1座", "added", "文件f"),
        ("井", "5口", "", "gone", "文件c"),
    ]


def test_days_of_registers_are_told_as_people_say_them() -> None:
    told = [days_called(one, english=False) for one in ("2021/2025", "2021-33", "2024", "暂定")]
    assert told == ["2021—2025年", "2021年一季度", "2024年", "暂定"]
    assert days_called("2021/2025", english=True) == "2021–2025"


def test_all_that_is_wrong_with_a_template_is_named_by_its_line() -> None:
    of = template_of("x", 'for = "year"\n[figures]\na = "b + figure(\'人口\')"\n'.encode())
    text = "一{{ lost }}、{{ a }}、{{ period }}\n\n二{{ figure( }}\n三{{ 半\n"
    found = [one.sentence() for one in faults_in(text, "reports/x.zh.md", of)]
    lines = [one.split(" ")[0] for one in found]
    assert lines == [f"reports/x.{at}:" for at in ("zh.md:1", "zh.md:3", "zh.md:4", "toml:3")]
    assert "unknown figure “lost”" in found[0]
