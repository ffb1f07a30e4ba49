"""What the bench of measures shows."""

from dataclasses import dataclass, field

from bayline.platform.listing import Option

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A measure that can be chosen.

    Attributes:
        value: What the form sends.
        word: What it is called.
        hint: What it tells.
        is_chosen: Whether it is.
    """

    value: str
    word: str
    hint: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in the form."""

    text: str
    reference: str
    is_rest: bool
    years: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A number drawn; units of a picture 200 wide."""

    x: float
    width: float
    is_negative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """A result: its names, its numbers, and why there is none where there is none."""

    labels: tuple[str, ...]
    numbers: tuple[str, ...]
    bar: Bar | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was measured.

    Attributes:
        title: The measure.
        definitions: The definitions that were taken.
        total: How many results there are.
        missing: How many of these are none, with the reason.
        labels: Heads of the columns of names.
        numbers: Heads of the columns of numbers.
        rows: The first results.
        is_cut: Whether there are more than these.
        even: Where 1 lies in the picture of the bars, for measures that compare with 1; else None.
    """

    title: str
    definitions: tuple[str, ...]
    total: int
    missing: int
    labels: tuple[str, ...]
    numbers: tuple[str, ...]
    rows: tuple[ResultRow, ...]
    is_cut: bool
    even: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresPage:
    """A table in, results or the reason why there are none out."""

    measures: tuple[Choice, ...]
    crosswalks: tuple[Choice, ...]
    relatedness: tuple[Option, ...]
    orders: tuple[Option, ...]
    filled: Filled
    results: Results | None = None
    problem: str = ""
    is_kept: bool = field(default=True, metadata=_PAGE)  # whether the form holds what was sent
