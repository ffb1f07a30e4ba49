"""A claim from its lines to who pays, and a printed receipt held against the rules.

A receipt that the rules do not reproduce is unexplained: it is told with the difference, and
nothing is adjusted to make it fit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from bayline.kernel.errors import Words
from bayline.systems.settlement.rules.benefits import divided, shares_of
from bayline.systems.settlement.rules.catalogs import catalog_for, scoped
from bayline.systems.settlement.rules.packs import holding, nearest, pack_on
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.rules.rounding import amount_behind
from bayline.systems.settlement.terms import (
    Adjudicated,
    Claim,
    Filing,
    Pack,
    Scope,
    Split,
    Status,
    Step,
    Trial,
)


class Compared(NamedTuple):
    """A receipt beside the rules.

    Attributes:
        is_explained: Whether the rules reproduce it to the fen.
        in_force: Whether the rules held on its day.
        trials: What the rules give, for each status it may have had.
        closest: The bill by the closest of these.
    """

    is_explained: bool
    in_force: bool
    trials: tuple[Trial, ...]
    closest: Adjudicated


def adjudicated(claim: Claim, packs: Sequence[Pack]) -> Adjudicated:
    """Divide a claim by the rules of its day.

    Args:
        claim: The bill, of a person whose status is known.
        packs: The rules of the place of enrollment.

    Raises:
        SettlementError: The code says what stands against it.
    """
    checked(claim, packs)
    return by_pack(claim, pack_on(packs, claim.on))


def checked(claim: Claim, packs: Sequence[Pack]) -> None:
    """See whether a claim may be judged by rules at all.

    Raises:
        SettlementError: The person is insured elsewhere, or the registration does not cover it.
    """
    areas = sorted({one.area for one in packs})
    if claim.enrollment_area not in areas:
        raise SettlementError(
            "not_insured_here",
            f"the person is insured in “{claim.enrollment_area}”",
            why=f"these are the rules of {', '.join(areas)}",
            do="send it to the office where the person is insured",
            zh=Words(
                f"参保地是“{claim.enrollment_area}”",
                f"这里是{'、'.join(areas)}的规则",
                "请送参保地经办机构",
            ),
        )
    _covered(claim)


def _covered(claim: Claim) -> None:
    if claim.filing in (Filing.LOCAL, Filing.UNFILED, Filing.EMERGENCY):
        return
    starts = claim.filed_from is not None and claim.filed_from <= claim.on
    ends = claim.filed_until is None or claim.on <= claim.filed_until
    if not (starts and ends):
        span = f"{claim.filed_from or '?'} to {claim.filed_until or 'open'}"
        raise SettlementError(
            "filing_not_covering",
            f"the registration from {span} does not cover {claim.on}",
            do="register the visit, or send it as unfiled",
            zh=Words(f"备案（{span}）不含{claim.on}", "", "请补办备案，或按未备案（unfiled）报"),
        )


def by_pack(claim: Claim, pack: Pack) -> Adjudicated:
    """Divide a claim by one pack, whatever its day."""
    scope, catalog, steps = _scope(claim)
    _within_ceiling(claim, pack)
    split = divided(claim, scope, pack, steps)
    return Adjudicated(claim, pack.id, pack.verified, catalog, scope, split, tuple(steps))


def _scope(claim: Claim) -> tuple[Scope, str, list[Step]]:
    if claim.scope is not None:
        return claim.scope, "", []
    catalog = catalog_for(claim)
    scope, steps = scoped(claim.items, catalog)
    return scope, catalog.id, steps


def _within_ceiling(claim: Claim, pack: Pack) -> None:
    ceiling = pack.ceilings.get(claim.visit)
    for name, limit in (("pool", ceiling), ("major", pack.major_ceiling)):
        used = getattr(claim.used, name)
        if limit is not None and used > limit.value:
            raise SettlementError(
                "above_ceiling",
                f"used.{name} is {used}, the year has {limit.value}",
                why="no fund pays more in a year than its ceiling",
                do="correct what was used up",
                zh=Words(f"used.{name}为{used}，一年最多{limit.value}", "基金年度支付不超过封顶线"),
            )


def amounts(scope: Scope, split: Split) -> dict[str, int]:
    """Give a divided bill by the names that hospitals know the amounts by, fen."""
    return {
        "medfee_sumamt": scope.total,
        "fulamt_ownpay_amt": scope.own,
        "overlmt_selfpay": scope.over,
        "preselfpay_amt": scope.advance,
        "inscp_scp_amt": scope.inside,
        "fund_pay_sumamt": split.fund,
        "hifp_pay": split.pool,
        "hifob_pay": split.addon,
        "hifmi_pay": split.major,
        "maf_pay": split.assistance,
        "psn_part_amt": split.account + split.cash,
        "acct_pay": split.account,
        "psn_cash_pay": split.cash,
    }


# What must hold among the amounts of a bill: the first is the sum of the others.
IDENTITIES = (
    (
        "medfee_sumamt",
        ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"),
    ),
    ("fund_pay_sumamt", ("hifp_pay", "hifob_pay", "hifmi_pay", "maf_pay")),
    ("medfee_sumamt", ("fund_pay_sumamt", "psn_part_amt")),
    ("psn_part_amt", ("acct_pay", "psn_cash_pay")),
)


def broken_identities(stated: Mapping[str, int]) -> list[str]:
    """Say which identities the amounts of a receipt break, of those whose amounts it all states."""
    return [
        f"{whole} {stated[whole]} is not {' + '.join(parts)} {sum(stated[one] for one in parts)}"
        for whole, parts in IDENTITIES
        if whole in stated and all(one in stated for one in parts)
        if stated[whole] != sum(stated[one] for one in parts)
    ]


def compared(claim: Claim, packs: Sequence[Pack]) -> Compared:
    """Hold a receipt against the rules, or the nearest there are if none hold on its day.

    Args:
        claim: The bill with what its receipt states.
        packs: The rules of the place of enrollment.

    Raises:
        SettlementError: The receipt contradicts itself, or the bill cannot be judged.
    """
    stated = claim.stated or {}
    broken = broken_identities(stated)
    if broken:
        raise SettlementError(
            "identity_broken",
            "the receipt contradicts itself",
            why="; ".join(broken),
            do="read it again from the paper",
            zh=Words("票据自相矛盾", "；".join(broken), "请对照原件重录"),
        )
    checked(claim, packs)
    pack = holding(packs, claim.on)
    tried = [_tried(claim, status, pack or nearest(packs, claim.on)) for status in _statuses(claim)]
    trial, closest = min(tried, key=lambda one: sum(map(abs, one[0].differences.values())))
    explained = pack is not None and not any(trial.differences.values())
    return Compared(explained, pack is not None, tuple(one for one, _ in tried), closest)


def _statuses(claim: Claim) -> Iterable[Status]:
    return Status if claim.status is None else (claim.status,)


def _tried(claim: Claim, status: Status, pack: Pack) -> tuple[Trial, Adjudicated]:
    case = replace(claim, status=status)
    found = by_pack(case, pack)
    given = amounts(found.scope, found.split)
    stated = claim.stated or {}
    differences = {name: value - given[name] for name, value in stated.items()}
    implied = _implied(case, found.scope, pack)
    return Trial(pack.id, status, differences, implied), found


def _implied(claim: Claim, scope: Scope, pack: Pack) -> int | None:
    """Find the deductible at which a single share would give what the pool is stated to pay."""
    paid = (claim.stated or {}).get("hifp_pay")
    if paid is None or claim.status is None or claim.filing not in pack.remote:
        return None
    bands = shares_of(pack, (claim.visit, claim.level, claim.status))
    parts = bands[0].bp * pack.remote[claim.filing].value
    if len(bands) > 1 or not parts:
        return None
    # Rounded half upwards, so the least amount whose share comes to what was paid.
    base = amount_behind(2 * paid - 1, 2 * parts) if paid else 0
    return scope.inside - base if 0 <= base <= scope.inside else None
