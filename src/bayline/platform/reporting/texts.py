"""The words of a report: a restrained Markdown of headings, paragraphs, items and figures.

`#` and `##` begin headings, `-` an item, an empty line ends a paragraph, `{{ … }}` names a figure.
Everything else is words, whatever signs they hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.reporting.expressions import BLOCKS, Call, Node, parsed

MOST = 200_000  # characters of one text
_HEADING = re.compile(r"(#{1,3})\s+(.+)")
_ITEM = re.compile(r"[-*]\s+(.+)")
_TAG = re.compile(r"\{\{(.*?)\}\}")


@dataclass(frozen=True, slots=True)
class Tag:
    """A figure in the words: the expression as written, as read, and its line."""

    asked: str
    node: Node
    where: str


Piece = str | Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the words.

    Attributes:
        kind: heading, paragraph, item, or of what stands alone: table, chart, promises.
        level: Of a heading, 1 to 3.
        pieces: Words and figures in their order.
    """

    kind: str
    pieces: tuple[Piece, ...]
    level: int = 0


def blocks_of(text: str, *, where: str) -> tuple[Block, ...]:
    """Take the words of a report apart.

    Args:
        text: The words.
        where: The file, for refusals, which name the line too.

    Raises:
        BaylineError: A figure is named wrongly, or braces are not closed: in which line.
    """
    if len(text) > MOST:
        raise BaylineError(
            f"the text has {len(text)} characters",
            where=where,
            do=f"keep it below {MOST}",
            zh=Words(f"正文有{len(text)}个字", do=f"请控制在{MOST}个字以内"),
        )
    return tuple(_blocks(text, where))


def _blocks(text: str, where: str) -> Iterator[Block]:
    waiting: list[Piece] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        words, at = line.strip(), f"{where}:{number}"
        heading, item = _HEADING.fullmatch(words), _ITEM.fullmatch(words)
        if waiting and (not words or heading or item):
            yield _standing(waiting)
            waiting = []
        if heading:
            pieces = pieces_of(heading[2], where=at)
            yield Block(kind="heading", level=len(heading[1]), pieces=pieces)
        elif item:
            yield Block(kind="item", pieces=pieces_of(item[1], where=at))
        elif words:
            waiting = [*waiting, *_joint(waiting, words), *pieces_of(words, where=at)]


def _joint(waiting: list[Piece], words: str) -> list[Piece]:
    """Put a space between lines that are joined, where both ends are Latin."""
    last = waiting[-1] if waiting else ""
    is_latin = isinstance(last, str) and last[-1:].isascii() and words[:1].isascii()
    return [" "] if last and is_latin else []


def _standing(pieces: list[Piece]) -> Block:
    """Give a paragraph, or the table or picture that stands alone in it."""
    (first, *rest) = pieces
    if isinstance(first, Tag) and isinstance(first.node, Call) and first.node.function in BLOCKS:
        if rest:
            raise BaylineError(
                f"{first.node.function}() stands in a sentence",
                where=first.where,
                do="give it a paragraph of its own",
                zh=Words(f"{first.node.function}()写在了句子里", do="请让它自成一段"),
            )
        return Block(kind=first.node.function, pieces=(first,))
    return Block(kind="paragraph", pieces=tuple(pieces))


def pieces_of(words: str, *, where: str) -> tuple[Piece, ...]:
    """Take one line apart into words and figures.

    Raises:
        BaylineError: A figure is named wrongly, or braces are not closed.
    """
    found: list[Piece] = []
    behind = 0
    for match in _TAG.finditer(words):
        _add_words(found, words[behind : match.start()], where)
        asked = match[1].strip()
        found.append(Tag(asked, parsed(asked, where=where), where))
        behind = match.end()
    _add_words(found, words[behind:], where)
    return tuple(found)


def _add_words(found: list[Piece], words: str, where: str) -> None:
    if "{{" in words or "}}" in words:
        raise BaylineError(
            "braces are not closed",
            where=where,
            why="a figure stands between {{ and }}",
            do="close them in the same line",
            zh=Words("花括号没有成对", "数字写在{{和}}之间", "请在同一行里写全"),
        )
    if words:
        found.append(words)
