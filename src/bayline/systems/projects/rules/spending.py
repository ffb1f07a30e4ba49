"""What was completed beside the total: a project is not done beyond what it is said to cost."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.projects.rules.entries import AMOUNTS, amount_in
from bayline.systems.projects.terms import Amount, AmountKind

_TOTALS = frozenset({AmountKind.INVESTMENT, AmountKind.PLANNED_INVESTMENT})


def done_within_total(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse what was completed in a period above the largest total that is stated.

    A total that has grown is recorded first. Totals in another currency, or with an open end such
    as 超, say nothing against it.
    """
    touched = {one["project"] for one in changed.values() if one}
    wanted = {*_TOTALS, AmountKind.COMPLETED}
    kinds = {one.get("kind", "") for one in changed.values() if one}
    known = around.related(AMOUNTS, "project", touched) if kinds & wanted else {}
    told: dict[str, dict[str, Values]] = {}
    for key, values in known.items():
        told.setdefault(values["project"], {})[key] = values
    for entries in told.values():
        yield from _judged(entries, changed.keys())


def _judged(entries: dict[str, Values], mine: Collection[str]) -> Iterator[Breach]:
    amounts = {key: one for key, values in entries.items() if (one := _readable(values))}
    totals = {key: one for key, one in amounts.items() if one.kind in _TOTALS}
    units = {one.figure.unit for one in totals.values()}
    ends = [one.figure.high for one in totals.values()]
    if len(units) != 1 or None in ends:
        return
    most = max(
        end + totals[key].figure.high_slack
        for key, end in zip(totals, ends, strict=True)
        if end is not None
    )
    for key, one in amounts.items():
        if one.kind is AmountKind.COMPLETED and one.figure.unit in units and _least(one) > most:
            blamed = key if key in mine else next((each for each in totals if each in mine), None)
            if blamed is not None:
                total = max(totals, key=lambda each: totals[each].figure.high or 0)
                words = entries[key]["amount"], entries[total]["amount"]
                yield Breach(key=blamed, field="amount", fault=_beyond(*words, entries[blamed]))


def _readable(values: Values) -> Amount | None:
    try:
        return amount_in(values)
    except BaylineError:  # another rule says what is wrong with it
        return None


def _least(one: Amount) -> Decimal:
    low = one.figure.low
    return Decimal(0) if low is None else low - one.figure.low_slack


def _beyond(done: str, total: str, shown: Values) -> Fault:
    return refused(
        shown["amount"],
        f"对不上：完成投资{done}多于总投资{total}",
        "请核对单位和位数；总投资调整过的，先记新的总投资",
        f"cannot be: {done} completed is more than the total of {total}",
        "check units and digits; if the total has grown, record the new one first",
    )
