"""The import bench: choose a file, see what it would do, mend cells in place, confirm.

The file travels inside the page, so that nothing is kept here until it is confirmed.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.kernel.errors import BaylineError
from bayline.platform.asking import refuse_past
from bayline.platform.bulk import without_collecting
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.registers import actions, queries
from bayline.platform.registers.importing import Mends, Preview, Row, Spot
from bayline.platform.registers.pages import background
from bayline.platform.registers.pages.forms import Problem, edit_of
from bayline.platform.registers.pages.items import Change, changes_of
from bayline.platform.registers.pages.notes import Note, notes_on
from bayline.platform.registers.pages.owning import refuse_foreign
from bayline.platform.registers.pages.refusing import refusing, register_or_404
from bayline.platform.registers.terms import Edit, Register

_PAGE = {"twin": False}
_TEMPLATE = "registers/import.html"
_CARRIED_MOST = 16 * 2**20
_SHOWN_MOST = 50  # cells to mend and rows to see; a form has a hundred fields at most
_MEND = "mend."
_NAME_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A faulty cell with an input to mend it."""

    row: int
    column: str
    title: str
    value: str
    sentence: str
    name: str = field(metadata=_PAGE)  # of the input


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row that would be stored."""

    row: int
    key: str
    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the import would do."""

    file: str
    sheet: str
    new: int
    changed: int
    same: int
    faulty: int
    faults: tuple[Fault, ...]
    faults_more: int
    new_rows: tuple[Line, ...]
    changed_rows: tuple[Line, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    left: tuple[str, ...]
    notes: tuple[Note, ...]
    has_more_notes: bool
    basis: str

    @property
    def to_store(self) -> int:
        """How many entries a confirmation stores."""
        return self.new + self.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchPage:
    """The bench of one register."""

    register: str
    register_title: str
    fields: tuple[str, ...]
    reason: str = ""
    stored: str = ""
    problems: tuple[Problem, ...] = ()
    result: Result | None = None
    name: str = field(default="", metadata=_PAGE)
    document: str = field(default="", metadata=_PAGE)
    mended: str = field(default="", metadata=_PAGE)
    list_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carried:
    """What travels with the form: the file, and what was typed in place of its cells."""

    name: str
    data: bytes
    mends: Mends


@refusing
def bench(request: HttpRequest, name: str) -> Answer | HttpResponseBase:
    """Show the empty bench, the preview of a file, or store what was confirmed."""
    refuse_past(request)
    register = register_or_404(name)
    page = _empty(request, register)
    if request.method != "POST":
        return Answer(context=page, template=_TEMPLATE)
    try:
        carried = _carried(request)
        return _looked_at(request, register, page, carried)
    except BaylineError as refused:
        problem = Problem(field="file", sentence=said(refused))
        refusal = replace(page, problems=(problem,))
        return Answer(context=refusal, template=_TEMPLATE, status=422)


def bench_expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired; the file travels on where it was chosen."""
    register = register_or_404(resolve(request.path_info).kwargs["name"])
    sentence = _("表单已过期，或浏览器没有送回 cookie，还没有写入。请重新选择文件。")
    problem = Problem(field="file", sentence=sentence)
    page = replace(_empty(request, register), problems=(problem,))
    return Answer(context=page, template=_TEMPLATE, status=403)


def _empty(request: HttpRequest, register: Register) -> BenchPage:
    english = is_english()
    edit = edit_of(request)
    return BenchPage(
        register=register.name,
        register_title=register.called(english=english),
        fields=tuple(each.called(english=english) for each in register.fields),
        reason=edit.reason,
        stored=_count(request.GET.get("stored", "")),
        list_address=reverse("registers-list", kwargs={"name": register.name}),
    )


def _count(written: str) -> str:
    return written if written.isascii() and written.isdigit() and len(written) < 9 else ""  # noqa: PLR2004 - digits


def _carried(request: HttpRequest) -> _Carried:
    """Take the chosen file, or the one that came with the page, and what was mended.

    Raises:
        DocumentError: No file came, or it is too large to travel.
    """
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        name = (upload.name or "").replace("\\", "/").rpartition("/")[2]
        data, mends = upload.read(), {}
    else:
        name, data, mends = request.POST.get("name", ""), _unpacked(request), _mends(request)
    name = _plain(name)
    if not data:
        raise DocumentError(Reason.EMPTY, where=name)
    if len(data) > _CARRIED_MOST:
        raise DocumentError(Reason.TOO_LARGE, where=name, limit=megabytes(_CARRIED_MOST))
    return _Carried(name=name or "upload", data=data, mends=mends)


def _plain(name: str) -> str:
    """Keep of a name what can be shown, and what a pack can hold."""
    return "".join(filter(str.isprintable, name))[:_NAME_LONGEST]


def _unpacked(request: HttpRequest) -> bytes:
    try:
        return base64.b64decode(request.POST.get("document", ""), validate=True)
    except ValueError:
        return b""


def _mends(request: HttpRequest) -> dict[tuple[int, str], str]:
    """Read what was typed in place of cells, in this form and in those before it."""
    try:
        found = json.loads(request.POST.get("mended", "") or "{}")
    except (ValueError, RecursionError):
        found = {}
    kept = found if isinstance(found, dict) else {}
    typed = {
        name.removeprefix(_MEND): value
        for name, value in request.POST.items()
        if name.startswith(_MEND)
    }
    mends = {}
    for name, value in {**kept, **typed}.items():
        row, _dot, column = name.partition(".")
        if _count(row) and isinstance(value, str):
            mends[int(row), column] = value
    return mends


def _looked_at(
    request: HttpRequest, register: Register, page: BenchPage, carried: _Carried
) -> Answer | HttpResponseBase:
    with without_collecting():
        preview = queries.preview(register, carried.name, carried.data, mends=carried.mends)
        page = _filled(register, page, carried, preview)
    if request.POST.get("do") != "confirm":
        background.expect(preview)
        return Answer(context=page, template=_TEMPLATE)
    problem = _objection(request, register, preview)
    if problem is None:
        try:
            return _stored(register, edit_of(request), carried, preview)
        except BaylineError as refused:  # somebody stored an entry at this very moment
            problem = Problem(field="", sentence=said(refused))
            preview = queries.preview(register, carried.name, carried.data, mends=carried.mends)
            page = _filled(register, page, carried, preview)
    refusal = replace(page, problems=(problem,))
    return Answer(context=refusal, template=_TEMPLATE, status=409 if not problem.field else 422)


def _objection(request: HttpRequest, register: Register, preview: Preview) -> Problem | None:
    """Say why a confirmation is not carried out, if it is not."""
    if request.POST.get("basis") != preview.basis:
        sentence = _("预览之后，名册或表中的值有变动，尚未写入。请看过下面的新预览再确认。")
        return Problem(field="", sentence=sentence)
    if preview.faulty and "skip" not in request.POST:
        sentence = _("还有%(count)d行有误，尚未写入。请先改正，或勾选“只写入无误的行”。")
        return Problem(field="skip", sentence=sentence % {"count": preview.faulty})
    rows = [each.values for each in (*preview.new, *preview.changed)]
    try:
        refuse_foreign(request, register, (*rows, *(each.old for each in preview.changed)))
    except BaylineError as foreign:
        return Problem(field="file", sentence=said(foreign))
    return None


def _stored(
    register: Register, edit: Edit, carried: _Carried, preview: Preview
) -> HttpResponseBase:
    if background.is_large(preview):
        number = background.ask_for_import(
            register,
            edit,
            file=(carried.name, carried.data),
            mends=carried.mends,
            preview=preview,
        )
        return HttpResponseRedirect(reverse("job", kwargs={"number": number}))
    sheet = _plain(preview.table.sheet)
    rows = background.rows_of(preview, edit, name=carried.name, sheet=sheet)
    count = actions.take_over(register, rows) if rows else 0
    queries.forget()
    address = reverse("registers-import", kwargs={"name": register.name})
    return HttpResponseRedirect(f"{address}?stored={count}")


def _filled(register: Register, page: BenchPage, carried: _Carried, preview: Preview) -> BenchPage:
    mended = {f"{row}.{name}": value for (row, name), value in carried.mends.items()}
    return replace(
        page,
        name=carried.name,
        document=base64.b64encode(carried.data).decode("ascii"),
        mended=json.dumps(mended, ensure_ascii=False) if mended else "",
        result=_result(register, carried, preview),
    )


def _result(register: Register, carried: _Carried, preview: Preview) -> Result:
    english = is_english()
    table = preview.table
    notes = [*islice(notes_on(register, preview), _SHOWN_MOST + 1)]
    return Result(
        file=carried.name,
        sheet=table.sheet,
        new=len(preview.new),
        changed=len(preview.changed),
        same=preview.same,
        faulty=preview.faulty,
        faults=tuple(_fault(spot) for spot in preview.spots[:_SHOWN_MOST]),
        faults_more=max(0, len(preview.spots) - _SHOWN_MOST),
        new_rows=_lines(register, preview.new),
        changed_rows=_lines(register, preview.changed),
        unknown=table.unknown,
        missing=tuple(each.called(english=english) for each in table.missing if not each.personal),
        left=table.left,
        notes=tuple(notes[:_SHOWN_MOST]),
        has_more_notes=len(notes) > _SHOWN_MOST,
        basis=preview.basis,
    )


def _fault(spot: Spot) -> Fault:
    english = is_english()
    return Fault(
        row=spot.row,
        column=spot.column,
        title=spot.field.called(english=english),
        value=spot.fault.value,
        sentence=spot.fault.sentence(spot.field, english=english, row=spot.row),
        name=f"{_MEND}{spot.row}.{spot.field.name}" if spot.column else "",
    )


def _lines(register: Register, rows: Sequence[Row]) -> tuple[Line, ...]:
    field, english = register.field(register.label), is_english()

    def label(value: str) -> str:
        return (field.named(value, english=english) if field else "") or value

    return tuple(
        Line(
            row=row.number,
            key=row.key,
            label=label(row.values.get(register.label, "")) or row.key,
            changes=changes_of(register, row.old, row.values),
        )
        for row in rows[:_SHOWN_MOST]
    )
