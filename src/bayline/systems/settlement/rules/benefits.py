"""The step of the place of enrollment: who pays what is payable, one plain step after another.

This is the path that is meant to be read. `bulk` gives the same for millions, and is held to it by
a test. Order: deductible; shares of the pool by band, up to the ceiling; the add-on fund above it;
catastrophic insurance of what was borne in the year; assistance; personal account; cash.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from bayline.kernel.errors import Words
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.rules.rounding import amount_behind, product_share, share
from bayline.systems.settlement.rules.writing import percent, yuan
from bayline.systems.settlement.terms import (
    BP,
    Band,
    Claim,
    Key,
    Number,
    Pack,
    Scope,
    Split,
    Step,
    Visit,
)

_Case = TypeVar("_Case")


class Paid(NamedTuple):
    """What a fund pays, and what was left to the next as its ceiling was reached, fen."""

    paid: int
    left: int


def divided(claim: Claim, scope: Scope, pack: Pack, steps: list[Step]) -> Split:
    """Divide what is payable of a bill.

    Args:
        claim: Who was treated how, and what was used up before; its status is known.
        scope: What is payable of the bill.
        pack: The rules of the place of enrollment.
        steps: Where each step is added.

    Raises:
        SettlementError: The rules have no number for the case.
    """
    key = _key(claim)
    deductible = _deductible(claim, scope.inside, pack, steps)
    base = scope.inside - deductible
    factor = _number(pack.remote, claim.filing, pack, f"remote {claim.filing.value}")
    if factor.value != BP:
        steps.append(_step("remote", claim.filing.value, factor, base, base))
    pool = _pool(claim, base, shares_of(pack, key), (pack, factor), steps)
    addon = _above(pool.left, pack, factor, steps)
    borne = scope.inside - pool.paid - addon
    major = _major(claim, borne, pack, steps)
    assistance = _assistance(claim, borne - major, pack, steps)
    rest = borne - major - assistance
    account = _account(claim, rest + scope.advance, steps)
    cash = rest + scope.advance + scope.over + scope.own - account
    steps.append(Step("cash", "", None, "", scope.total, cash))
    return Split(deductible, pool.paid, addon, major, assistance, account, cash)


def deductible_of(pack: Pack, key: Key, stay: int) -> tuple[Number, Number | None]:
    """Give the deductible of a case, and the part of it that counts for the stay, if stays differ.

    Raises:
        SettlementError: The rules have none.
    """
    whole = _number(pack.deductibles, key, pack, f"deductible {named(key)}")
    if key[0] in pack.yearly or key[0] is Visit.OUTPATIENT or not pack.stays:
        return whole, None
    return whole, pack.stays[min(stay, len(pack.stays)) - 1]


def shares_of(pack: Pack, key: Key) -> tuple[Band, ...]:
    """Give the shares of the pool by band, with what is added for the retired.

    Raises:
        SettlementError: The rules have none.
    """
    if key not in pack.shares:
        raise _no_number(pack, f"share {named(key)}")
    bonus = pack.bonuses.get(key)
    if bonus is None:
        return pack.shares[key]
    return tuple(one._replace(bp=min(BP, one.bp + bonus.value)) for one in pack.shares[key])


def named(key: Key) -> str:
    """Name a case: kind of visit, level, status."""
    return f"{key[0].value} level {key[1]} {key[2].value}"


def _key(claim: Claim) -> Key:
    if claim.status is None:
        raise ValueError("a claim is divided by the status of its person")
    return claim.visit, claim.level, claim.status


def _deductible(claim: Claim, inside: int, pack: Pack, steps: list[Step]) -> int:
    key = _key(claim)
    whole, stay = deductible_of(pack, key, claim.stay)
    value = whole.value
    steps.append(_step("deductible", named(key), whole, inside, value))
    if stay is not None:
        value = share(value, stay.value)
        steps.append(_step("deductible_of_stay", f"stay {claim.stay}", stay, whole.value, value))
    if key[0] in pack.yearly:
        used = min(value, claim.used.deductible)
        steps.append(Step("deductible_used", "", None, "", value, used))
        value -= used
    borne = min(inside, value)
    steps.append(Step("deductible_borne", "", None, "", inside, borne))
    return borne


def _pool(
    claim: Claim, base: int, bands: Iterable[Band], by: tuple[Pack, Number], steps: list[Step]
) -> Paid:
    pack, factor = by
    ceiling = pack.ceilings.get(claim.visit)
    room = _room(ceiling, claim.used.pool)
    paid, left, case = 0, 0, named(_key(claim))
    for band in bands:
        part = _within(band, base)
        if not part:
            continue
        got = _taken(part, band.bp * factor.value, None if room is None else room - paid)
        said = "" if factor.value == BP else f" × {percent(factor.value)}"
        steps.append(Step("share", f"{case}{said}", band.bp, band.source, part, got.paid))
        paid, left = paid + got.paid, left + got.left
    if ceiling is not None and left:
        steps.append(_step("ceiling", claim.visit.value, ceiling, base, left))
    return Paid(paid, left)


def _taken(part: int, parts: int, room: int | None) -> Paid:
    """Pay a share up to what there is room for; the rest of the part is left to the next fund."""
    wanted = product_share(part, parts)
    if room is None or wanted <= room:
        return Paid(wanted, 0)
    return Paid(room, part - amount_behind(room, parts))


def _above(left: int, pack: Pack, factor: Number, steps: list[Step]) -> int:
    if pack.above is None or not left:
        return 0
    paid = product_share(left, pack.above.value * factor.value)
    steps.append(_step("above_ceiling", "", pack.above, left, paid))
    return paid


def _major(claim: Claim, borne: int, pack: Pack, steps: list[Step]) -> int:
    before = claim.used.borne
    room = _room(pack.major_ceiling, claim.used.major)
    paid = 0
    for band in pack.major:
        part = _within(band, before + borne) - _within(band, before)
        if not part:
            continue
        got = share(part, band.bp)
        got = got if room is None else min(got, room - paid)
        end = "" if band.end is None else yuan(band.end)
        said = f"{yuan(band.start)}-{end}"
        steps.append(Step("major", said, band.bp, band.source, part, got))
        paid += got
    return paid


def _assistance(claim: Claim, rest: int, pack: Pack, steps: list[Step]) -> int:
    if not claim.assistance:
        return 0
    rate = _number(pack.assistance, claim.assistance, pack, f"assistance {claim.assistance}")
    room = _room(pack.assistance_ceiling[claim.assistance], claim.used.assistance)
    paid = min(share(rest, rate.value), rest if room is None else room)
    steps.append(_step("assistance", claim.assistance, rate, rest, paid))
    return paid


def _account(claim: Claim, payable: int, steps: list[Step]) -> int:
    paid = min(claim.account, payable)
    if claim.account:
        steps.append(Step("account", "balance", claim.account, "", payable, paid))
    return paid


def _within(band: Band, amount: int) -> int:
    """Give how much of an amount lies within a band."""
    reached = amount if band.end is None else min(amount, band.end)
    return max(0, reached - band.start)


def _room(ceiling: Number | None, used: int) -> int | None:
    """Give what may still be paid in the year, None without ceiling."""
    return None if ceiling is None else max(0, ceiling.value - used)


def _step(rule: str, parameter: str, number: Number, base: int, amount: int) -> Step:
    return Step(rule, parameter, number.value, number.source, base, amount)


def _number(some: Mapping[_Case, Number], key: _Case, pack: Pack, said: str) -> Number:
    found = some.get(key)
    if found is None:
        raise _no_number(pack, said)
    return found


def _no_number(pack: Pack, said: str) -> SettlementError:
    return SettlementError(
        "no_parameter",
        f"{pack.id} has no number for {said}",
        why="a case without a rule is not guessed",
        do="correct the case, or add the number with its document",
        zh=Words(f"{pack.id}没有“{said}”的参数", "没有规则的情形不猜", "请改正，或补上参数和文号"),
    )
