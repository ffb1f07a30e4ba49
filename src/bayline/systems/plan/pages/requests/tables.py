"""Where tables stand, as pages show it."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from bayline.platform.addresses import Addresses
from bayline.platform.pages import is_english
from bayline.platform.registers.terms import NUMERIC
from bayline.systems.plan.pages.requests.context import ColumnView, Named, TableState
from bayline.systems.plan.pages.requests.words import state_word
from bayline.systems.plan.rules.requests.terms import Column, Standing

LIST = "/plan/requests"


def path_of(request: str, unit: str = "") -> str:
    """Give the path of a request, or of the table of a unit."""
    return f"{LIST}/{request}/{quote(unit, safe='')}" if unit else f"{LIST}/{request}"


def named(code: str, names: Mapping[str, str], ways: Addresses) -> Named:
    """Name a unit; with the address of its page where it is known."""
    path = f"/organisations/{quote(code, safe='/~:@')}"
    is_known = code in names
    return Named(code=code, name=names.get(code, code), address=ways.to(path) if is_known else "")


def table_state(
    request: str, unit: Named, standing: Standing, *, answers: bool, today: date, ways: Addresses
) -> TableState:
    """Show where the table of a unit stands.

    Args:
        request: Code of the request.
        unit: The unit.
        standing: Where it stands.
        answers: Whether the unit answers it.
        today: The day that counts as today.
        ways: How pages are named.
    """
    look, word = state_word(standing, answers=answers, today=today)
    return TableState(
        request=request,
        unit=unit,
        answers=answers,
        state=standing.state.value,
        look=look,
        word=word,
        due=standing.due,
        days_left=(standing.due - today).days,
        is_late=answers and standing.is_late(today),
        version=standing.version,
        reason=standing.reason,
        wished=standing.wished,
        wish=standing.wish,
        address=ways.to(path_of(request, unit.code)),
    )


def column_view(column: Column) -> ColumnView:
    """Show a column."""
    english = is_english()
    field = column.field
    return ColumnView(
        name=column.name,
        title=field.called(english=english),
        kind=field.kind.value,
        unit=field.unit,
        hint=field.hint_en if english else field.hint,
        is_required=field.required,
        is_answered=column.is_answered,
        is_prefilled=column.is_answered and column.is_prefilled,
        is_number=field.kind in NUMERIC,
        cumulative=column.cumulative.value,
        attribute=column.claim.attribute if column.claim else "",
    )
