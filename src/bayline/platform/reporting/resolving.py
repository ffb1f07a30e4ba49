"""Resolve a report: look up every figure its words name, as of one instant.

What comes out is plain data, the same for the same record and instant: title, blocks, notes and
figures. All forms of a report, PDF, Word, workbook and page, are made of it and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure, growth, ratio
from bayline.kernel.periods import Period
from bayline.platform.reporting import editions
from bayline.platform.reporting.expressions import (
    CHOOSING,
    FUNCTIONS,
    WORDS,
    Call,
    Else,
    Joined,
    Name,
    Node,
    Several,
    Text,
    parsed,
    unknown,
)
from bayline.platform.reporting.listed import Condition, Listed, Overlapping, added, computed
from bayline.platform.reporting.offered import TableAsked, offered
from bayline.platform.reporting.pictures import Pictures
from bayline.platform.reporting.sources import as_first, seen_before, together
from bayline.platform.reporting.standing_alone import StandingAlone
from bayline.platform.reporting.stated import (
    Stated,
    Wanted,
    moment_text,
    refuse_bad_period,
    wanted_by,
)
from bayline.platform.reporting.terms import Document, Edition, Note, Problem, Resolved, Template
from bayline.platform.reporting.texts import Block, Piece, Tag, blocks_of

FORMAT = 1
_SPANS = {
    "previous": editions.before,
    "year_before": editions.year_before,
    "to_date": editions.to_date,
    "year": editions.year_of,
}
_DEPTH = 12  # names that name names


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a report is resolved for.

    Attributes:
        template: Its template.
        edition: Its period, or its entry.
        language: zh or en.
        at: The instant.
        snapshot: Id of the publication that holds its figures; empty of a draft.
        region: Name of the region.
    """

    template: Template
    edition: Edition
    language: str
    at: datetime
    snapshot: str = ""
    region: str = ""

    @property
    def english(self) -> bool:
        """Whether words are in English."""
        return self.language == "en"


def resolve(text: str, setting: Setting, *, where: str) -> Document:
    """Look up every figure of a text.

    Args:
        text: The words.
        setting: What for, as of when.
        where: The file of the words, for refusals.

    Raises:
        BaylineError: The words or the template name a figure that does not exist: file, line, name.
    """
    return Resolving(setting).document(blocks_of(text, where=where))


