"""Put comments around words of a Word document, splitting runs where a quote cuts them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from bayline.engines.documents.office.elements import NAMESPACES, local
from bayline.engines.documents.office.word import Piece
from bayline.engines.documents.writers.tracking import Signed, Tracked, track

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HOLDERS = frozenset(
    (
        "p",
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "sdtContent",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
    )
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EDGES = re.compile(r"^\s|\s$")


class Anchors:
    """The words of a document, cut so that comments can begin and end where quotes do."""

    def __init__(self, pieces: Sequence[Piece], cuts: Iterable[int]) -> None:
        """Cut the words.

        Args:
            pieces: Text elements with their places, in text order.
            cuts: Where quotes begin and end.
        """
        self._pieces: list[Piece] = []
        places = sorted(set(cuts))
        for piece in pieces:
            if piece.end > piece.start:
                near = places[bisect_left(places, piece.start) : bisect_right(places, piece.end)]
                self._pieces += _split(piece, near) if near else [piece]
        self._starts = [piece.start for piece in self._pieces]

    def enclose(self, start: int, end: int, identifier: str) -> bool:
        """Put the marks of one comment around a quote.

        Args:
            start: First character of the quote.
            end: One past the last.
            identifier: Number of the comment.

        Returns:
            False if no word of the document stands there.
        """
        first = max(0, bisect_right(self._starts, start) - 1)
        inside = [p for p in self._pieces[first : bisect_left(self._starts, end)] if p.end > start]
        if not inside:
            return False
        before, after = _holder(inside[0].element), _holder(inside[-1].element)
        space = _namespace(before)
        before.addprevious(_mark("commentRangeStart", identifier, space))
        ending = _mark("commentRangeEnd", identifier, space)
        after.addnext(ending)
        ending.addnext(_reference(identifier, space))
        return True

    def replace(self, change: Tracked, signed: Signed, number: int) -> int:
        """Put other words in the place of some, as changes that are tracked.

        Args:
            change: The words.
            signed: Who changes them.
            number: From which the changes are numbered.

        Returns:
            How many numbers were used; 0 where no change may stand there.
        """
        here = [p for p in self._pieces if change.start <= p.start and p.end <= change.end]
        runs = [_run_of(piece.element) for piece in here]
        is_whole = sum(p.end - p.start for p in here) == change.end - change.start
        are_plain = all(map(_is_plain, runs))
        done = is_whole and are_plain and track(runs, change.new, signed, number)
        return len(runs) + 1 if done else 0


def _split(piece: Piece, cuts: Sequence[int]) -> list[Piece]:
    """Cut a text element and its run; a word outside plain runs stays whole."""
    run = piece.element.getparent()
    if run is None or not _is_plain(run):
        return [piece]
    _isolate(piece.element, run)
    out: list[Piece] = []
    rest = piece
    for cut in cuts:
        if not piece.start < cut < piece.end:
            continue
        words = rest.element.text or ""
        other_run = deepcopy(_run_of(rest.element))
        other = next(element for element in other_run if local(element) == "t")
        _set_words(rest.element, words[: cut - rest.start])
        _set_words(other, words[cut - rest.start :])
        _run_of(rest.element).addnext(other_run)
        out.append(Piece(rest.start, cut, rest.element))
        rest = Piece(cut, rest.end, other)
    return [*out, rest]


def _run_of(text: "Element") -> "Element":
    run = text.getparent()
    return text if run is None else run


def _isolate(text: "Element", run: "Element") -> None:
    """Give a text element a run of its own: what stands before and after gets runs beside it."""
    from lxml import etree

    properties = [element for element in run if local(element) == "rPr"]
    content = [element for element in run if local(element) != "rPr"]
    at = content.index(text)
    for group, is_before in ((content[:at], True), (content[at + 1 :], False)):
        if not group:
            continue
        beside = etree.Element(run.tag)
        beside.attrib.update(run.attrib)
        for element in [*map(deepcopy, properties), *group]:
            beside.append(element)
        (run.addprevious if is_before else run.addnext)(beside)


def _set_words(element: "Element", words: str) -> None:
    element.text = words
    if _EDGES.search(words):
        element.set(_SPACE, "preserve")


def _is_plain(run: "Element") -> bool:
    """Say whether marks of comments may stand beside a run."""
    holder = run.getparent()
    is_run = local(run) == "r" and _namespace(run) in NAMESPACES
    is_held = holder is not None and local(holder) in _HOLDERS
    return is_run and is_held and not any(local(e) == "txbxContent" for e in run.iterancestors())


def _holder(text: "Element") -> "Element":
    """Return what marks may stand beside: the run, or what holds it in its paragraph."""
    run = _run_of(text)
    if _is_plain(run):
        return run
    outermost = [element for element in text.iterancestors() if local(element) == "p"][-1]
    inner = text
    for element in text.iterancestors():
        if element is outermost:
            break
        inner = element
    return inner


def _namespace(element: "Element") -> str:
    return str(element.tag).partition("}")[0].lstrip("{")


def _mark(name: str, identifier: str, space: str) -> "Element":
    from lxml import etree

    space = space if space in NAMESPACES else NAMESPACES[0]
    return etree.Element(f"{{{space}}}{name}", {f"{{{space}}}id": identifier})


def _reference(identifier: str, space: str) -> "Element":
    from lxml import etree

    space = space if space in NAMESPACES else NAMESPACES[0]
    run = etree.Element(f"{{{space}}}r")
    run.append(_mark("commentReference", identifier, space))
    return run
