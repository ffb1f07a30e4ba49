"""Tables and lists of promises in a report, as plain data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q

from bayline.kernel.claims import ClaimKind
from bayline.kernel.periods import Period
from bayline.kernel.reviews import Review
from bayline.platform.record import queries as record
from bayline.platform.record.terms import KeptClaim
from bayline.platform.registers.terms import NUMERIC, Field, Register, Values
from bayline.platform.reporting.listed import Condition, Listed, Overlapping, sort_key
from bayline.platform.reporting.sources import Sources
from bayline.platform.reporting.stated import Stated

_OWN = frozenset({"register", "columns", "sort", "limit", "title", "annex"})
_DAY = timedelta(days=1)


@dataclass(slots=True)
class StandingAlone:
    """Makes what stands in a paragraph of its own."""

    listed: Listed
    stated: Stated

    def table(self, given: Mapping[str, Condition], where: str) -> dict[str, Any]:
        """Make a table of entries of a register."""
        wanted = {key: each for key, each in given.items() if key not in _OWN}
        register, found = self.listed.chosen(str(given["register"]), wanted, where)
        columns = given.get("columns", ())
        named = (columns,) if isinstance(columns, str) else columns
        assert not isinstance(named, Period | Overlapping)  # noqa: S101 - columns are words
        fields = self.listed.columns(register, named, where)
        entries = self._sorted(register, found, str(given.get("sort", "")), where)
        limit = str(given.get("limit", ""))
        shown = entries[: int(limit)] if limit.isdecimal() else entries
        sources = Sources()
        rows = [self._row(register, fields, entry, sources) for entry in shown]
        return {
            "kind": "table",
            "title": str(given.get("title") or register.called(english=self.listed.english)),
            "columns": [self._column(one) for one in fields],
            "rows": rows,
            "rest": len(entries) - len(shown),
            "sources": sources.listed,
            "annex": given.get("annex", "") == "only",
        }

    def _sorted(
        self, register: Register, found: list[tuple[str, Values]], sort: str, where: str
    ) -> list[tuple[str, Values]]:
        names = [sort.removeprefix("-")] if sort else [*register.order]
        arranged = found
        for of in reversed(self.listed.columns(register, names, where)):
            arranged = sorted(arranged, key=_by(of), reverse=sort.startswith("-"))
        return arranged

    def _column(self, of: Field) -> dict[str, Any]:
        title = of.called(english=self.listed.english)
        return {"title": title, "numeric": of.kind in NUMERIC}

    def _row(
        self,
        register: Register,
        fields: list[Field],
        entry: tuple[str, Values],
        sources: "Sources",
    ) -> dict[str, Any]:
        key, values = entry
        note = self.listed.note(register, key, values)
        cells = [self.listed.cell(of, values) for of in fields]
        return {"cells": cells, "source": sources.number(note), "path": note.path}

    def promises(self, given: Mapping[str, Condition], period: Period) -> dict[str, Any]:
        """List the promises that fall due within the period, and whether they were kept."""
        english = self.stated.english
        found = record.claims(
            as_of=self.stated.at,
            states=[Review.ACCEPTED],
            kind=ClaimKind.PROMISE,
            period_end__gt=period.start,
            period_end__lte=period.end,
            order=("period_end", "pk"),
        )
        kept = self._kept(found)
        sources = Sources()
        words = ("kept", "open") if english else ("已兑现", "未兑现")
        rows = [
            {
                "cells": [
                    _due(one),
                    one.claim.subject or "—",
                    one.claim.what,
                    words[one.id not in kept],
                ],
                "source": sources.number(note),
                "path": note.path,
            }
            for one, note in zip(found, self.stated.notes(found), strict=True)
        ]
        heads = (
            ("Due", "Owner", "Promise", "State") if english else ("到期", "责任方", "承诺", "状态")
        )
        title = "Promises due" if english else "本期到期的承诺"
        return {
            "kind": "table",
            "title": str(given.get("title") or title),
            "columns": [{"title": one, "numeric": False} for one in heads],
            "rows": rows,
            "rest": 0,
            "sources": sources.listed,
            "annex": False,
        }

    def _kept(self, found: list[KeptClaim]) -> Mapping[str, KeptClaim]:
        wanted = Q(supersedes__identifier__in=[one.id for one in found])
        return record.fulfilments(wanted, as_of=self.stated.at) if found else {}


def _by(of: Field) -> Callable[[tuple[str, Values]], tuple[int, Any]]:
    return lambda each: sort_key(of, each[1])


def _due(one: KeptClaim) -> str:
    period = one.claim.period
    return (period.end - _DAY).isoformat() if period and period.end else "—"
