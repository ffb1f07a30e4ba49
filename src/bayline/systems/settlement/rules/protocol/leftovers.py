"""What statements have left out: items on which the offices differed, and what became of them.

An item that was left out was never paid. What takes it back later must not be deducted either, so
it is left out too, under its own month.
"""

from typing import NamedTuple

from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.days import month_of
from bayline.systems.settlement.rules.protocol.state import State

DIFFERS, AGREED, TAKEN_BACK, FOLLOWS = "differs", "agreed", "taken_back", "follows"
Two = list[int | None]  # own amount, the other's, fen


class Leftover(NamedTuple):
    """An item that a statement has left out.

    Attributes:
        month: The month of the statement.
        name: The id of the item.
        then: Both amounts, as the statement has them.
        now: Both amounts, as they were last compared.
        standing: `differs` still; `agreed` since, so that the month can be taken back and cleared
            again; `taken_back`, so that nothing of it is due; or it `follows` one that was left
            out, as it takes it back.
        back: What takes it back, or what it takes back; empty if there is nothing.
    """

    month: str
    name: str
    then: Two
    now: Two
    standing: str
    back: str


def differences_of(known: State, month: str) -> dict[str, Two]:
    """Give the differences of a month in what is claimed, by id: own amount, the other's."""
    daily = known.daily[state.CLAIMED]
    days = sorted(day for day in daily if month_of(day) == month)
    return {name: two for day in days for name, two in daily[day]["differences"].items()}


def followers(known: State, month: str) -> dict[str, Two]:
    """Give the items of a month that take back what a statement has left out."""
    months = known.cleared[state.CLAIMED].months
    out = {name for one in months.values() for name in one["left_out"]}
    if not out:
        return {}
    differing = differences_of(known, month)
    found = {}
    for name, original in _taking_back(known).items():
        fen = known.items[state.CLAIMED].find(month, name) if original in out else None
        if fen is not None:
            found[name] = [fen, differing.get(name, [fen, fen])[1]]
    return found


def leftovers(known: State) -> list[Leftover]:
    """Give what the statements in force have left out, and how it stands."""
    months = known.cleared[state.CLAIMED].months
    out = {name for one in months.values() for name in one["left_out"]}
    originals = _taking_back(known) if out else {}
    backs = {original: name for name, original in originals.items()}
    found = []
    for month, one in sorted(months.items()):
        differing = differences_of(known, month)
        for name, then in sorted(one["left_out"].items()):
            fen = known.items[state.CLAIMED].find(month, name)
            now = differing.get(name, [fen, fen])
            if originals.get(name) in out:
                standing, back = FOLLOWS, originals[name]
            elif name in backs:
                standing, back = TAKEN_BACK, backs[name]
            else:
                standing, back = (AGREED if now[0] == now[1] else DIFFERS), ""
            found.append(Leftover(month, name, [*then], [*now], standing, back))
    return found


def _taking_back(known: State) -> dict[str, str]:
    """Give what own requests take back, by their ids, as far as they did."""
    return {
        name: str(one.body["original"])
        for name, one in known.asked.items()
        if one.kind in state.BACK and one.standing == state.DONE
    }
