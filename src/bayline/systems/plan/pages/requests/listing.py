"""What is asked of whom: one matrix of units and periods for each template."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Option, Pager
from bayline.platform.pages import Answer, is_english
from bayline.platform.people.terms import Role
from bayline.platform.people.visiting import visitor_of
from bayline.systems.plan.pages.requests.context import (
    Matrix,
    MatrixRow,
    Named,
    RequestsPage,
    TemplateView,
)
from bayline.systems.plan.pages.requests.tables import LIST, named, path_of, table_state
from bayline.systems.plan.pages.requests.words import every_word, period_word
from bayline.systems.plan.queries.requests import (
    Owed,
    OwedAsked,
    last_period,
    owed,
    templates,
    unit_names,
)
from bayline.systems.plan.rules.requests.dates import to_ask
from bayline.systems.plan.rules.requests.moving import acts_for
from bayline.systems.plan.rules.requests.terms import State, Template

_PERIODS = 6  # of one template beside one another
_UNITS = 50  # rows of one page
_MOST = 5_000


def requests(request: HttpRequest, *, problem: str = "", status: int = 200) -> Answer:
    """Show what is asked, by template, unit and period."""
    at, ways = as_of(request), addresses(request)
    today = timezone.localdate(at) if at else timezone.localdate()
    unit = request.GET.get("unit", "").strip()
    found = owed(OwedAsked(units=(unit,) if unit else ()), as_of=at, limit=_MOST)
    known = templates(at)
    names = unit_names({each.unit for each in found} | {each.asker for each in known.values()})
    matrices = _matrices(found, names, today=today, ways=ways)
    pager = _pager(request, matrices, ways, unit)
    answered = [each for each in found if each.answers]
    page = RequestsPage(
        day=today,
        owed=sum(each.standing.is_owed() for each in answered),
        late=sum(each.standing.is_late(today) for each in answered),
        waiting=sum(each.standing.state is State.SENT for each in answered),
        units=_options(found, names, unit),
        unit=unit,
        matrices=tuple(_cut(each, pager) for each in matrices),
        templates=tuple(_template(each, names, today=today, ways=ways) for each in known.values()),
        to_ask=_to_ask(request, known, today),
        pager=pager,
        here=ways.to(LIST),
        ask_address=Addresses(prefix=ways.prefix).to(f"{LIST}/new"),
        make_address=Addresses(prefix=ways.prefix).to(f"{LIST}/templates/new"),
        problem=problem,
    )
    return Answer(context=page, template="plan/requests/list.html", status=status)


def _options(found: Sequence[Owed], names: Mapping[str, str], chosen: str) -> tuple[Option, ...]:
    codes = sorted({each.unit for each in found} | ({chosen} if chosen else set()))
    return tuple(
        Option(value=code, word=names.get(code, code), is_chosen=code == chosen) for code in codes
    )


def _matrices(
    found: Sequence[Owed], names: Mapping[str, str], *, today: date, ways: Addresses
) -> list[Matrix]:
    by_template: dict[str, list[Owed]] = {}
    for each in found:
        by_template.setdefault(each.template, []).append(each)
    return [
        _matrix(rows, names, today=today, ways=ways) for _name, rows in sorted(by_template.items())
    ]


def _matrix(
    rows: Sequence[Owed], names: Mapping[str, str], *, today: date, ways: Addresses
) -> Matrix:
    newest = {each.request: each for each in rows}
    shown = sorted(newest.values(), key=lambda each: each.period.end or date.max)[-_PERIODS:]
    cells = {(each.unit, each.request): each for each in rows}
    last = shown[-1]
    units = sorted({each.unit for each in rows if each.request in {one.request for one in shown}})
    title = last.title_en if is_english() else last.title
    return Matrix(
        template=last.template,
        title=title,
        asker=named(last.asker, names, ways),
        periods=tuple(
            Named(
                code=each.request,
                name=period_word(each.period),
                address=ways.to(path_of(each.request)),
            )
            for each in shown
        ),
        rows=tuple(
            MatrixRow(
                unit=named(unit, names, ways),
                cells=tuple(
                    None
                    if (cell := cells.get((unit, each.request))) is None
                    else table_state(
                        cell.request,
                        named(unit, names, ways),
                        cell.standing,
                        answers=cell.answers,
                        today=today,
                        ways=ways,
                    )
                    for each in shown
                ),
            )
            for unit in units
        ),
    )


def _pager(request: HttpRequest, found: Sequence[Matrix], ways: Addresses, unit: str) -> Pager:
    longest = max((len(each.rows) for each in found), default=0)

    def address(page: int) -> str:
        return ways.to(LIST, unit=unit, page=page if page > 1 else "")

    return Pager.of(page_number(request), longest, size=_UNITS, address=address)


def _cut(matrix: Matrix, pager: Pager) -> Matrix:
    return replace(matrix, rows=tuple(pager.cut(matrix.rows, size=_UNITS)))


def _template(
    found: Template, names: Mapping[str, str], *, today: date, ways: Addresses
) -> TemplateView:
    coming = to_ask(found, last=last_period(found.name), today=today)
    bare = Addresses(prefix=ways.prefix)
    return TemplateView(
        name=found.name,
        title=found.called(english=is_english()),
        about=found.about_en if is_english() else found.about,
        asker=named(found.asker, names, ways),
        every=every_word(found.every),
        columns=len(found.columns),
        rows=len(found.given),
        next_word=period_word(coming[0]) if coming else "",
        ask_address=bare.to(
            f"{LIST}/new", template=found.name, period=coming[0].edtf if coming else ""
        ),
    )


def _to_ask(request: HttpRequest, known: Mapping[str, Template], today: date) -> int:
    """Count the requests that come again and that the visitor may ask by now."""
    visitor = visitor_of(request)
    mine = [one for one in known.values() if acts_for(visitor, one.asker, least=Role.CLERK)]
    return sum(len(to_ask(one, last=last_period(one.name), today=today)) for one in mine)
