"""Whether a place speaks of plans, judged by the words nearby before anything else."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from bayline.engines.chinese.outlook import Outlook
from bayline.engines.chinese.sentences import paragraphs

_STOPS = "。！？；\n"
_PLANNED = re.compile(
    r"预计|预期|计划(?!单列)|力争|争取(?=[在到于年\d实达完])|确保|拟(?=[于在新建定]|\d)|将(?![军近领士帅])|有望|届时|目标|打算|安排(?:在|于)|定于|下一步|下步|今后|未来|要(?=[在于完实力确把全])|明年|即日起|[请须应]于|不迟于|最[晚迟]"
)
_DONE = re.compile(r"已(?!知)|了(?!解)|曾|完成了|截至|截止|以来|回顾|同比|比上年|较上年")
_CLAUSE_STOPS = re.compile(r"[，。！？；\n]")
_TIME_AND_COMMA = re.compile(r"[\d年月日份底末初旬第一二三四季度上下半前]{1,12}，")
_REACH = 80
_AHEAD = 14


def outlook_by_words(
    folded: str,
    *,
    published: date | None = None,
    otherwise: Callable[[int], bool] | None = None,
) -> Callable[[int], bool]:
    """Build a judgment on places of one text.

    Words of the sentence come first, then what `Outlook` says of the passage by its heading or its
    manner, which is worked out only when a place needs it.

    Args:
        folded: The text in simplified, half-width script.
        published: Its publication date, where known.
        otherwise: Decides where the words of the sentence do not, in place of `Outlook`.

    Returns:
        A function that tells of a position whether it speaks of plans.
    """
    # Not a decorated function: mypyc does not let other functions call one from outside of it.
    manner = cache(lambda: Outlook(folded, paragraphs(folded), published=published))

    def planned(position: int) -> bool:
        clause = _sentence_head(folded, position)
        if _PLANNED.search(clause):
            return not _DONE.search(clause)
        if _DONE.search(clause):
            return False
        return manner().section_is_planned(position) if otherwise is None else otherwise(position)

    return planned


def _sentence_head(folded: str, position: int) -> str:
    """Give the sentence up to the end of the clause at a position; 3月，将… looks one further."""
    start = max(0, position - _REACH)
    start += max(map(folded[start:position].rfind, _STOPS)) + 1
    body = _TIME_AND_COMMA.match(folded, position)
    stop_behind = _CLAUSE_STOPS.search(folded, body.end() if body else position, position + _AHEAD)
    return folded[start : stop_behind.start() if stop_behind else position + _AHEAD]
