"""Entries of registers in reports: values, counts, sums and tables as of an instant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from bayline.engines.chinese.measured import figure_of
from bayline.kernel.amounts import said_in
from bayline.kernel.claims import ClaimKind
from bayline.kernel.english import in_english
from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure, total
from bayline.kernel.findings import Reference, Row
from bayline.kernel.periods import Period, parse
from bayline.kernel.reviews import Review
from bayline.platform.naming import page_of
from bayline.platform.record import queries as record
from bayline.platform.record.terms import KeptClaim, KeptSource
from bayline.platform.registers import queries as registers
from bayline.platform.registers.cells import printed
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.ranking import number_in
from bayline.platform.registers.terms import NUMERIC, Field, Kind, Register, Values
from bayline.platform.reporting.editions import days_called
from bayline.platform.reporting.expressions import unknown
from bayline.platform.reporting.stated import Stated
from bayline.platform.reporting.terms import Note, Resolved


@dataclass(frozen=True, slots=True)
class Overlapping:
    """The condition that days of a field lie in a period at least in part."""

    period: Period


Condition = str | Period | Overlapping | tuple[str, ...]
Entries = list[tuple[str, Values]]
_FEW, _SHORT = 3, 40
_DATED = {Kind.DATE, Kind.PERIOD}


@dataclass(slots=True)
class Listed:
    """Asks registers as of an instant, each once.

    Attributes:
        at: The instant.
        english: Whether words are in English.
        stated: Knows places.
        used: Names of the registers that were asked.
    """

    at: datetime
    english: bool
    stated: Stated
    used: set[str] = field(default_factory=set)
    _entries: dict[str, dict[str, Values]] = field(default_factory=dict)
    _sources: dict[str, KeptSource] | None = None

    def value(
        self, name: str, column: str, wanted: Mapping[str, Condition], where: str
    ) -> Resolved:
        """Give the one value that entries have in a field."""
        register, found = self.chosen(name, wanted, where)
        of = self._field(register, column, where)
        known = [(key, values) for key, values in found if values.get(column)]
        words = {values[column] for _key, values in known}
        about = f"{register.called(english=self.english)} {of.called(english=self.english)}"
        if len(words) != 1:
            return Resolved(about=about, problem=self._not_one(register, of, found, words))
        key, values = known[0]
        note = self.note_on(register, key, of, values)
        figure = figure_in(of, values[column])
        said = self.cell(of, values)
        lines = [one.strip() for one in said.splitlines() if one.strip()]
        if len(lines) > 1 and max(map(len, lines)) <= _SHORT:  # a list, told in a sentence
            said = (", " if self.english else "、").join(lines)
        return Resolved(printed=said, figure=figure, notes=(note,), about=about)

    def count(self, name: str, wanted: Mapping[str, Condition], unit: str, where: str) -> Resolved:
        """Count entries."""
        register, found = self.chosen(name, wanted, where)
        figure = Figure.exactly(Decimal(len(found)), "个")
        words = f"{len(found)}" if self.english else f"{len(found)}{unit}"
        title = register.called(english=self.english)
        names = "、".join(values.get(register.label) or key for key, values in found[:_FEW])
        more = "…" if len(found) > _FEW else ""
        note = Note(document=title, entry=f"{names}{more}", path=f"/registers/{register.name}")
        return Resolved(printed=words, figure=figure, notes=(note,), about=title)

    def total(
        self, name: str, column: str, wanted: Mapping[str, Condition], where: str
    ) -> Resolved:
        """Add the figures that entries have in a field; none of them may lack it."""
        register, found = self.chosen(name, wanted, where)
        of = self._field(register, column, where)
        about = f"{register.called(english=self.english)} {of.called(english=self.english)}"
        empty = [each for each in found if not each[1].get(column)]
        lacking = [values.get(register.label) or key for key, values in empty]
        if lacking or not found:
            return Resolved(about=about, problem=self._no_sum(register, of, lacking))
        parts = [(values[column], figure_in(of, values[column])) for _key, values in found]
        unread = [words for words, figure in parts if figure is None]
        if unread:
            return Resolved(about=about, problem=self._no_sum(register, of, unread))
        notes = tuple(self.note_on(register, key, of, values) for key, values in found)
        figures = [(words, figure) for words, figure in parts if figure is not None]
        return added(figures, notes, about=about, english=self.english)

    def chosen(
        self, name: str, wanted: Mapping[str, Condition], where: str
    ) -> tuple[Register, Entries]:
        """Choose entries by what their fields hold.

        Raises:
            BaylineError: There is no such register, or no such field.
        """
        register = self._register(name, where)
        self.used.add(register.name)
        asked = [(self._field(register, key, where), value) for key, value in wanted.items()]
        return register, [
            (key, values)
            for key, values in self.entries(register).items()
            if all(self._fits(of, values.get(of.name, ""), value) for of, value in asked)
        ]

    def entries(self, register: Register) -> dict[str, Values]:
        """Give all entries of a register as they were."""
        if register.name not in self._entries:
            self._entries[register.name] = registers.every_value(register, at=self.at)
        return self._entries[register.name]

    def note(self, register: Register, key: str, values: Values) -> Note:
        """Tell what an entry rests on: its document and the words that it quotes."""
        source = self.source(values.get("document", ""))
        title, label = register.called(english=self.english), values.get(register.label) or key
        path, quote = page_of(register.name, key), values.get("quote", "")
        if source is None:
            return Note(document=title, entry=label, path=path)
        published = source.published.isoformat() if source.published else ""
        return Note(
            document=source.title,
            publisher=source.publisher,
            published=published,
            sentence=quote,
            entry="" if quote else self._entry(title, label),
            quote=quote,
            source=source.sha256,
            path=path,
        )

    def note_of(self, name: str, key: str, where: str) -> Note:
        """Tell what an entry rests on, by its key.

        Raises:
            BaylineError: There is no such register.
        """
        register = self._register(name, where)
        self.used.add(register.name)
        return self.note(register, key, self.entries(register).get(key, {}))

    def _entry(self, title: str, label: str) -> str:
        return f"{title}: {label}" if self.english else f"{title}：{label}"

    def note_on(self, register: Register, key: str, of: Field, values: Values) -> Note:
        """Tell what a value of an entry rests on: the sentence that prints it, if just one does."""
        source, words = self.source(values.get("document", "")), values[of.name]
        if of.kind is Kind.FIGURE and source is not None:
            found = self._printing(source, words)
            dated = [period for one in register.fields if (period := _days(one, values))]
            if len(found) > 1 and dated:
                found = [one for one in found if one.claim.period in dated]
            if len(found) == 1:
                return self.stated.notes(found)[0]
        return self.note(register, key, values)

    def _printing(self, source: KeptSource, words: str) -> list[KeptClaim]:
        return record.claims(
            as_of=self.at,
            states=[Review.ACCEPTED],
            kind=ClaimKind.FIGURE,
            source=source.key,
            quote=words,
        )

    def source(self, file: str) -> KeptSource | None:
        """Find a document by the name of its file."""
        if not file:
            return None
        if self._sources is None:
            self._sources = {one.name: one for one in reversed(record.sources(as_of=self.at))}
        return self._sources.get(file)

    def cell(self, of: Field, values: Values) -> str:
        """Print a value for readers: names instead of codes."""
        text = values.get(of.name, "")
        if not text:
            return "—"
        if of.kind is Kind.PLACE:
            names = [one for one in self.stated.places(text) if one != text]
            return names[0] if names else text
        if of.kind is Kind.DOCUMENT:
            source = self.source(text)
            return source.title if source else text
        if of.kind in {Kind.ENTRY, Kind.ORGANISATION}:
            return self._named(of.register, text)
        return self._worded(of, text)

    def _worded(self, of: Field, text: str) -> str:
        if of.kind is Kind.PERIOD:
            return days_called(text, english=self.english)
        if of.kind is Kind.FIGURE and self.english:
            return in_english(text)
        return printed(of, text, english=self.english)

    def _named(self, name: str, key: str) -> str:
        try:
            register = registers.register(name)
        except BaylineError:
            return key
        return self.entries(register).get(key, {}).get(register.label) or key

    def _register(self, name: str, where: str) -> Register:
        try:
            return registers.register(name)
        except BaylineError:
            known = [one.name for one in registers.registers()]
            raise unknown(name, known, where=where) from None

    def _field(self, register: Register, name: str, where: str) -> Field:
        found = register.field(register.key if name == "key" else name)
        if found is None or found.personal:
            known = [one.name for one in register.fields if not one.personal]
            raise unknown(name, known, where=where)
        return found

    def columns(self, register: Register, names: Sequence[str], where: str) -> list[Field]:
        """Give the columns of a table: those that are named, else those that lists show."""
        if names:
            return [self._field(register, name, where) for name in names]
        shown = (one for one in register.fields if one.listed and not one.personal)
        return [one for one in shown if one.kind is not Kind.DOCUMENT and one.name != register.key]

    def _fits(self, of: Field, text: str, wanted: Condition) -> bool:
        if isinstance(wanted, Period):
            return of.kind in _DATED and bool(text) and _within(text, wanted)
        if isinstance(wanted, Overlapping):
            return of.kind in _DATED and bool(text) and _overlaps(text, wanted.period)
        allowed = {wanted} if isinstance(wanted, str) else {*wanted}
        if of.kind is Kind.PLACE:
            allowed = {one for word in allowed for one in self.stated.places(word)}
        return text in allowed

    def _not_one(self, register: Register, of: Field, found: Entries, words: set[str]) -> str:
        title, column = (one.called(english=self.english) for one in (register, of))
        if self.english:
            if not words:
                return f"{len(found)} entries of {title} were chosen, none states {column}"
            shown = ", ".join(sorted(words)[:_FEW])
            return f"entries of {title} state {len(words)} values of {column}: {shown}; choose one"
        if not words:
            return f"“{title}”选出{len(found)}条，都没有写“{column}”"
        listed = "、".join(sorted(words)[:_FEW])
        return f"“{title}”里选出的“{column}”有{len(words)}个不同的值：{listed}；请选到一条"

    def _no_sum(self, register: Register, of: Field, lacking: Sequence[str]) -> str:
        title, column = (one.called(english=self.english) for one in (register, of))
        listed = "、".join(lacking[:_FEW])
        if self.english:
            if not lacking:
                return f"no entry of {title} was chosen, so there is no sum"
            return (
                f"{len(lacking)} entries of {title} state no {column} that can be added: {listed}"
            )
        if not lacking:
            return f"“{title}”没有选出任何一条，无从合计"
        return f"“{title}”有{len(lacking)}条没有可以相加的“{column}”：{listed}"


def added(
    parts: Sequence[tuple[str, Figure]], notes: tuple[Note, ...], *, about: str, english: bool
) -> Resolved:
    """Add figures and print the sum in the unit of the first, hedges included."""
    try:
        figure = total(one for _words, one in parts)
    except BaylineError as error:
        return Resolved(about=about, problem=error.sentence() if english else error.in_chinese())
    words = computed(figure, [*parts], english=english)
    return Resolved(printed=words, figure=figure, notes=notes, about=about)


def computed(figure: Figure, parts: Sequence[tuple[str, Figure]], *, english: bool) -> str:
    """Print a computed figure as those are printed that it comes from."""
    rows = [
        Row(
            label="",
            figure=one,
            reference=Reference(document="-", start=0, end=len(words), quote=words),
        )
        for words, one in parts
    ]
    return said_in(rows, Row(label="", figure=figure), english=english)


def sort_key(of: Field, values: Values) -> tuple[int, Any]:
    """Sort numbers by size, others by their text; empty ones come last."""
    text = values.get(of.name, "")
    if not text:
        return 2, ""
    number = number_in(of, text) if of.kind in NUMERIC else None
    return (0, number) if number is not None else (1, text)


def figure_in(of: Field, text: str) -> Figure | None:
    """Read the figure of a cell; None where it holds none."""
    if not text:
        return None
    if of.kind is Kind.FIGURE:
        quantity = quantity_in(text)
        return None if quantity is None else figure_of(quantity)
    if of.kind in {Kind.INTEGER, Kind.DECIMAL}:
        quantity = quantity_in(f"{text}{of.unit}") if of.unit else None
        found = figure_of(quantity) if quantity else None
        return found or Figure.exactly(Decimal(text), "个")
    return None


def _days(of: Field, values: Values) -> Period | None:
    text = values.get(of.name, "")
    return parse(text) if of.kind in _DATED and text else None


def _overlaps(text: str, period: Period) -> bool:
    try:
        return parse(text).overlaps(period)
    except BaylineError:
        return False


def _within(text: str, period: Period) -> bool:
    try:
        return period.contains(parse(text))
    except BaylineError:
        return False
