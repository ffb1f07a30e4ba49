"""Lines of projects and sums of amounts as pages show them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from bayline.kernel.figures import plain
from bayline.systems.projects.pages import list_words as words
from bayline.systems.projects.pages.list_context import Row, SumView
from bayline.systems.projects.pages.naming import Names
from bayline.systems.projects.rules.listing import Line, Sum


def row_of(line: Line, names: Names, *, today: date) -> Row:
    """Show a line."""
    place_name, place_address = names.place(line.place)
    lead_name, lead_address = names.lead(line.lead)
    return Row(
        code=line.code,
        name=line.name or line.code,
        address=names.project(line.code),
        stage=line.stage,
        stage_word=words.stage_word(line.stage),
        since=line.since,
        since_word=words.period_word(line.since),
        place=line.place,
        place_name=place_name,
        place_address=place_address,
        lead=line.lead,
        lead_name=lead_name,
        lead_address=lead_address,
        kind=line.kind,
        kind_word=words.kind_word(line.kind),
        amount=line.amount,
        amount_address=names.amount(line) if line.amount else "",
        is_disputed=line.is_disputed,
        next_stage=line.next_stage,
        next_word=words.stage_word(line.next_stage) if line.next_stage else "",
        due=line.due,
        due_word=words.period_word(line.due),
        is_overdue=line.is_overdue(today),
    )


def sum_views(sums: Iterable[Sum], *, total: int, address: str) -> tuple[SumView, ...]:
    """Show sums.

    Args:
        sums: By kind and currency.
        total: How many projects there are, with an amount or without.
        address: Of the list of those that were added.
    """
    return tuple(
        SumView(
            kind=words.kind_word(one.kind),
            words=words.sum_word(one.figure),
            low=_end(one.figure.low),
            high=_end(one.figure.high),
            unit=one.figure.unit,
            count=one.count,
            disputed=one.disputed,
            total=total,
            address=address,
        )
        for one in sums
    )


def _end(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
