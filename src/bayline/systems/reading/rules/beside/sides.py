"""A figure with what is said around it: the same of a draft and of a document of the record."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.kernel.claims import Claim
from bayline.kernel.figures import Figure
from bayline.kernel.statuses import Status
from bayline.systems.reading.rules.attributes import canonical
from bayline.systems.reading.rules.bases import without_basis
from bayline.systems.reading.rules.beside.words import (
    BREAK,
    joined,
    pairs_of,
    plain_words,
    signs_of,
)

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_CLAUSE = re.compile(r"[，；：,;:。！？!?\n]")
_BEHIND = re.compile(r"[、，；：,;:。！？!?\n（(）)]")
# What is of a place is no place: a project in a town keeps its name.
_PLACE = re.compile(r".{1,10}(?:[省市区县州旗盟镇乡村]|街道|新城|园区)|.{1,4}")
_COUNTED = re.compile(r"\d|项目$|工程$|企业$")
_LEFT_OUT = re.compile(re.escape(BREAK) + "{2,}")
_DOWN, _UP = "降", "升"
_GOT = re.compile(r"争取(?:到|了|得)|力争.{0,4}已|已(?:经)?(?:争取|完成|实现|达)")
_ESTIMATED = re.compile(r"预计(?!到)|估计|预估")
_NEAR = 16
_RESPECTIVELY = re.compile("分别|依次|各自?(?=为|是|增|下)")
_BOTH_OF = re.compile("(?:两者|二者|三者|上述[两三]项|它们|分别)的?")
_COUNT_OF = re.compile("(?<=.)[两三四五六二2-6](?:项|类|个|种|大)(?:的)?(?=.)")
_BOTH = {"城乡": ("城镇", "农村"), "产销": ("产", "销"), "进出口": ("进口", "出口")}
_LISTING = frozenset("、和与及，")
# 进出口额增长27.7%、占比77% is the share of 进出口额; 生产总值增长5.8%，总量达到6万亿元.
_OF_BEFORE = re.compile("占比?|比重|比例|^总[量额数产]|^单产|^产量")
_FEW = 3  # characters of a clause that say too little of what it is about
_LONGEST = 400  # characters on either side of a figure that are looked at


class Marked(NamedTuple):
    """A figure in a text.

    Attributes:
        key: What it is known by: the identifier of a claim, or a position.
        start: First character, hedges included.
        end: One past the last.
        claim: What is read there.
    """

    key: str
    start: int
    end: int
    claim: Claim


class About(NamedTuple):
    """What is known of a document.

    Attributes:
        source: What it is known by.
        home: The place that it is on; empty if unknown.
        title: Its title.
    """

    source: str
    home: str = ""
    title: str = ""


class Words(NamedTuple):
    """A text, and the same with a line in the place of every character of a place's name."""

    text: str
    bare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One figure with its surroundings.

    Attributes:
        key: What it is known by.
        source: What document it stands in.
        sentence_at: Where its sentence begins there.
        quote: Its characters, hedges included.
        sentence: The sentence it stands in.
        lead: What stands before it in its line.
        claim: What is read there.
        attribute: The one name of what is measured.
        own: The pairs of characters of its clause, with what it inherits.
        signs: The single characters of the same.
        wide: The pairs of characters of its sentence, with whose it is, where and when.
        home: The place its document is on, by code or name; empty if unknown.
        about: The pairs of characters of its document's title.
    """

    key: str
    source: str
    sentence_at: int
    quote: str
    sentence: str
    lead: str = field(repr=False)
    claim: Claim
    attribute: str
    own: frozenset[str] = field(repr=False)
    signs: frozenset[str] = field(repr=False)
    wide: frozenset[str] = field(repr=False)
    home: str = ""
    about: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose it is: the place and the subject, as far as they are said."""
        return (*dict.fromkeys(filter(None, (self.claim.place, self.claim.subject))),)

    @property
    def goes_down(self) -> bool:
        """Whether its clause says that something became less."""
        return any(_DOWN in pair for pair in self.own)

    @property
    def goes_up(self) -> bool:
        """Whether its clause says that something was added."""
        return any(_UP in pair for pair in self.own)

    @property
    def is_planned(self) -> bool:
        """Whether it is a plan; what was striven for and got (争取到) is none, nor an estimate."""
        if self.claim.status is not Status.PLANNED or _GOT.search(self.sentence):
            return False
        before = self.sentence.partition(self.quote)[0][-_NEAR:]
        return not _ESTIMATED.search(before + self.quote)

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        assert self.claim.figure is not None  # noqa: S101 - only such are made into sides
        return self.claim.figure

    @property
    def spot(self) -> tuple[str, int]:
        """The sentence it stands in."""
        return self.source, self.sentence_at


