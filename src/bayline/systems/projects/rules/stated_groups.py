"""Published groups of figures recomputed: quarters and their year, parts and headlines, shares.

A group is one record: counts such as `projects` or `started`, amounts in 亿元 such as `started_yi`,
shares such as `equipment_share_pct`. What can be computed out of it, and with the other records of
its file, is held against what it states.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from bayline.kernel.amounts import said
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure, total
from bayline.kernel.findings import Verdict
from bayline.systems.projects.rules.amounts import figure_in
from bayline.systems.projects.rules.rates import Convention, Rounding
from bayline.systems.projects.rules.reconciling import Answer, implied_whole, is_share_of, sums_to

Record = Mapping[str, object]
_YEAR = re.compile(r"(\d{4})FY")
_AMOUNT, _SHARE, _RATE = "_yi", "_share_pct", "annual_plan_rate_pct"
_HEDGES = ("超", "逾", "约", "近")
# Amounts that others of the same record are parts of, the widest first.
_WHOLES = ("headline_yi", "invest_yi", "output_yi")
_REST = ("main_yi", "others_yi")  # what is named and what is left make the whole of a batch
_STAGES = frozenset({"signed", "started", "completed", "operating"})


class Checked(NamedTuple):
    """What one comparison of a group came to."""

    check: str
    answer: Answer


def checked(record: Record, every: Sequence[Record]) -> tuple[Checked, ...]:
    """Recompute a group.

    Args:
        record: The group.
        every: All groups of its file.

    Raises:
        BaylineError: A figure of it is none.
    """
    return (*_of_year(record, every), *_of_headline(record), *_of_shares(record), *_parts(record))


def verdict_of(found: Sequence[Checked]) -> Verdict | None:
    """Give the gravest verdict of a group; None where nothing of it can be recomputed."""
    verdicts = {one.answer.verdict for one in found}
    ordered = (Verdict.CONTRADICTION, Verdict.NEEDS_BASIS, Verdict.HOLDS)
    return next((one for one in ordered if one in verdicts), None)


def _of_year(record: Record, every: Sequence[Record]) -> Iterator[Checked]:
    """Hold the quarters of a year, where all four are there, against the year."""
    year = _YEAR.match(str(record.get("id", "")))
    if year is None:
        return
    quarters = {str(one.get("id", "")): one for one in every}
    wanted = [f"{year[1]}Q{number}" for number in range(1, 5)]
    if not quarters.keys() >= {*wanted}:
        return
    for name in ("projects", "invest_yi"):
        parts = {key: _figure(quarters[key], name) for key in wanted}
        stated = _figure(record, name)
        if stated is not None and None not in parts.values():
            told = {key: one for key, one in parts.items() if one is not None}
            yield Checked(f"year_{name}", sums_to(told, stated))


def _of_headline(record: Record) -> Iterator[Checked]:
    """Hold the parts of a headline against it, and say where they are of several stages."""
    whole = _figure(record, "headline_yi")
    names = [one for one in _amounts(record) if one not in (*_WHOLES, *_REST)]
    parts = {name.removesuffix(_AMOUNT): _figure(record, name) for name in names}
    told = {name: one for name, one in parts.items() if one is not None}
    if whole is None or len(told) < 2 or not _are_all(told, record):  # noqa: PLR2004 - one is no sum
        return
    yield Checked("headline", sums_to(told, whole))
    if len(stages := sorted(told.keys() & _STAGES)) > 1:
        yield Checked("stages", _mixed(stages))


def _are_all(parts: Mapping[str, Figure], record: Record) -> bool:
    """Tell whether parts make up the whole: they are stages, or their counts are all projects.

    Of others nobody says that nothing is left beside them.
    """
    if parts.keys() <= _STAGES:
        return True
    counts = [_number(record, name) for name in parts]
    known = [one for one in counts if one is not None]
    return len(known) == len(counts) and sum(known) == _number(record, "projects")


def _mixed(stages: Sequence[str]) -> Answer:
    return Answer(
        Verdict.HOLDS,
        f"总数把{'和'.join(stages)}加在一起，是不同的阶段，不能当作其中一种",
        f"the headline adds {' and '.join(stages)}, which are different stages",
    )


def _of_shares(record: Record) -> Iterator[Checked]:
    """Hold each share against every whole that it may be of; else say what whole it implies."""
    for name in record:
        if name.endswith(_SHARE) or name in {"share_pct", _RATE}:
            part = _part_of(name, record)
            percent = _number(record, name)
            if part is None or percent is None or percent <= 0:
                continue
            convention = _printed(percent)
            wholes = _wholes(record) if name.endswith(_SHARE) else {}
            if wholes:
                yield Checked(name, is_share_of(part, percent, wholes, convention=convention))
            else:
                yield Checked(name, _implying(part, percent, convention))


def _part_of(share: str, record: Record) -> Figure | None:
    if share.endswith(_SHARE):
        return _figure(record, f"{share.removesuffix(_SHARE)}{_AMOUNT}")
    return next((one for name in _WHOLES if (one := _figure(record, name)) is not None), None)


def _implying(part: Figure, percent: Decimal, convention: Convention) -> Answer:
    whole = implied_whole(part, percent, convention=convention)
    zh, en = (said(whole, None, english=english) for english in (False, True))
    return Answer(Verdict.HOLDS, f"按这个比例总数是{zh}", f"by this share the whole is {en}", whole)


def _wholes(record: Record) -> dict[str, Figure]:
    found = {name: _figure(record, name) for name in (*_WHOLES, *_REST[1:])}
    known = {name: one for name, one in found.items() if one is not None}
    rest = [_figure(record, name) for name in _REST]
    sides = [one for one in rest if one is not None]
    if len(sides) == len(_REST):
        known["+".join(_REST)] = total(sides)
    return known


def _parts(record: Record) -> Iterator[Checked]:
    """Find a part that is more than its whole: of the counts, and of the amounts."""
    counts = [name for name in record if f"{name}{_AMOUNT}" in record]
    for whole, names in (("projects", counts), ("headline_yi", _amounts(record))):
        stated = _figure(record, whole)
        for name in names:
            part = None if name == whole else _figure(record, name)
            if stated is not None and part is not None and _is_more(part, stated):
                yield Checked(f"part_{name}", _too_much(name, part, stated))


def _is_more(part: Figure, whole: Figure) -> bool:
    ends = part.tolerance().low, whole.tolerance().high
    return ends[0] is not None and ends[1] is not None and ends[0] > ends[1]


def _too_much(name: str, part: Figure, whole: Figure) -> Answer:
    zh = [said(one, None, english=False) for one in (part, whole)]
    en = [said(one, None, english=True) for one in (part, whole)]
    return Answer(
        Verdict.CONTRADICTION,
        f"{name}是{zh[0]}，多于总数{zh[1]}，不能都对",
        f"{name} is {en[0]}, more than the whole of {en[1]}: both cannot be true",
    )


def _amounts(record: Record) -> list[str]:
    return [name for name in record if name.endswith(_AMOUNT)]


def _figure(record: Record, name: str) -> Figure | None:
    number = _number(record, name)
    if number is None:
        return None
    hedge = str(record.get("qualifier", "")) if name in _WHOLES else ""
    hedge = hedge if hedge in _HEDGES else ""
    return figure_in(f"{hedge}{number:f}{'亿元' if name.endswith(_AMOUNT) else '个'}")


def _number(record: Record, name: str) -> Decimal | None:
    value = record.get(name)
    if value is None or value == "":
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise _no_number(name, value) from None
    if not found.is_finite() or isinstance(value, bool) or found < 0:
        raise _no_number(name, value)
    return found


def _no_number(name: str, value: object) -> BaylineError:
    told = str(value)[:40]
    return BaylineError(
        f"{name} is “{told}”",
        why="a count or an amount is a number that is not below zero",
        do="write the number alone, and a hedge such as 超 as qualifier",
        zh=Words(
            f"{name}是“{told}”", "个数和金额要写不小于零的数", "请只写数，“超”等写在qualifier"
        ),
    )


def _printed(percent: Decimal) -> Convention:
    exponent = percent.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Convention(rounding=Rounding.HALF_UP, places=places, source="")
