"""The bench of a filled-in workbook: see what it would do, confirm, and it stands in the draft.

The file travels inside the page, so that nothing is kept here until it is confirmed.
"""

import base64
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import resolve
from django.utils.translation import gettext as _

from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import refuse_past
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.plan.actions.requests.answering import filled_now, save_draft
from bayline.systems.plan.pages.requests.answer import table_or_404
from bayline.systems.plan.pages.requests.context import (
    BadCellView,
    ChangeView,
    FormulaView,
    UploadPage,
)
from bayline.systems.plan.pages.requests.posting import hand_of
from bayline.systems.plan.pages.requests.tables import named, path_of
from bayline.systems.plan.pages.requests.words import period_word
from bayline.systems.plan.queries import requests as queries
from bayline.systems.plan.rules.requests.moving import OvertakenError, Sides, refuse_act
from bayline.systems.plan.rules.requests.terms import Act, Filled, Request
from bayline.systems.plan.rules.requests.uploads import BadCell, Upload
from bayline.systems.plan.rules.requests.workbooks import SHEET

_TEMPLATE = "plan/requests/upload.html"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CARRIED_MOST = 16 * 2**20
_SHOWN_MOST = 100
_NAME_LONGEST = 200


class _Carried(NamedTuple):
    """A file that travels with the form."""

    name: str
    data: bytes


def form_xlsx(request: HttpRequest, code: str, unit: str) -> HttpResponseBase:
    """Hand over the form of a unit, with what stands in its table."""
    del request
    found, asked = table_or_404(code, unit)
    filled = filled_now(code, unit)[0] if asked.answers else Filled()
    cells = _("填白色的格；灰色的格和栏名不能改。没有写“无”，不适用写“不适用”，零写0。")
    same = _("与上期相同的行，最后一栏写“是”。")
    hint = f"{cells}{same}" if not is_english() else f"{cells} {same}"
    data = queries.form_workbook(code, unit, filled, hint=hint)
    response = HttpResponse(data, content_type=_XLSX)
    title = f"{found.template.title} {found.period.edtf} {unit}.xlsx"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{found.code}.xlsx\"; filename*=UTF-8''{quote(title)}"
    )
    return response


def upload(request: HttpRequest, code: str, unit: str) -> Answer | HttpResponseBase:
    """Show the empty bench, the preview of a file, or put it into the draft."""
    refuse_past(request)
    found, asked = table_or_404(code, unit)
    page = _empty(request, found, unit)
    sides = Sides(asker=found.template.asker, unit=unit)
    try:
        refuse_act(Act.SENT, visitor_of(request), sides, asked.standing)
        if request.method != "POST":
            return Answer(context=page, template=_TEMPLATE)
        return _looked_at(request, found, unit, page)
    except OvertakenError as overtaken:
        refusal = replace(page, problem=said(overtaken))
        return Answer(context=refusal, template=_TEMPLATE, status=409)
    except BaylineError as refused:
        refusal = replace(page, problem=said(refused))
        return Answer(context=refusal, template=_TEMPLATE, status=422)


