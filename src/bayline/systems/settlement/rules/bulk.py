"""Millions of claims at once, to the fen as one by one.

Each case of a pack (visit, level, status, stay, registration, assistance) is a row of numbers; one
compiled loop takes each claim through the same steps as `benefits`. Amounts stay below 2**35 fen,
so that a share of a share fits into 64 bits.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.engines.loops import compiled_loop
from bayline.systems.settlement.rules.benefits import deductible_of, shares_of
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.rules.rounding import share
from bayline.systems.settlement.rules.taking import MOST_FEN
from bayline.systems.settlement.terms import Claim, Filing, Key, Pack, Scope, Status, Visit

Fens = NDArray[np.int64]
Case = tuple[Visit, int, Status, int, Filing, str]
_BANDS = 4
# The row of a case: deductible, whether it is yearly, ceiling, share above it, rate of assistance,
# its ceiling, that of catastrophic insurance; from 7 the bands of the pool, from 16 of the latter.
_ENDLESS = 1 << 60


class Claims(NamedTuple):
    """Claims as columns of equal length, fen.

    Attributes:
        case: The row of the case of each, from `Cases`.
        inside: What the rules divide.
        advance: What the patient bears first.
        other: What is not payable or above limits of price.
        deductible: Deductible used up before.
        pool: Paid by the pool before.
        borne: Borne by the person before.
        major: Paid by catastrophic insurance before.
        assistance: Paid by assistance before.
        account: Balance of the personal account.
    """

    case: NDArray[np.int32]
    inside: Fens
    advance: Fens
    other: Fens
    deductible: Fens
    pool: Fens
    borne: Fens
    major: Fens
    assistance: Fens
    account: Fens


class Splits(NamedTuple):
    """Who pays each of many claims, as columns in fen; named as those of `Split`."""

    deductible: Fens
    pool: Fens
    addon: Fens
    major: Fens
    assistance: Fens
    account: Fens
    cash: Fens


class Cases(NamedTuple):
    """The cases of a pack.

    Attributes:
        rows: The row of each case.
        numbers: What the rules say of each row.
        stays: How many stays are told apart.
    """

    rows: Mapping[Case, int]
    numbers: Fens
    stays: int

    def row_of(self, claim: Claim) -> int:
        """Give the row of a claim's case.

        Raises:
            KeyError: The pack has no number for it, or the status is not known.
        """
        stay = min(claim.stay, self.stays)
        status = claim.status or Status.ACTIVE
        key = (claim.visit, claim.level, status, stay, claim.filing, claim.assistance)
        return self.rows[key]


def cases_of(pack: Pack) -> Cases:
    """Lay out the cases of a pack; those it has no numbers for are left out."""
    rows: dict[Case, int] = {}
    numbers: list[list[int]] = []
    for case in _cases(pack):
        try:
            row = _row(pack, case)
        except SettlementError:
            continue
        rows[case] = len(numbers)
        numbers.append(row)
    return Cases(rows, np.array(numbers, np.int64), max(1, len(pack.stays)))


def _cases(pack: Pack) -> Iterator[Case]:
    for visit, level, status in pack.deductibles:
        for stay in range(1, max(1, len(pack.stays)) + 1):
            for filing in pack.remote:
                for assistance in ("", *pack.assistance):
                    yield visit, level, status, stay, filing, assistance


def _row(pack: Pack, case: Case) -> list[int]:
    visit, level, status, stay, filing, assistance = case
    key: Key = (visit, level, status)
    whole, part = deductible_of(pack, key, stay)
    factor = pack.remote[filing].value
    ceiling = pack.ceilings.get(visit)
    head = [
        whole.value if part is None else share(whole.value, part.value),
        int(visit in pack.yearly),
        _ENDLESS if ceiling is None else ceiling.value,
        0 if pack.above is None else pack.above.value * factor,
        pack.assistance[assistance].value if assistance else 0,
        pack.assistance_ceiling[assistance].value if assistance else 0,
        _ENDLESS if pack.major_ceiling is None else pack.major_ceiling.value,
    ]
    shares = [(_end(one.end), one.bp * factor) for one in shares_of(pack, key)]
    major = [(one.start, _end(one.end), one.bp) for one in pack.major]
    return [*head, *_laid(shares, 2), *_laid(major, 3)]


def _end(end: int | None) -> int:
    return _ENDLESS if end is None else end


def _laid(bands: Sequence[tuple[int, ...]], width: int) -> list[int]:
    if len(bands) > _BANDS:
        raise ValueError(f"{len(bands)} bands, at most {_BANDS} are laid out")
    flat = [number for band in bands for number in band]
    return [len(bands), *flat, *[0] * (width * _BANDS - len(flat))]


def columns_of(claims: Sequence[tuple[Claim, Scope]], cases: Cases) -> Claims:
    """Lay out claims as columns."""
    rows = [
        (
            *(cases.row_of(one), scope.inside, scope.advance, scope.over + scope.own),
            *(*one.used, one.account),
        )
        for one, scope in claims
    ]
    columns = np.array(rows, np.int64).reshape(-1, len(Claims._fields)).T
    return Claims(columns[0].astype(np.int32), *map(np.ascontiguousarray, columns[1:]))


def divided(claims: Claims, cases: Cases) -> Splits:
    """Divide many claims.

    Args:
        claims: The claims.
        cases: The cases that their column `case` points into.

    Raises:
        ValueError: Columns differ in length, an amount is negative or too great, or more was used
            than a year has.
    """
    count = len(claims.case)
    if {len(one) for one in claims} != {count}:
        raise ValueError("columns of one length are asked for")
    if count and (claims.case.min() < 0 or claims.case.max() >= len(cases.numbers)):
        raise ValueError("a case is none of the pack's")
    found = Splits(*(np.empty(count, np.int64) for _ in Splits._fields))
    wrong = _compiled()(claims, cases.numbers, found)
    if wrong >= 0:
        raise ValueError(f"claim {wrong}: an amount lies outside of 0 to {MOST_FEN} or a ceiling")
    return found


@cache
def _compiled() -> Any:  # noqa: ANN401 - what numba makes of it
    taken, catastrophic = compiled_loop(_taken), compiled_loop(_catastrophic)
    bound = MOST_FEN

    def run(claims, numbers, found):  # type: ignore[no-untyped-def] # numba infers them # noqa: ANN001, ANN202 - numba infers them
        case, inside, advance, other, deductible, pool, borne, major, assistance, account = claims
        for at in range(len(case)):
            row = numbers[case[at]]
            together = inside[at] | advance[at] | other[at] | deductible[at] | pool[at]
            together |= borne[at] | major[at] | assistance[at] | account[at]
            if together < 0 or together > bound or pool[at] > row[2] or major[at] > row[6]:
                return at
            due = max(0, row[0] - row[1] * deductible[at])
            first = min(inside[at], due)
            paid, left = taken(inside[at] - first, row, row[2] - pool[at])
            addon = (left * row[3] + 50_000_000) // 100_000_000
            rest = inside[at] - paid - addon
            more = 0
            if row[16] > 0:
                more = catastrophic(borne[at], rest, row, row[6] - major[at])
            rest -= more
            helped = 0
            if row[4] > 0:
                room = max(0, row[5] - assistance[at])
                helped = min(room, (rest * row[4] + 5_000) // 10_000)
            rest += advance[at] - helped
            own = min(account[at], rest)
            found[0][at] = first
            found[1][at] = paid
            found[2][at] = addon
            found[3][at] = more
            found[4][at] = helped
            found[5][at] = own
            found[6][at] = rest - own + other[at]
        return -1

    return compiled_loop(run)


def _taken(base, row, room):  # type: ignore[no-untyped-def] # numba infers them # noqa: ANN001, ANN202 - numba infers them
    paid = left = start = 0
    for band in range(row[7]):
        end, parts = row[8 + 2 * band], row[9 + 2 * band]
        part = max(0, min(base, end) - start)
        start = end
        wanted = (part * parts + 50_000_000) // 100_000_000
        if wanted <= room - paid:
            paid += wanted
        else:
            left += part - (((room - paid) * 100_000_000 + parts - 1) // parts)
            paid = room
    return paid, left


def _catastrophic(before, borne, row, room):  # type: ignore[no-untyped-def] # numba infers them # noqa: ANN001, ANN202 - numba infers them
    paid = 0
    for band in range(row[16]):
        start, end, parts = row[17 + 3 * band], row[18 + 3 * band], row[19 + 3 * band]
        part = max(0, min(before + borne, end) - start) - max(0, min(before, end) - start)
        paid += min((part * parts + 5_000) // 10_000, room - paid)
    return paid
