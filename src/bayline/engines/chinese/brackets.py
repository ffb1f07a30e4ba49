"""Figures alone in brackets: 留宿旅客（164亿元）及不过夜旅客（39亿元）的总消费, 服装（升7.6%）.

The noun before the bracket says whose the figure is; what is measured follows the row of brackets,
or was said before it.
"""

import re
from typing import NamedTuple

from bayline.engines.chinese.following import right_phrase
from bayline.engines.chinese.lexicon import lexicon
from bayline.engines.chinese.terms import Span
from bayline.engines.chinese.tokens import Tokens

_OPENING = "（("
_OWNER = re.compile(r"[^，。；：:、（）()\d%]{2,24}$")
_LEAD = re.compile(
    r".*(?:其中|[再其]次[为是]|主要[用在][于]?|以及|用于|分别[为是]|[是为]|^而|[及和与](?=[^及和与]{2,}$))"
)
_JOINED = r"(?:[、，及和与]|以及)?[^，。；：（）()]{1,20}[（(][^，。；（）()]{1,24}[）)]"
_ROW = re.compile(rf"[^（）()]{{0,12}}[）)](?:{_JOINED}){{0,20}}(?:的|之)?")
_REACH = 24
_SHORTEST = 2


class Bracketed(NamedTuple):
    """Whose a figure in brackets is, and what the words behind the row say is measured."""

    owner: Span | None
    measured: Span | None


def bracketed(
    text: str, tokens: Tokens, *, clause: int, floor: int, end: int, limit: int
) -> Bracketed | None:
    """Read the words around the bracket that holds nothing but a figure.

    Args:
        text: The folded text.
        tokens: The words of its sentence.
        clause: Where the clause of the figure begins, right behind the bracket.
        floor: Where the figure before, or the sentence, leaves off.
        end: Where the figure ends.
        limit: Where the sentence ends.

    Returns:
        None where no bracket opens here, or where it only adds to the figure before it.
    """
    if clause <= floor or text[clause - 1] not in _OPENING:
        return None
    owner = _owner(text, floor, clause - 1)
    if owner is None:
        return None
    if text.endswith(lexicon().heads, owner.start, owner.end):
        return Bracketed(None, owner)  # 工业总产值（1100亿元）
    row = _ROW.match(text, end, limit)
    if row is None or row.end() >= limit or text[row.end()] in "，。；、：":
        return Bracketed(owner, None)
    return Bracketed(owner, right_phrase(text, tokens, row.end(), limit))


def _owner(text: str, floor: int, end: int) -> Span | None:
    found = _OWNER.search(text, max(floor, end - _REACH), end)
    if found is None or (
        found.start() == floor and text[floor - 1 : floor] not in "，。；：、\n）)"
    ):
        return None  # 300个项目（增长5%）
    lead = _LEAD.match(text, found.start(), end)
    start = lead.end() if lead else found.start()
    return None if end - start < _SHORTEST else Span(start, end)
