"""Parts that no word opens: numbered ones behind their whole, and a year's share of a total."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bayline.systems.reading.rules.attributes import measure_of
from bayline.systems.reading.rules.kinds import kind_of, kinds_said
from bayline.systems.reading.rules.passages import Item, Sentence
from bayline.systems.reading.rules.series import is_complete_series, mark_of
from bayline.systems.reading.rules.wholes import Partition, Reach

_LEAST = 2  # fewer parts make no sum
_SAID_REACH = 600  # characters in which a sentence says how many parts follow
_WINDOW = 40  # figures; a list of parts is not longer


def serial(sentence: Sentence) -> list[Partition]:
    """Find numbered parts that no word opens: 总投资50亿元，一期20亿元、二期30亿元."""
    found = []
    for position, whole in enumerate(sentence.items[:-_LEAST]):
        run = _series_behind(sentence, position) if _may_be_whole(whole) else []
        if len(run) < _LEAST:
            continue
        begin = run[0].start - sentence.start
        counted = kinds_said(sentence.text[max(0, begin - _SAID_REACH) : begin], len(run))
        mark = mark_of(kind_of(run[0]))
        if counted or (mark and mark.sort != "年"):
            reach = Reach.ALL if counted else Reach.AMONG
            found.append(listing(whole, run, reach=reach))
    return found


def _may_be_whole(item: Item) -> bool:
    return item.is_amount and mark_of(kind_of(item)) is None


def listing(whole: Item, parts: Sequence[Item], *, reach: Reach) -> Partition:
    """Make a partition of a whole that stands before all its parts, none left out."""
    return Partition(whole, tuple(parts), len(parts), reach, is_open=False, whole_last=False)


def _series_behind(sentence: Sentence, position: int) -> list[Item]:
    whole = sentence.items[position]
    run: list[Item] = []
    for item in sentence.items[position + 1 : position + _WINDOW]:
        names = [kind_of(part) for part in (*run, item)]
        numbered = is_complete_series(names) if run else mark_of(names[0]) is not None
        if not numbered or item.unit != whole.unit or not item.is_amount:
            break
        run.append(item)
    return run if is_complete_series([kind_of(part) for part in run]) else []


_YEARS_SHARE = re.compile(r"^[，、；]?(?:其中)?[，,]?(?:当年度?|本年度?|年度|今年)(?:计划)?投资")


def in_year(sentence: Sentence) -> list[Partition]:
    """Find a year's investment told right behind the total: 总投资57亿元，当年度投资17亿元."""
    return [
        Partition(whole, (part,), 1, Reach.AMONG, is_open=True, whole_last=False)
        for whole, part in pairwise(sentence.items)
        if whole.unit == part.unit == "CNY"
        and measure_of(whole.statement.attribute) == "总投资"
        and _YEARS_SHARE.match(part.before)
        and "其中" not in part.before
    ]
