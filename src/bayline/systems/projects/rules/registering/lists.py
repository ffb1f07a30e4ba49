"""The two lists that statistics ask for first: started but not registered, could be registered.

A project may be registered when it is in scope and under way, its planned total has a basis and a
slip of its progress is signed by all three parties. The first list says what each still lacks.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.amounts import said
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import total
from bayline.kernel.periods import Period
from bayline.systems.projects.rules.listing import Line
from bayline.systems.projects.rules.registering.parameters import parameter
from bayline.systems.projects.rules.registering.terms import Candidate, Party, Scope, Slip
from bayline.systems.projects.rules.stages import FORWARD
from bayline.systems.projects.terms import Amount, AmountKind, Stage

UNDER_WAY = frozenset(FORWARD[FORWARD.index(Stage.STARTED) :])


class Gap(NamedTuple):
    """One thing that stands between a project and its registration.

    Attributes:
        code: What is missing: scope, basis, slip, signatures.
        zh: That in Chinese.
        en: The same in English.
    """

    code: str
    zh: str
    en: str


class Listed(NamedTuple):
    """A project of a list with the form it belongs on and what it lacks.

    Attributes:
        candidate: The project.
        scope: The form, or unsure.
        gaps: What it lacks; none in the list of those that could be registered.
    """

    candidate: Candidate
    scope: Scope
    gaps: tuple[Gap, ...]


def scope_of(candidate: Candidate, *, day: date) -> Scope:
    """Tell whether a project is to be reported, and on which form, by the rules of a day.

    Raises:
        BaylineError: If its planned total is in a foreign currency, or the rules of so early a
            day are not known.
    """
    if candidate.is_rural_household:
        return Scope.OUT
    if candidate.planned is None:
        return Scope.UNSURE
    _refuse_other(candidate, candidate.planned)
    small, large = (parameter(name).on(day).amount for name in ("project", "large"))
    reaches = [_reaches(candidate.planned, least) for least in (small, large)]
    if reaches[0] is False:
        return Scope.OUT
    if reaches[0] is None:
        return Scope.UNSURE
    if reaches[1] is None:
        return Scope.EITHER
    return Scope.LARGE if reaches[1] else Scope.SMALL


def started_not_registered(candidates: Iterable[Candidate], *, day: date) -> list[Listed]:
    """List the projects that are under way, belong in the statistics and are not in them."""
    found = []
    for candidate in candidates:
        if candidate.stage in UNDER_WAY and not _is_registered(candidate, day):
            scope = scope_of(candidate, day=day)
            if scope is not Scope.OUT:
                found.append(Listed(candidate, scope, tuple(_gaps(candidate, scope))))
    return found


def smallest_cents(day: date) -> int | None:
    """Give in hundredths what a project must cost; None where no rule of so early a day is known.

    Args:
        day: By the rules of this day.
    """
    known = parameter("project")
    return int(known.on(day).amount * 100) if known.is_known(day) else None


def may_belong(line: Line, least: int | None) -> bool:
    """Tell from its line whether a project is under way and not surely too small to be reported.

    Args:
        line: Where it stands.
        least: What a project must cost, in hundredths; None where that is not known.
    """
    most = line.planned_most
    if line.stage not in UNDER_WAY or least is None or most is None or line.planned_unit != "CNY":
        return line.stage in UNDER_WAY
    return most > least or (most == least and not line.is_planned_under)


def could_be_registered(candidates: Iterable[Candidate], *, day: date) -> list[Listed]:
    """List those of them that lack nothing: an application (H202) can be made today."""
    return [each for each in started_not_registered(candidates, day=day) if not each.gaps]


def without_vouchers(candidates: Iterable[Candidate], *, year: int) -> list[Listed]:
    """List registered projects whose investment of a year asks for vouchers that are not there.

    A month is covered by a slip of it that all three parties signed.
    """
    least = parameter("vouchers").on(date(year, 12, 31)).amount
    found = []
    for candidate in candidates:
        months = [each for each in candidate.months if _year_of(each.month.start) == year]
        invested = total([each.amount.figure for each in months], unit="CNY")
        if invested.low is None or invested.low <= least:
            continue
        covered = {slip.month for slip in candidate.slips if not slip.unsigned()}
        open_months = [each.month for each in months if each.month not in covered]
        if open_months:
            named = [_months(month) for month in open_months]
            gap = Gap(
                "slip",
                f"{'、'.join(named)}没有三方签字的进度单",
                f"no slip with three signatures for {', '.join(named)}",
            )
            found.append(Listed(candidate, scope_of(candidate, day=date(year, 12, 31)), (gap,)))
    return found


def checked(candidate: Candidate) -> Candidate:
    """Check the months that were reported for a project: register first, figures after.

    Raises:
        BaylineError: If it is not registered, or a month is reported twice, or before the month
            of its registration, or as something else than what was registered for that month.
    """
    seen = set()
    for each in candidate.months:
        month = each.month
        if month in seen:
            raise _refused(
                candidate, f"{_months(month)} is reported twice", f"{_months(month)}报了两次"
            )
        seen.add(month)
        if candidate.registered is None:
            raise _refused(candidate, "it is not in the register", "它没有入库")
        if month.last is not None and month.last < candidate.registered:
            raise _refused(
                candidate,
                f"{_months(month)} lies before its registration on {candidate.registered}",
                f"{_months(month)}早于入库日{candidate.registered}",
            )
        if each.amount.kind is not AmountKind.REGISTERED or each.amount.period != month:
            raise _refused(
                candidate,
                f"the amount for {month.edtf} is {each.amount.kind.en}, not that month's",
                f"{month.edtf}填的是{each.amount.kind.zh}，不是当月的入统投资",
            )
    return candidate


def _refused(candidate: Candidate, why: str, why_zh: str) -> BaylineError:
    return BaylineError(
        f"the months of “{candidate.name}” cannot be taken",
        why=why,
        do="register it first and report each month once",
        zh=Words(f"“{candidate.name}”的月度数据不能接收", why_zh, "请先入库，每月报一次"),
    )


def _refuse_other(candidate: Candidate, planned: Amount) -> None:
    if planned.figure.unit != "CNY" or planned.kind not in {
        AmountKind.PLANNED_INVESTMENT,
        AmountKind.INVESTMENT,
    }:
        raise BaylineError(
            f"“{candidate.name}”: {planned.kind.en} in {planned.figure.unit} gives no form",
            why="the forms go by the planned total investment in yuan",
            do="enter it in yuan as approved",
            zh=Words(
                f"“{candidate.name}”：由{planned.kind.zh}（{planned.figure.unit}）定不了报表",
                "报表按人民币的计划总投资分",
                "请按批复填写人民币数",
            ),
        )


def _reaches(amount: Amount, least: Decimal) -> bool | None:
    """Tell whether an amount reaches a threshold; None where its bound leaves that open."""
    low, high = amount.figure.low, amount.figure.high
    if low is not None and low >= least:
        return True
    is_below = high is not None and (high < least or (high == least and amount.figure.high_open))
    return False if is_below else None


def _months(period: Period) -> str:
    """Write whole months as months: 2021-01—2021-06, not as the first day and the last."""
    start, last = period.start, period.last
    if start is None or last is None or (start.day, (last + timedelta(days=1)).day) != (1, 1):
        return period.edtf.replace("/", "—")
    first, end = f"{start:%Y-%m}", f"{last:%Y-%m}"
    return first if first == end else f"{first}—{end}"


def _is_registered(candidate: Candidate, day: date) -> bool:
    return candidate.registered is not None and candidate.registered <= day


def _year_of(day: date | None) -> int | None:
    return None if day is None else day.year


def _gaps(candidate: Candidate, scope: Scope) -> Iterator[Gap]:
    if scope in {Scope.UNSURE, Scope.EITHER}:
        stated = candidate.planned and said(candidate.planned.figure, None, english=False)
        in_english = candidate.planned and said(candidate.planned.figure, None, english=True)
        yield Gap(
            "scope",
            f"计划总投资（{stated or '未填'}）定不了{_OPEN[scope][0]}",
            f"its planned total ({in_english or 'not stated'}) does not tell {_OPEN[scope][1]}",
        )
    if not candidate.basis:
        yield Gap(
            "basis", "计划总投资没有批复等依据", "its planned total has no approval behind it"
        )
    if not candidate.slips:
        yield Gap("slip", "没有形象进度单", "there is no progress slip")
    elif all(slip.unsigned() for slip in candidate.slips):
        yield _unsigned(candidate.slips)


_OPEN = {
    Scope.UNSURE: ("是否够起报点、用哪张表", "scope and form"),
    Scope.EITHER: ("用哪张表", "the form"),
}


def _unsigned(slips: tuple[Slip, ...]) -> Gap:
    best = min(slips, key=lambda slip: len(slip.unsigned()))
    missing: tuple[Party, ...] = best.unsigned()
    return Gap(
        "signatures",
        f"{_months(best.month)}的进度单缺{'、'.join(party.zh for party in missing)}签字",
        f"the slip of {_months(best.month)} is not signed by "
        f"{', '.join(party.en for party in missing)}",
    )
