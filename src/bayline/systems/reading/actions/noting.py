"""What is given out of a draft once its findings are dealt with: its text, and what was chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bayline.kernel.findings import Finding, Life
from bayline.systems.reading.terms import Dealt

if TYPE_CHECKING:
    from bayline.engines.documents.writers import Tracked


def changed(text: str, dealt: Iterable[Dealt]) -> str:
    """Write the chosen values into a draft, whose characters all places count."""
    used = {(each.used.start, each.used.end): each.used.new for each in dealt if each.used}
    for (start, end), new in sorted(used.items(), reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def used_changes(dealt: Iterable[Dealt]) -> "tuple[Tracked, ...]":
    """Give the chosen values with the places they take, in text order."""
    from bayline.engines.documents.writers import Tracked

    used = {(each.used.start, each.used.end): each.used.new for each in dealt if each.used}
    return tuple(Tracked(start, end, new) for (start, end), new in sorted(used.items()))


def noted(
    findings: Sequence[Finding], dealt: Sequence[Dealt], *, sets_aside: bool
) -> tuple[Finding, ...]:
    """Say of every finding what was chosen, in its own sentence.

    Args:
        findings: The findings.
        dealt: What was chosen, in the same order; empty where nothing was asked.
        sets_aside: Whether those that are no matter are left out.
    """
    if not dealt:
        return tuple(findings)
    pairs = zip(findings, dealt, strict=True)
    kept = (pair for pair in pairs if not (sets_aside and pair[1].life is Life.DISMISSED))
    return tuple(_noted(finding, each) for finding, each in kept)


def _noted(finding: Finding, dealt: Dealt) -> Finding:
    if dealt.choice is None:
        return finding
    zh, en = said_of(dealt)
    return replace(
        finding,
        sentence=f"{finding.sentence}〔{zh}〕",
        sentence_en=f"{finding.sentence_en} [{en}]",
    )


def said_of(dealt: Dealt) -> tuple[str, str]:
    """Say in Chinese and in English what was chosen; nothing where a finding is open."""
    used, choice = dealt.used, dealt.choice
    if choice is None:
        return "", ""
    if used is not None:
        zh, en = ("记录值", "record’s") if used.is_recorded else ("重算值", "recomputed")
        return (
            f"采用{zh}：“{used.old}”改为“{used.new}”。",
            f"The {en} value is used: “{used.old}” becomes “{used.new}”.",
        )
    if choice.life is Life.EXPLAINED:
        return f"保留并说明：{choice.reason}", f"Kept, with a reason: {choice.reason}"
    return "不属问题。", "Not a problem."
