"""Thresholds by date, each with its unit and source."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words


class Value(NamedTuple):
    """A threshold from a day on.

    Attributes:
        since: First day on which it is known to hold.
        amount: The threshold, in the parameter's unit.
        source: The print it is taken from.
    """

    since: date
    amount: Decimal
    source: str


class Parameter(NamedTuple):
    """A threshold with its values over time.

    Attributes:
        title: What it is, in Chinese.
        title_en: The same in English.
        unit: Unit of its values.
        values: Its values, the earliest first.
    """

    title: str
    title_en: str
    unit: str
    values: tuple[Value, ...]

    def is_known(self, day: date) -> bool:
        """Tell whether a value is known for a day."""
        return any(value.since <= day for value in self.values)

    def on(self, day: date) -> Value:
        """Give the value that holds on a day.

        Raises:
            BaylineError: If none is known for so early a day.
        """
        holding = [value for value in self.values if value.since <= day]
        if holding:
            return holding[-1]
        first = self.values[0].since
        raise BaylineError(
            f"the {self.title_en} is not known for {day}",
            why=f"the earliest source is of {first}",
            do="give a later day, or enter the earlier value with its source",
            zh=Words(
                f"{day}的{self.title}不详",
                f"最早的依据是{first}",
                "请给以后的日期，或补录当时的数和依据",
            ),
        )


def parameter(name: str) -> Parameter:
    """Give a threshold by its name: project, large, vouchers."""
    return _parameters()[name]


@cache
def _parameters() -> dict[str, Parameter]:
    text = files(__package__).joinpath("parameters.toml").read_text(encoding="utf-8")
    return {name: _parameter(declared) for name, declared in tomllib.loads(text).items()}


def _parameter(declared: dict[str, object]) -> Parameter:
    listed = declared["values"]
    rows: list[dict[str, object]] = listed if isinstance(listed, list) else []
    values = (
        Value(date.fromisoformat(str(row["from"])), Decimal(str(row["value"])), str(row["source"]))
        for row in rows
    )
    return Parameter(
        str(declared["title"]),
        str(declared["title_en"]),
        str(declared["unit"]),
        tuple(sorted(values)),
    )
