"""Names the plan to Django, and lays its rules over its registers."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from bayline.platform.offering import offer_when_asked


class PlanConfig(AppConfig):
    """The system of targets, of verdicts on them, and of the tables asked of units."""

    name = "bayline.systems.plan"
    label = "plan"
    only_added_to = ("plan_request", "plan_step")

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        post_migrate.connect(_fill, sender=self)
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.keeping import listen
    from bayline.platform.making import offer_check
    from bayline.platform.naming import offer_pages
    from bayline.platform.registers.terms import KeptEntries
    from bayline.systems.plan.actions import faults, follow_entries
    from bayline.systems.plan.rules import entries

    listen(KeptEntries, follow_entries)
    offer_check(faults)
    offer_pages(entries.TARGETS, "/plan/targets")
    _offer_indicators()
    _offer_requests()
    _offer_verdicts()
    _lay_rules()


def _offer_verdicts() -> None:
    from bayline.platform.reporting.offered import offer_table
    from bayline.systems.plan.pages.reported import verdicts

    offer_table("verdicts", verdicts)


def _lay_rules() -> None:
    from django.utils import timezone

    from bayline.platform.registers.ruling import rule_over
    from bayline.systems.plan.rules import entries

    rule_over(entries.TARGETS, entries.bounded("period"))
    rule_over(entries.RESULTS, entries.bounded("period"))
    rule_over(entries.RESULTS, entries.results_of_known_targets)
    rule_over(entries.RESULTS, entries.come_by(timezone.localdate))


def _offer_indicators() -> None:
    from bayline.platform.indicators import offer_indicators
    from bayline.systems.plan import indicators
    from bayline.systems.plan.queries import counting

    offer_indicators(
        (
            (indicators.COUNT, lambda questions: [counting.count(one) for one in questions]),
            (indicators.ADDED, lambda questions: [counting.added(one) for one in questions]),
            (indicators.VALUE, lambda questions: [counting.value(one) for one in questions]),
        )
    )


def _fill(**_told: Any) -> None:  # noqa: ANN401 - what Django tells of the migration
    """Write what may be said of targets in a home that was kept before that was."""
    from bayline.systems.plan.actions import fill_missing

    fill_missing()


def _offer_requests() -> None:
    from bayline.platform.keeping import listen
    from bayline.platform.making import offer_check
    from bayline.platform.packs.beginning import offer_beginning
    from bayline.platform.packs.terms import KeptFiles
    from bayline.platform.reporting.subscribing import offer_dues
    from bayline.platform.waiting import offer_waiting
    from bayline.systems.plan.actions.requests.beginning import begin_rounds
    from bayline.systems.plan.actions.requests.templating import refuse_bad_templates
    from bayline.systems.plan.pages.requests.dues import due_between
    from bayline.systems.plan.pages.requests.waiting import things
    from bayline.systems.plan.queries.requests import faults

    listen(KeptFiles, refuse_bad_templates)
    offer_check(faults)
    offer_waiting(things)
    offer_beginning(begin_rounds)
    offer_dues(due_between)
