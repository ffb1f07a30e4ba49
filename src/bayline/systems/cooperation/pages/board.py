"""The board of tasks: by the side that has to act, by color, by stage; and the same as a file."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import NamedTuple
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer, is_english
from bayline.platform.registers import exporting
from bayline.platform.registers.terms import Entry, Field, Kind, Register
from bayline.systems.cooperation.pages import words
from bayline.systems.cooperation.pages.task_context import BoardPage, Tab, TaskLine
from bayline.systems.cooperation.pages.tasking import Told, rule_words
from bayline.systems.cooperation.queries import lines
from bayline.systems.cooperation.terms import ENDED, Stage

ROWS = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPEN = tuple(stage for stage in Stage if stage not in ENDED)
_Fits = Callable[[TaskLine], bool]


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


def _fits(asked: _Asked) -> tuple[_Fits, _Fits, _Fits]:
    """Give what a task must be for each of the three filters."""

    def side(one: TaskLine) -> bool:
        wanted = {"own": True, "other": False}.get(asked.side)
        return wanted is None or any(wait.is_own is wanted for wait in one.waits)

    def color(one: TaskLine) -> bool:
        here = one.color.code if one.color else "-"
        return not asked.color or asked.color == here

    def stage(one: TaskLine) -> bool:
        if asked.stage in {"", "open"}:
            return asked.stage == "" or one.state.code in _OPEN
        return one.state.code == asked.stage

    return side, color, stage


def _rows(request: HttpRequest, ways: Addresses) -> tuple[Told, list[TaskLine]]:
    found = lines()
    told = Told(found, ways=ways, today=timezone.localdate())
    del request
    return told, [told.line(one) for one in found]


def board(request: HttpRequest) -> Answer:
    """Show the tasks, those that are due first on top."""
    ways, asked = addresses(request), _asked(request)
    told, every = _rows(request, ways)
    side, color, stage = _fits(asked)
    found = [one for one in every if side(one) and color(one) and stage(one)]
    pager = Pager.of(
        page_number(request),
        len(found),
        size=ROWS,
        address=lambda one: _to(ways, asked.but(page=str(one))),
    )
    books = (told.rules.slips, told.rules.lamps)
    page = BoardPage(
        total=len(found),
        overdue=sum(one.days_left < 0 and one.state.code in _OPEN for one in found),
        sides=tuple(_sides(asked, ways, [one for one in every if color(one) and stage(one)])),
        colors=tuple(_colors(asked, ways, [one for one in every if side(one) and stage(one)])),
        stages=tuple(_stages(asked, ways, [one for one in every if side(one) and color(one)])),
        rows=tuple(pager.cut(found, size=ROWS)),
        pager=pager,
        rules=tuple(dict.fromkeys(rule_words(one) for one in books if one)),
        csv_address=_to(ways, asked.but(), "/cooperation/tasks/export.csv"),
        xlsx_address=_to(ways, asked.but(), "/cooperation/tasks/export.xlsx"),
        new_address="" if ways.as_of else ways.to("/cooperation/tasks/new"),
    )
    return Answer(context=page, template="cooperation/board.html")


def _to(ways: Addresses, asked: dict[str, str], path: str = "/cooperation/tasks") -> str:
    return ways.to(path, **asked)


def _sides(asked: _Asked, ways: Addresses, rows: Sequence[TaskLine]) -> Iterable[Tab]:
    for value, word in (("", _("全部")), ("own", _("等我方")), ("other", _("等对方"))):
        fits = _fits(asked._replace(side=value))[0]
        yield Tab(
            value=value,
            word=word,
            count=sum(map(fits, rows)),
            address=_to(ways, asked.but(side=value)),
            is_here=asked.side == value,
        )


def _colors(asked: _Asked, ways: Addresses, rows: Sequence[TaskLine]) -> Iterable[Tab]:
    found = {one.color.code: one.color.word for one in rows if one.color}
    for value, word in (("", _("全部")), *found.items(), ("-", _("没有亮灯"))):
        fits = _fits(asked._replace(color=value))[1]
        yield Tab(
            value=value,
            word=word,
            count=sum(map(fits, rows)),
            address=_to(ways, asked.but(color=value)),
            is_here=asked.color == value,
        )


def _stages(asked: _Asked, ways: Addresses, rows: Sequence[TaskLine]) -> Iterable[Tab]:
    named = ((stage.value, words.stage_word(stage)[1]) for stage in Stage)
    for value, word in (("", _("全部")), ("open", _("未办结")), *named):
        fits = _fits(asked._replace(stage=value))[2]
        count = sum(map(fits, rows))
        if count or value in {"", asked.stage}:
            yield Tab(
                value=value,
                word=word,
                count=count,
                address=_to(ways, asked.but(stage=value)),
                is_here=asked.stage == value,
            )


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
    _told, every = _rows(request, addresses(request))
    fits = _fits(_asked(request))
    rows = [one for one in every if all(fit(one) for fit in fits)]
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
