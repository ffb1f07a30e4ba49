"""Villages and towns in a row that share one suffix: 白漾、南星、星建三个村."""

import re
from collections.abc import Iterator

from bayline.engines.chinese.names.context import Context
from bayline.engines.chinese.names.grammar import Ending, grammar
from bayline.engines.chinese.terms import Name, NameKind

_REACH = 60
_ROW = re.compile(
    r"(?P<row>(?:[\u4e00-\u9fff]{2,12}、)(?:[\u4e00-\u9fff]{2,4}[、和与]){0,8}[\u4e00-\u9fff]{2,4}?)"
    r"等?[两二三四五六七八九十\d]{0,3}$"
)
_JOINT = re.compile("[、和与]")
_SUFFIXED = tuple("村镇乡道区县市")
_FUNCTIONAL = frozenset("的地得和与及等在是为有对将把各每该这那其之所以不")
_LONGEST = 3  # characters of a name that shares its suffix


def shared(context: Context, ending: Ending) -> Iterator[Name]:
    """Find the names of a row before 三个村 or 三镇, each without its suffix.

    Args:
        context: The text as read so far.
        ending: What counts the row and names its kind.
    """
    left = max(context.last.end, ending.start - _REACH)
    row = _ROW.search(context.text, left, ending.start)
    if row is None:
        return
    spans = _items(context.text, *row.span("row"))
    words = [context.text[start:end] for start, end in spans]
    if any(word.endswith(_SUFFIXED) or _is_said(word) for word in words):
        return
    is_village = context.text[ending.end - 1] == "村"
    for start, end in spans:
        if end not in context.place_ends:
            yield Name(start, end, NameKind.VILLAGE if is_village else NameKind.PLACE)


def _is_said(word: str) -> bool:
    """Whether a member is a noun or phrase of the language rather than a name."""
    import rjieba

    tables = grammar()
    return word in tables.vague or any(
        part in tables.verbs if len(part) > 1 else part in _FUNCTIONAL
        for part, _ in rjieba.tag(word)
    )


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of a row; before the first may stand a verb, so it is as long as the next."""
    spans = []
    position = start
    for joint in _JOINT.finditer(text, start, end):
        spans.append((position, joint.start()))
        position = joint.end()
    spans.append((position, end))
    first = spans[0]
    if first[1] - first[0] > _LONGEST:
        length = spans[1][1] - spans[1][0]
        spans[0] = (first[1] - length, first[1])
    return spans
