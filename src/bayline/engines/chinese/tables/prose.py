"""Cells that tell their figures in a sentence: 新建成幼儿园7所 under 项目内容."""

import re
from dataclasses import replace

from bayline.engines.chinese.tables.reading import TableStatement
from bayline.engines.chinese.terms import Span, Statement
from bayline.kernel.statuses import Status

_HAN = re.compile(r"[一-鿿]")
_SENTENCE = 6  # characters; with fewer a cell holds little but its figure
_OWN_TIME = re.compile(r"\d{2,4}年|[今去明前上本]年|[年月季]度|[上下]半年|\d月")


def in_own_words(entry: TableStatement, told: Statement | None, text: str) -> Statement:
    """Prefer what a cell says itself of its figure to what the heads say.

    Args:
        entry: The figure as the heads tell it.
        told: The same figure as running text tells it, if it does.
        text: The text of the document.

    Returns:
        The statement of the heads; or, where the cell is a sentence that names what it counts, that
        of the sentence, with the subject and the time of the heads where it has none of its own.
    """
    known, cell = entry.statement, entry.cell
    named = told.attribute_span if told is not None else None
    if told is None or named is None or not (cell.start <= named.start and named.end <= cell.end):
        return known
    words = text[cell.start : cell.end]
    if told.quantity != known.quantity or len(_HAN.findall(words)) < _SENTENCE:
        return known
    times = [(known.time, known.time_assumed), (told.time, told.time_assumed)]
    own_first = reversed(times) if _OWN_TIME.search(words) else times
    time, assumed = next((pair for pair in own_first if pair != (None, None)), (None, None))
    subject, span = _owner(entry, told)
    return replace(
        told,
        sentence=known.sentence,
        subject=subject,
        subject_span=span,
        status=known.status if known.status is Status.PLANNED else told.status,
        time=time,
        time_assumed=assumed,
    )


def _owner(entry: TableStatement, told: Statement) -> tuple[str | None, Span | None]:
    """Give whose the figure is: named in the cell, or beside the row (乙镇 | 减少，收入840万元)."""
    known, cell = entry.statement, entry.cell
    own, beside = told.subject_span, known.attribute_span
    if own is not None and cell.start <= own.start < cell.end:
        return told.subject, own
    row = known.sentence
    if known.subject is None and beside is not None and row.start <= beside.start < row.end:
        return known.attribute, beside
    return known.subject, known.subject_span