def sides_of(words: Words, marks: Iterable[Marked], *, about: About, offset: int = 0) -> list[Side]:
    """Give the figures of a text with their surroundings.

    Args:
        words: The text, or a passage of it.
        marks: Its figures; those that lie outside the text are left out.
        about: What is known of the document.
        offset: Where the passage begins in its document.
    """
    text = words.text
    marks = [*marks]
    words = _without_owners(words, marks)
    known = [mark for mark in marks if mark.claim.figure is not None]
    inside = [one for one in known if offset <= one.start and one.end <= offset + len(text)]
    ordered = sorted(inside, key=lambda mark: (mark.start, mark.end))
    sentences = [match.span() for match in _SENTENCE.finditer(text)]
    starts = [start for start, _ in sentences]
    grouped: dict[int, list[Marked]] = {}
    for mark in ordered:
        index = bisect_right(starts, mark.start - offset) - 1
        if index >= 0:
            moved = mark._replace(start=mark.start - offset, end=mark.end - offset)
            grouped.setdefault(index, []).append(moved)
    found: list[Side] = []
    for index, together in grouped.items():
        begin, end = sentences[index]
        last = max(end, together[-1].end)
        found += _of_sentence(_Line(words, begin, last, offset), together, about)
    return found


def _without_owners(words: Words, marks: Sequence[Marked]) -> Words:
    """Leave out the places that figures are of, which a short passage may not tell for places."""
    bare = words.bare
    counted = {mark.claim.attribute for mark in marks}  # 示范村9个, of which 第一批1个
    owners = {mark.claim.subject for mark in marks if mark.claim.place}
    for name in sorted(owners - counted):
        if _PLACE.fullmatch(name) and not _COUNTED.search(name):
            bare = bare.replace(name, BREAK * len(name))
    return words._replace(bare=bare)


class _Line(NamedTuple):
    """A sentence in its text."""

    words: Words
    start: int
    end: int
    offset: int

    @property
    def text(self) -> str:
        """The characters as they are printed."""
        return self.words.text

    @property
    def bare(self) -> str:
        """The same without the names of places."""
        return self.words.bare


def _of_sentence(line: _Line, marks: Sequence[Marked], about: About) -> list[Side]:
    wide = pairs_of(joined(*_between(line, marks)))
    settings = [_setting(mark.claim) for mark in marks]
    titled = pairs_of(about.title)
    begin = max(line.text.rfind("\n", 0, line.start) + 1, line.start - _LONGEST)
    return [
        Side(
            key=mark.key,
            source=about.source,
            sentence_at=line.start + line.offset,
            quote=line.text[mark.start : mark.end],
            sentence=line.text[
                max(line.start, mark.start - _LONGEST) : min(line.end, mark.end + _LONGEST)
            ].strip(),
            lead=line.text[begin : line.start],
            claim=mark.claim,
            attribute=canonical(without_basis(mark.claim.attribute)),
            own=pairs_of(owned := _own_words(line, marks, at)),
            signs=signs_of(owned),
            wide=wide | settings[at],
            home=about.home,
            about=titled,
        )
        for at, mark in enumerate(marks)
    ]


def _setting(claim: Claim) -> frozenset[str]:
    """Give whose a figure is, where and for when, which its sentence need not say again."""
    place = {f"@{claim.place}"} if claim.place else set()
    period = {f"@{claim.period.edtf}"} if claim.period else set()
    return pairs_of(claim.subject) | place | period


def _between(line: _Line, marks: Sequence[Marked]) -> list[str]:
    """Give the words of a sentence between its figures."""
    edges = [line.start, *(edge for mark in marks for edge in (mark.start, mark.end)), line.end]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return [line.bare[max(start, end - 2 * _LONGEST) : end] for start, end in spans if start < end]


