"""The sheet of a month between two offices, made of settlements: nothing in it is netted."""

from collections.abc import Iterable
from typing import NamedTuple

from bayline.systems.settlement.rules.cases import INSURED, SETTLED, TREATING, UNKNOWN, Case


class Flow(NamedTuple):
    """What one office owes the other for a month.

    Attributes:
        side: `treating` where the partner owes us, `insured` where we owe.
        settled: Settlements in force.
        total: Their bills, fen; as are the following.
        fund: What funds pay.
        account: What personal accounts pay.
        due: What is owed: both of these.
    """

    side: str
    settled: int
    total: int
    fund: int
    account: int
    due: int


class Sheet(NamedTuple):
    """A month between two offices.

    Attributes:
        flows: What is owed either way, each for itself.
        unknown: Settlements of which nobody knows yet whether they are in force.
        differing: Settlements that the partner holds with another amount.
    """

    flows: tuple[Flow, Flow]
    unknown: tuple[Case, ...]
    differing: tuple[Case, ...]


def sheet_of(cases: Iterable[Case]) -> Sheet:
    """Sum up the settlements of a month.

    Args:
        cases: All of the month, in whatever state.
    """
    known = tuple(cases)
    return Sheet(
        (_flow(known, TREATING), _flow(known, INSURED)),
        tuple(one for one in known if one.standing in UNKNOWN),
        tuple(one for one in known if one.difference),
    )


def _flow(cases: Iterable[Case], side: str) -> Flow:
    counted = [one for one in cases if one.side == side and one.standing == SETTLED]
    total, fund, account = (
        sum(getattr(one, name) for one in counted) for name in ("total", "fund", "account")
    )
    return Flow(side, len(counted), total, fund, account, fund + account)
