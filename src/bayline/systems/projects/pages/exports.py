"""The list of projects as a file: those that the filters of the page leave, in its order.

The columns of the register come first, so that the file can be edited and imported again; where a
project stands is told behind them, and an import leaves that unread.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from bayline.kernel.errors import BaylineError
from bayline.platform.pages import Answer, is_english, refused
from bayline.platform.registers import exporting
from bayline.platform.registers.queries import register
from bayline.platform.registers.terms import Entry, Field, Kind, Register
from bayline.systems.projects.pages import list_words as words
from bayline.systems.projects.pages.asked import asked_of
from bayline.systems.projects.queries import entries_of, lines_at, listed
from bayline.systems.projects.rules.entries import PROJECTS
from bayline.systems.projects.rules.listing import Line

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ALL = 10**9  # rows: the file has no pages
# None of these is a heading of the register.
_TOLD = (
    ("stands", "现处阶段", "Stands at"),
    ("since", "自何时", "Since"),
    ("costs", "金额与口径", "Amount and kind"),
    ("next", "下一步", "Next"),
    ("due", "到期", "Due"),
)


def export_csv(request: HttpRequest) -> HttpResponseBase | Answer:
    """Hand the projects that are asked for over as CSV."""
    try:
        declared, entries = _asked(request)
    except BaylineError as error:
        return refused(error, status=400)
    pieces = exporting.csv_of(declared, entries, english=is_english())
    return _named(StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8"), "csv")


def export_xlsx(request: HttpRequest) -> HttpResponseBase | Answer:
    """Hand the projects that are asked for over as a workbook."""
    try:
        declared, entries = _asked(request)
    except BaylineError as error:
        return refused(error, status=400)
    file = BytesIO()  # a row takes fifty bytes there
    exporting.write_xlsx(file, declared, entries, english=is_english())
    file.seek(0)
    return _named(FileResponse(file, content_type=_XLSX), "xlsx")


def _asked(request: HttpRequest) -> tuple[Register, Iterator[Entry]]:
    asked = asked_of(request)
    declared = register(PROJECTS)
    told = (
        Field(name=name, title=title, title_en=english, kind=Kind.TEXT)
        for name, title, english in _TOLD
    )
    lines = listed(replace(asked.wish, page=1), lines_at(asked.at), size=_ALL).rows
    found = entries_of(PROJECTS, field="code", codes=[line.code for line in lines], at=asked.at)
    known = [(line, found[line.code]) for line in lines if line.code in found]
    rows = (
        Entry(key=line.code, version=1, values={**values, **_standing(line)})
        for line, values in known
    )
    return replace(declared, fields=(*declared.fields, *told)), rows


def _standing(line: Line) -> dict[str, str]:
    costs = f"{line.amount}（{words.kind_word(line.kind)}）" if line.amount else ""
    texts: Sequence[str] = (
        words.stage_word(line.stage),
        words.period_word(line.since),
        costs,
        words.stage_word(line.next_stage) if line.next_stage else "",
        words.period_word(line.due),
    )
    return {name: text for (name, *_), text in zip(_TOLD, texts, strict=True) if text}


def _named(response: HttpResponseBase, ending: str) -> HttpResponseBase:
    title = f"{register(PROJECTS).called(english=is_english())}.{ending}"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"projects.{ending}\"; filename*=UTF-8''{quote(title)}"
    )
    return response
