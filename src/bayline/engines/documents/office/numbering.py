"""Print the automatic numbers of Word lists: 一、 （一） 1. 第三条.

Word keeps them out of the text and counts anew whenever it shows a page. Who reads the text alone
reads a draft without its headings' numbers and a table without its 序号, so they are counted here
as Word counts them. Bullets print no number and are left out.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from bayline.engines.documents.office.archive import Archive
from bayline.engines.documents.office.counting import counted
from bayline.engines.documents.office.elements import child, children, is_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LONGEST_CHAIN = 20  # styles that rest on one another; a longer chain is a circle
_MOST = 1_000_000
_LONGEST_PATTERN = 100
_CLOSED = re.compile(r"[\s、。．，：；）】」》·]$")  # after these no space divides number and words


class _Level(NamedTuple):
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    follower: str = "tab"
    style: str = ""  # the paragraph style that stands on this level
    restarts_after: int | None = None  # the level, counted from 1; 0 for never
    is_legal: bool = False  # higher levels print in Arabic numerals


class _List(NamedTuple):
    """One numbering that paragraphs name."""

    counter: str  # lists of one definition count on together
    levels: tuple[_Level, ...]
    starts: dict[int, int]  # level -> where this list begins anew


class _Named(NamedTuple):
    """What a paragraph or a style says of its number; None where it says nothing."""

    number: str | None = None
    level: int | None = None


class _Style(NamedTuple):
    name: str
    parent: str
    named: _Named


class Numbering:
    """The lists of a Word file with their counters, asked for one paragraph after the other."""

    def __init__(self, lists: dict[str, _List], styles: dict[str, _Style], default: str) -> None:
        self._lists, self._styles, self._default = lists, styles, default
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: "Element") -> str:
        """Count a paragraph and return its number as Word prints it, "" if it has none.

        Args:
            paragraph: The next paragraph of the document.

        Returns:
            The number with what divides it from the words.
        """
        properties = child(paragraph, "pPr")
        if not self._lists or _is_gone(properties):
            return ""
        number, level = self._place(properties)
        found = self._lists.get(number)
        if found is None:
            return ""
        counts = self._count(number, found, level)
        return _printed(found.levels, counts, level)

    def _place(self, properties: "Element | None") -> tuple[str, int]:
        """Find list and level of a paragraph: its own words first, then those of its style."""
        own = _named(child(properties, "numPr"))
        style = value(child(properties, "pStyle")) or self._default
        if own.number is not None:
            return own.number, own.level or 0
        found, level = self._of_style(style)
        return found, level if own.level is None else own.level

    def _of_style(self, style: str) -> tuple[str, int]:
        name, level = style, None
        for _ in range(_LONGEST_CHAIN):
            known = self._styles.get(name)
            if known is None:
                break
            level = known.named.level if level is None else level
            if known.named.number is not None:
                number = known.named.number
                return number, self._level_of(number, {style, name}) if level is None else level
            name = known.parent
        return "", 0

    def _level_of(self, number: str, styles: set[str]) -> int:
        levels = self._lists[number].levels if number in self._lists else ()
        return next((at for at, level in enumerate(levels) if level.style in styles), 0)

    def _count(self, number: str, found: _List, level: int) -> list[int | None]:
        counts = self._counts.setdefault(found.counter, [None] * _LEVELS)
        before = counts[level]
        counts[level] = found.levels[level].start if before is None else before + 1
        if level in found.starts and (number, level) not in self._begun:
            counts[level] = found.starts[level]
        self._begun.add((number, level))
        for below in range(level + 1, _LEVELS):
            after = found.levels[below].restarts_after
            if level < (below if after is None else after):
                counts[below] = None
        return counts


def numbering_of(archive: Archive) -> Numbering:
    """Read the lists of a Word file.

    Raises:
        DocumentError: The part that defines them is broken or beyond the limits.
    """
    if _NUMBERING not in archive.names:
        return Numbering({}, {}, "")
    styles: dict[str, _Style] = {}
    default = ""
    if _STYLES in archive.names:
        for element in children(archive.tree(_STYLES), "style"):
            style = _style(element)
            styles[style.name] = style
            if value(element, "type") == "paragraph" and value(element, "default") in {"1", "true"}:
                default = style.name
    return Numbering(_lists(archive.tree(_NUMBERING), styles), styles, default)


def _style(element: "Element") -> _Style:
    named = _named(child(element, "pPr", "numPr"))
    return _Style(value(element, "styleId"), value(child(element, "basedOn")), named)


def _named(properties: "Element | None") -> _Named:
    number, level = child(properties, "numId"), child(properties, "ilvl")
    return _Named(
        None if number is None else value(number),
        None if level is None else min(_whole(level, 0), _LEVELS - 1),
    )


def _lists(root: "Element", styles: dict[str, _Style]) -> dict[str, _List]:
    definitions = {value(each, "abstractNumId"): each for each in children(root, "abstractNum")}
    named = {value(each, "numId"): each for each in children(root, "num")}
    found = {}
    for number, element in named.items():
        counter = value(child(element, "abstractNumId"))
        definition = definitions.get(counter)
        # A list may borrow the levels of a list style, which names a list in its turn.
        if link := value(child(definition, "numStyleLink")):
            style = styles.get(link)
            lender = named.get((style.named.number or "") if style else "")
            counter = value(child(lender, "abstractNumId")) or counter
            definition = definitions.get(counter)
        if definition is not None and number != "0":
            found[number] = _list(counter, definition, element)
    return found


def _list(counter: str, definition: "Element", element: "Element") -> _List:
    levels = [_Level()] * _LEVELS
    for at, level in _levels(definition):
        levels[at] = _level(level)
    starts = {}
    for at, override in _levels(element):
        changed = child(override, "lvl")
        if changed is not None:
            levels[at] = _level(changed)
        begin = child(override, "startOverride")
        if begin is not None:
            starts[at] = _whole(begin, 1)
    return _List(counter, tuple(levels), starts)


def _levels(element: "Element") -> Iterator[tuple[int, "Element"]]:
    for name in ("lvl", "lvlOverride"):
        for level in children(element, name):
            written = value(level, "ilvl")
            if written.isascii() and written.isdigit() and int(written[:3]) < _LEVELS:
                yield int(written[:3]), level


def _level(element: "Element") -> _Level:
    restart = child(element, "lvlRestart")
    return _Level(
        start=_whole(child(element, "start"), 0),
        form=value(child(element, "numFmt")) or "decimal",
        pattern=value(child(element, "lvlText"))[:_LONGEST_PATTERN],
        follower=value(child(element, "suff")) or "tab",
        style=value(child(element, "pStyle")),
        restarts_after=None if restart is None else _whole(restart, 0),
        is_legal=is_on(child(element, "isLgl")),
    )


def _whole(element: "Element | None", otherwise: int) -> int:
    written = value(element)
    is_number = written.isascii() and written.isdigit()
    return min(int(written[:8]), _MOST) if is_number else otherwise


def _is_gone(properties: "Element | None") -> bool:
    """Say whether the end of a paragraph is deleted or hidden, so that it prints no number."""
    mark = child(properties, "rPr")
    is_deleted = any(child(mark, name) is not None for name in ("del", "moveFrom"))
    return is_deleted or is_on(child(mark, "vanish"))


def _printed(levels: tuple[_Level, ...], counts: list[int | None], level: int) -> str:
    here = levels[level]
    if here.form == "bullet" or not here.pattern:
        return ""

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        above = levels[at]
        stands = counts[at]
        form = "decimal" if here.is_legal else above.form
        return counted(above.start if stands is None else stands, form)

    label = _PLACE.sub(number, here.pattern)
    is_joined = here.follower == "nothing" or not label or _CLOSED.search(label)
    return label if is_joined else f"{label} "
