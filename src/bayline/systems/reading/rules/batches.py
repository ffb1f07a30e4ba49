"""Batches: how many projects, for how much money, were started or signed in which months."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from bayline.engines.chinese.terms import QuantityKind
from bayline.systems.reading.rules.attributes import measure_of
from bayline.systems.reading.rules.passages import Item, Sentence, View, places_of
from bayline.systems.reading.rules.periods import Label, Months, labels, year_of
from bayline.systems.reading.rules.summable import is_total_so_far

_STAGES = {
    "开工": re.compile(r"开工|动工|集中启动|项目启动|启动建设"),
    "签约": re.compile(r"签约|签订"),
    "投产": re.compile(r"投产|竣工"),
}
_AMONG = re.compile(r"其中|这\d+个|单体")
_PROJECTS = re.compile(r"项目|开工|签约|投产")


class Batch(NamedTuple):
    """One figure of one batch."""

    view: View
    item: Item
    months: Months
    stage: str
    unit: str


def batches(views: Sequence[View]) -> list[Batch]:
    """Find the batches of all documents, in text order."""
    return [batch for view in views for batch in _of_view(view)]


def _of_view(view: View) -> list[Batch]:
    found = []
    for index, sentence in enumerate(view.sentences):
        before = view.sentences[index - 1].text if index and _continues(view, index) else ""
        # Stages are rare and quickly looked for, labels are not.
        if not sentence.items or not (_stage(sentence.text) or _stage(before + sentence.text)):
            continue
        context, marks = sentence.text, labels(sentence.text)
        if not marks and before:
            context = before + sentence.text
            marks = [mark._replace(start=0, end=0) for mark in labels(context)[-1:]]
        stage = _stage(context)
        if marks and stage:
            found += _of_sentence(view, sentence, marks, stage=stage)
    return found


def _continues(view: View, index: int) -> bool:
    """Tell whether the sentence goes on about the batch that the one before it announced."""
    before, here = view.sentences[index - 1], view.sentences[index]
    return before.paragraph == here.paragraph and not before.items


def _stage(words: str) -> str:
    found = [name for name, pattern in _STAGES.items() if pattern.search(words)]
    return found[0] if len(found) == 1 else ""


def _of_sentence(view: View, sentence: Sentence, marks: list[Label], *, stage: str) -> list[Batch]:
    found: dict[tuple[Label, str], Batch] = {}
    for item in sentence.items:
        unit = "" if is_total_so_far(item) else _batch_unit(item)
        if _AMONG.search(item.before):
            break
        mark = _mark_of(item.start - sentence.start, marks)
        year = mark.year or year_of(item.statement, view.document.reading.published)
        if unit and year and (mark, unit) not in found:
            months = Months(year, mark.first, mark.last)
            found[mark, unit] = Batch(view, item, months, stage, unit)
    return list(found.values())


def _mark_of(position: int, marks: list[Label]) -> Label:
    index = bisect_right(marks, position, key=attrgetter("start")) - 1
    return marks[max(0, index)]


def _batch_unit(item: Item) -> str:
    """Return what the item measures of a batch: 个 for its projects, CNY for its investment."""
    if not item.is_amount:
        return ""
    if item.unit == "CNY":
        measure = measure_of(item.label) or measure_of(item.statement.attribute)
        return "CNY" if measure in {"总投资", "投资", ""} else ""
    is_count = item.statement.quantity.kind is QuantityKind.COUNT and item.unit in {"个", "项"}
    around = f"{item.label}{item.noun}{item.statement.attribute or ''}"
    return "个" if is_count and _PROJECTS.search(around) else ""


def may_be_one_region(a: View, b: View) -> bool:
    """Tell whether two documents can speak of one region: they share a place, or one names none."""
    one, other = places_of(a), places_of(b)
    return a is b or not one or not other or bool(one.keys() & other.keys())
