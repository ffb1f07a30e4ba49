"""Where the sentences and the marked lists of a text begin, as far as times reign over them."""

import re
from collections.abc import Sequence

from bayline.engines.chinese.terms import Span

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
# A clause that goes on with the sentence before it.
_GOES_ON = re.compile(r"其中|[共合总]计|如?加计|连同|其次|第[二三四五]则?是")
_GOES_ON_FIRST = frozenset("其共合总如加连第")
_ITEM = re.compile(r"\n[ \t]*[—–·•●◆■▪○*-]")
_LIST = re.compile(r"(?:\n[ \t]*[—–·•●◆■▪○*-][^\n]*)+")


def sentence_starts(folded: str, sentences: Sequence[Span] | None) -> list[int]:
    """List where sentences begin; 其中 and 共计 go on with the one before in their paragraph.

    Args:
        folded: The text.
        sentences: Its sentences; cut at full stops where not given.
    """
    if sentences is not None:
        starts = [span.start for span in sentences]
    else:
        starts = [match.start() for match in _SENTENCE.finditer(folded)]
    return [start for start in starts if not _goes_on(folded, start)] or [0]


def _goes_on(folded: str, start: int) -> bool:
    is_inner = start > 0 and folded[start - 1] != "\n"
    is_inner = is_inner and folded[start : start + 1] in _GOES_ON_FIRST
    return is_inner and _GOES_ON.match(folded, start) is not None


def marked_lists(folded: str) -> dict[int, int]:
    """List the runs of marked lines, each from the line break before it to its end.

    Args:
        folded: The text.
    """
    found: dict[int, int] = {}
    item = _ITEM.search(folded)
    while item is not None:
        run = _LIST.match(folded, item.start())
        end = run.end() if run else item.end()
        found[item.start()] = end
        item = _ITEM.search(folded, end)
    return found
