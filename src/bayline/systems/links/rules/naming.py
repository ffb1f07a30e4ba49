"""How links are written in addresses and registers, and what a link is known by."""

import re
from collections.abc import Iterable
from hashlib import blake2b

from bayline.engines.geography.terms import Position
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.refusing import HIGHEST, LONGEST

Ends = tuple[Position, Position]
_PARTS = re.compile(r"[,，;；\s]+")
_EXACT = 6  # decimals of a degree: a tenth of a meter
_KEY_BYTES = 6
_SAME = 0.0005  # degrees, some fifty meters: links whose ends are nearer are the same
_BOTH, _ONE = 4, 2


def ends_of(written: str, *, where: str) -> Ends:
    """Read `lon,lat,lon,lat`.

    Raises:
        BaylineError: It is not that.
    """
    numbers = _numbers(written)
    if len(numbers) != _BOTH:
        raise _no_ends(written, where)
    return (numbers[0], numbers[1]), (numbers[2], numbers[3])


def point_of(written: str, *, where: str) -> Position:
    """Read `lon,lat`.

    Raises:
        BaylineError: It is not that.
    """
    numbers = _numbers(written)
    if len(numbers) != _ONE:
        raise _no_ends(written, where)
    return numbers[0], numbers[1]


def _numbers(written: str) -> list[float]:
    """Read numbers in pairs; none where one is no longitude or latitude."""
    try:
        found = [float(part) for part in _PARTS.split(written.strip()) if part]
    except ValueError:
        return []
    sound = all(abs(one) <= (HIGHEST if place % 2 else LONGEST) for place, one in enumerate(found))
    return found if sound else []


def _no_ends(written: str, where: str) -> BaylineError:
    return BaylineError(
        f"“{written[:60]}” is no position",
        where=where,
        do="write longitude,latitude in degrees on WGS-84, longitude first; two of them for a link",
        zh=Words(
            f"“{written[:60]}”不是位置",
            do="请写WGS-84的经度,纬度，经度在前；连线写两端",
        ),
    )


def written_ends(ends: Ends) -> str:
    """Write a link as addresses have it."""
    return ",".join(
        f"{round(one, _EXACT):g}" if one == 0 else _digits(one) for p in ends for one in p
    )


def _digits(number: float) -> str:
    return f"{number:.{_EXACT}f}".rstrip("0").rstrip(".")


def lines_of(written: str, *, where: str) -> tuple[Ends, ...]:
    """Read links, one a line.

    Raises:
        BaylineError: A line is none.
    """
    return tuple(ends_of(line, where=where) for line in written.splitlines() if line.strip())


def key_of(ends: Ends) -> str:
    """Give what a link is known by, whichever end comes first."""
    written = ";".join(sorted(written_ends((end, end)) for end in ends))
    return blake2b(written.encode(), digest_size=_KEY_BYTES).hexdigest()


def is_same(one: Ends, other: Ends) -> bool:
    """Tell whether two links lead from the same to the same, within fifty meters or so."""
    return any(
        all(
            abs(a - b) <= _SAME
            for p, q in zip(one, turned, strict=True)
            for a, b in zip(p, q, strict=True)
        )
        for turned in (other, other[::-1])
    )


def found_among(ends: Ends, others: Iterable[Ends]) -> bool:
    """Tell whether a link is one of some."""
    return any(is_same(ends, other) for other in others)