def _own_words(line: _Line, marks: Sequence[Marked], at: int) -> str:
    """Give the words of the clause of a figure, with the attribute that it may inherit."""
    mark = marks[at]
    begin = max(line.start, marks[at - 1].end if at else line.start, mark.start - _LONGEST)
    close = marks[at + 1].start if at + 1 < len(marks) else line.end
    clauses = _CLAUSE.split(line.bare[begin : mark.start])
    before = clauses[-1].lstrip("、")
    behind = _BEHIND.split(line.bare[mark.end : min(close, mark.end + _LONGEST)])[0]
    attribute = fold(mark.claim.attribute)
    if listed := _listed(line, marks, at):
        return joined(listed, attribute if BREAK in listed else "", behind)
    is_short = len(plain_words(before + behind)) <= _FEW
    if is_short and at and _OF_BEFORE.search(before + behind):
        attribute = f"{attribute}{BREAK}{fold(marks[at - 1].claim.attribute)}"
    if is_short and len(clauses) > 1:
        before = f"{clauses[-2]}{BREAK}{before}"
    said = before + behind
    is_said = plain_words(attribute) in plain_words(said)
    return said if is_said else f"{said}{BREAK}{_nameless(line, attribute)}"


def _nameless(line: _Line, attribute: str) -> str:
    """Give an attribute without the places that its sentence names in it."""
    for name in _named(line):
        attribute = attribute.replace(name, BREAK)
    return attribute


def _named(line: _Line) -> list[str]:
    """Give the names of places that were left out of a sentence, the longest first."""
    text, bare = line.text[line.start : line.end], line.bare[line.start : line.end]
    names = {text[one.start() : one.end()] for one in _LEFT_OUT.finditer(bare)}
    return sorted(names, key=lambda name: (-len(name), name))


def _listed(line: _Line, marks: Sequence[Marked], at: int) -> str:
    """Give what one figure of a list is of (A、B住院报销比例分别提高至85.6%、68.5%); "" of none.

    What is named in one word for two is told apart: 城乡居民收入 is that of 城镇, then of 农村.
    """
    first, last = _run(line, marks, at)
    begin = max(line.start, marks[first - 1].end if first else line.start)
    clause = _CLAUSE.split(line.bare[begin : marks[first].start])[-1]
    head, said, verb = _headed(clause)
    if not said or first == last:
        return ""
    items, nth, total = _items(head), at - first, last - first + 1
    if len(items) != total and (both := _BOTH_OF.match(head)):
        named = _listed_before(line, marks, first, total)
        return joined(named[nth], head[both.end() :] + verb) if named else ""
    if len(items) != total:
        return joined(_one_of_both(head, nth), verb)
    shared = items[-1][len(items[nth]) :] if nth < total - 1 else ""
    return items[nth] + shared + verb


def _headed(clause: str) -> tuple[str, str, str]:
    """Give what a list is of, the word that says that each has its own, and the verb."""
    found = [*_RESPECTIVELY.finditer(clause)]
    if not found:
        return clause, "", ""
    return clause[: found[-1].start()], found[-1][0], clause[found[-1].end() :]


def _items(head: str) -> list[str]:
    """Give the names of a list; of 原油、天然气、发电三项产量 the last one is 发电产量."""
    items = re.split("[、和与及]", head.lstrip("、"))
    counted = _COUNT_OF.search(items[-1])
    if len(items) > 1 and counted:
        items[-1] = items[-1][: counted.start()] + items[-1][counted.end() :]
    return items


def _listed_before(line: _Line, marks: Sequence[Marked], first: int, total: int) -> list[str]:
    """Give what the list before this one in the sentence is of, where it has as many figures."""
    at = first - 1
    while at >= 0:
        begun, ended = _run(line, marks, at)
        begin = max(line.start, marks[begun - 1].end if begun else line.start)
        clause = _CLAUSE.split(line.bare[begin : marks[begun].start])[-1]
        items = _items(_headed(clause)[0])
        if ended - begun + 1 == total == len(items):
            return items
        at = begun - 1
    return []


def _run(line: _Line, marks: Sequence[Marked], at: int) -> tuple[int, int]:
    """Give the first and the last of the figures that stand in one list with another."""
    between = [set(line.text[one.end : other.start]) <= _LISTING for one, other in pairwise(marks)]
    first = last = at
    while first and between[first - 1]:
        first -= 1
    while last < len(between) and between[last]:
        last += 1
    return first, last


def _one_of_both(head: str, nth: int) -> str:
    for word, both in _BOTH.items():
        if word in head and nth < len(both):
            return head.replace(word, both[nth])
    return head
