"""Sentences, paragraphs and headings, because a fact is read within the sentence that states it.

Converted documents break lines in the middle of a word and wrap them at a fixed width; such lines
are put together again before sentences are cut, so that a sentence may contain line breaks.
"""

import re
from collections.abc import Iterator

from bayline.engines.chinese.terms import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLANK = " \t\u3000\xa0\u200b\u200c\u200d\u2060\ufeff\u2002\u2003\u2009"
# A bracket is passed over whole, so that a semicolon inside it ends nothing; its length is bounded
# because an unclosed one must not swallow the paragraph, nor cost more than a glance.
_MARK = re.compile(r"[(（。！？；｡…⋯.!?;]")
_STOP = re.compile(
    r"(?:[(（][^()（）\n]{0,150}[)）]"
    r"|(?P<stop>(?:[。！？；｡]|……|⋯⋯|\.{6}"
    r"|(?<![A-Za-z0-9/=&])[!?;]|[!?;](?![A-Za-z0-9/=&#])"
    r"|(?<=[\u4e00-\u9fff”』」）)])\.(?=\s|$))[。！？；｡!?;…⋯.]*)(?P<close>[”’」』】）)》〉\"']*))"
)
_CLOSED_END = tuple("。！？；：｡!?;:…⋯”’」』】）)》|\t")
_OPEN_END = tuple("，、,（(“「『《—-和与及的之")
_OPEN_START = tuple("，、,。；;：:！？!?）)”」』》%％")
_MARKED = re.compile(
    r"#{1,6}\s|第[一二三四五六七八九十百零〇\d]{1,4}[编章节部分篇]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:\.\d{1,2}){0,3}[、.．\s](?!\d)|[①-⑳]"
)
_TABULAR = re.compile(r"[\t|｜│]|\S {3,}\S.* {3,}\S")
_HEADING_LENGTH = 45
_LEAST_WRAP = 18
_LEAST_WRAPPED_LINES = 3
_RAGGED = 3  # characters by which wrapped lines differ, as a mark never starts a line
_LEAST_PROSE = 12


def paragraphs(folded: str) -> list[Span]:
    """Find paragraphs, putting together the lines of one that was broken.

    Args:
        folded: The text, character for character aligned with the original.

    Returns:
        Spans in text order without outer blanks; empty lines give none.
    """
    lines = list(_lines(folded))
    width = _wrap_width(folded, lines)
    found: list[Span] = []
    previous: Span | None = None
    for line in lines:
        if previous is not None and _continues(folded, previous, line, width=width):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
        previous = line
    return found


def sentences(folded: str) -> list[Span]:
    """Cut the text into sentences at 。！？； and paragraph ends; a heading is one of its own.

    Args:
        folded: The text, character for character aligned with the original.

    Returns:
        Spans in text order that do not overlap, each with its closing mark and quote.
    """
    return [span for paragraph in paragraphs(folded) for span in _cut(folded, paragraph)]


def headings(folded: str) -> list[Span]:
    """Find the lines that are headings: short, without a closing mark, or numbered as one."""
    return [span for span in paragraphs(folded) if _is_heading(folded[span.start : span.end])]


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        line = match.group()
        body = line.lstrip(_BLANK)
        start = match.start() + len(line) - len(body)
        body = body.rstrip(_BLANK)
        if body:
            yield Span(start, start + len(body))


def _wrap_width(text: str, lines: list[Span]) -> int:
    """Width at which a converter wrapped the lines, 0 where the text is not wrapped."""
    long = [line for line in lines if line.end - line.start >= _LEAST_WRAP]
    if len(long) <= _LEAST_WRAPPED_LINES:
        return 0
    widest = sorted(line.end - line.start for line in long)[-max(1, len(long) // 20)]
    near = [line for line in long if abs(line.end - line.start - widest) <= _RAGGED]
    open_ended = sum(not text.startswith(_CLOSED_END, line.end - 1) for line in near)
    is_wrapped = open_ended >= max(_LEAST_WRAPPED_LINES, len(long) * 2 // 5)
    return widest - _RAGGED if is_wrapped else 0


def _continues(text: str, line: Span, following: Span, *, width: int) -> bool:
    if text.startswith(_CLOSED_END, line.end - 1) and not _is_wrapped(text, line, width):
        return False
    if following.end - following.start > 1 and text.startswith(_OPEN_START, following.start):
        return True
    head = text[following.start : following.start + 200]
    if _MARKED.match(head) or _TABULAR.search(head) or _MARKED.match(text, line.start):
        return False
    if text.startswith(_OPEN_END, line.end - 1) and line.end - line.start >= _LEAST_PROSE:
        return True
    if _is_wrapped(text, line, width):
        return text.count("\n", line.end, following.start) <= 1
    return _breaks_word(text, line, following)


def _is_wrapped(text: str, line: Span, width: int) -> bool:
    full = width > 0 and line.end - line.start >= width
    return full and not text.startswith(tuple("。！？；：!?;:"), line.end - 1)


def _breaks_word(text: str, line: Span, following: Span) -> bool:
    """Whether a word straddles the break of what is running prose on both sides."""
    if (
        line.end - line.start < _LEAST_PROSE
        or not _is_prose(text, line)
        or not _is_prose(text, following)
    ):
        return False
    import rjieba

    left, right = (
        text[max(line.start, line.end - 8) : line.end],
        text[following.start : following.start + 8],
    )
    position = 0
    for word in rjieba.cut(left + right):
        position += len(word)
        if position >= len(left):
            return position > len(left)
    return False


def _is_prose(text: str, line: Span) -> bool:
    return any(text.find(mark, line.start, line.end) >= 0 for mark in ("，", ",", "。"))


def _cut(text: str, paragraph: Span) -> Iterator[Span]:
    start, at, end = paragraph.start, paragraph.start, paragraph.end
    # A set of characters is looked for ten times as fast as what may follow upon them.
    while (mark := _MARK.search(text, at, end)) is not None:
        match = _STOP.match(text, mark.start(), end)
        at = mark.end() if match is None else match.end()
        if match is None or match["stop"] is None or not _ends_sentence(text, match, end):
            continue
        yield Span(start, at)
        start = _past_blanks(text, at, end)
    if start < end:
        yield Span(start, end)


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the mark ends the sentence; “加油！”行动 and 。” before a comma go on."""
    if not match["close"] or match.end() >= end:
        return True
    after = text[match.end()]
    return after not in "，、,；;的等之" and not ("!" in match["stop"] or "！" in match["stop"])


def _past_blanks(text: str, position: int, end: int) -> int:
    while position < end and (text[position] in _BLANK or text[position].isspace()):
        position += 1
    return position


def _is_heading(line: str) -> bool:
    if len(line) > _HEADING_LENGTH or _TABULAR.search(line) or "。" in line:
        return False
    if _MARKED.match(line):
        return True
    if line.startswith(("(", "（")) and line.endswith((")", "）")):
        return False
    closed = line.endswith(("，", "、", ",", *_CLOSED_END[:10]))
    return not closed and any("\u4e00" <= character <= "\u9fff" for character in line)
