"""Settlements as they stand: lists, counts and single ones."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import orjson
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Substr

from bayline.systems.settlement.models import CaseRow
from bayline.systems.settlement.queries import books
from bayline.systems.settlement.rules.cases import (
    INSURED,
    SETTLE,
    SETTLED,
    STANDINGS,
    TREATING,
    UNKNOWN,
    Case,
    Flow,
)
from bayline.systems.settlement.rules.protocol.state import BACK

_LONGEST = 200
_FIELDS = (
    *("id", "kind", "side", "standing", "visit", "person", "hospital", "day", "total", "fund"),
    *("account", "cash", "rules", "code", "asked_ms", "answered_ms", "is_example"),
    *("partner_due", "counted", "row"),
)


class Wanted(NamedTuple):
    """Which settlements a list shows.

    Attributes:
        standing: A standing, `unknown` or `difference`; empty for all.
        words: The beginning of a visit, a person or a hospital.
        day: Of which day; None for all.
    """

    standing: str = ""
    words: str = ""
    day: date | None = None


class Day(NamedTuple):
    """What a day had.

    Attributes:
        day: The day of the visits.
        settled: Settlements in force.
        total: Their bills, fen.
        fund: What funds pay of them, fen.
    """

    day: date
    settled: int
    total: int
    fund: int


def partner() -> str:
    """Name the office that this one settles with; empty where nothing was exchanged yet."""
    rows = CaseRow.objects.filter(is_example=False, answered_ms__gt=0).order_by("-row")
    told = rows.values_list("told", flat=True).first()
    return "" if told is None else str(orjson.loads(told).get("partner", ""))


def apart() -> dict[str, int]:
    """Give by how much this office has more than the partner, where the days compared differ."""
    other = partner()
    found = books.differences(other) if other else {}
    return {
        name: (own or 0) - (others or 0)
        for items in found.values()
        for name, (own, others) in items.items()
    }


def _beside(cases: Iterable[Case]) -> tuple[Case, ...]:
    off = apart()  # of the item itself, also where it was taken back and is due no longer
    return tuple(
        replace(one, partner_due=one.due - off[one.id]) if one.id in off else one for one in cases
    )


def case_of(row: CaseRow) -> Case:
    """Give a settlement as it is kept."""
    values = {name: getattr(row, name) for name in _FIELDS}
    return Case(**values, told=orjson.loads(row.told))


def case(name: str) -> Case | None:
    """Find a settlement by the id of its request."""
    row = CaseRow.objects.filter(pk=name[:_LONGEST], kind=SETTLE).first()
    return None if row is None else _beside([case_of(row)])[0]


def _settlements() -> QuerySet[CaseRow]:
    return CaseRow.objects.filter(kind=SETTLE)


def _chosen(wanted: Wanted) -> QuerySet[CaseRow]:
    rows = _settlements()
    if wanted.standing == "unknown":
        rows = rows.filter(standing__in=UNKNOWN)
    elif wanted.standing == "difference":
        rows = rows.filter(differing())
    elif wanted.standing:
        rows = rows.filter(standing=wanted.standing)
    if wanted.day is not None:
        rows = rows.filter(day=wanted.day.isoformat())
    if wanted.words:
        words = wanted.words[:_LONGEST]
        named = Q(visit__startswith=words) | Q(person__startswith=words)
        rows = rows.filter(named | Q(hospital__startswith=words))
    return rows


def differing() -> Q:
    """Tell which settlements the partner holds with another amount, or not at all."""
    agreed = Q(standing=SETTLED, partner_due=F("fund") + F("account"))
    agreed |= ~Q(standing=SETTLED) & Q(partner_due=0)
    return (Q(partner_due__isnull=False) & ~agreed) | Q(pk__in=[*apart()])


def count(wanted: Wanted) -> int:
    """Count the settlements of a list."""
    return _chosen(wanted).count()


def cases(wanted: Wanted, *, first: int, most: int) -> tuple[Case, ...]:
    """Give settlements of a list, the latest day first."""
    rows = _chosen(wanted).order_by("-day", "id")[first : first + most]
    return _beside(map(case_of, rows))


def tallies() -> Mapping[str, int]:
    """Count settlements by standing, and those in difference."""
    rows = _settlements().values_list("standing").annotate(n=Count("pk"))
    found = {**dict.fromkeys(STANDINGS, 0), **dict(rows)}
    found["unknown"] = sum(found[name] for name in UNKNOWN)
    found["difference"] = _settlements().filter(differing()).count()
    return found


def days(*, most: int) -> tuple[Day, ...]:
    """Give the last days that have settlements in force, the earliest of them first."""
    rows = (
        _settlements()
        .filter(standing=SETTLED)
        .values("day")
        .annotate(n=Count("pk"), all=Sum("total"), funds=Sum("fund"))
        .order_by("-day")[:most]
    )
    found = [
        Day(date.fromisoformat(one["day"]), one["n"], one["all"], one["funds"]) for one in rows
    ]
    return tuple(reversed(found))


def latencies(since: date) -> Mapping[date, list[int]]:
    """Give how long answers took, milliseconds in order, by the day of the visit from a day on."""
    rows = _settlements().filter(day__gte=since.isoformat(), asked_ms__gt=0)
    rows = rows.filter(answered_ms__gte=F("asked_ms"), side="treating")
    found: dict[date, list[int]] = {}
    for day, asked, answered in rows.values_list("day", "asked_ms", "answered_ms"):
        found.setdefault(date.fromisoformat(day), []).append(answered - asked)
    return {day: sorted(some) for day, some in sorted(found.items())}


class Heard(NamedTuple):
    """How it stands with the partner.

    Attributes:
        last_ms: When it answered last; 0 if never.
        open: Requests without an answer.
        oldest_ms: When the oldest of these was asked; 0 if there is none.
        answered: Requests it answered.
    """

    last_ms: int
    open: int
    oldest_ms: int
    answered: int


def heard() -> Heard:
    """Tell how it stands with the partner."""
    rows = CaseRow.objects.filter(side="treating", kind__in=(SETTLE, *BACK))
    last = rows.order_by("-answered_ms").values_list("answered_ms", flat=True).first()
    waiting = rows.filter(standing__in=UNKNOWN)
    oldest = waiting.order_by("asked_ms").values_list("asked_ms", flat=True).first()
    return Heard(last or 0, waiting.count(), oldest or 0, rows.filter(answered_ms__gt=0).count())


def flows(month: str) -> tuple[Flow, Flow]:
    """Add up what counts under a month, written 2025-05, in either direction."""
    rows = CaseRow.objects.filter(_within("counted", month)).values("side")
    back = Count("pk", filter=~Q(kind=SETTLE) & Q(total__lt=0))
    sums = {name: Sum(name) for name in ("total", "fund", "account")}
    summed: Any = rows.annotate(n=Count("pk"), back=back, **sums)
    found: dict[str, dict[str, Any]] = {one["side"]: one for one in summed}
    return _flow(found, TREATING), _flow(found, INSURED)


def _flow(found: Mapping[str, Mapping[str, Any]], side: str) -> Flow:
    one = found.get(side, {})
    total, fund, account = (one.get(name, 0) for name in ("total", "fund", "account"))
    return Flow(side, one.get("n", 0), one.get("back", 0), total, fund, account, fund + account)


def unknown_in(month: str, *, most: int) -> tuple[Case, ...]:
    """Give settlements of visits of a month of which nobody knows whether they are in force."""
    rows = _settlements().filter(_within("day", month), standing__in=UNKNOWN)
    return tuple(map(case_of, rows.order_by("day", "id")[:most]))


def differing_in(month: str, *, most: int) -> tuple[Case, ...]:
    """Give settlements that count under a month and that the partner holds otherwise."""
    of_month = _within("counted", month) | (Q(counted="") & _within("day", month))
    rows = _settlements().filter(differing()).filter(of_month)
    return _beside(map(case_of, rows.order_by("day", "id")[:most]))


def is_in(month: str) -> bool:
    """Tell whether anything counts under a month, or waits to."""
    waiting = _within("day", month) & Q(kind=SETTLE)
    return CaseRow.objects.filter(_within("counted", month) | waiting).exists()


def has_examples_in(month: str) -> bool:
    """Tell whether made-up settlements are among those of a month."""
    of_month = _within("counted", month) | _within("day", month)
    return CaseRow.objects.filter(of_month, is_example=True).exists()


def _within(name: str, month: str) -> Q:
    """Choose the days of a month; a range, as that is looked up in an index."""
    return Q(**{f"{name}__range": (f"{month}-01", f"{month}-31")})


def months() -> tuple[str, ...]:
    """List the months under which anything counts, or waits to, the latest first."""
    found: set[str] = set()
    for name, rows in (("counted", CaseRow.objects), ("day", _settlements())):
        of = rows.annotate(month=Substr(name, 1, 7)).values_list("month", flat=True).distinct()
        found |= {*of.order_by()}
    return tuple(sorted(found - {""}, reverse=True))


def addresses_of(names: Iterable[str]) -> frozenset[str]:
    """Tell which of these ids are settlements with a receipt."""
    return frozenset(_settlements().filter(pk__in=[*names]).values_list("pk", flat=True))


def has_examples() -> bool:
    """Tell whether made-up settlements are among them."""
    return CaseRow.objects.filter(is_example=True).exists()


class Saved(NamedTuple):
    """What was settled directly.

    Attributes:
        settled: Settlements in force.
        person_months: Persons and months that had any.
        advanced: What funds and accounts paid of them, fen.
    """

    settled: int
    person_months: int
    advanced: int


def saved_monthly(*, with_examples: bool = True) -> dict[str, Saved]:
    """Count by month what direct settlement has saved people from."""
    rows = _in_force(with_examples=with_examples).annotate(month=Substr("day", 1, 7))
    sums = rows.values("month").order_by("month")
    sums = sums.annotate(
        n=Count("pk"), persons=Count("person", distinct=True), fen=Sum(F("fund") + F("account"))
    )
    return {one["month"]: Saved(one["n"], one["persons"], one["fen"]) for one in sums}


def added(some: Iterable[Saved]) -> Saved:
    """Add up what was saved in several months."""
    return Saved(*map(sum, zip(Saved(0, 0, 0), *some, strict=True)))


def monthly(*, with_examples: bool = True) -> dict[tuple[str, str], int]:
    """Count settlements in force by month and side."""
    rows = _in_force(with_examples=with_examples).annotate(month=Substr("day", 1, 7))
    found = rows.values_list("month", "side").annotate(n=Count("pk")).order_by("month", "side")
    return {(month, side): count for month, side, count in found}


def _in_force(*, with_examples: bool) -> QuerySet[CaseRow]:
    rows = _settlements().filter(standing=SETTLED)
    return rows if with_examples else rows.filter(is_example=False)
