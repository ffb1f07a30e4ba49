"""The projects as a table, as a board by stage, or over time; all of it stands in the address."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.pages import Answer, refused
from bayline.systems.projects.pages import list_words as words
from bayline.systems.projects.pages.asked import STAGES, VIEWS, Asked, asked_of
from bayline.systems.projects.pages.board import board_of
from bayline.systems.projects.pages.gantt import gantt_of
from bayline.systems.projects.pages.list_context import (
    Column,
    Filter,
    Link,
    Option,
    Pager,
    ProjectsPage,
    Ways,
)
from bayline.systems.projects.pages.naming import lead_names, names_for, place_names
from bayline.systems.projects.pages.rows import row_of, sum_views
from bayline.systems.projects.queries import choices, counted_overdue, lines_at, listed, sums
from bayline.systems.projects.rules.listing import (
    NONE,
    PAGE_ROWS,
    Line,
    Listed,
    Sum,
    over_stages,
)

_TABLE, _BOARD, _GANTT = VIEWS
_UNKNOWN_TO_REGISTER = ("stage", "form", "lead", "overdue")


def projects(request: HttpRequest) -> Answer:
    """List the projects."""
    try:
        asked = asked_of(request)
    except BaylineError as error:
        return refused(error, status=400)
    return Answer(context=_page(asked), template="projects/projects.html")


def _page(asked: Asked) -> ProjectsPage:
    lines = lines_at(asked.at)
    found = listed(asked.wish, lines)
    added = sums(asked.wish, lines)
    is_paged = asked.view != _BOARD
    return ProjectsPage(
        view=asked.view,
        views=_views(asked),
        typed=asked.typed,
        filters=_filters(asked, choices(lines)),
        is_filtered=asked.is_filtered,
        total=found.total,
        overdue=counted_overdue(asked.today, lines),
        overdue_address=asked.ways.to("/projects", overdue="1", sort="due"),
        stages=_stages(asked, found.stages),
        sums=sum_views(over_stages(added), total=found.total, address=asked.to(view="")),
        columns=_columns(asked),
        **_shown(asked, found, added, lines),
        pager=_pager(asked, found.total) if is_paged else None,
        ways=_ways(asked),
        as_of=asked.ways.as_of,
    )


def _shown(
    asked: Asked, found: Listed, added: Sequence[Sum], lines: Collection[Line] | None
) -> dict[str, Any]:
    """Make the view that is asked for, and leave the others empty."""
    if asked.view == _BOARD:
        board = board_of(asked, found.stages, added, lines)
        return {"table": (), "board": board, "gantt": None}
    if asked.view == _GANTT:
        return {"table": (), "board": (), "gantt": gantt_of(asked, found.rows)}
    names = names_for(found.rows, asked.ways)
    rows = tuple(row_of(line, names, today=asked.today) for line in found.rows)
    return {"table": rows, "board": (), "gantt": None}


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


def _filters(asked: Asked, known: Mapping[str, Sequence[str]]) -> tuple[Filter, ...]:
    stages = {stage or NONE: words.stage_word(stage) for stage in STAGES}
    forms = {form: words.form_word(form) for form in known["form"]}
    places = {code: one.label for code, one in place_names(known["place"]).items()}
    leads = lead_names(known["lead"])
    named: dict[str, tuple[str, Mapping[str, str]]] = {
        "stage": (_("阶段"), stages),
        "place": (_("所在地"), places),
        "form": (_("类别"), forms),
        "category": (_("分类"), {}),
        "lead": (_("推进单位"), leads),
    }
    values = {"stage": tuple(stages), **known}
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
    pages = max(1, -(-total // PAGE_ROWS))
    page = asked.wish.page
    return Pager(
        page=page,
        pages=pages,
        previous_address=asked.to(page=min(page - 1, pages)) if page > 1 else "",
        next_address=asked.to(page=page + 1) if page < pages else "",
    )


def _ways(asked: Asked) -> Ways:
    ways, typed = asked.ways, asked.typed
    facets = {f"f.{name}": typed[name] for name in ("place", "category")}
    return Ways(
        all=ways.to("/projects", view="" if asked.view == _TABLE else asked.view),
        map=ways.to("/map", layer="projects"),
        new=ways.to("/registers/projects/new"),
        new_stage=ways.to("/registers/project_stages/new"),
        import_projects=ways.to("/registers/projects/import"),
        import_stages=ways.to("/registers/project_stages/import"),
        import_amounts=ways.to("/registers/project_amounts/import"),
        export=ways.to("/registers/projects/export.xlsx", q=typed["text"], **facets),
        is_export_wider=any(typed[name] for name in _UNKNOWN_TO_REGISTER),
    )
