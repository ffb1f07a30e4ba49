"""核稿 of a report's own words: whoever can check a text offers it when the program starts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from bayline.kernel.findings import Finding, State, state_of
from bayline.platform.offering import all_offered
from bayline.platform.reporting.editions import period_of

Auditor = Callable[[str, date | None], Sequence[Finding]]
_AUDITORS: list[Auditor] = []
_SHOWN = (State.CONTRADICTION, State.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found in the words of a report.

    Attributes:
        key: What tells it from others: the same words give the same.
        sentence: What was found, in Chinese.
        sentence_en: The same in English.
        is_contradiction: Whether it must be mended or explained before the report is issued.
    """

    key: str
    sentence: str
    sentence_en: str
    is_contradiction: bool


def offer_audit(auditor: Auditor) -> None:
    """Let a system check the words of reports.

    Args:
        auditor: Gives what it finds in a text that is or will be published on a day.
    """
    _AUDITORS[:] = [auditor]


def checked(facts: Mapping[str, Any]) -> tuple[Checked, ...]:
    """Check the words of a resolved report; nothing where no system can.

    They are read as of the last day of its period, so that “this quarter” is that quarter.
    """
    all_offered()
    text, period = words_of(facts), period_of(str(facts["edition"]))
    day = (period and period.last) or date.fromisoformat(str(facts["moment"])[:10])
    found = _AUDITORS[0](text, day) if _AUDITORS and text.strip() else ()
    return tuple(_checked(one) for one in found if state_of(one) in _SHOWN)


def _checked(one: Finding) -> Checked:
    said = "\n".join((one.check, one.sentence, *(row.label for row in one.rows)))
    return Checked(
        key=sha256(said.encode()).hexdigest()[:12],
        sentence=one.sentence,
        sentence_en=one.sentence_en,
        is_contradiction=state_of(one) is State.CONTRADICTION,
    )


def words_of(facts: Mapping[str, Any]) -> str:
    """Give the words of a report as a plain text, a paragraph each line."""
    lines = [
        "".join(piece["t"] for piece in block["pieces"])
        for block in facts["blocks"]
        if "pieces" in block
    ]
    return "\n".join(lines)
