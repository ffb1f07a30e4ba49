"""One request: what is asked of whom, where each table stands, all answers as one file."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer, is_english
from bayline.platform.registers import exporting
from bayline.platform.registers.terms import Entry, Field, Kind, Register
from bayline.systems.plan.pages.requests.context import RequestPage
from bayline.systems.plan.pages.requests.tables import (
    LIST,
    column_view,
    named,
    path_of,
    table_state,
)
from bayline.systems.plan.pages.requests.words import period_word
from bayline.systems.plan.queries import requests as queries
from bayline.systems.plan.rules.requests.tables import lines_for, shown_cell
from bayline.systems.plan.rules.requests.terms import Request, State

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BEFORE = (("unit", "单位", "Unit"), ("state", "状态", "State"), ("version", "版本", "Version"))


def found_or_404(code: str) -> Request:
    """Find a request.

    Raises:
        Http404: There is none of this code.
    """
    try:
        return queries.request(code)
    except BaylineError as error:
        raise Http404 from error


def item(request: HttpRequest, code: str) -> Answer:
    """Show a request."""
    at, ways = as_of(request), addresses(request)
    found = found_or_404(code)
    today = timezone.localdate(at) if at else timezone.localdate()
    asked = queries.asked_by_unit(code, as_of=at)
    names = queries.names_in(found)
    tables = tuple(
        table_state(
            code,
            named(each.unit, names, ways),
            each.standing,
            answers=each.answers,
            today=today,
            ways=ways,
        )
        for each in asked
    )
    english = is_english()
    page = RequestPage(
        code=code,
        template=found.template.name,
        title=found.template.called(english=english),
        about=found.template.about_en if english else found.template.about,
        period=found.period.edtf,
        period_word=period_word(found.period),
        asker=named(found.template.asker, names, ways),
        by=found.by,
        at=found.at,
        due=found.due,
        columns=tuple(column_view(each) for each in found.template.columns),
        tables=tables,
        accepted=sum(each.state == State.ACCEPTED for each in tables),
        asked=sum(each.answers for each in tables),
        late=sum(each.is_late for each in tables),
        list_address=ways.to(LIST),
        xlsx_address=ways.to(f"{path_of(code)}/answers.xlsx"),
        csv_address=ways.to(f"{path_of(code)}/answers.csv"),
        answers_address=ways.to(f"{path_of(code)}/answers"),
    )
    return Answer(context=page, template="plan/requests/item.html")


def answers_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    """Hand the answers of all units over as one CSV."""
    found = found_or_404(code)
    pieces = exporting.csv_of(_register(found), _entries(request, found), english=is_english())
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    return _named(response, found, "csv")


def answers_xlsx(request: HttpRequest, code: str) -> HttpResponseBase:
    """Hand the answers of all units over as one workbook."""
    found = found_or_404(code)
    file = BytesIO()
    exporting.write_xlsx(file, _register(found), _entries(request, found), english=is_english())
    file.seek(0)
    return _named(FileResponse(file, content_type=_XLSX), found, "xlsx")


def _named(response: HttpResponseBase, found: Request, ending: str) -> HttpResponseBase:
    title = f"{found.template.called(english=is_english())} {found.period.edtf}.{ending}"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{found.code}.{ending}\"; filename*=UTF-8''{quote(title)}"
    )
    return response


def _register(found: Request) -> Register:
    """Declare all answers together as a list, whose columns files have."""
    before = tuple(
        Field(name=f"_{name}", title=title, title_en=english, kind=Kind.TEXT)
        for name, title, english in _BEFORE
    )
    taken = {each.title for each in before}
    own = (each.field for each in found.template.columns)
    fields = (_plain(each, taken) for each in own)
    return Register(
        name="answers",
        title=found.template.title,
        title_en=found.template.title_en,
        about="",
        about_en="",
        key="_unit",
        label="_unit",
        order=(),
        fields=(*before, *fields),
    )


def _plain(field: Field, taken: set[str]) -> Field:
    """Let days be words such as 无, and say the unit of whole numbers in their title."""
    title = f"{field.title}。" if field.title in taken else field.title
    kind = Kind.TEXT if field.kind in {Kind.DATE, Kind.FIGURE} else field.kind
    if field.unit and field.kind is Kind.INTEGER:
        english = f"{field.title_en} ({field.unit})"
        return replace(field, title=f"{title}（{field.unit}）", title_en=english, kind=kind)
    return replace(field, title=title, kind=kind)


def _entries(request: HttpRequest, found: Request) -> Iterator[Entry]:
    names = queries.names_in(found)
    for unit, state, version, filled in queries.all_answers(found.code, as_of=as_of(request)):
        for line in lines_for(found.template, unit, filled):
            if not line.answers:
                continue
            row = filled.rows.get(line.code, {})
            cells = {
                each.name: text
                for each in found.template.columns
                if (text := shown_cell(each, line, row, names))
            }
            told = {"_unit": names.get(unit, unit), "_state": state, "_version": str(version)}
            yield Entry(key=f"{unit}/{line.code}", version=version, values={**told, **cells})
