"""What must hold in every node after every step, and between two when all is quiet again."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bayline.engines.ledger.books import balances
from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.books import due_of, quoted
from bayline.systems.settlement.rules.protocol.journal import rows_of
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.terms import Pack, Scope

Rules = Callable[[str], Pack]


def broken(node: Node, initial: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Name what does not hold in a node.

    Args:
        node: The node.
        initial: What its persons had used up at first.
    """
    rules, live = node.office.rules, node.state.live
    checks = {
        "entries sum to zero": all(
            sum(one.amount for one in entry) == 0 for entry in node.state.entries
        ),
        "parts equal the total": all(map(_is_whole, live.values())),
        "what is used up equals a replay": node.state.used == _replayed(initial, live),
        "what is used up stays within the year": all(
            _within(one, rules("")) for one in node.state.used.values()
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


def _is_reproduced(found: Mapping[str, Any], rules: Rules) -> bool:
    again = quoted(found["bill"], found["used"], rules(found["rules"]))
    return all(again[name] == found[name] for name in ("split", "delta"))


def _sums(node: Node) -> dict[str, int]:
    kept = balances(node.state.entries)
    partner = node.office.partner
    return {name: kept.get(f"{name}:{partner}", 0) for name in ("due_to", "due_from")}


def _due(node: Node) -> dict[str, int]:
    owed = sum(due_of(one["split"]) for one in node.state.live.values())
    return {"due_to": -owed, "due_from": sum(settled(node).values())}


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
