"""Hits as the page shows them: names and sentences cut at the words that were looked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from bayline.engines.search.asked import Asked
from bayline.engines.search.matching import marks_in
from bayline.engines.search.spelling import spelled
from bayline.platform.addresses import Addresses
from bayline.platform.pages import is_english
from bayline.platform.record.terms import KeptClaim
from bayline.platform.registers.queries import registers
from bayline.platform.search.terms import Kind, NameHit, PassageHit
from bayline.surfaces.search.finding import Results, Shown

_FIGURES = 12  # of a sentence that are shown beside it
_LONGEST_LINE = 160  # characters of an entry that are shown around a hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words, and whether they are what was looked for."""

    words: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLink:
    """A figure that stands in a sentence."""

    id: str
    printed: str
    about: str
    address: str
    is_hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """One thing that was found.

    Attributes:
        words: A name, or the sentence; cut at what was looked for.
        address: Where it leads.
        line: By which line of it it was found, where that is not its name.
        of: What it belongs to: the document of a sentence, the register of an entry.
        of_address: Where that leads.
        figures: The figures in the sentence.
        figure: The figure itself, where one was found.
    """

    words: tuple[Piece, ...]
    address: str
    line: tuple[Piece, ...] = ()
    of: str = ""
    of_address: str = ""
    is_register: bool = field(default=False, metadata={"twin": False})
    figures: tuple[FigureLink, ...] = ()
    figure: FigureLink | None = None


class Lines:
    """Turns hits into lines of the page."""

    def __init__(self, asked: Asked, ways: Addresses, loaded: Shown) -> None:
        self._asked, self._ways, self._loaded = asked, ways, loaded
        english = is_english()
        self._registers = {one.name: one.title_en if english else one.title for one in registers()}

    def of(self, kind: Kind, results: Results, window: slice) -> tuple[HitLine, ...]:
        """Give the lines of one kind that stand on the page."""
        if kind is Kind.SENTENCE:
            return (*self._sentences(results.passages[window]),)
        if kind is Kind.FIGURE:
            return (*self._figures(results, results.figures[window]),)
        return (*map(self._named, results.named.get(kind, ())[window]),)

    def _named(self, hit: NameHit) -> HitLine:
        label = self._cut(hit.label)
        is_in_label = any(piece.is_hit for piece in label)
        line = () if is_in_label else self._cut(_around(self._asked, hit.words))
        of, of_address = self._of(hit)
        return HitLine(
            words=label,
            address=self._address(hit),
            line=line if any(piece.is_hit for piece in line) else (),
            of=of,
            of_address=of_address,
            is_register=hit.kind is Kind.ENTRY,
        )

    def _of(self, hit: NameHit) -> tuple[str, str]:
        """Give what a name belongs to, and where that leads."""
        if hit.kind is Kind.DOCUMENT:
            source = self._loaded.named.get(hit.key)
            return (source.publisher if source else ""), ""
        if hit.kind is Kind.ENTRY:
            address = self._ways.to(f"/registers/{hit.owner}")
            return self._registers.get(hit.owner, hit.owner), address
        return "", ""

    def _address(self, hit: NameHit) -> str:
        key = quote(hit.key, safe="/" if hit.kind is Kind.PLACE else "")
        if hit.kind is Kind.DOCUMENT:
            return self._ways.document(hit.key)
        if hit.kind is Kind.PLACE:
            return self._ways.to(f"/places/{key}")
        if hit.kind is Kind.ORGANISATION:
            return self._ways.to(f"/organisations/{key}")
        return self._ways.to(f"/registers/{hit.owner}/{key}")

    def _sentences(self, hits: Sequence[PassageHit]) -> Iterator[HitLine]:
        for hit in hits:
            source = self._loaded.sources.get(hit.source)
            if source is None or hit.key not in self._loaded.words:
                continue  # taken back from the public between two questions
            figures = self._loaded.figures.get(hit.key, ())
            chosen = figures[0].id if figures else ""
            document = self._ways.document(source.sha256)
            yield HitLine(
                words=self._cut(self._loaded.words[hit.key]),
                address=self._passage(source.sha256, chosen) if chosen else document,
                of=source.title,
                of_address=document,
                figures=(*map(self._figure, figures[:_FIGURES]),),
            )

    def _figures(self, results: Results, pairs: Sequence[tuple[int, int]]) -> Iterator[HitLine]:
        source_of = {hit.key: hit.source for hit in results.passages}
        for key, number in pairs:
            claims = {one.key: one for one in self._loaded.figures.get(key, ())}
            source = self._loaded.sources.get(source_of[key])
            if number not in claims or source is None or key not in self._loaded.words:
                continue
            yield HitLine(
                words=self._cut(self._loaded.words[key]),
                address=self._passage(source.sha256, claims[number].id),
                of=source.title,
                of_address=self._ways.document(source.sha256),
                figure=self._figure(claims[number]),
            )

    def _passage(self, sha256: str, claim: str) -> str:
        """Give the address of a document with a figure chosen in it."""
        return f"{self._ways.to(f'/documents/{sha256[:12]}', figure=claim)}#c-{claim}"

    def _figure(self, kept: KeptClaim) -> FigureLink:
        about = f"{kept.claim.subject}{kept.claim.attribute}"
        return FigureLink(
            id=kept.id,
            printed=kept.quote,
            about=about,
            address=self._ways.figure(kept.id),
            is_hit=bool(marks_in(self._asked, spelled(about + kept.quote).text)),
        )

    def _cut(self, words: str) -> tuple[Piece, ...]:
        """Cut words at what was looked for; the words stay as they are written."""
        alike = spelled(words)
        pieces: list[Piece] = []
        last = 0
        for mark in marks_in(self._asked, alike.text):
            start, end = alike.span(*mark)
            if start > last:
                pieces.append(Piece(words=words[last:start]))
            pieces.append(Piece(words=words[start:end], is_hit=True))
            last = end
        if last < len(words):
            pieces.append(Piece(words=words[last:]))
        return tuple(pieces)


def _around(asked: Asked, words: str) -> str:
    """Give the line that shows best why something was found, or so much of it as can be shown."""
    line = max(words.split("\n"), key=lambda one: (len(marks_in(asked, one)), -len(one)))
    marks = marks_in(asked, line)
    start = max(0, marks[0][0] - _LONGEST_LINE // 4) if marks else 0
    return line[start : start + _LONGEST_LINE]
