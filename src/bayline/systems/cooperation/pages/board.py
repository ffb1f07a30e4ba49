"""The board of tasks: by the side that has to act, by color, by stage; and the same as a file."""

from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.grounds import Linked
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer, is_english
from bayline.platform.registers import exporting
from bayline.platform.registers.terms import Entry, Field, Kind, Register
from bayline.systems.cooperation.pages import words
from bayline.systems.cooperation.pages.task_context import BoardPage, ColorView, Tab, TaskLine
from bayline.systems.cooperation.pages.tasking import Told, color_on, rule_words
from bayline.systems.cooperation.queries.boarding import Heap, Sorting, heaps, rows_in
from bayline.systems.cooperation.queries.registers import own_organisations
from bayline.systems.cooperation.queries.supervision import in_force
from bayline.systems.cooperation.queries.tasks import (
    crossed,
    lines_of,
    rows_at,
    sides_waited_for,
)
from bayline.systems.cooperation.rules.escalating.lamps import changing_days
from bayline.systems.cooperation.terms import ENDED, Stage

ROWS = 50
_CROSSED_MOST = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPEN = tuple(stage for stage in Stage if stage not in ENDED)


class _Asked(NamedTuple):
    """What the board is asked for."""

    side: str
    color: str
    stage: str

    def but(self, **other: str) -> dict[str, str]:
        """Give the question with something else."""
        return self._asdict() | other


def _asked(request: HttpRequest) -> _Asked:
    given = request.GET
    return _Asked(*(given.get(name, "").strip()[:40] for name in ("side", "color", "stage")))


class _Heap(NamedTuple):
    """Tasks that all filters treat alike, with their color."""

    heap: Heap
    color: ColorView | None
    is_overdue: bool


class _Board:
    """What the board is cut from: all tasks in heaps, as they were known at a moment."""

    def __init__(self, request: HttpRequest) -> None:
        at = as_of(request)
        self.ways, self.asked = addresses(request), _asked(request)
        self.today = timezone.localdate(at) if at else timezone.localdate()
        self.rules = in_force()
        self.by = Sorting(
            own=own_organisations(sides_waited_for(at=at)),
            days=changing_days(self.rules.lamps, today=self.today),
            at=at,
        )
        self.heaps = [self._heap(one) for one in heaps(self.by)]

    def _heap(self, one: Heap) -> _Heap:
        color = color_on(self.today, self.rules, one.stage, one.due, one.slips)
        return _Heap(one, color, one.due < self.today and one.stage in _OPEN)

    def chosen(self, asked: _Asked | None = None) -> list[_Heap]:
        """Give the heaps that fit all filters."""
        wanted = asked or self.asked
        return [one for one in self.heaps if all(fits(one, wanted) for fits in _FILTERS)]

    def count(self, **other: str) -> int:
        """Count what another choice would show."""
        return sum(one.heap.tasks for one in self.chosen(self.asked._replace(**other)))

    def lines(self, *, first: int = 0, most: int | None = None) -> list[TaskLine]:
        """Give the tasks that are asked for, those that are due first on top."""
        chosen = self.chosen()
        found = (
            lines_of(rows_at(self.by.at), first=first, most=most)
            if len(chosen) == len(self.heaps)
            else rows_in(
                [one.heap for one in chosen],
                self.by,
                first=first,
                most=most,
            )
        )
        told = Told(found, ways=self.ways, today=self.today, rules=self.rules)
        return [told.line(one) for one in found]


def _fits_side(one: _Heap, asked: _Asked) -> bool:
    waits = {"own": one.heap.is_own, "other": one.heap.is_other}
    return waits.get(asked.side, True)


def _fits_color(one: _Heap, asked: _Asked) -> bool:
    return asked.color in {"", one.color.code if one.color else "-"}


def _fits_stage(one: _Heap, asked: _Asked) -> bool:
    if asked.stage in {"", "open"}:
        return asked.stage == "" or one.heap.stage in _OPEN
    return one.heap.stage.value == asked.stage


_FILTERS = (_fits_side, _fits_color, _fits_stage)


