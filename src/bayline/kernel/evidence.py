"""Evidence: which bytes of which source a statement rests on, and where in them.

Selectors follow the W3C Web Annotation Data Model (2017), so that other programs can resolve them.
"""

from dataclasses import dataclass
from datetime import date

from bayline.kernel.errors import BaylineError

_CONTEXT = 32  # characters of prefix and suffix: enough to tell two equal quotes apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as it was published.

    Attributes:
        sha256: Hash of its bytes, 64 lower-case hexadecimal digits.
        title: Title.
        publisher: Who published it.
        published: When; None if unknown.
        licence: Under which terms it may be used; empty if unknown.
        url: Where it was found; empty if it was handed over.
    """

    sha256: str
    title: str
    publisher: str = ""
    published: date | None = None
    licence: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        digits = set(self.sha256) <= set("0123456789abcdef")
        if len(self.sha256) != 64 or not digits:  # noqa: PLR2004 - 256 bits in hexadecimal
            raise BaylineError(
                f"source {self.title} with the hash {self.sha256!r}",
                why="a SHA-256 has 64 lower-case hexadecimal digits",
                do="compute the hash over the bytes of the source",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPosition:
    """Characters [start, end) of the source's text (W3C TextPositionSelector)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise BaylineError(
                f"characters {self.start} to {self.end}",
                why="a span starts at zero or later and does not end before it starts",
                do="count characters of the text from zero, end exclusive",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuote:
    """The characters themselves with what stands around them (W3C TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell of a table: table, row and column counted from zero, heads included."""

    table: int
    row: int
    column: int
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computation:
    """A rule applied to other claims.

    Attributes:
        rule: Identifier of the rule.
        version: Its version, so that an old result can be explained.
        inputs: Identifiers of the claims it used, in order.
    """

    rule: str
    version: str
    inputs: tuple[str, ...]


Selector = TextPosition | TextQuote | TableCell | Computation


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a claim rests on.

    Attributes:
        source: The document; None for a computation.
        selectors: Where in it; several selectors name the same place in different ways.
    """

    source: Source | None
    selectors: tuple[Selector, ...]

    def __post_init__(self) -> None:
        is_founded = self.source is not None or any(
            isinstance(selector, Computation) for selector in self.selectors
        )
        if not self.selectors or not is_founded:
            raise BaylineError(
                "evidence that leads nowhere",
                why="a claim must lead back to characters, a cell or a computation",
                do="give a source with a selector, or a computation with its inputs",
            )


def quotation(text: str, start: int, *, end: int) -> tuple[TextPosition, TextQuote]:
    """Select characters of a text by position and by quote.

    Raises:
        BaylineError: If the span lies outside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise BaylineError(
            f"characters {start} to {end} of a text of {len(text)}",
            why="the span lies outside the text",
            do="count characters of the text from zero, end exclusive",
        )
    quote = TextQuote(
        exact=text[start:end],
        prefix=text[max(0, start - _CONTEXT) : start],
        suffix=text[end : end + _CONTEXT],
    )
    return TextPosition(start=start, end=end), quote


def located(text: str, quote: TextQuote, *, near: int = 0) -> TextPosition | None:
    """Find a quote again in a text that may have changed around it.

    Args:
        text: The text as it is now.
        quote: What to find.
        near: Where it used to start; among equally good places the nearest is taken.

    Returns:
        Its position, or None if the exact words are gone.
    """
    if not quote.exact:
        return None
    starts = _occurrences(text, quote.exact)
    scored = ((_agreement(text, start, quote=quote), -abs(start - near), start) for start in starts)
    best = max(scored, default=None)
    return best and TextPosition(start=best[2], end=best[2] + len(quote.exact))


def _occurrences(text: str, words: str) -> list[int]:
    found, start = [], text.find(words)
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return found


def _agreement(text: str, start: int, *, quote: TextQuote) -> int:
    end = start + len(quote.exact)
    before = text[max(0, start - len(quote.prefix)) : start]
    after = text[end : end + len(quote.suffix)]
    return _shared(before[::-1], quote.prefix[::-1]) + _shared(after, quote.suffix)


def _shared(a: str, b: str) -> int:
    pairs = zip(a, b, strict=False)
    return next((i for i, (x, y) in enumerate(pairs) if x != y), min(len(a), len(b)))
