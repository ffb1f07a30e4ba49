"""Classes that projects and firms are of: what each class comes to, with nothing counted twice.

A subject may be of several classes of one division, in known shares or in unknown ones. What is
not known to belong to a class is told as a range from nothing to all; a division as a whole counts
each subject once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.figures import Figure, total
from bayline.systems.industry.terms import Scheme

_NONE, _ONE = Decimal(0), Decimal(1)


class Assignment(NamedTuple):
    """That a subject is of a class.

    Attributes:
        subject: `project` or `firm`, and its code.
        code: The class.
        share: How much of it, from 0 to 1; None where all of it is, or nobody knows how much.
        is_main: Whether it is the main one of several.
    """

    subject: tuple[str, str]
    code: str
    share: Decimal | None = None
    is_main: bool = False


class Span(NamedTuple):
    """How much of a subject is of a class, at least and at most."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the subjects of a class come to.

    Attributes:
        projects: How many projects are of it, wholly or in part.
        firms: How many firms are.
        amounts: What the projects invest, one figure for each currency.
        silent: How many of the projects state no total.
    """

    projects: int = 0
    firms: int = 0
    amounts: tuple[Figure, ...] = ()
    silent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    """What all classes of a scheme come to.

    Attributes:
        classes: By class; those with nothing in them are left out.
        groups: By division of the whole, each subject once.
        strays: Assignments to classes that the scheme does not have.
    """

    classes: Mapping[str, Tally] = field(default_factory=dict)
    groups: Mapping[str, Tally] = field(default_factory=dict)
    strays: tuple[Assignment, ...] = ()


def tallied(
    assignments: Iterable[Assignment], scheme: Scheme, investments: Mapping[str, Figure]
) -> Tallies:
    """Add up what subjects of each class there are.

    Args:
        assignments: All that are of the scheme.
        scheme: Its classes; a subject of a class is of those above it too.
        investments: What projects invest in all, by code.
    """
    by_subject: dict[tuple[tuple[str, str], str], list[Assignment]] = defaultdict(list)
    strays = []
    for one in assignments:
        if one.code in scheme.classes:
            by_subject[one.subject, scheme.classes[one.code].group].append(one)
        else:
            strays.append(one)
    classes: dict[str, list[_Part]] = defaultdict(list)
    groups: dict[str, list[_Part]] = defaultdict(list)
    for (subject, group), mine in by_subject.items():
        spans = {**spread(mine, scheme)}
        for code, span in spans.items():
            classes[code].append(_Part(subject, span))
        groups[group].append(_Part(subject, _whole(mine)))
    return Tallies(
        classes={code: _tally(parts, investments) for code, parts in classes.items()},
        groups={group: _tally(parts, investments) for group, parts in groups.items()},
        strays=(*strays,),
    )


class _Part(NamedTuple):
    subject: tuple[str, str]
    span: Span


def spread(assignments: Sequence[Assignment], scheme: Scheme) -> dict[str, Span]:
    """Tell how much of one subject is of each class of a division, and of those above.

    Args:
        assignments: Those of one subject in one division.
        scheme: The scheme.
    """
    leaves = _leaves(assignments, scheme)
    rest = _ONE - sum((one.share or _NONE for one in leaves), _NONE)
    is_whole = len(leaves) == 1
    found: dict[str, Span] = {}
    for one in leaves:
        low = one.share if one.share is not None else _ONE if is_whole else _NONE
        high = one.share if one.share is not None else rest
        for code in scheme.line(one.code):
            known = found.get(code, Span(_NONE, _NONE))
            found[code] = Span(known.low + low, min(known.high + high, _ONE))
    return found


def _leaves(assignments: Sequence[Assignment], scheme: Scheme) -> list[Assignment]:
    """Leave out a class where one below it is named as well."""
    above = {code for one in assignments for code in scheme.line(one.code)[1:]}
    return [one for one in assignments if one.code not in above]


def _whole(assignments: Sequence[Assignment]) -> Span:
    """Tell how much of a subject is in a division at all."""
    shares = [one.share for one in assignments if one.share is not None]
    known = sum(shares, _NONE)
    if len(shares) == len(assignments):
        return Span(min(known, _ONE), min(known, _ONE))
    return Span(_ONE if not shares else known, _ONE)


def _tally(parts: Sequence[_Part], investments: Mapping[str, Figure]) -> Tally:
    projects = [part for part in parts if part.subject[0] == "project"]
    amounts: dict[str, list[Figure]] = defaultdict(list)
    for part in projects:
        figure = investments.get(part.subject[1])
        if figure is not None:
            amounts[figure.unit].append(_scaled(figure, part.span))
    stated = sum(map(len, amounts.values()))
    return Tally(
        projects=len(projects),
        firms=len(parts) - len(projects),
        amounts=tuple(total(amounts[unit]) for unit in sorted(amounts)),
        silent=len(projects) - stated,
    )


def _scaled(figure: Figure, span: Span) -> Figure:
    """Take a part of an amount that is known at least and at most."""
    if span == (_ONE, _ONE):
        return figure
    least, most = figure.scaled(span.low), figure.scaled(span.high)
    return Figure(
        low=least.low,
        high=most.high,
        low_open=least.low_open,
        high_open=most.high_open,
        unit=figure.unit,
        low_slack=least.low_slack,
        high_slack=most.high_slack,
    )


def overfull(assignments: Iterable[Assignment], scheme: Scheme) -> Iterator[tuple[str, Decimal]]:
    """Give the divisions in which the shares of one subject are more than the whole.

    Args:
        assignments: Those of one subject.
        scheme: The scheme.
    """
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in assignments:
        if one.code in scheme.classes:
            sums[scheme.classes[one.code].group] += one.share or _NONE
    return ((group, found) for group, found in sums.items() if found > _ONE)
