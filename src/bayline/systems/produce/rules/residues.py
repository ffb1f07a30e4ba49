"""Judges residues by the limits in force on the day of the sample; no row is no verdict.

Limits come as dated packs. A food has the limits of its group where it has none of its own, and of
the group of that group. What is on the list of banned pesticides may not be found at all.
"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError, Words


class Limit(NamedTuple):
    """What a food may hold of a pesticide.

    Attributes:
        pesticide: Its name.
        food: The food or the group of foods.
        milligrams: A kilogram.
        is_temporary: Whether the limit is a temporary one.
    """

    pesticide: str
    food: str
    milligrams: Decimal
    is_temporary: bool


class Limits(NamedTuple):
    """One edition of limits.

    Attributes:
        name: Of the standard.
        since: From when it is in force.
        until: Until the day before which; None if it still is.
        source: Where its numbers come from.
        is_verified: Whether the numbers were compared with the standard.
        groups: Of each food or group the group it belongs to.
        banned: Pesticides that may not be found at all.
        rows: By pesticide and food.
    """

    name: str
    since: date
    until: date | None
    source: str
    is_verified: bool
    groups: Mapping[str, str]
    banned: frozenset[str]
    rows: Mapping[tuple[str, str], Limit]

    def holds_on(self, day: date) -> bool:
        """Say whether the edition is in force on a day."""
        return self.since <= day and (self.until is None or day < self.until)


class Verdict(NamedTuple):
    """What is said of one residue.

    Attributes:
        state: pass, fail or undecided.
        standard: The edition it was judged by; empty if none was in force.
        limit: The row that decides, if there is one.
        sentence: Why.
        zh: The same in Chinese.
    """

    state: str
    standard: str
    limit: Limit | None
    sentence: str
    zh: str


def judged(
    editions: Sequence[Limits], pesticide: str, food: str, found: Decimal | None, day: date
) -> Verdict:
    """Judge one residue.

    Args:
        editions: All editions there are.
        pesticide: Its name.
        food: What was sampled.
        found: Milligrams a kilogram; None if nothing was found.
        day: Of the sample.
    """
    edition = next((one for one in editions if one.holds_on(day)), None)
    if edition is None:
        return Verdict("undecided", "", None, f"cannot decide: no limits are in force on {day}",
                       f"不能判定：{day}没有现行的限量")  # fmt: skip
    if pesticide in edition.banned:
        return _banned(edition, pesticide, found)
    limit = _limit(edition, pesticide, food)
    if limit is None:
        return Verdict("undecided", edition.name, None,
                       f"cannot decide: no row for {pesticide} in {food}",
                       f"不能判定：没有{food}中{pesticide}的限量")  # fmt: skip
    return _compared(edition, limit, food, found)


def _banned(edition: Limits, pesticide: str, found: Decimal | None) -> Verdict:
    if found is None or found == 0:
        return Verdict("pass", edition.name, None, f"{pesticide} is banned and was not found",
                       f"{pesticide}禁用，未检出")  # fmt: skip
    return Verdict("fail", edition.name, None, f"{found} mg/kg of {pesticide}, which is banned",
                   f"{pesticide}禁用，检出{found}毫克/千克")  # fmt: skip


def _limit(edition: Limits, pesticide: str, food: str) -> Limit | None:
    """Find the row of a food, or of the nearest group it belongs to."""
    seen: set[str] = set()
    while food and food not in seen:
        row = edition.rows.get((pesticide, food))
        if row is not None:
            return row
        seen.add(food)
        food = edition.groups.get(food, "")
    return None


def _compared(edition: Limits, limit: Limit, food: str, found: Decimal | None) -> Verdict:
    of_group = "" if limit.food == food else f" (of {limit.food})"
    of_group_zh = "" if limit.food == food else f"（{limit.food}）"
    temporary = " temporary" if limit.is_temporary else ""
    temporary_zh = "临时" if limit.is_temporary else ""
    is_over = found is not None and found > limit.milligrams
    shown = "nothing" if found is None else f"{found} mg/kg"
    shown_zh = "未检出" if found is None else f"{found}毫克/千克"
    return Verdict(
        "fail" if is_over else "pass",
        edition.name,
        limit,
        f"{shown} against a{temporary} limit of {limit.milligrams} mg/kg{of_group}",
        f"{shown_zh}，{temporary_zh}限量{limit.milligrams}毫克/千克{of_group_zh}",
    )


def read_limits(text: str, *, where: str) -> list[Limits]:
    """Read editions of limits out of a file of TOML.

    Raises:
        BaylineError: The file is not as it should be, or two editions hold on one day.
    """
    try:
        told = tomllib.loads(text)
        editions = [_edition(one) for one in told["edition"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise _wrong(where, f"{type(error).__name__} {error}", "") from error
    ordered = sorted(editions, key=lambda one: one.since)
    for one, other in pairwise(ordered):
        if one.until is None or one.until > other.since:
            raise _wrong(
                where,
                f"{one.name} and {other.name} hold on the same day",
                f"{one.name}和{other.name}同一天都有效",
            )
    return ordered


def _edition(told: dict[str, Any]) -> Limits:
    rows: dict[tuple[str, str], Limit] = {}
    for one in told.get("limit", ()):
        key = (one["pesticide"], one["food"])
        if key in rows:
            raise ValueError(f"{key[0]} in {key[1]} stands there twice")
        milligrams = Decimal(str(one["mg_per_kg"]))
        rows[key] = Limit(*key, milligrams, bool(one.get("temporary", False)))
    until = told.get("until")
    if not isinstance(told["since"], date) or not isinstance(until, date | None):
        raise TypeError("since and until are dates")
    return Limits(
        str(told["name"]),
        told["since"],
        until,
        str(told["source"]),
        bool(told.get("verified", False)),
        dict(told.get("groups", {})),
        frozenset(told.get("banned", ())),
        rows,
    )


def _wrong(where: str, why: str, zh: str) -> BaylineError:
    return BaylineError(
        "the limits cannot be used",
        where=where,
        why=why,
        do="correct the file",
        zh=Words("限量文件用不了", zh or why, "请改正文件"),
    )
