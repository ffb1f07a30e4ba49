"""Names cooperation to Django, and lays its rules over its registers."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from bayline.platform.offering import offer_when_asked


class CooperationConfig(AppConfig):
    """The system of what two sides promised each other."""

    name = "bayline.systems.cooperation"
    label = "cooperation"
    only_added_to = ("cooperation_event",)

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        post_migrate.connect(_fill, sender=self)
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.business import offer_line
    from bayline.platform.making import offer_check
    from bayline.platform.naming import offer_pages
    from bayline.platform.packs.parts import Part, offer_part
    from bayline.platform.reporting.subscribing import offer_dues
    from bayline.platform.waiting import offer_waiting
    from bayline.systems.cooperation.actions.packing import check_tasks, take_tasks
    from bayline.systems.cooperation.pages.working import line, waiting
    from bayline.systems.cooperation.queries import exchanging, faults
    from bayline.systems.cooperation.queries.dues import due_between
    from bayline.systems.cooperation.queries.tasks import packed_tasks
    from bayline.systems.cooperation.rules.entries import AGREEMENTS, MEETINGS
    from bayline.systems.cooperation.rules.packing import PATH

    offer_check(faults)
    offer_check(exchanging.faults)
    offer_line(line)
    offer_waiting(waiting)
    offer_dues(due_between)
    offer_part(PATH, Part(write=packed_tasks, check=check_tasks, keep=take_tasks))
    _offer_indicators()
    offer_pages(AGREEMENTS, "/cooperation/agreements")
    offer_pages(MEETINGS, "/cooperation/meetings")
    _lay_rules()


def _offer_indicators() -> None:
    from bayline.platform.indicators import offer_indicators, one_by_one
    from bayline.systems.cooperation import indicators
    from bayline.systems.cooperation.queries import indicators as tellers

    offer_indicators(
        (
            (indicators.TASKS_ON_TIME, one_by_one(tellers.tasks_on_time)),
            (indicators.PROMISES_KEPT, one_by_one(tellers.promises_kept)),
            (indicators.AGREEMENTS, one_by_one(tellers.agreements_on_record)),
            (
                indicators.SERVICE_USES,
                lambda questions: [tellers.service_uses(one) for one in questions],
            ),
        )
    )


def _lay_rules() -> None:
    from bayline.platform.registers.ruling import rule_over
    from bayline.systems.cooperation.queries.registers import known_parties, text_of
    from bayline.systems.cooperation.rules import entries

    least = entries.least_of_agreement
    rule_over(entries.AGREEMENTS, entries.parties_well_named(known_parties, least=least))
    for register in (entries.MEETINGS, entries.SERVICES):
        rule_over(register, entries.parties_well_named(known_parties))
    rule_over(entries.PROMISES, entries.promises_fit_their_agreement)
    rule_over(entries.DECISIONS, entries.decisions_fit_their_meeting(text_of))
    rule_over(entries.MEETINGS, entries.days_follow(entries.DECISIONS, "meeting", "开会"))
    rule_over(entries.AGREEMENTS, entries.days_follow(entries.PROMISES, "agreement", "签订"))
    rule_over(entries.GROUPS, entries.groups_have_two_leads)


def _fill(plan: Sequence[tuple[Any, bool]] = (), **_told: Any) -> None:  # noqa: ANN401 - Django's
    """Write where tasks stand, and which are in conflict, in a home that does not say so."""
    if any(is_backwards for _migration, is_backwards in plan):
        return  # the tables are on their way out
    from bayline.systems.cooperation.actions import fill_missing
    from bayline.systems.cooperation.actions.exchanging import note_conflicts

    fill_missing()
    note_conflicts()
