"""A claim as a row of text columns, and back; nothing is lost either way."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from bayline.kernel.basis import Basis, Price
from bayline.kernel.bounds import Bound
from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.evidence import (
    Computation,
    Evidence,
    Selector,
    Source,
    TableCell,
    TextPosition,
    TextQuote,
)
from bayline.kernel.figures import Figure, Stated
from bayline.kernel.figures import plain as printed
from bayline.kernel.periods import Period, Precision
from bayline.kernel.statuses import Change, Status

_NO_BASIS = Basis()
_ASSUMED = "?"


# Where in its source a claim stands: first and last character, or a selector in JSON.
Ground = tuple[int | None, int | None, str]


class Said(NamedTuple):
    """What a claim says, as the columns of its row, in their order."""

    kind: str
    start: int | None
    end: int | None
    quote: str
    selector: str
    subject: str
    attribute: str
    what: str
    low: str
    high: str
    unit: str
    bound: str
    ends: str
    basis: str
    period_start: str | None
    period_end: str | None
    period: str
    place: str
    status: str
    change: str


def said(claim: Claim, *, quote: str) -> Said:
    """Write a claim as the columns of its row.

    Args:
        claim: The claim.
        quote: The characters that it stands on.
    """
    figure, period, change = claim.figure, claim.period, claim.change
    start, end, selector = ground_of(claim.evidence.selectors)
    low, high, unit, bound, ends = _NO_FIGURE if figure is None else figure_columns(figure)
    first, after, edtf = _NO_PERIOD if period is None else _period(period)
    # From one tuple, since a call with twenty names takes as long as half of the rest; and without
    # `_make`, which counts them.
    return tuple.__new__(
        Said,
        (
            str(claim.kind),
            start,
            end,
            quote,
            selector,
            claim.subject,
            claim.attribute,
            claim.what,
            low,
            high,
            unit,
            bound,
            ends,
            _basis(claim.basis),
            first,
            after,
            edtf + _ASSUMED if claim.period_assumed else edtf,
            claim.place,
            str(claim.status),
            "" if change is None else str(change),
        ),
    )


_NO_FIGURE = ("", "", "", "", "")
_Days = tuple[str | None, str | None, str]  # a period: first day, day after the last, EDTF
_NO_PERIOD: _Days = (None, None, "")


def claim_of(row: Mapping[str, Any], *, source: Source | None, supersedes: str) -> Claim:
    """Give back the claim of a row.

    Args:
        row: Its columns by name, with identifier, reader and recorded.
        source: The source it stands on; None of a computation.
        supersedes: Identifier of the claim whose place it takes.
    """
    selector = selector_of(row["start"], row["end"], row["selector"])
    quoted: tuple[Selector, ...] = (TextQuote(exact=row["quote"]),) if row["quote"] else ()
    period, assumed = period_of(row["period_start"], row["period_end"], row["period"])
    change = row["change"]
    return Claim(
        identifier=row["identifier"],
        kind=ClaimKind(row["kind"]),
        subject=row["subject"],
        attribute=row["attribute"],
        what=row["what"],
        figure=figure_of(
            row["low"], row["high"], unit=row["unit"], bound=row["bound"], ends=row["ends"]
        ),
        basis=basis_of(row["basis"]),
        period=period,
        period_assumed=assumed,
        place=row["place"],
        status=Status(row["status"]),
        change=Change(change) if change else None,
        evidence=Evidence(source=source, selectors=(selector, *quoted)),
        reader=row["reader"],
        recorded=row["recorded"],
        supersedes=supersedes,
    )


def ground_of(selectors: Sequence[Selector]) -> Ground:
    """Find where a claim stands: its characters, its cell, or its computation."""
    for selector in selectors:
        if isinstance(selector, TextPosition):  # of nearly all claims the first
            return selector.start, selector.end, ""
        if isinstance(selector, TableCell):
            return None, None, _cell(selector)
        if isinstance(selector, Computation):
            return None, None, _computation(selector)
    return None, None, ""


def _cell(cell: TableCell) -> str:
    return _json(
        {"cell": [cell.table, cell.row, cell.column], "sheet": cell.sheet}
        if cell.sheet
        else {"cell": [cell.table, cell.row, cell.column]}
    )


def _computation(made: Computation) -> str:
    return _json({"inputs": made.inputs, "rule": made.rule, "version": made.version})


def selector_of(start: int | None, end: int | None, selector: str) -> Selector:
    """Give back the selector of a row."""
    if start is not None and end is not None:
        return TextPosition(start=start, end=end)
    parts = orjson.loads(selector)
    if "cell" in parts:
        table, row, column = parts["cell"]
        return TableCell(table=table, row=row, column=column, sheet=parts.get("sheet", ""))
    return Computation(rule=parts["rule"], version=parts["version"], inputs=(*parts["inputs"],))


def figure_columns(figure: Figure) -> tuple[str, str, str, str, str]:
    """Write a figure as columns: low, high, unit, bound, and its ends in one."""
    low, high, stated = figure.low, figure.high, figure.stated
    ends = _ends(
        figure.low_open,
        figure.high_open,
        figure.resolution,
        figure.low_slack,
        figure.high_slack,
    )
    if stated is None:
        ends += "\t\t"
    else:
        ends += f"\t{'' if stated.value is None else stated.value!s}\t{stated.unit}"
    first = "" if low is None else printed(low)
    if high is low or high == low:
        return first, first, figure.unit, str(figure.bound), ends
    return first, "" if high is None else printed(high), figure.unit, str(figure.bound), ends


@lru_cache(maxsize=4096)
def _ends(low_open: bool, high_open: bool, *widths: Decimal) -> str:  # noqa: FBT001 - the key of a cache
    """Print brackets, resolution and slacks, of which there are few; figures are all different."""
    brackets = f"{'(' if low_open else '['}{')' if high_open else ']'}"
    return "\t".join((brackets, *map(printed, widths)))


def figure_of(low: str, high: str, *, unit: str, bound: str, ends: str) -> Figure | None:
    """Give back the figure of a row; None where the row states none."""
    if not ends:
        return None
    brackets, resolution, low_slack, high_slack, value, word = ends.split("\t")
    is_stated = bool(value or word)
    return Figure(
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        low_open=brackets[0] == "(",
        high_open=brackets[1] == ")",
        unit=unit,
        bound=Bound(bound),
        resolution=Decimal(resolution),
        low_slack=Decimal(low_slack),
        high_slack=Decimal(high_slack),
        stated=Stated(value=Decimal(value) if value else None, unit=word) if is_stated else None,
    )


def _period(period: Period) -> _Days:
    # Periods of the same days are equal however they are written, so they cannot be the key.
    return _days(period.start, period.end, period.edtf, period.precision)


@lru_cache(maxsize=4096)
def _days(start: date | None, end: date | None, edtf: str, precision: Precision) -> _Days:
    return (
        None if start is None else start.isoformat(),
        None if end is None else end.isoformat(),
        f"{edtf} {precision}",
    )


def period_of(start: date | None, end: date | None, text: str) -> tuple[Period | None, bool]:
    """Give back the period of a row, and whether it was only assumed."""
    if not text:
        return None, False
    edtf, _, precision = text.removesuffix(_ASSUMED).partition(" ")
    period = Period(start=start, end=end, precision=Precision(precision), edtf=edtf)
    return period, text.endswith(_ASSUMED)


def _basis(basis: Basis) -> str:
    if basis is _NO_BASIS:
        return ""
    period = basis.period
    # A basis is hashed slower than its parts are; and equal periods may be written otherwise.
    return _parts(
        basis.coverage,
        None if period is None else _period(period),
        basis.place_scope,
        basis.price,
        basis.rounding,
        basis.stage,
        basis.threshold,
    )


_PARTS = ("period", "place_scope", "price", "rounding", "stage", "threshold")


@lru_cache(maxsize=4096)
def _parts(coverage: frozenset[str], *others: object) -> str:
    parts = {"coverage": sorted(coverage), **dict(zip(_PARTS, others, strict=True))}
    kept = {name: part for name, part in parts.items() if part}
    return _json(kept) if kept else ""


def basis_of(text: str) -> Basis:
    """Give back the basis of a row."""
    if not text:
        return _NO_BASIS
    parts = orjson.loads(text)
    price, period = parts.get("price"), parts.get("period")
    return Basis(
        price=Price(price) if price else None,
        place_scope=parts.get("place_scope", ""),
        threshold=parts.get("threshold", ""),
        period=None if period is None else _period_of(*period),
        stage=parts.get("stage", ""),
        rounding=parts.get("rounding", ""),
        coverage=frozenset(parts.get("coverage", ())),
    )


def _period_of(start: str | None, end: str | None, text: str) -> Period | None:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return period_of(first, last, text)[0]


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
