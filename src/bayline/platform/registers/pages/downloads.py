"""A register as a file: what the list shows under its filters, row by row."""

from tempfile import TemporaryFile
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from bayline.platform.pages import Answer, is_english
from bayline.platform.registers import exporting, queries
from bayline.platform.registers.pages.lists import ask_of
from bayline.platform.registers.pages.refusing import refusing, register_or_404
from bayline.platform.registers.queries.entries import as_it_is
from bayline.platform.registers.terms import Register

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@refusing
def download_csv(request: HttpRequest, name: str) -> HttpResponseBase | Answer:
    """Hand the entries that are asked for over as CSV."""
    register = register_or_404(name)
    entries = queries.selected(register, ask_of(request, register), unseal=as_it_is)
    pieces = exporting.csv_of(register, entries, english=is_english())
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    return _named(response, register, "csv")


@refusing
def download_xlsx(request: HttpRequest, name: str) -> HttpResponseBase | Answer:
    """Hand the entries that are asked for over as a workbook."""
    register = register_or_404(name)
    entries = queries.selected(register, ask_of(request, register), unseal=as_it_is)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    exporting.write_xlsx(file, register, entries, english=is_english())
    file.seek(0)
    return _named(FileResponse(file, content_type=_XLSX), register, "xlsx")


def _named(response: HttpResponseBase, register: Register, ending: str) -> HttpResponseBase:
    title = f"{register.called(english=is_english())}.{ending}"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{register.name}.{ending}\"; filename*=UTF-8''{quote(title)}"
    )
    return response
