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
BESIDE_RECORD = "figure_on_record"  # the check that compares a draft with the record
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

    They are read as of the last day of its period, so that “this quarter” is that quarter. A live
    figure is the record's own: where another document says otherwise it is shown, but it need not
    be explained, as a number must that somebody typed.
    """
    all_offered()
    text, period = words_of(facts), period_of(str(facts["edition"]))
    day = (period and period.last) or date.fromisoformat(str(facts["moment"])[:10])
    found = _AUDITORS[0](text, day) if _AUDITORS and text.strip() else ()
    live = _live(facts)
    return tuple(_checked(one, live) for one in found if state_of(one) in _SHOWN)


def _live(facts: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Give where in the words figures stand that were looked up."""
    found, at = [], 0
    for block in (one for one in facts["blocks"] if "pieces" in one):
        for piece in block["pieces"]:
            end = at + len(piece["t"])
            found += [(at, end)] if "n" in piece else []
            at = end
        at += 1  # the end of the line
    return found


def _is_live(one: Finding, live: Sequence[tuple[int, int]]) -> bool:
    own = one.rows[0].reference if one.rows else None
    if one.check != BESIDE_RECORD or own is None:
        return False
    return any(start <= own.start and own.end <= end for start, end in live)


def _checked(one: Finding, live: Sequence[tuple[int, int]]) -> Checked:
    said = "\n".join((one.check, one.sentence, *(row.label for row in one.rows)))
    return Checked(
        key=sha256(said.encode()).hexdigest()[:12],
        sentence=one.sentence,
        sentence_en=one.sentence_en,
        is_contradiction=state_of(one) is State.CONTRADICTION and not _is_live(one, live),
    )


def words_of(facts: Mapping[str, Any]) -> str:
    """Give the words of a report as a plain text, a paragraph each line."""
    lines = [
        "".join(piece["t"] for piece in block["pieces"])
        for block in facts["blocks"]
        if "pieces" in block
    ]
    return "\n".join(lines)
