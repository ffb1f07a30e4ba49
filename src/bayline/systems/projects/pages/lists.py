"""The projects as a table, as a board by stage, or over time; all of it stands in the address."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.listing import Column, Option, Pager
from bayline.platform.pages import Answer, refused
from bayline.systems.projects.pages import list_words as words
from bayline.systems.projects.pages.asked import STAGES, VIEWS, Asked, asked_of
from bayline.systems.projects.pages.board import board_of, cards_of
from bayline.systems.projects.pages.gantt import gantt_of
from bayline.systems.projects.pages.list_context import (
    Filter,
    Link,
    ProjectsPage,
    Row,
    Ways,
)
from bayline.systems.projects.pages.naming import Names, names_for
from bayline.systems.projects.pages.rating import Of, line_of
from bayline.systems.projects.pages.rows import row_of, sum_views
from bayline.systems.projects.queries import Lines, choices, counted_overdue, lines_at, listed
from bayline.systems.projects.rules.listing import (
    FORMS,
    NONE,
    PAGE_ROWS,
    Listed,
    over_stages,
)

_TABLE, _BOARD, _GANTT = VIEWS


def projects(request: HttpRequest) -> Answer:
    """List the projects."""
    try:
        asked = asked_of(request)
    except BaylineError as error:
        return refused(error, status=400)
    return Answer(context=_page(asked), template="projects/projects.html")


def _page(asked: Asked) -> ProjectsPage:
    lines, is_board = lines_at(asked.at), asked.view == _BOARD
    size = 0 if is_board else PAGE_ROWS
    found = listed(asked.wish, lines, today=asked.today, size=size)
    known = choices(lines)
    cards = cards_of(asked, found, lines) if is_board else {}
    shown = [line for of_stage in cards.values() for line in of_stage] if is_board else found.rows
    names = names_for(shown, known, asked.ways)
    return ProjectsPage(
        view=asked.view,
        views=_views(asked),
        typed=asked.typed,
        filters=_filters(asked, known, names),
        is_filtered=asked.is_filtered,
        total=found.total,
        overdue=counted_overdue(asked.today, lines),
        overdue_address=asked.ways.to("/projects", overdue="1", sort="due"),
        stages=_stages(asked, found.stages),
        sums=sum_views(over_stages(found.sums), total=found.total, address=asked.to(view="")),
        columns=_columns(asked),
        table=_table(asked, found, names) if asked.view == _TABLE else (),
        board=board_of(asked, found, cards, names) if is_board else (),
        gantt=gantt_of(asked, found.rows) if asked.view == _GANTT else None,
        pager=None if is_board else _pager(asked, found.total),
        rates=line_of(_rates_of(asked, lines)),
        rates_of=str(asked.today.year),
        ways=_ways(asked),
        as_of=asked.ways.as_of,
    )


def _rates_of(asked: Asked, lines: Lines) -> Of:
    day = asked.today
    return Of(year=day.year, day=day, at=asked.at, ways=asked.ways, lines=lines)


def _table(asked: Asked, found: Listed, names: Names) -> tuple[Row, ...]:
    return tuple(row_of(line, names, today=asked.today) for line in found.rows)


def _views(asked: Asked) -> tuple[Link, ...]:
    named = {_TABLE: _("表"), _BOARD: _("看板"), _GANTT: _("甘特图")}
    return tuple(
        Link(
            word=word,
            address=asked.to(view="" if view == _TABLE else view),
            is_here=view == asked.view,
        )
        for view, word in named.items()
    )


def _stages(asked: Asked, counts: Mapping[str, int]) -> tuple[Link, ...]:
    return tuple(
        Link(
            word=f"{words.stage_word(stage)} {counts[stage]}",
            address=asked.to(stage=stage or NONE),
            is_here=asked.wish.equal["stage"] == (stage or NONE),
        )
        for stage in STAGES
        if counts.get(stage)
    )


def _filters(asked: Asked, known: Mapping[str, Sequence[str]], names: Names) -> tuple[Filter, ...]:
    stages = {stage or NONE: words.stage_word(stage) for stage in STAGES}
    forms = {form: words.form_word(form) for form in FORMS}
    places = {code: one.label for code, one in names.places.items()}
    named: dict[str, tuple[str, Mapping[str, str]]] = {
        "stage": (_("阶段"), stages),
        "place": (_("所在地"), places),
        "form": (_("类别"), forms),
        "category": (_("分类"), {}),
        "lead": (_("推进单位"), names.leads),
    }
    values = {"stage": tuple(stages), "form": FORMS, **known}
    return tuple(
        _filter(name, title, [(value, called.get(value, value)) for value in values[name]], asked)
        for name, (title, called) in named.items()
        if values[name] or asked.typed[name]
    )


def _filter(name: str, title: str, pairs: list[tuple[str, str]], asked: Asked) -> Filter:
    chosen = asked.typed[name]
    options = [Option(value="", word=_("全部"), is_chosen=not chosen)]
    options += [Option(value=value, word=word, is_chosen=value == chosen) for value, word in pairs]
    if chosen and chosen not in dict(pairs):  # asked for by hand, or no longer there
        options.append(Option(value=chosen, word=chosen, is_chosen=True))
    is_quoted = name in {"place", "category", "lead"}
    return Filter(name=name, title=title, is_quoted=is_quoted, options=tuple(options))


def _columns(asked: Asked) -> tuple[Column, ...]:
    named = {
        "name": _("项目"),
        "stage": _("阶段"),
        "since": _("自何时"),
        "place": _("所在地"),
        "lead": _("推进单位"),
        "amount": _("金额与口径"),
        "next": _("下一步"),
        "due": _("到期"),
    }
    order = "descending" if asked.wish.is_descending else "ascending"
    return tuple(
        Column(
            name=name,
            word=word,
            address="" if name in {"stage", "next"} else asked.sorted_by(name),
            sorted=order if asked.wish.order == name else "",
        )
        for name, word in named.items()
    )


def _pager(asked: Asked, total: int) -> Pager:
    return Pager.of(asked.wish.page, total, size=PAGE_ROWS, address=lambda one: asked.to(page=one))


def _ways(asked: Asked) -> Ways:
    ways, typed = asked.ways, asked.typed
    return Ways(
        all=ways.to("/projects", view="" if asked.view == _TABLE else asked.view),
        map=ways.to("/map", layer="projects"),
        new=ways.to("/registers/projects/new"),
        new_stage=ways.to("/registers/project_stages/new"),
        import_projects=ways.to("/registers/projects/import"),
        import_stages=ways.to("/registers/project_stages/import"),
        import_amounts=ways.to("/registers/project_amounts/import"),
        export=ways.to("/projects/export.xlsx", **typed),
        export_csv=ways.to("/projects/export.csv", **typed),
    )
