"""What must hold in every node after every step, and between two when all is quiet again."""

from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import Any

from bayline.engines.ledger.books import balances
from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.books import due_of, quoted
from bayline.systems.settlement.rules.protocol.core import Rulebook
from bayline.systems.settlement.rules.protocol.days import month_of
from bayline.systems.settlement.rules.protocol.items import Items
from bayline.systems.settlement.rules.protocol.journal import rows_of
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.terms import Pack, Scope


def broken(node: Node, initial: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Name what does not hold in a node.

    Args:
        node: The node.
        initial: What its persons had used up at first.
    """
    rules, live = node.office.rules, node.state.live
    today = rules.on(date(2025, 3, 14))
    checks = {
        "entries sum to zero": all(
            sum(one.amount for one in entry) == 0 for entry in node.state.entries
        ),
        "parts equal the total": all(map(_is_whole, live.values())),
        "what is used up equals a replay": node.state.used == _replayed(initial, live),
        "what is used up stays within the year": all(
            _within(one, today) for one in node.state.used.values()
        ),
        "one settlement in force for a visit": not _twice(node),
        "what was reversed is not in force": not node.state.buried & {*live},
        "judged again every fen is the same": all(
            _is_reproduced(one, rules) for one in live.values()
        ),
        "books equal what is in force": _sums(node) == _due(node),
        "settled by the rules of the quote": all(
            node.state.answered[name].request["body"]["rules"] == one["rules"]
            for name, one in live.items()
        ),
        "what the desk was told adds up": all(map(_is_whole, _told(node))),
        "items are those of the books": _items(node) == _due(node, is_cleared=False),
        "what was cleared stays as it was signed": all(
            _is_as_signed(*one) for one in _months(node)
        ),
        "what is drawn was paid before": _advances(node) == _paid(node),
        "what is open is known": [*node.state.waiting]
        == [name for name, one in node.state.asked.items() if one.standing == state.ASKED],
    }
    return [name for name, holds in checks.items() if not holds]


def _told(node: Node) -> Iterator[Mapping[str, Any]]:
    for one in node.state.asked.values():
        if one.kind == "SETTLE" and one.standing == state.SETTLED and one.reply is not None:
            yield {"bill": one.body["bill"], "split": one.reply["body"]["split"]}


def _is_whole(found: Mapping[str, Any]) -> bool:
    total = sum(found["bill"]["scope"][name] for name in Scope._fields)
    split = found["split"]
    is_divided = due_of(split) + split["cash"] == total and min(split.values()) >= 0
    return bool(is_divided and due_of(split) - split["account"] <= found["bill"]["scope"]["inside"])


def _replayed(
    initial: Mapping[str, Mapping[str, int]], live: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, int]]:
    used = {person: dict(one) for person, one in initial.items()}
    for found in live.values():
        of = used[found["bill"]["person"]]
        for name, change in found["delta"].items():
            of[name] += change
    return used


def _within(used: Mapping[str, int], pack: Pack) -> bool:
    limits = {f"pool_{visit.value}": one.value for visit, one in pack.ceilings.items()}
    if pack.major_ceiling is not None:
        limits["major"] = pack.major_ceiling.value
    is_below = all(used.get(name, 0) <= limit for name, limit in limits.items())
    return is_below and all(one >= 0 for one in used.values())


def _twice(node: Node) -> bool:
    visits = [one["bill"]["visit_id"] for one in node.state.live.values()]
    asked = [
        one.body["bill"]["visit_id"]
        for one in node.state.asked.values()
        if one.kind == "SETTLE" and one.standing == state.SETTLED
    ]
    return len(visits) != len({*visits}) or len(asked) != len({*asked})


def _is_reproduced(found: Mapping[str, Any], rules: Rulebook) -> bool:
    pack = rules.named(found["rules"])
    if pack is None:
        return False
    again = quoted(found["bill"], found["used"], pack)
    return all(again[name] == found[name] for name in ("split", "delta"))


def _sums(node: Node) -> dict[str, int]:
    kept = balances(node.state.entries)
    partner = node.office.partner
    return {name: kept.get(f"{name}:{partner}", 0) for name in ("due_to", "due_from")}


def _due(node: Node, *, is_cleared: bool = True) -> dict[str, int]:
    """Give what is due and not cleared, or all that ever was."""
    cleared = node.state.cleared
    paid = {
        side: sum(one["total"] for one in cleared[side].months.values()) if is_cleared else 0
        for side in cleared
    }
    owed = sum(due_of(one["split"]) for one in node.state.live.values())
    return {
        "due_to": paid[state.OWED] - owed,
        "due_from": sum(settled(node).values()) - paid[state.CLAIMED],
    }


def _items(node: Node) -> dict[str, int]:
    sums = {
        side: sum(sum(one.values()) for one in items.days.values())
        for side, items in node.state.items.items()
    }
    return {"due_to": -sums[state.OWED], "due_from": sums[state.CLAIMED]}


def _months(node: Node) -> Iterator[tuple[Items, Mapping[str, Any]]]:
    for side, cleared in node.state.cleared.items():
        for one in cleared.months.values():
            yield node.state.items[side], one


def _is_as_signed(items: Items, found: Mapping[str, Any]) -> bool:
    figures = items.figures_of(found["month"], without=found["left_out"])
    return figures == [found["size"], found["total"], found["root"]]


def _advances(node: Node) -> dict[str, int]:
    return {side: one.advance for side, one in node.state.cleared.items()}


def _paid(node: Node) -> dict[str, int]:
    kept = balances(node.state.entries)
    partner = node.office.partner
    found = {
        state.CLAIMED: -kept.get(f"held_for:{partner}", 0),
        state.OWED: kept.get(f"paid_before:{partner}", 0),
    }
    return found if min(found.values()) >= 0 else {}


def settled(node: Node) -> dict[str, int]:
    """Give what is due from the partner, by id of the settlement."""
    return {
        name: due_of(one.reply["body"]["split"])
        for name, one in node.state.asked.items()
        if one.kind == "SETTLE" and one.standing == state.SETTLED and one.reply is not None
    }


def owed(node: Node) -> dict[str, int]:
    """Give what is due to the partner, by id of the settlement."""
    return {name: due_of(one["split"]) for name, one in node.state.live.items()}


def is_as_written(node: Node) -> bool:
    """Whether the journal, folded from its first row, gives what the node holds."""
    again = node.remembers(node.office.name, node.office.partner)
    for row in rows_of(node.lying):
        again.fold(row)
    return again == node.state


def apart(treating: Node, insured: Node) -> set[str]:
    """Give the settlements on which two quiet offices differ, by either side's books."""
    own = settled(treating)
    other = owed(insured)
    return {name for name in {*own, *other} if own.get(name) != other.get(name)}


def between(treating: Node, insured: Node, lies: Container[str]) -> str:
    """Name what does not hold between two quiet offices that have cleared; empty if all does.

    Args:
        treating: The one that claims.
        insured: The one that owes.
        lies: Settlements of which the insured office told another amount than it had posted.
    """
    claimed, owes = treating.state.items[state.CLAIMED], insured.state.items[state.OWED]
    differ = _differing(claimed, owes)
    listed = {
        name: tuple(two)
        for day in treating.state.daily[state.CLAIMED].values()
        for name, two in day["differences"].items()
    }
    months = treating.state.cleared[state.CLAIMED].months
    lied = {name for name in differ if _original(treating, name) not in lies}
    checks = {
        "due to equals due from": not lied and all(one in lies for one in apart(treating, insured)),
        "every difference is listed": differ == listed,
        "both have signed the same": months == insured.state.cleared[state.OWED].months,
        "every month is cleared": {month_of(day) for day in claimed.days} <= {*months},
        "what differs is named in the statement": differ
        == {name: tuple(two) for one in months.values() for name, two in one["left_out"].items()},
        "what was paid before is the same": treating.state.cleared[state.CLAIMED].advance
        == insured.state.cleared[state.OWED].advance,
    }
    return next((name for name, holds in checks.items() if not holds), "")


def _original(treating: Node, name: str) -> str:
    asked = treating.state.asked.get(name)
    return str(asked.body.get("original", name)) if asked is not None else name


def _differing(claimed: Items, owes: Items) -> dict[str, tuple[int | None, int | None]]:
    found = {}
    for day in {*claimed.days, *owes.days}:
        own, other = claimed.days.get(day, {}), owes.days.get(day, {})
        for name in {*own, *other}:
            if own.get(name) != other.get(name):
                found[name] = own.get(name), other.get(name)
    return found
