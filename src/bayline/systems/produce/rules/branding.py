"""Whether a lot may carry a brand: every practice is in force, with evidence, on its harvest day.

The practices are rows of the region's own file, never assumed: other regions unite other six.
"""

import tomllib
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words


class Held(NamedTuple):
    """That a base keeps a practice.

    Attributes:
        base: The base.
        practice: The code of the practice.
        evidence: What proves it; empty if nothing does.
        since: From when.
        until: Until the day before which; None if no end was set.
    """

    base: str
    practice: str
    evidence: str
    since: date
    until: date | None


class Brand(NamedTuple):
    """A brand and what it promises.

    Attributes:
        name: Its name.
        practices: The names of the practices by code, in the order of the file.
        held: What bases keep.
    """

    name: str
    practices: dict[str, str]
    held: tuple[Held, ...]


class Missing(NamedTuple):
    """A practice that keeps a lot from carrying the brand.

    Attributes:
        practice: Its code.
        name: Its name.
        reason: never, early, expired or unproven.
    """

    practice: str
    name: str
    reason: str


def missing(brand: Brand, base: str, harvested: date) -> list[Missing]:
    """List the practices that are not in force at a base on a day; none, and it may carry it."""
    found = []
    for code, name in brand.practices.items():
        rows = [one for one in brand.held if one.base == base and one.practice == code]
        reason = _reason(rows, harvested)
        if reason:
            found.append(Missing(code, name, reason))
    return found


def _reason(rows: Sequence[Held], day: date) -> str:
    if not rows:
        return "never"
    holding = [one for one in rows if one.since <= day and (one.until is None or day < one.until)]
    if holding:
        return "" if any(one.evidence for one in holding) else "unproven"
    return "early" if all(one.since > day for one in rows) else "expired"


def read_brand(text: str, *, where: str) -> Brand:
    """Read a brand out of a file of TOML.

    Raises:
        BaylineError: A field is missing, a day is none, or a row names an unknown practice.
    """
    try:
        told = tomllib.loads(text)
        practices = {str(one["code"]): str(one["name"]) for one in told["practice"]}
        held = tuple(
            Held(
                str(one["base"]),
                str(one["practice"]),
                str(one.get("evidence", "")).strip(),
                _day(one["since"]),
                _day(one["until"]) if "until" in one else None,
            )
            for one in told.get("held", ())
        )
        brand = Brand(str(told["name"]), practices, held)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise _wrong(where, f"{type(error).__name__} {error}") from error
    if not practices or len(practices) != len(told["practice"]):
        raise _wrong(where, "practices have codes of their own, and there is at least one")
    for one in held:
        if one.practice not in practices:
            raise _wrong(where, f"{one.base} keeps {one.practice}, which is no practice here")
    return brand


def _day(told: object) -> date:
    if type(told) is not date:
        raise TypeError(f"{told} is no day")
    return told


def _wrong(where: str, why: str) -> BaylineError:
    return BaylineError(
        "the brand cannot be used",
        where=where,
        why=why,
        do="correct the file",
        zh=Words("品牌文件用不了", why, "请改正文件"),
    )
