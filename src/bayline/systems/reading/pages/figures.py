"""One figure of a draft as the panel shows it: as printed, as read, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from bayline.engines.chinese.terms import Interval, Reading, Statement
from bayline.platform.addresses import addresses_of_now
from bayline.systems.reading.actions.auditing import Stated
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.claims import meaning_of
from bayline.systems.reading.rules.figures import figure_of

_LONGEST_HALF = 200  # characters of a sentence on either side of its figure


class Fact(NamedTuple):
    """One line of the panel."""

    label: str
    value: str
    is_quoted: bool = False  # words of the draft, which stay Chinese on an English page


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedView:
    """A figure of the record that speaks of the same."""

    look: str
    word: str
    quote: str
    period: str
    title: str
    published: date | None
    address: str


def stated_views(stated: Sequence[Stated]) -> tuple[StatedView, ...]:
    """Show what the record states of the same as a figure of a draft."""
    named = addresses_of_now()
    return tuple(
        StatedView(
            look=look,
            word=word,
            quote=one.quote,
            period=one.period,
            title=one.title,
            published=one.published,
            address=named.figure(one.claim),
        )
        for one in stated
        for look, word in (_compared(one),)
    )


def _compared(one: Stated) -> tuple[str, str]:
    if one.agrees is None:
        return "differ", _("时期或口径不同")
    return ("good", _("相符")) if one.agrees else ("bad", _("不一致"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One figure; spans count characters of the draft, end exclusive."""

    id: str
    start: int
    end: int
    quote: str
    printed: str  # with its hedges
    value: Decimal | None
    high: Decimal | None
    unit: str
    bound: str
    resolution: Decimal
    attribute: str | None
    subject: str | None
    place: str | None
    time: tuple[date | None, date | None] | None
    time_assumed: tuple[date | None, date | None] | None
    status: str
    change: str | None
    basis: tuple[str, ...]
    why: tuple[str, ...]
    sentence: str
    look: str  # of the worst finding it takes part in, or "read"
    findings: tuple[str, ...]
    stated: tuple[StatedView, ...] | None  # by the record; None where it was not asked
    facts: tuple[Fact, ...] = field(metadata={"twin": False})

    @property
    def mark(self) -> str:
        """Name the mark in the draft that leads here."""
        return f"m{self.id.removeprefix('q')}"


def figure_view(
    reading: Reading,
    position: int,
    *,
    look: str,
    findings: tuple[str, ...],
    stated: tuple[StatedView, ...] | None = None,
) -> FigureView:
    """Show the statement at a position of a reading.

    Args:
        reading: What the reader found.
        position: Which of its statements.
        look: The worst state among its findings, or "read".
        findings: Ids of the findings that it takes part in.
        stated: What the record states of the same; None where it was not asked.
    """
    statement, text = reading.statements[position], reading.text
    quantity = statement.quantity
    return FigureView(
        id=f"q{position + 1}",
        start=quantity.start,
        end=quantity.end,
        quote=text[quantity.start : quantity.end],
        printed=text[quantity.outer_start : quantity.outer_end],
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        bound=quantity.bound.value,
        resolution=quantity.resolution,
        attribute=statement.attribute,
        subject=statement.subject,
        place=_place(statement, text),
        time=_ends(statement.time),
        time_assumed=_ends(statement.time_assumed),
        status=statement.status.value,
        change=statement.change.value if statement.change else None,
        basis=statement.basis,
        why=statement.why,
        sentence=text[
            max(statement.sentence.start, statement.quantity.start - _LONGEST_HALF) : min(
                statement.sentence.end, statement.quantity.end + _LONGEST_HALF
            )
        ].strip(),
        look=look,
        findings=findings,
        stated=stated,
        facts=_facts(statement, text),
    )


def _ends(interval: Interval | None) -> tuple[date | None, date | None] | None:
    return None if interval is None else (interval.first, interval.last)


def _place(statement: Statement, text: str) -> str | None:
    place = statement.place
    return None if place is None else place.name or text[place.start : place.end]


def _facts(statement: Statement, text: str) -> tuple[Fact, ...]:
    rows = (*_number_facts(statement), *_said_facts(statement, text))
    return tuple(row for row in rows if row.value)


def _number_facts(statement: Statement) -> tuple[Fact, ...]:
    quantity = statement.quantity
    return (
        Fact(_("读作"), _exact(statement)),
        Fact(_("限定"), words.bound_words(quantity.bound)),
        Fact(_("意思是"), _meaning(statement)),
        Fact(_("单位"), _unit(statement)),
        Fact(_("印到"), _resolution(statement)),
    )


def _exact(statement: Statement) -> str:
    quantity = statement.quantity
    if quantity.value is None:
        return _("没有说明数值")
    low = words.amount(quantity.value, quantity.unit)
    return low if quantity.high is None else f"{low} – {words.amount(quantity.high, quantity.unit)}"


def _unit(statement: Statement) -> str:
    quantity = statement.quantity
    named = (words.kind_words(quantity.kind), words.unit_words(quantity.unit))
    return _("，").join(filter(None, named))


def _resolution(statement: Statement) -> str:
    figure = figure_of(statement.quantity)
    if figure is None or not figure.resolution:
        return ""
    return words.amount(figure.resolution, figure.unit)


def _meaning(statement: Statement) -> str:
    figure = figure_of(statement.quantity)
    return "" if figure is None else meaning_of(figure)


def _said_facts(statement: Statement, text: str) -> tuple[Fact, ...]:
    return (
        Fact(_("指标"), statement.attribute or _("文中未写明"), bool(statement.attribute)),
        Fact(_("主体"), statement.subject or _("文中未写明"), bool(statement.subject)),
        Fact(_("时期"), _period(statement)),
        Fact(
            _("地点"),
            _place(statement, text) or _("文中未写明"),
            statement.place is not None,
        ),
        Fact(_("口径"), words.joined(statement.basis), is_quoted=True),
        Fact(_("状态"), words.status_words(statement.status)),
        Fact(_("变动"), words.change_words(statement.change)),
        Fact(_("为什么"), words.reasons(statement.why)),
    )


def _period(statement: Statement) -> str:
    stated = words.days(statement.time)
    if stated:
        return _("%(days)s（文字写明）") % {"days": stated}
    assumed = words.days(statement.time_assumed)
    if assumed:
        return _("%(days)s（文中未写，按发布日期推定）") % {"days": assumed}
    return _("文中未写明")
