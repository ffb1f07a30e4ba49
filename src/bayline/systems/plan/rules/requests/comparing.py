"""What may be wrong with an answer though every cell reads: told as warnings, never refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from bayline.kernel.figures import Figure, plain
from bayline.kernel.periods import Period
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.terms import NUMERIC, Kind
from bayline.systems.plan.rules.periods import in_chinese
from bayline.systems.plan.rules.requests.beside_words import against_words
from bayline.systems.plan.rules.requests.dates import goes_on
from bayline.systems.plan.rules.requests.gaps import gap_in
from bayline.systems.plan.rules.requests.terms import (
    Column,
    Filled,
    Request,
    Row,
    Template,
    Total,
    Trouble,
    Warned,
)

_HALF = Decimal("0.5")
# Factors that one unit taken for another brings: 千, 万, 亿.
_SLIPS = (Decimal(1000), Decimal(10_000), Decimal(100_000_000))
_WIDTH = Decimal("3.2")  # how far from such a factor a true change may carry a value


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A figure of the record for one cell.

    Attributes:
        row: Code of the row.
        column: Name of the column.
        figure: What is on record.
        printed: As its document prints it.
        claim: Identifier of the claim.
    """

    row: str
    column: str
    figure: Figure
    printed: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What an answer is compared with.

    Attributes:
        period: Of the answer before; None where there is none.
        rows: Its rows.
        known: Figures of the record for its cells.
        stated: What cells state as figures, by row and column.
    """

    period: Period | None = None
    rows: Mapping[str, Row] = field(default_factory=dict)
    known: Sequence[Known] = ()
    stated: Mapping[tuple[str, str], Figure] = field(default_factory=dict)


def warnings_on(request: Request, filled: Filled, beside: Beside) -> tuple[Warned, ...]:
    """Tell what may be wrong with an answer, in the order of the table's checks.

    Args:
        request: What was asked, for which period.
        filled: The answer as it was read.
        beside: What it is compared with.
    """
    found = [
        *_totals(request.template, filled.rows),
        *_with_last(request, filled.rows, beside),
        *_with_record(request.template, beside),
        *against_words(request, filled),
    ]
    return tuple({each.key: each for each in found}.values())


def value_of(column: Column, text: str) -> Decimal | None:
    """Give the number of a cell in the unit of its column; None where it states none.

    A figure with a hedge, such as 超82亿元, states no single number.
    """
    if not text or gap_in(text) is not None or column.field.kind not in NUMERIC:
        return None
    if column.field.kind is not Kind.FIGURE:
        return Decimal(text)
    found, one = quantity_in(text), quantity_in(f"1{column.field.unit}")
    if found is None or found.value is None or found.high is not None:
        return None
    if not column.field.unit or one is None or not one.value:
        return found.value
    with localcontext(prec=40):
        return found.value / one.value


def _totals(template: Template, rows: Mapping[str, Row]) -> Iterator[Warned]:
    for total in template.totals:
        if total.is_across:
            for code, row in rows.items():
                yield from _across(template, total, code, row)
            continue
        for column in _adding(template, total):
            yield from _down(total, column, rows)


def _adding(template: Template, total: Total) -> list[Column]:
    numeric = [each for each in template.answered if each.field.kind in NUMERIC]
    return [each for each in numeric if total.column in {"", each.name}]


def _down(total: Total, column: Column, rows: Mapping[str, Row]) -> Iterator[Warned]:
    whole = value_of(column, rows.get(total.whole, {}).get(column.name, ""))
    texts = [rows[part].get(column.name, "") for part in total.parts if part in rows]
    values = _parts(column, texts, count=len(total.parts))
    if whole is not None and values is not None and not _adds_up(whole, values):
        yield _uneven(total.whole, column, whole, values)


def _across(template: Template, total: Total, code: str, row: Row) -> Iterator[Warned]:
    column = template.column(total.whole)
    columns = [template.column(part) for part in total.parts]
    if column is None or any(each is None for each in columns):
        return
    whole = value_of(column, row.get(column.name, ""))
    texts = [(each, row.get(each.name, "")) for each in columns if each is not None]
    found = [_part(each, text) for each, text in texts]
    values = [each for each in found if each is not None]
    if whole is not None and len(values) == len(found) and not _adds_up(whole, values):
        yield _uneven(code, column, whole, values)


def _parts(column: Column, texts: Sequence[str], *, count: int) -> list[Decimal] | None:
    """Give the numbers of parts; None where one of them is not told, so that no sum is known."""
    found = [_part(column, text) for text in texts]
    values = [each for each in found if each is not None]
    return values if len(values) == count else None


def _part(column: Column, text: str) -> Decimal | None:
    """Give what a part adds: nothing where there is none of it or it does not apply."""
    if gap_in(text) in {"无", "不适用"}:
        return Decimal(0)
    return value_of(column, text)


def _adds_up(whole: Decimal, values: Sequence[Decimal]) -> bool:
    """Tell whether parts make a whole, each rounded to its last printed digit."""
    with localcontext(prec=80):
        slack = sum((_step(each) for each in (whole, *values)), Decimal(0)) * _HALF
        whole_numbers = all(_step(each) == 1 for each in (whole, *values))
        return abs(whole - sum(values, Decimal(0))) <= (0 if whole_numbers else slack)


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(0)


def _uneven(row: str, column: Column, whole: Decimal, values: Sequence[Decimal]) -> Warned:
    with localcontext(prec=80):
        summed = sum(values, Decimal(0))
        apart = plain(abs(whole - summed))
    unit = column.field.unit
    return Warned(
        trouble=Trouble.TOTAL,
        row=row,
        column=column.name,
        zh=f"“{column.field.title}”各部分合计{plain(summed)}{unit}，填{plain(whole)}{unit}，差{apart}{unit}",
        en=(
            f"{column.field.title_en}: the parts sum to {plain(summed)}, the total says "
            f"{plain(whole)}; {apart} apart"
        ),
    )


def _with_last(request: Request, rows: Mapping[str, Row], beside: Beside) -> Iterator[Warned]:
    if beside.period is None:
        return
    for code, row in rows.items():
        before = beside.rows.get(code, {})
        for column in request.template.answered if before else ():
            now = value_of(column, row.get(column.name, ""))
            last = value_of(column, before.get(column.name, ""))
            if now is None or last is None:
                continue
            is_adding = goes_on(column.cumulative, request.period, beside.period)
            if is_adding and now < last:
                yield _fallen(code, column, now, last, beside.period)
            if factor := slip(now, last):
                yield _slipped(code, column, now, last, factor)


def slip(now: Decimal, last: Decimal) -> Decimal | None:
    """Tell by which factor a value seems to have been taken in another unit; None where by none.

    Args:
        now: The value.
        last: What it is compared with, in the same unit.
    """
    if not now or not last or (now < 0) != (last < 0):
        return None
    with localcontext(prec=40):
        ratio = max(abs(now / last), abs(last / now))
        near = min(_SLIPS, key=lambda factor: max(ratio / factor, factor / ratio))
        return near if max(ratio / near, near / ratio) <= _WIDTH else None


def _fallen(row: str, column: Column, now: Decimal, last: Decimal, period: Period) -> Warned:
    unit = column.field.unit
    return Warned(
        trouble=Trouble.CUMULATIVE,
        row=row,
        column=column.name,
        zh=(
            f"“{column.field.title}”是累计数，{in_chinese(period)}已有{plain(last)}{unit}，"
            f"这次填{plain(now)}{unit}，反而减少"
        ),
        en=(
            f"{column.field.title_en} adds up: {period.edtf} had {plain(last)} already, this says "
            f"{plain(now)}, which is less"
        ),
    )


def _slipped(row: str, column: Column, now: Decimal, last: Decimal, factor: Decimal) -> Warned:
    unit, words = column.field.unit, f"{plain(factor, thousands=True)}"
    return Warned(
        trouble=Trouble.SLIP,
        row=row,
        column=column.name,
        zh=(
            f"“{column.field.title}”填{plain(now)}{unit}，上期{plain(last)}{unit}，"
            f"相差约{words}倍，像是单位弄错"
        ),
        en=(
            f"{column.field.title_en}: {plain(now)} against {plain(last)} last period, about "
            f"{words} times apart, as if in another unit"
        ),
    )


def _with_record(template: Template, beside: Beside) -> Iterator[Warned]:
    for known in beside.known:
        column = template.column(known.column)
        figure = beside.stated.get((known.row, known.column))
        if column is None or figure is None or figure.unit != known.figure.unit:
            continue
        if figure.overlaps(known.figure):
            continue
        printed = "" if figure.stated is None else str(figure.stated)
        hint_zh, hint_en = _slip_with(figure, known.figure)
        yield Warned(
            trouble=Trouble.RECORD,
            row=known.row,
            column=known.column,
            zh=f"“{column.field.title}”填{printed}，资料里同一时期是{known.printed}{hint_zh}",
            en=(
                f"{column.field.title_en} says {printed}, the record has {known.printed} for the "
                f"same period{hint_en}"
            ),
            claim=known.claim,
        )


def _slip_with(figure: Figure, known: Figure) -> tuple[str, str]:
    if figure.low is None or known.low is None:
        return "", ""
    factor = slip(figure.low, known.low)
    if factor is None:
        return "", ""
    words = plain(factor, thousands=True)
    return f"，相差约{words}倍，像是单位弄错", f", about {words} times apart, as if in another unit"


def explained(warned: Iterable[Warned], notes: Mapping[str, str]) -> tuple[Warned, ...]:
    """Put beside each warning what was explained of it."""
    return tuple(replace(each, note=notes.get(each.key, "").strip()) for each in warned)
