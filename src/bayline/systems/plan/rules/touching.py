"""Which targets change with others: those that are set against another indicator."""

from collections.abc import Iterable, Mapping

from bayline.platform.registers.terms import Values
from bayline.systems.plan.rules.entry_rules import rules_of


def places_related(targets: Mapping[str, Values], keys: Iterable[str]) -> frozenset[str]:
    """Give the places of those targets that are set against another indicator.

    Args:
        targets: All targets, by key.
        keys: Those that are looked at.
    """
    return frozenset(
        targets[key].get("place", "")
        for key in keys
        if key in targets and _is_related(targets[key])
    )


def _is_related(values: Values) -> bool:
    return any(rule.reference is not None for rule in rules_of(values).rules)


def touched_by(targets: Mapping[str, Values], keys: Iterable[str]) -> frozenset[str]:
    """Give the targets whose verdicts may change with some, those set against others too.

    Args:
        targets: All targets, by key.
        keys: Those whose entries or progress changed.
    """
    changed = {*keys}
    places = {targets[key].get("place", "") for key in changed if key in targets}
    related = {
        key
        for key, values in targets.items()
        if values.get("place", "") in places and _is_related(values)
    }
    return frozenset(changed | related)
