"""Score sheets: items with their most, what each occurrence costs, when nothing is left, grades."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Method(StrEnum):
    """How the scores of items become a total."""

    DEDUCTION = "deduction"  # the sum of what is left of each item
    WEIGHTED = "weighted"  # the sum of scores times weights


class ZeroRule(NamedTuple):
    """What leaves nothing of an item: 有露天焚烧，此项不得分."""

    code: str
    title: str
    title_en: str


class Sampling(NamedTuple):
    """How many are visited: at least so many of a kind in each part of the village."""

    at_least: int
    of: str
    in_each: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a score sheet.

    Attributes:
        code: How events and forms call it.
        title: What it asks.
        title_en: The same in English.
        most: The score where nothing is found.
        step: What each occurrence costs; of a weighted sheet, the step of its scores.
        weight: What its score counts in the total; 1 on a sheet of deductions.
        zero_rules: What leaves nothing of it.
        sampling: How many are visited; None where everything is looked at.
    """

    code: str
    title: str
    title_en: str
    most: Decimal
    step: Decimal
    weight: Decimal = Decimal(1)
    zero_rules: tuple[ZeroRule, ...] = ()
    sampling: Sampling | None = None


class Grade(NamedTuple):
    """A grade: totals from `at_least` on, that included; whether a village passes by it."""

    code: str
    title: str
    title_en: str
    at_least: Decimal
    passes: bool


@dataclass(frozen=True, kw_only=True)
class ScoreSheet:
    """An edition of a score sheet.

    Attributes:
        name: What all its editions are called.
        edition: Tells it from the others.
        title: Its title.
        title_en: The same in English.
        since: The first day it holds.
        until: The last day; None while it holds.
        source: The document it is taken from.
        is_sample: Whether it was made up to show how one is written; said wherever it is shown.
        method: How scores become a total.
        inspectors: How many inspect a village.
        items: Its items, in their order.
        grades: Its grades, the best first.
    """

    name: str
    edition: str
    title: str
    title_en: str
    since: date
    until: date | None
    source: str
    is_sample: bool
    method: Method
    inspectors: int
    items: tuple[Item, ...]
    grades: tuple[Grade, ...]

    @property
    def id(self) -> str:
        """Name and edition, as events and forms carry them."""
        return f"{self.name}@{self.edition}"

    @cached_property
    def by_code(self) -> dict[str, Item]:
        """The items by their codes."""
        return {one.code: one for one in self.items}

    @cached_property
    def most(self) -> Decimal:
        """The most a village can reach: always the sum of its items."""
        return sum((one.most * one.weight for one in self.items), Decimal(0))
