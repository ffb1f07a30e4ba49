"""Charts in a report: figures of documents or entries of a register, over their periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bayline.engines.charts.terms import Reading
from bayline.kernel.bounds import Bound
from bayline.kernel.english import in_english
from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period, parse
from bayline.kernel.statuses import Status
from bayline.platform.charts.drawing import chart_of
from bayline.platform.charts.terms import Statement
from bayline.platform.reporting.drawing import picture_of
from bayline.platform.reporting.listed import Condition, Listed, figure_in
from bayline.platform.reporting.sources import Sources
from bayline.platform.reporting.stated import Stated, wanted_by
from bayline.platform.reporting.terms import Note

_HEDGED = frozenset({Bound.ABOUT, Bound.NEARLY, Bound.RANGE})
_OWN = frozenset({"register", "field", "when", "title"})


class Point(NamedTuple):
    """One value of a chart: figure, period, what it rests on, what it is compared with."""

    figure: Figure
    period: Period
    printed: str
    note: Note
    strand: str = ""
    is_planned: bool = False


@dataclass(slots=True)
class Pictures:
    """Draws figures."""

    listed: Listed
    stated: Stated

    def chart(self, given: Mapping[str, Condition], name: str) -> dict[str, Any]:
        """Draw what documents state of an attribute."""
        wanted = wanted_by({key: str(given[key]) for key in given if key != "title"})
        points = []
        for one in self.stated.of(wanted.attribute):
            claim = one.claim
            if claim.figure and claim.period and self.stated.fits(claim, wanted, any_period=True):
                note = self.stated.notes([one])[0]
                strand = repr((claim.period.precision, claim.basis, claim.place, claim.subject))
                planned = claim.status is Status.PLANNED
                points.append(Point(claim.figure, claim.period, one.quote, note, strand, planned))
        title = str(given.get("title") or wanted.attribute)
        return self._drawn(points, title, name, about=wanted.attribute)

    def graph(self, given: Mapping[str, Condition], name: str, where: str) -> dict[str, Any]:
        """Draw what entries of a register state in a field, over another that is a period."""
        wanted = {key: each for key, each in given.items() if key not in _OWN}
        register, found = self.listed.chosen(str(given["register"]), wanted, where)
        names = (str(given["field"]), str(given["when"]))
        of, when = self.listed.columns(register, names, where)
        points = []
        for key, values in found:
            figure, period = figure_in(of, values.get(of.name, "")), _period(values.get(when.name))
            if figure is not None and period is not None:
                note = self.listed.note(register, key, values)
                points.append(Point(figure, period, values[of.name], note))
        title = str(given.get("title") or of.called(english=self.stated.english))
        return self._drawn(points, title, name, about=title)

    def _drawn(
        self, points: Sequence[Point], title: str, name: str, *, about: str
    ) -> dict[str, Any]:
        english = self.stated.english
        found = sorted(points, key=lambda one: (str(one.period.start), one.printed, one.note.claim))
        unit = found[0].figure.unit if found else "1"
        same = [one for one in found if one.figure.unit == unit]
        statements = [self._statement(one, number) for number, one in enumerate(same)]
        chart = chart_of(statements, name=name, title=title, unit=unit, english=english)
        if chart is None:
            zh = f"“{about}”不足两个有时期的已审数字，画不成图"
            en = f"fewer than two accepted figures of “{about}” have a period"
            return {"problem": en if english else zh}
        sources = Sources()
        rows = [
            {
                "cells": [said.period, said.reading.printed],
                "source": sources.number(one.note),
                "path": one.note.path,
            }
            for said, one in zip(statements, same, strict=True)
        ]
        heads = ("Period", "Figure") if english else ("时期", "数字")
        return {
            "kind": "chart",
            "title": chart.title,
            "svg": picture_of(chart),
            "columns": [{"title": one, "numeric": one is heads[1]} for one in heads],
            "rows": rows,
            "sources": sources.listed,
            "figures": [_row(about, one) for one in same],
        }

    def _statement(self, one: Point, number: int) -> Statement:
        possible = one.figure.tolerance()
        reading = Reading(
            key=str(number),
            printed=in_english(one.printed) if self.stated.english else one.printed,
            first=one.period.start,
            after=one.period.end,
            low=possible.low,
            high=possible.high,
            strand=one.strand,
            is_hedged=one.figure.bound in _HEDGED,
            is_planned=one.is_planned,
        )
        return Statement(reading=reading, address="", period=one.period.edtf)


def _period(text: str | None) -> Period | None:
    try:
        return parse(text) if text else None
    except BaylineError:
        return None


def _row(about: str, one: Point) -> dict[str, Any]:
    low, high = one.figure.low, one.figure.high
    return {
        "asked": f"chart {about} {one.period.edtf}",
        "about": about,
        "printed": one.printed,
        "low": None if low is None else format(low, "f"),
        "high": None if high is None else format(high, "f"),
        "unit": one.figure.unit,
        "note": 0,
        "claims": [one.note.claim] if one.note.claim else [],
    }