def board(request: HttpRequest) -> Answer:
    """Show the tasks, those that are due first on top."""
    found = _Board(request)
    ways, asked, chosen = found.ways, found.asked, found.chosen()
    total = sum(one.heap.tasks for one in chosen)
    pager = Pager.of(
        page_number(request),
        total,
        size=ROWS,
        address=lambda one: _to(ways, asked.but(page=str(one))),
    )
    books = (found.rules.slips, found.rules.lamps)
    page = BoardPage(
        total=total,
        overdue=sum(one.heap.tasks for one in chosen if one.is_overdue),
        crossed=() if ways.as_of else tuple(_crossed(ways)),
        sides=tuple(_sides(found)),
        colors=tuple(_colors(found)),
        stages=tuple(_stages(found)),
        rows=tuple(found.lines(first=(pager.page - 1) * ROWS, most=ROWS)),
        pager=pager,
        rules=tuple(dict.fromkeys(rule_words(one) for one in books if one)),
        csv_address=_to(ways, asked.but(), "/cooperation/tasks/export.csv"),
        xlsx_address=_to(ways, asked.but(), "/cooperation/tasks/export.xlsx"),
        new_address="" if ways.as_of else ways.to("/cooperation/tasks/new"),
    )
    return Answer(context=page, template="cooperation/board.html")


def _to(ways: Addresses, asked: dict[str, str], path: str = "/cooperation/tasks") -> str:
    return ways.to(path, **asked)


def _crossed(ways: Addresses) -> Iterable[Linked]:
    """Give the tasks on which acts of two sides crossed, whatever the board is asked for."""
    for one in crossed(most=_CROSSED_MOST):
        where = f"{ways.to(f'/cooperation/tasks/{quote(one.task)}')}#crossed"
        yield Linked(label=one.title, address=where, note=one.task)


def _tab(found: _Board, name: str, value: str, word: str) -> Tab:
    asked = found.asked
    return Tab(
        value=value,
        word=word,
        count=found.count(**{name: value}),
        address=_to(found.ways, asked.but(**{name: value})),
        is_here=getattr(asked, name) == value,
    )


def _sides(found: _Board) -> Iterable[Tab]:
    for value, word in (("", _("全部")), ("own", _("等我方")), ("other", _("等对方"))):
        yield _tab(found, "side", value, word)


def _colors(found: _Board) -> Iterable[Tab]:
    shown = found.chosen(found.asked._replace(color=""))
    shine = {one.color.code: one.color.word for one in shown if one.color}
    for value, word in (("", _("全部")), *shine.items(), ("-", _("没有亮灯"))):
        yield _tab(found, "color", value, word)


def _stages(found: _Board) -> Iterable[Tab]:
    named = ((stage.value, words.stage_word(stage)[1]) for stage in Stage)
    for value, word in (("", _("全部")), ("open", _("未办结")), *named):
        tab = _tab(found, "stage", value, word)
        if tab.count or value in {"", found.asked.stage}:
            yield tab


_COLUMNS = (
    ("task", "编号", "Code", Kind.TEXT),
    ("title", "事项", "Task", Kind.LONG),
    ("stage", "状态", "State", Kind.TEXT),
    ("sides", "各方和★牵头单位", "Sides with ★ lead units", Kind.LONG),
    ("due", "期限", "Due", Kind.DATE),
    ("color", "颜色", "Color", Kind.TEXT),
    ("waits", "等谁办", "Waits for", Kind.LONG),
)


def export_csv(request: HttpRequest) -> HttpResponseBase:
    """Hand the tasks that are asked for over as CSV."""
    declared, found = _file(request)
    pieces = exporting.csv_of(declared, found, english=is_english())
    return _named(StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8"), "csv")


def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    """Hand the tasks that are asked for over as a workbook."""
    declared, found = _file(request)
    file = BytesIO()
    exporting.write_xlsx(file, declared, found, english=is_english())
    file.seek(0)
    return _named(FileResponse(file, content_type=_XLSX), "xlsx")


def _file(request: HttpRequest) -> tuple[Register, list[Entry]]:
    rows = _Board(request).lines()
    declared = Register(
        name="cooperation_tasks",
        title="合作事项",
        title_en="Cooperation tasks",
        about="",
        about_en="",
        key="task",
        label="title",
        order=("due",),
        fields=tuple(
            Field(name=name, title=title, title_en=english, kind=kind)
            for name, title, english, kind in _COLUMNS
        ),
    )
    return declared, [Entry(key=one.task, version=1, values=_values(one)) for one in rows]


def _values(line: TaskLine) -> dict[str, str]:
    sides = (f"{one.name} ★{'、'.join((one.lead, *one.joint))}" for one in line.sides)
    waits = (f"{one.side_name}：{one.word}" for one in line.waits)
    return {
        "task": line.task,
        "title": line.title,
        "stage": line.state.word,
        "sides": "\n".join(sides),
        "due": line.due.isoformat(),
        "color": line.color.word if line.color else "",
        "waits": "\n".join(waits),
    }


def _named(response: HttpResponseBase, ending: str) -> HttpResponseBase:
    title = quote(f"{_('合作事项')}.{ending}")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"tasks.{ending}\"; filename*=UTF-8''{title}"
    )
    return response
