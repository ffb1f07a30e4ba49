"""The division of one bill without its steps: what a node does thousands of times a second.

`benefits` is the path that is meant to be read; it gives the steps again whenever they are asked
for. Here the numbers of a pack are laid out once for each case, and a test holds both to the fen.
"""

from itertools import product
from typing import NamedTuple

from bayline.systems.settlement.rules.benefits import deductible_of, shares_of
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.rules.rounding import TWICE, share
from bayline.systems.settlement.terms import BP, Band, Filing, Pack, Status, Visit

_LEVELS = range(4)
_ENDLESS = 1 << 62
_HALF, _HALF_TWICE = BP // 2, TWICE // 2
_MOST = 64  # packs that are laid out at once
Named = tuple[str, int, str, str]  # visit, level, status, filing as messages have them
_Bands = tuple[tuple[int, int, int], ...]


class Case(NamedTuple):
    """The numbers of a case.

    Attributes:
        deductibles: Of the first stay, the second and so on; the last holds for all after it.
        is_yearly: Whether what was borne of it in the year counts.
        bands: Where each begins and ends, and its share times the multiplier of the filing.
        ceiling: What the pool pays in a year.
        above: What the add-on fund pays above it, times the multiplier.
        major: Bands of catastrophic insurance, and its shares in basis points.
        major_ceiling: What that pays in a year.
    """

    deductibles: tuple[int, ...]
    is_yearly: bool
    bands: _Bands
    ceiling: int
    above: int
    major: _Bands
    major_ceiling: int


class Year(NamedTuple):
    """What a person has used up, fen.

    Attributes:
        stay: The number of this stay.
        deductible: Borne, of this kind of visit.
        pool: Paid by the pool, of this kind of visit.
        borne: Borne inside of the catalog.
        major: Paid by catastrophic insurance.
        account: Balance of the personal account.
    """

    stay: int
    deductible: int
    pool: int
    borne: int
    major: int
    account: int


Laid = dict[Named, Case]
_LAID: dict[int, tuple[Pack, Laid]] = {}


def laid_out(pack: Pack) -> Laid:
    """Give the numbers of all cases that a pack has, made once for each pack."""
    found = _LAID.get(id(pack))
    if found is None or found[0] is not pack:
        if len(_LAID) >= _MOST:
            _LAID.clear()
        found = _LAID[id(pack)] = pack, dict(_cases(pack))
    return found[1]


def _cases(pack: Pack) -> list[tuple[Named, Case]]:
    found = []
    for visit, level, status, filing in product(Visit, _LEVELS, Status, Filing):
        try:
            case = _case(pack, (visit, level, status), filing)
        except (SettlementError, KeyError):
            continue  # the pack has no number for it, which `benefits` says
        found.append(((visit.value, level, status.value, filing.value), case))
    return found


def _case(pack: Pack, key: tuple[Visit, int, Status], filing: Filing) -> Case:
    factor = pack.remote[filing].value
    whole, stay = deductible_of(pack, key, 1)
    stays = pack.stays if stay is not None else ()
    ceiling, major = pack.ceilings.get(key[0]), pack.major_ceiling
    return Case(
        tuple(share(whole.value, one.value) for one in stays) or (whole.value,),
        key[0] in pack.yearly,
        _bands(shares_of(pack, key), factor),
        _ENDLESS if ceiling is None else ceiling.value,
        0 if pack.above is None else pack.above.value * factor,
        _bands(pack.major, 1),
        _ENDLESS if major is None else major.value,
    )


def _bands(some: tuple[Band, ...], factor: int) -> _Bands:
    return tuple(
        (one.start, _ENDLESS if one.end is None else one.end, one.bp * factor) for one in some
    )


def divided(
    case: Case, scope: tuple[int, int, int, int], year: Year
) -> tuple[int, int, int, int, int, int, int]:
    """Divide a bill.

    Args:
        case: The numbers of its case.
        scope: Own, over, advance, inside, fen.
        year: What the person has used up.

    Returns:
        Deductible, pool, add-on fund, catastrophic insurance, assistance (none here), account,
        cash, fen.
    """
    own, over, advance, inside = scope
    stay, used, paid_before, borne_before, major_before, balance = year
    deductibles = case.deductibles
    deductible = deductibles[(min(len(deductibles), stay)) - 1]
    if case.is_yearly:
        deductible -= min(deductible, used)
    deductible = min(inside, deductible)
    pool, left = _pool(case, inside - deductible, paid_before)
    addon = (left * case.above + _HALF_TWICE) // TWICE if left else 0
    borne = inside - pool - addon
    major = _major(case, borne_before, borne, major_before)
    rest = borne - major + advance
    account = min(balance, rest)
    return deductible, pool, addon, major, 0, account, rest + over + own - account


def _pool(case: Case, base: int, used: int) -> tuple[int, int]:
    """Give what the pool pays, and what is left to the add-on fund as the ceiling is reached."""
    paid = left = 0
    room = case.ceiling - used if used < case.ceiling else 0
    for start, end, parts in case.bands:
        part = (min(end, base)) - start
        if part <= 0:
            continue
        wanted = (part * parts + _HALF_TWICE) // TWICE
        if wanted <= room:
            paid, room = paid + wanted, room - wanted
        else:
            left += part - -(-room * TWICE // parts)
            paid, room = paid + room, 0
    return paid, left


def _major(case: Case, before: int, borne: int, used: int) -> int:
    paid, after = 0, before + borne
    room = case.major_ceiling - used if used < case.major_ceiling else 0
    for start, end, bp in case.major:
        if after <= start:
            continue
        low = max(start, before)
        part = (min(end, after)) - low
        if part > 0:
            paid += min((part * bp + _HALF) // BP, room - paid)
    return paid
