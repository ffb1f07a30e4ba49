"""The network of places and agreements as a picture: own side, agreements, the others."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

WIDTH = 960
_ROW, _TOP, _LEFT, _MIDDLE, _RIGHT = 34, 44, 20, 330, 760
_NODE, _AGREEMENT = 180, 300  # widths
_MOST = 60  # agreements that are drawn
_FITS = {True: 20, False: 12}  # full-width characters in an agreement, in a party


class Node(NamedTuple):
    """A party or an agreement in the picture.

    Attributes:
        key: The party, or the code of the agreement.
        x: Left edge.
        y: Upper edge.
        width: How wide it is.
        text: As much of its name as there is room for.
        name: All of it.
        stands: Of a party, in how many agreements it stands.
    """

    key: str
    x: int
    y: int
    width: int
    text: str
    name: str
    stands: int = 0


class Picture(NamedTuple):
    """A network.

    Attributes:
        height: How high it is.
        parties: Those of own side, then the others.
        agreements: Those that are drawn.
        lines: From parties to agreements, as paths.
        left_out: How many agreements are not drawn.
    """

    height: int
    parties: tuple[Node, ...]
    agreements: tuple[Node, ...]
    lines: tuple[str, ...]
    left_out: int


def pictured(
    agreements: Sequence[tuple[str, str, Sequence[str]]], *, own: Collection[str]
) -> Picture:
    """Lay the network out: own parties left, the others right, agreements between.

    Args:
        agreements: Code, name and parties of each.
        own: The parties of own side.
    """
    drawn = agreements[:_MOST]
    counts = Counter(party for _code, _name, parties in drawn for party in dict.fromkeys(parties))
    ordered = sorted(counts, key=lambda one: (-counts[one], one))
    left = _column([one for one in ordered if one in own], counts, x=_LEFT)
    right = _column([one for one in ordered if one not in own], counts, x=_RIGHT)
    middle = tuple(
        Node(code, _MIDDLE, _TOP + at * _ROW, _AGREEMENT, _short(name, _FITS[True]), name)
        for at, (code, name, _parties) in enumerate(drawn)
    )
    rows = max(len(left), len(right), len(middle), 1)
    places = {one.key: one for one in (*left, *right)}
    return Picture(
        height=_TOP + rows * _ROW + 8,
        parties=(*left, *right),
        agreements=middle,
        lines=tuple(
            _line(places[party], middle[at])
            for at, (_code, _name, parties) in enumerate(drawn)
            for party in dict.fromkeys(parties)
        ),
        left_out=len(agreements) - len(drawn),
    )


def _column(keys: Sequence[str], counts: Mapping[str, int], *, x: int) -> tuple[Node, ...]:
    return tuple(
        Node(key, x, _TOP + at * _ROW, _NODE, _short(key, _FITS[False]), key, counts[key])
        for at, key in enumerate(keys)
    )


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _line(party: Node, agreement: Node) -> str:
    is_left = party.x < agreement.x
    start = party.x + party.width if is_left else party.x
    end = agreement.x if is_left else agreement.x + agreement.width
    half = (start + end) // 2
    first, last = party.y + _ROW // 2 - 4, agreement.y + _ROW // 2 - 4
    return f"M{start} {first}C{half} {first} {half} {last} {end} {last}"
