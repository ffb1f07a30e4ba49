"""Measures what registers hold, of whichever system they are."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import Period
from bayline.platform.indicators import Measured, Question, Series, unmeasured
from bayline.platform.registers.queries import every_value, register, values_where
from bayline.platform.registers.terms import Register, Values
from bayline.platform.standstill import once
from bayline.systems.plan.rules.counting import Sought, counted, meant, sought, valued


def count(question: Question) -> Series:
    """Count the entries of a register by their dates."""
    return _counted(question, is_added=False)


def added(question: Question) -> Series:
    """Count the entries of a register that are dated within the period."""
    return _counted(question, is_added=True)


def _counted(question: Question, *, is_added: bool) -> Series:
    asking = sought(question.of)
    declaration = _declared(asking)
    if declaration is None:
        return (_no_register(asking),)
    found = _meant(asking, question.place, question.at)
    path = f"/registers/{asking.register}"
    series = counted(found, question.period, path, is_added=is_added)
    return series or (_nothing(asking),)


def value(question: Question) -> Series:
    """Give the figures of a field of a register, period by period."""
    asking = sought(question.of)
    declaration = _declared(asking)
    if declaration is None or declaration.field(asking.field) is None:
        return (_no_register(asking),)
    found = _meant(asking, question.place, question.at)
    series = valued(found, asking, question.period, f"/registers/{asking.register}")
    return series or (_nothing(asking),)


def _declared(asking: Sought) -> Register | None:
    try:
        found = register(asking.register)
    except BaylineError:
        return None
    named = {asking.field, *(field for field, _value in asking.where)} - {""}
    is_open = all((one := found.field(name)) is not None and not one.personal for name in named)
    return found if is_open else None


@once  # many targets of a place ask the same
def _meant(
    asking: Sought, place: str, at: datetime | None
) -> Mapping[str, tuple[Period | None, Values]]:
    declaration = register(asking.register)
    if asking.where:
        field, wanted = asking.where[0]
        return meant(declaration, values_where(declaration, field, [wanted], at=at), asking, place)
    return meant(declaration, every_value(declaration, at=at), asking, place)


def _no_register(asking: Sought) -> Measured:
    return unmeasured(
        f"没有名册“{asking.register}”，或没有这一栏",
        f"there is no register “{asking.register}”, or no such field",
        "/registers",
    )


def _nothing(asking: Sought) -> Measured:
    return unmeasured(
        "名册里没有这个地方、这段时期的条目",
        "the register has no entry of the place and the period",
        f"/registers/{quote(asking.register)}",
    )
