"""What people decided about suggestions: merged, kept apart, taken back; nothing is lost.

A decision is never changed, only followed by another. Which entries are one project on a day is
computed from all that stand, so that taking one back leaves no trace of it in the answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bayline.kernel.errors import BaylineError, Words


class Choice(StrEnum):
    """What was decided about two entries."""

    MERGED = "merged"
    APART = "apart"  # looked at, and two projects


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision about two entries.

    Attributes:
        key: Identifier of the decision.
        left: One entry.
        right: The other.
        choice: What was decided.
        by: Who decided.
        on: When.
        reason: Why, in the decider's words or those of the suggestion.
        takes_back: Key of an earlier decision that this one puts an end to; empty of a first one.
    """

    key: str
    left: str
    right: str
    choice: Choice
    by: str
    on: date
    reason: str
    takes_back: str = ""


def decided(decisions: Sequence[Decision], new: Decision) -> tuple[Decision, ...]:
    """Add a decision.

    Raises:
        BaylineError: If it says nothing, speaks of one entry, takes back what does not stand, or
            would make one project of entries that were decided to be two.
    """
    _refuse_malformed(decisions, new)
    after = (*decisions, new)
    groups = projects(after)
    for each in in_force(after):
        if each.choice is Choice.APART and groups.get(each.left, each.left) == groups.get(
            each.right, each.right
        ):
            raise BaylineError(
                f"“{each.left}” and “{each.right}” would become one project",
                why=f"{each.by} decided on {each.on} that they are two: {each.reason}",
                do="take that decision back first",
                zh=Words(
                    f"“{each.left}”和“{each.right}”会并成一个项目",
                    f"{each.by}已于{each.on}认定是两个：{each.reason}",
                    "请先撤回那个决定",
                ),
            )
    return after


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Give the decisions that no later one takes back, in order."""
    every = list(decisions)
    gone = {each.takes_back for each in every if each.takes_back}
    return [each for each in every if each.key not in gone]


def projects(decisions: Iterable[Decision]) -> dict[str, str]:
    """Give for each entry that was merged the entry that stands for its project.

    Returns:
        The first entry of a group, by name, for every entry in it.
    """
    above: dict[str, str] = {}

    def top(entry: str) -> str:
        while above.get(entry, entry) != entry:
            entry = above[entry]
        return entry

    for each in in_force(decisions):
        if each.choice is Choice.MERGED:
            first, second = sorted((top(each.left), top(each.right)))
            above.setdefault(first, first)
            above[second] = first
    return {entry: top(entry) for entry in above}


def _refuse_malformed(decisions: Sequence[Decision], new: Decision) -> None:
    standing = {each.key for each in in_force(decisions)}
    if any(each.key == new.key for each in decisions):
        raise BaylineError(
            f"a decision “{new.key}” is there already",
            do="give it another key",
            zh=Words(f"已有编号为“{new.key}”的决定", do="请换编号"),
        )
    if new.left == new.right or not new.reason or not new.by:
        raise BaylineError(
            f"a decision about “{new.left}” and “{new.right}” without a reason or a decider",
            why="it is about two entries, and somebody answers for it",
            do="name two entries, who decided and why",
            zh=Words(
                f"关于“{new.left}”和“{new.right}”的决定不完整",
                "决定是关于两条记录的，要有人负责",
                "请写两条记录、谁决定的、为什么",
            ),
        )
    if new.takes_back and new.takes_back not in standing:
        raise BaylineError(
            f"the decision “{new.takes_back}” does not stand",
            why="it was never made, or has been taken back before",
            do="take back a decision that stands",
            zh=Words(
                f"决定“{new.takes_back}”不在有效之列", "从未作出，或已撤回", "请撤回有效的决定"
            ),
        )
