"""Verdicts as a table of a report: one line a target, by what was told of it in the period."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from bayline.platform.reporting.offered import OfferedTable, TableAsked
from bayline.platform.reporting.terms import Note
from bayline.systems.plan.pages.words import period_word, state_word, trap_word
from bayline.systems.plan.queries.standing import heads_at, told_of
from bayline.systems.plan.rules.entries import RESULTS, TARGETS
from bayline.systems.plan.rules.listing import Head, Told, for_period


def verdicts(asked: TableAsked) -> OfferedTable:
    """Make the table of the targets whose years share days with the period of a report."""
    with override("en" if asked.english else "zh-hans"):
        return OfferedTable(
            title=_("目标完成情况"),
            columns=(
                (_("序号"), True),
                (_("任务"), False),
                (_("完成情况"), False),
                (_("时期"), False),
                (_("判断"), False),
                (_("理由"), False),
            ),
            rows=tuple(_rows(asked)),
        )


def _rows(asked: TableAsked) -> Iterator[tuple[tuple[str, ...], Note]]:
    heads = for_period(heads_at(asked.at), asked.period)
    told = told_of([head for head, _is_of in heads], at=asked.at)
    for head, is_of_period in heads:
        of = told[head.target, head.period]
        if asked.place and of.place != asked.place:
            continue
        yield _cells(head, of, english=asked.english, is_told=is_of_period), _note(asked, head, of)


def _cells(head: Head, told: Told, *, english: bool, is_told: bool) -> tuple[str, ...]:
    number = str(head.number) if head.number else "—"
    if not is_told:
        return (number, told.task, "—", "—", state_word("cannot tell"), _("没有这一时期的进展"))
    reason = told.reason_en if english else told.reason
    traps = _("、").join(trap_word(one) for one in told.traps)
    named = f"{reason} {_('当心：')}{traps}" if traps else reason
    progress = told.progress or told.measured or "—"
    period = period_word(head.period) if head.period else "—"
    return (number, told.task, progress, period, state_word(head.state), named)


def _note(asked: TableAsked, head: Head, told: Told) -> Note:
    of_target = asked.note(TARGETS, head.target)  # always, so that it counts as used
    return asked.note(RESULTS, told.result) if told.result else of_target
