"""The draft is shown character for character, whatever marks overlap in it."""

from hypothesis import given
from hypothesis import strategies as st

from bayline.systems.reading.pages.marks import Line, Mark, Tint, marked_lines

TEXTS = st.text(alphabet="金山35亿元。\n　\t ab，<&", max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark], list[Tint]]:
    """A text with marks and tints that nest and overlap as they like."""
    text = draw(TEXTS)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
        lambda span: span[0] < span[1]
    )
    some = st.lists(spans, max_size=6) if text else st.just([])
    marks = [Mark(a, b, f"m{n}", f"q{n}", "read") for n, (a, b) in enumerate(draw(some))]
    return text, marks, [Tint(a, b, "time", "2021") for a, b in draw(some)]


def shown(lines: tuple[Line, ...]) -> str:
    return "\n".join("".join(p.text for run in line.runs for p in run.pieces) for line in lines)


@given(marked())
def test_the_lines_are_the_text_character_for_character(
    case: tuple[str, list[Mark], list[Tint]],
) -> None:
    text, marks, tints = case
    assert shown(marked_lines(text, marks, tints=tints)) == text


@given(marked())
def test_every_character_is_under_the_innermost_mark_that_covers_it(
    case: tuple[str, list[Mark], list[Tint]],
) -> None:
    text, marks, tints = case
    place = 0
    for line in marked_lines(text, marks, tints=tints):
        for run in line.runs:
            width = sum(len(piece.text) for piece in run.pieces)
            for at in range(place, place + width):
                around = [mark.end - mark.start for mark in marks if mark.start <= at < mark.end]
                found = run.mark.end - run.mark.start if run.mark else None
                assert found == min(around, default=None)
            place += width
        place += 1


def test_a_mark_that_is_cut_in_two_has_one_first_part() -> None:
    text = "12个项目总投资206亿元"
    whole, figure = Mark(0, 13, "c1", "f1", "warn"), Mark(8, 13, "m1", "q1", "good")
    inner = Mark(0, 3, "m2", "q2", "read")
    (line,) = marked_lines(text, [whole, figure, inner], tints=[])
    assert [(run.mark and run.mark.name, run.is_first) for run in line.runs] == [
        ("m2", True),
        ("c1", True),
        ("m1", True),
    ]
    around = Mark(0, 14, "c1", "f1", "warn")
    (line,) = marked_lines(text + "。", [around, figure], tints=[])
    firsts = [run.is_first for run in line.runs if run.mark and run.mark.name == "c1"]
    assert firsts == [True, False]


def test_a_short_figure_does_not_break_over_lines() -> None:
    (line,) = marked_lines("约35亿元", [Mark(1, 5, "m1", "q1", "read")], tints=[])
    assert line.runs[1].is_short


def test_headings_and_table_rows_are_not_indented() -> None:
    kinds = [
        line.kind
        for line in marked_lines("一、项目\n\n总额35亿元。\n甲\t1\n　　已缩进。", [], tints=[])
    ]
    assert kinds == ["head", "blank", "text", "row", "head"]


def test_what_a_time_was_read_as_is_said_once_behind_it() -> None:
    marks = [Mark(5, 7, "m1", "q1", "read")]
    (line,) = marked_lines("2021年12个", marks, tints=[Tint(0, 6, "time", "2021")])
    notes = [piece.note for run in line.runs for piece in run.pieces]
    assert notes == ["", "2021", "", ""]
