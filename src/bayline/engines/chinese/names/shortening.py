"""Short forms of companies that a text has named in full: 斯达公司 after 斯达电子有限公司."""

import re
from collections.abc import Iterator, Sequence

from bayline.engines.chinese.names.grammar import grammar
from bayline.engines.chinese.terms import Name, NameKind

_FORM = re.compile(r"(?:控股)?(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司$")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_CALLED = re.compile(
    r"[（(](?:以下|下)?简称[为:：]?[“\"]?([\u4e00-\u9fffA-Za-z0-9]{2,8})[”\"]?[)）]"
)
_NAMES = frozenset(["nr", "nrt", "nrfg", "ns", "nt", "nz", "zg", "ng", "j"])
_BRAND = 2  # characters of a brand
_LEAST = 4  # characters of a short form that needs no suffix
_MOST = 8


def short_forms(text: str, places: Sequence[Name], found: Sequence[Name]) -> Iterator[str]:
    """Find how else the companies of a text may be called in it.

    Args:
        text: The folded text.
        places: What the gazetteer found.
        found: What the grammar of names found.
    """
    ends = {place.start: place.end for place in places}
    for name in found:
        if name.kind is NameKind.ORGANISATION and text.endswith("公司", name.start, name.end):
            called = _CALLED.match(text, name.end)
            if called is not None:
                yield called[1]
            yield from _forms(text, name, ends)


def _forms(text: str, name: Name, ends: dict[int, int]) -> Iterator[str]:
    start = name.start
    while start in ends and ends[start] < name.end:
        start = ends[start]
    core = _FORM.sub("", _BRACKETS.sub("", text[start : name.end]))
    if len(core) < _LEAST or core[:_BRAND] in grammar().vague or not core.isalpha():
        return
    yield core[:_BRAND] + "公司"
    yield core[:_BRAND] + "集团"
    if len(core) <= _MOST:
        yield core
    yield from _first_words(core, 0)
    if start > name.start:
        yield from _first_words(text[name.start : start] + core, start - name.start)


def _first_words(core: str, place: int) -> Iterator[str]:
    """The first words of a name that together are long enough to tell it, beyond its place."""
    import rjieba

    words = rjieba.tag(core)
    if words[0][1] not in _NAMES:
        return
    length = 0
    for word, _ in words:
        length += len(word)
        if max(_LEAST, place + _BRAND) <= length < len(core):
            yield core[:length]
            return
