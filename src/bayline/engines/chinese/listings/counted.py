"""Counted parts of a counted whole."""

import re
from collections.abc import Iterator, Sequence

from bayline.engines.chinese.listings.rows import LEAST_ITEMS
from bayline.engines.chinese.terms import Listing, Quantity, Span, Statement

_LONGEST_GAP = 36
_LONGEST_ROW = 200  # parts; what goes on longer is a table run together, not a sentence
_NOUN = re.compile(r"[\u4e00-\u9fff]{0,16}")
_LEADS = re.compile(r"其中|包括|涉及|包含|涵盖|分别[为是]|分为|：|:|——|[(（]")


def counted_parts(
    text: str, sentence: Span, inner: Sequence[int], statements: Sequence[Statement]
) -> Iterator[Listing]:
    """A counted whole followed by counted parts: 72个，涉及甲27个，乙4个."""
    figures = [statements[index].quantity for index in inner]
    for position, whole in enumerate(inner[:-LEAST_ITEMS]):
        total = figures[position]
        parts = _parts_after(text, total, figures[position + 1 : position + 1 + _LONGEST_ROW])
        if len(parts) >= LEAST_ITEMS:
            head = Span(_head_start(text, sentence, total), total.end)
            spans = tuple(parts)
            yield Listing(head.start, spans[-1].end, head, whole, spans)
            return


def parts_before(
    text: str, inner: Sequence[int], statements: Sequence[Statement]
) -> Iterator[Listing]:
    """Counted parts before their counted whole: 甲2家、乙15家，共57家."""
    figures = [statements[index].quantity for index in inner]
    for position, whole in enumerate(inner):
        total = figures[position]
        if position < LEAST_ITEMS or not text.endswith(_TOTALS, 0, total.start):
            continue
        parts = _row_before(text, total, figures[max(0, position - _LONGEST_ROW) : position])
        if len(parts) >= LEAST_ITEMS:
            head = Span(total.start, total.end)
            yield Listing(parts[0].start, head.end, head, whole, tuple(parts))


def _row_before(text: str, total: Quantity, others: Sequence[Quantity]) -> list[Span]:
    """The parts right before a total, each with the words it counts, from the nearest back."""
    parts: list[Span] = []
    end = total.start
    for other in reversed(others):
        gap = text[other.end : end]
        words = _WORDS_BEFORE.search(text, max(0, other.start - _LONGEST_PART), other.start)
        is_next = _GAP_BEFORE_TOTAL.fullmatch(gap) if not parts else gap in ("、", "，")
        if other.unit != total.unit or not is_next or words is None:
            break
        parts.append(Span(words.start(), other.end))
        end = words.start()
    return parts[::-1]


_TOTALS = ("共", "共计", "合计", "总计")
_LONGEST_PART = 14
_WORDS_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,14}$")
_GAP_BEFORE_TOTAL = re.compile(r"[，、]?(?:共计?|合计|总计)")
_BETWEEN = re.compile(r"[，、；,;和及与 ]*")


def _parts_after(text: str, total: Quantity, others: Sequence[Quantity]) -> list[Span]:
    """Parts with the unit of the whole, in a row behind it, each with the words it counts."""
    lead = _lead(text, total, others)
    if lead is None:
        return []
    parts: list[Span] = []
    position = lead
    for other in others:
        gap = text[position : other.start]
        if other.unit != total.unit or len(gap) > _LONGEST_GAP or "。" in gap:
            break
        joint = _BETWEEN.match(text, position)
        start = joint.end() if joint is not None else position
        parts.append(Span(start, _part_end(text, start, other)))
        position = parts[-1].end
    return parts


def _lead(text: str, total: Quantity, others: Sequence[Quantity]) -> int | None:
    """Where the parts begin: behind 其中, 涉及 and the like after the whole."""
    if not others:
        return None
    window = text[total.end : others[0].start]
    for match in _LEADS.finditer(window):
        return total.end + match.end()
    return None


def _part_end(text: str, start: int, other: Quantity) -> int:
    """A part counted before its noun (27个产业项目) reaches to the noun's end."""
    if start < other.start:
        return other.end
    match = _NOUN.match(text, other.end)
    return match.end() if match is not None else other.end


def _head_start(text: str, sentence: Span, total: Quantity) -> int:
    before = text[sentence.start : total.start]
    edge = max((before.rfind(mark) for mark in "，。；：,:"), default=-1)
    return sentence.start + edge + 1
