"""Rules over the entries of a register, made known by the systems that keep them.

A cell is checked by its type alone; a rule sees the entry beside others: a completion before its
start, parts that exceed their whole. It is asked before anything is stored, of one entry as of a
whole file.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

from bayline.platform.offering import all_offered
from bayline.platform.registers.terms import Breach, Values

Changed = Mapping[str, Values | None]  # by key; None for what is taken out


class Around(Protocol):
    """What stands beside the entries that change, as it would be after the change."""

    def entries(self, register: str) -> Mapping[str, Values]:
        """Give all entries of a register by key; none where there is no such register."""

    def before(self) -> Mapping[str, Values]:
        """Give the entries that change as they stand now, by key; without those that are new."""

    def related(self, register: str, field: str, values: Collection[str]) -> Mapping[str, Values]:
        """Give the entries of a register that have one of some values in a field, by key."""


Rule = Callable[[Changed, Around], Iterable[Breach]]
_RULES: dict[str, list[Rule]] = {}


def rule_over(register: str, rule: Rule) -> None:
    """Ask a rule whenever entries of a register are to change.

    Args:
        register: The name of the register, whether it is declared or not.
        rule: Gives what it refuses; it must hold whichever of two registers is filled first.
    """
    rules = _RULES.setdefault(register, [])
    if rule not in rules:
        rules.append(rule)


def rules_over(register: str) -> tuple[Rule, ...]:
    """Give the rules over a register."""
    all_offered()
    return tuple(_RULES.get(register, ()))
