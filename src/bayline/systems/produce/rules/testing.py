"""What is known of the residues of a lot: what it was to be tested for, and what each test says."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from bayline.platform.registers.terms import Values
from bayline.systems.produce.rules.facts import name_of
from bayline.systems.produce.rules.residues import Limits, Verdict, judged

PASS, FAIL, UNDECIDED, DUE, LATE, NONE = "pass", "fail", "undecided", "due", "late", "none"
_WORST_FIRST = (FAIL, UNDECIDED, LATE, DUE, PASS)
_NOTHING = {"", "未检出", "nd", "n.d.", "not detected", "ＮＤ"}


class Test(NamedTuple):
    """A result with what is to be thought of it.

    Attributes:
        code: Of its entry; empty where nothing was found out yet.
        pesticide: Which.
        found: As it was written.
        day: Of the sample, else the day by which it is due.
        laboratory: Who tested.
        report: Number of the report.
        state: pass, fail, undecided, due or late.
        verdict: By which limit; None where there is no result.
    """

    code: str
    pesticide: str
    found: str
    day: date
    laboratory: str
    report: str
    state: str
    verdict: Verdict | None


def milligrams_of(told: str) -> Decimal | None:
    """Read a result; None where nothing was found.

    Raises:
        ValueError: It is neither a number nor a word for nothing.
    """
    written = told.strip().lower()
    if written in _NOTHING:
        return None
    try:
        found = Decimal(written)
    except InvalidOperation:
        raise ValueError(told) from None
    if not found.is_finite() or found < 0:
        raise ValueError(told)
    return found


def by_lot(entries: Iterable[Values]) -> dict[str, list[Values]]:
    """Sort results by the one name of their lot."""
    found: dict[str, list[Values]] = {}
    for one in entries:
        found.setdefault(name_of(one["lot"]), []).append(one)
    return found


def result_of(values: Values, food: str, editions: Sequence[Limits]) -> Test:
    """Judge one result."""
    day = date.fromisoformat(values["day"])
    told = values.get("found", "")
    try:
        verdict = judged(editions, values["pesticide"], food, milligrams_of(told), day)
    except ValueError:
        verdict = Verdict(UNDECIDED, "", None, f"cannot decide: “{told}” is no amount",
                          f"不能判定：“{told}”不是数值")  # fmt: skip
    return Test(
        values["code"],
        values["pesticide"],
        told,
        day,
        values.get("laboratory", ""),
        values.get("report", ""),
        verdict.state,
        verdict,
    )


def known_of(
    results: Iterable[Values],
    wanted: Mapping[str, int],
    food: str,
    editions: Sequence[Limits],
    days: tuple[date, date],
) -> list[Test]:
    """List what is known of a lot, and what is not known yet though it should be.

    Args:
        results: Entries of its tests.
        wanted: Within how many days each pesticide is to be tested for.
        food: What it is.
        editions: The limits.
        days: Of the harvest, and today.
    """
    harvested, today = days
    known = [result_of(one, food, editions) for one in results]
    tested = {one.pesticide for one in known}
    for pesticide, within in wanted.items():
        if pesticide not in tested:
            due = harvested + timedelta(days=within)
            state = LATE if today > due else DUE
            known.append(Test("", pesticide, "", due, "", "", state, None))
    return sorted(known, key=lambda one: (_WORST_FIRST.index(one.state), one.pesticide, one.day))


def state_of(tests: Sequence[Test]) -> str:
    """Say of a lot what the worst of its tests says; none where nothing is asked or known."""
    states = {one.state for one in tests}
    return next((one for one in _WORST_FIRST if one in states), NONE)
