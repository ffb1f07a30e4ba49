"""Findings in a line each, as the shell's own pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from bayline.kernel.findings import Finding, Life
from bayline.platform.addresses import Addresses
from bayline.platform.pages import is_english
from bayline.platform.record import queries
from bayline.platform.record.terms import Standing, StandingFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingNote:
    """A finding that is new, or that was closed."""

    key: str
    address: str
    look: str
    word: str
    told: str
    life: str
    life_word: str
    reason: str
    by: str
    owner: str
    due: date | None
    days_left: int | None


def finding_notes(
    chosen: Iterable[StandingFinding], *, to: Addresses, day: date | None
) -> dict[str, FindingNote]:
    """Show findings in a line each of the shell's own pages, by their keys.

    Args:
        chosen: Where the findings stand.
        to: How the page names others.
        day: The day that what is left is counted from; None where nobody counts.
    """
    stands = {one.key: one.stands for one in chosen}
    said = queries.sayings_of(stands.keys())
    return {key: _note(said[key], stands[key], key, to=to, day=day) for key in stands}


def _note(
    said: Finding, stands: Standing, key: str, *, to: Addresses, day: date | None
) -> FindingNote:
    from bayline.engines.documents.writers.wording import look_of, remark_of, state_word

    lang = "en" if is_english() else "zh"
    return FindingNote(
        key=key,
        address=to.finding(key),
        look=look_of(said),
        word=state_word(said, lang),
        told=remark_of(said, lang),
        life=stands.life.value,
        life_word=_life(stands.life),
        reason=stands.reason,
        by=stands.by,
        owner=stands.owner,
        due=stands.due,
        days_left=(stands.due - day).days if stands.due and day else None,
    )


def _life(life: Life) -> str:
    words = {
        Life.OPEN: _("待核"),
        Life.CORRECTED: _("已更正"),
        Life.EXPLAINED: _("已说明"),
        Life.DISMISSED: _("不属问题"),
    }
    return words[life]