@dataclass(slots=True)
class Resolving:
    """One report on its way from words to data."""

    setting: Setting
    problems: list[Problem] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)
    stated: Stated = field(init=False)
    listed: Listed = field(init=False)

    def __post_init__(self) -> None:
        at, english = self.setting.at, self.setting.english
        self.stated = Stated(at, english, self.setting.template.names_reviewers)
        self.listed = Listed(at, english, self.stated)

    def document(self, blocks: tuple[Block, ...]) -> Document:
        """Resolve all blocks."""
        setting = self.setting
        alone = StandingAlone(self.listed, self.stated)
        shown = [self._block(one, alone, number) for number, one in enumerate(blocks)]
        facts = {
            "format": FORMAT,
            "template": setting.template.name,
            "title": setting.template.called(english=setting.english),
            "edition": setting.edition.name,
            "called": editions.called(setting.edition, english=setting.english),
            "language": setting.language,
            "region": setting.region,
            "moment": moment_text(setting.at),
            "snapshot": setting.snapshot,
            "blocks": [one for one in shown if one],
            "notes": self.notes,
            "figures": self.figures,
        }
        return Document(facts=facts, problems=tuple(self.problems))

    def _block(self, block: Block, alone: StandingAlone, number: int) -> dict[str, Any] | None:
        if block.kind in {"heading", "paragraph", "item"}:
            pieces = [self._piece(one) for one in block.pieces]
            level = {"level": block.level} if block.level else {}
            return {"kind": block.kind, **level, "pieces": pieces}
        tag = block.pieces[0]
        assert isinstance(tag, Tag)  # noqa: S101 - what stands alone is a tag
        assert isinstance(tag.node, Call)  # noqa: S101 - and a call
        found = self._alone(tag.node, tag.where, alone, number)
        if found.get("problem"):
            self._note_problem(tag, found["problem"])
            gap = {"t": "", "gap": found["problem"]}
            return {"kind": "paragraph", "pieces": [gap]}
        self.figures.extend(found.pop("figures", []))
        return found

    def _alone(self, call: Call, where: str, alone: StandingAlone, number: int) -> dict[str, Any]:
        given = self._given(call, where)
        match call.function:
            case "table":
                return alone.table(given, where)
            case "chart":
                return Pictures(self.listed, self.stated).chart(given, f"chart-{number}")
            case "graph":
                pictures = Pictures(self.listed, self.stated)
                return pictures.graph(given, f"chart-{number}", where)
            case "offered":
                return self._offered(given, where)
            case _:
                return alone.promises(given, self._period("period", where))

    def _offered(self, given: Mapping[str, Condition], where: str) -> dict[str, Any]:
        """Have a system make a table, of the report's period unless another is named."""
        period = given.get("period")
        asked = TableAsked(
            at=self.setting.at,
            period=period
            if isinstance(period, Period)
            else self._period(str(period or "period"), where),
            place=str(given.get("place", "")),
            english=self.setting.english,
            note=lambda register, key: self.listed.note_of(register, key, where),
        )
        title, limit = str(given.get("title", "")), str(given.get("limit", ""))
        return offered(str(given["table"]), asked, title=title, limit=limit, where=where)

    def _piece(self, piece: Piece) -> dict[str, Any]:
        if isinstance(piece, str):
            return {"t": piece}
        node = piece.node
        if isinstance(node, Name) and node.value in WORDS:
            return {"t": self._word(node.value)}
        found = self.value(node, piece.where)
        if found.problem:
            self._note_problem(piece, found.problem)
            return {"t": "", "gap": found.problem}
        if not found.notes:
            return {"t": found.printed}
        return {"t": found.printed, "n": self._noted(piece, found)}

    def named(self, asked: str, node: Node, where: str) -> dict[str, Any]:
        """Resolve a figure that a layout or a letterhead names."""
        return self._piece(Tag(asked, node, where))

    def _note_problem(self, tag: Tag, sentence: str) -> None:
        self.problems.append(Problem(where=tag.where, asked=tag.asked, sentence=sentence))

    def _noted(self, tag: Tag, found: Resolved) -> int:
        """Number a figure; what is asked for again keeps its number."""
        if tag.asked not in self._known:
            number = self._known[tag.asked] = len(self.notes) + 1
            parts = together(found.notes)
            number = next(
                (one["n"] for one in self.notes if as_first(one["parts"]) == parts), number
            )
            self._known[tag.asked] = number
            if number > len(self.notes):
                parts = seen_before(parts, self.notes)
                self.notes.append({"n": number, "printed": found.printed, "parts": parts})
            self.figures.append(_row(tag.asked, found, number))
        return self._known[tag.asked]

    def _word(self, name: str) -> str:
        setting = self.setting
        words = {
            "title": setting.template.called(english=setting.english),
            "period": editions.called(setting.edition, english=setting.english),
            "label": setting.edition.label or setting.edition.name,
            "edition": setting.edition.name,
            "region": setting.region,
            "moment": moment_text(setting.at)[:10],
            "snapshot": setting.snapshot or "—",
        }
        return words[name]

    def value(self, node: Node, where: str, depth: int = 0) -> Resolved:
        """Resolve an expression.

        Raises:
            BaylineError: It names something that does not exist.
        """
        match node:
            case Text(words):
                return Resolved(printed=words, about=words)
            case Name(name):
                return self._declared(name, where, depth)
            case Else(figure, words):
                found = self.value(figure, where, depth)
                return Resolved(printed=words) if found.problem else found
            case Joined(sign, left, right):
                sides = (self.value(left, where, depth), self.value(right, where, depth))
                return self._joined(sign, *sides)
            case Call():
                return self._called(node, where, depth)
            case _:
                raise unknown(str(node), FUNCTIONS, where=where)

    def _declared(self, name: str, where: str, depth: int) -> Resolved:
        of = self.setting.template
        if name not in of.figures or depth > _DEPTH:
            raise unknown(name, [*of.figures, *WORDS, *FUNCTIONS], where=where)
        at = f"{of.path}:{of.lines.get(name, 1)}"
        return self.value(parsed(of.figures[name], where=at), at, depth + 1)

    def _called(self, call: Call, where: str, depth: int) -> Resolved:
        name, given = call.function, call.given
        if name in {"share", "growth"}:
            pair = [self.value(each, where, depth) for each in given.values()]
            return self._divided(name, *pair)
        words = self._given(call, where)
        if name in CHOOSING:
            return self._of_register(name, words, where)
        if name == "said":
            nth = str(words.get("nth", "1"))
            return self.stated.said(
                str(words["document"]), str(words["quote"]), int(nth) if nth.isdecimal() else 1
            )
        if name == "figure":
            return self.stated.figure(self._wanted(words, where))
        raise unknown(name, FUNCTIONS, where=where)

    def _of_register(self, name: str, words: dict[str, Condition], where: str) -> Resolved:
        register, column = str(words.pop("register")), str(words.pop("field", ""))
        if name == "count":
            unit = str(words.pop("unit", "个"))
            return self.listed.count(register, words, unit, where)
        ask = self.listed.total if name == "total" else self.listed.value
        return ask(register, column, words, where)

    def _wanted(self, words: Mapping[str, Condition], where: str) -> Wanted:
        asked = {key: each for key, each in words.items() if isinstance(each, str)}
        period = words.get("period", "" if self.setting.edition.period is None else "period")
        found = period if isinstance(period, Period) else None
        if found is None and period:
            found = self._period(str(period), where)
        return wanted_by(asked, found)

    def _given(self, call: Call, where: str) -> dict[str, Condition]:
        """Give the arguments of a function, with the days that a field has to share as one."""
        given = {key: self._argument(each, where) for key, each in call.given.items()}
        if call.function in CHOOSING and (column := given.pop("overlaps", None)):
            given[str(column)] = Overlapping(self._period("period", where))
        return given

    def _argument(self, node: Node, where: str) -> Condition:
        match node:
            case Text(words):
                return words
            case Several(words):
                return words
            case Name(name) if name in {"edition", "label"}:
                return self._word(name)
            case Name(name) if name == "period" or name in _SPANS:
                return self._period(name, where)
            case _:
                raise refuse_bad_period(str(getattr(node, "value", node)), where)

    def _period(self, written: str, where: str) -> Period:
        own = self.setting.edition.period
        if own is not None and (written == "period" or written in _SPANS):
            return own if written == "period" else _SPANS[written](own)
        found = editions.period_of(written)
        if found is None:
            raise refuse_bad_period(written, where)
        return found

    def _joined(self, sign: str, left: Resolved, right: Resolved) -> Resolved:
        for one in (left, right):
            if one.problem or one.figure is None:
                return Resolved(problem=one.problem or self._no_number(one))
        assert left.figure is not None  # noqa: S101 - asked just before
        assert right.figure is not None  # noqa: S101 - asked just before
        parts = [(left.printed, left.figure), (right.printed, right.figure)]
        notes, about = (*left.notes, *right.notes), f"{left.about} {sign} {right.about}"
        if sign == "+":
            return added(parts, notes, about=about, english=self.setting.english)
        return self._computed(lambda: parts[0][1].minus(parts[1][1]), parts, notes, about)

    def _divided(self, name: str, new: Resolved, old: Resolved) -> Resolved:
        for one in (new, old):
            if one.problem or one.figure is None:
                return Resolved(problem=one.problem or self._no_number(one))
        assert new.figure is not None  # noqa: S101 - asked just before
        assert old.figure is not None  # noqa: S101 - asked just before
        pair, divide = (new.figure, old.figure), ratio if name == "share" else growth
        about = f"{new.about} ÷ {old.about}"
        return self._computed(lambda: divide(*pair), [], (*new.notes, *old.notes), about)

    def _computed(
        self,
        work: Callable[[], Figure],
        parts: list[tuple[str, Figure]],
        notes: tuple[Note, ...],
        about: str,
    ) -> Resolved:
        english = self.setting.english
        try:
            figure = work()
        except BaylineError as error:
            said = error.sentence() if english else error.in_chinese()
            return Resolved(about=about, problem=said)
        words = computed(figure, parts, english=english)
        return Resolved(printed=words, figure=figure, notes=notes, about=about)

    def _no_number(self, one: Resolved) -> str:
        english = self.setting.english
        return f"“{one.printed}” is no number" if english else f"“{one.printed}”不是数"


def _row(asked: str, found: Resolved, number: int) -> dict[str, Any]:
    figure = found.figure
    ends = (None, None) if figure is None else (figure.low, figure.high)
    return {
        "asked": asked,
        "about": found.about,
        "printed": found.printed,
        "low": None if ends[0] is None else format(ends[0], "f"),
        "high": None if ends[1] is None else format(ends[1], "f"),
        "unit": figure.unit if figure else "",
        "note": number,
        "claims": [one.claim for one in found.notes if one.claim],
    }
