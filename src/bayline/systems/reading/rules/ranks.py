"""From one rank to another: 由第9位上升到第5位，上升4位; a smaller number is the better rank."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bayline.engines.chinese.terms import Quantity, QuantityKind
from bayline.systems.reading.rules.kinds import small_number
from bayline.systems.reading.rules.passages import View

_UP = "上升|提升|跃升|提高|前移|前进|晋升|攀升|升|进"
_DOWN = "下降|下滑|回落|后移|后退|退|降"
_FROM = re.compile(r"[由从自][^，。；\d]{0,16}$")
_TO = re.compile(
    rf"^(?:[（(][^）)]*[）)])?[^，。；\d]{{0,6}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了)?(?:至|到|为|居)[^，。；\d]{{0,12}}$"
)
_PLACES = r"(?P<places>\d{1,3}|[一二两三四五六七八九十]{1,2})个?(?:位次|名次|位|名)"
_BY = re.compile(
    rf"^[，、（(](?:(?:共|累计|同比|比上年|较上年|又)*)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了)?{_PLACES}"
)
_AGAINST = re.compile(r"^[，、（(](?:比|较)[^，。；]{0,12}$")
_DIRECT_BY = re.compile(rf"^(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了)?{_PLACES}")
_REACH = 24


class RankMove(NamedTuple):
    """A move from one rank to another, with the number of places where it is stated."""

    start: Quantity
    end: Quantity
    rises: bool  # what the words say
    places: int | None
    span: tuple[int, int]


def rank_moves(view: View) -> list[RankMove]:
    """Find the moves between two ranks that both stand in one clause or in neighboring ones."""
    ranks = [
        statement.quantity
        for statement in view.document.reading.statements
        if statement.quantity.kind is QuantityKind.RANK and statement.quantity.value
    ]
    moves = (_move(view, a, b) for a, b in pairwise(ranks) if b.start - a.end <= _REACH)
    return [move for move in moves if move is not None]


def _move(view: View, a: Quantity, b: Quantity) -> RankMove | None:
    between = view.folded[a.end : b.start]
    behind = view.folded[b.end : b.end + _REACH]
    to = _TO.match(between)
    if to and _FROM.search(view.folded[max(0, a.start - _REACH) : a.start]):
        return _made(a, b, said=to, by=_BY.match(behind))
    by = _DIRECT_BY.match(behind) if _AGAINST.match(between) else None
    return _made(b, a, said=by, by=by) if by else None


def _made(
    start: Quantity, end: Quantity, *, said: re.Match[str], by: re.Match[str] | None
) -> RankMove:
    last = max(start, end, key=lambda rank: rank.start).end
    places = small_number(by["places"]) if by and _is_small(by["places"]) else None
    begin = min(start.start, end.start)
    return RankMove(start, end, bool(said["up"]), places, (begin, last + (by.end() if by else 0)))


def _is_small(numeral: str) -> bool:
    return numeral.isdigit() or len(numeral) == 1 or numeral[0] == "十"


def places_gained(move: RankMove) -> Decimal:
    """Return by how many places the rank became better; below zero if it became worse."""
    return (move.start.value or Decimal(0)) - (move.end.value or Decimal(0))