def upload_expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired."""
    parts = resolve(request.path_info).kwargs
    found, _asked = table_or_404(parts["code"], parts["unit"])
    sentence = _("表单已过期，或浏览器没有送回 cookie，还没有写入。请重新选择文件。")
    page = replace(_empty(request, found, parts["unit"]), problem=sentence)
    return Answer(context=page, template=_TEMPLATE, status=403)


def _empty(request: HttpRequest, found: Request, unit: str) -> UploadPage:
    ways = Addresses(prefix=addresses(request).prefix)
    here = path_of(found.code, unit)
    return UploadPage(
        request=found.code,
        unit=named(unit, queries.names_in(found, unit), ways),
        title=found.template.called(english=is_english()),
        period_word=period_word(found.period),
        answer_address=ways.to(here),
        form_address=ways.to(f"{here}/form.xlsx"),
        here=ways.to(f"{here}/upload"),
    )


def _carried(request: HttpRequest) -> _Carried:
    """Take the chosen file, or the one that came with the page.

    Raises:
        DocumentError: No file came, or it is too large to travel.
    """
    chosen = request.FILES.get("file")
    if isinstance(chosen, UploadedFile):
        name = (chosen.name or "").replace("\\", "/").rpartition("/")[2]
        data = chosen.read()
    else:
        name, data = str(request.POST.get("name", "")), _unpacked(request)
    name = "".join(filter(str.isprintable, name))[:_NAME_LONGEST] or "upload.xlsx"
    if not data:
        raise DocumentError(Reason.EMPTY, where=name)
    if len(data) > _CARRIED_MOST:
        raise DocumentError(Reason.TOO_LARGE, where=name, limit=megabytes(_CARRIED_MOST))
    return _Carried(name, data)


def _unpacked(request: HttpRequest) -> bytes:
    try:
        return base64.b64decode(str(request.POST.get("document", "")), validate=True)
    except ValueError:
        return b""


def _looked_at(
    request: HttpRequest, found: Request, unit: str, page: UploadPage
) -> Answer | HttpResponseBase:
    carried = _carried(request)
    now, version = filled_now(found.code, unit)
    read = queries.read_workbook(found.code, unit, carried.name, carried.data, filled=now)
    page = _filled(page, carried, read, now=now, found=found, version=version)
    if request.POST.get("do") != "confirm":
        return Answer(context=page, template=_TEMPLATE, status=422 if read.bad else 200)
    if read.bad:
        problem = _("还有格子有误，尚未写入。请在表格里改正后重新上传。")
        return Answer(context=replace(page, problem=problem), template=_TEMPLATE, status=422)
    basis = str(request.POST.get("basis", ""))
    if basis != page.basis:
        problem = _("预览之后草稿有变动，尚未写入。请看过下面的新预览再确认。")
        return Answer(context=replace(page, problem=problem), template=_TEMPLATE, status=409)
    taken = Filled(rows=read.filled.rows, same=read.filled.same, notes=now.notes)
    save_draft(found.code, unit, taken, version=version, hand=hand_of(request))
    ways = Addresses(prefix=addresses(request).prefix)
    where = ways.to(path_of(found.code, unit), done="taken", correct="1")
    return HttpResponseRedirect(where, status=303)


def _filled(
    page: UploadPage, carried: _Carried, read: Upload, *, now: Filled, found: Request, version: int
) -> UploadPage:
    changes = [*_changes(found, now, read)]
    return replace(
        page,
        file=carried.name,
        is_read=True,
        rows=len(read.filled.rows),
        bad=tuple(_bad(each) for each in read.bad[:_SHOWN_MOST]),
        bad_more=max(0, len(read.bad) - _SHOWN_MOST),
        formulas=tuple(
            FormulaView(cell=each.cell, column=each.column, value=each.value)
            for each in read.formulas[:_SHOWN_MOST]
        ),
        changes=tuple(islice(changes, _SHOWN_MOST)),
        change_count=len(changes),
        document=base64.b64encode(carried.data).decode("ascii"),
        basis=str(version),
    )


def _bad(cell: BadCell) -> BadCellView:
    return BadCellView(
        cell=cell.cell,
        sheet=SHEET,
        row=cell.row,
        column=cell.column,
        value=cell.value,
        sentence=cell.why_en if is_english() else cell.why,
    )


def _changes(found: Request, now: Filled, read: Upload) -> Iterator[ChangeView]:
    english = is_english()
    numbers = {row.code: at for at, row in enumerate(found.template.given, start=1)}
    for at, (code, row) in enumerate(read.filled.rows.items(), start=1):
        before = now.rows.get(code, {})
        for column in found.template.answered:
            old, new = before.get(column.name, ""), row.get(column.name, "")
            if old != new:
                title = column.field.called(english=english)
                yield ChangeView(row=numbers.get(code, at), column=title, old=old, new=new)
