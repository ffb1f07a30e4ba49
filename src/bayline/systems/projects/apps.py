"""Names projects to Django, and lays its rules over its registers."""

from functools import partial
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from bayline.platform.offering import offer_when_asked


class ProjectsConfig(AppConfig):
    """The system that follows projects."""

    name = "bayline.systems.projects"
    label = "projects"

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        post_migrate.connect(_fill, sender=self)
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.business import offer_line
    from bayline.platform.keeping import listen
    from bayline.platform.making import offer_check
    from bayline.platform.naming import offer_pages
    from bayline.platform.registers.terms import KeptEntries
    from bayline.systems.projects.actions import faults, follow_entries
    from bayline.systems.projects.pages.working import line
    from bayline.systems.projects.rules import entries

    listen(KeptEntries, follow_entries)
    offer_check(faults)
    offer_line(line)
    offer_pages(entries.PROJECTS, "/projects")
    _offer_indicators()
    _lay_rules()
    _lay_rules_of_land()
    _lay_rules_of_groups()


def _offer_indicators() -> None:
    from bayline.platform.indicators import offer_indicators, one_by_one
    from bayline.systems.projects import indicators
    from bayline.systems.projects.queries.indicators import measured_by
    from bayline.systems.projects.rules.rates import RateKind

    offer_indicators(
        (
            (indicators.START, one_by_one(measured_by(RateKind.START))),
            (indicators.COMPLETION, one_by_one(measured_by(RateKind.COMPLETION))),
            (indicators.INVESTMENT, one_by_one(measured_by(RateKind.INVESTMENT))),
        )
    )


def _lay_rules() -> None:
    from django.utils import timezone

    from bayline.platform.packs.placing import known_places
    from bayline.platform.registers.queries.spelling import keys_spelled
    from bayline.platform.registers.ruling import rule_over
    from bayline.systems.projects.rules import (
        entries,
        published,
        recording,
        spending,
    )

    today = timezone.localdate
    for register in entries.OF_PROJECTS:
        rule_over(register, entries.of_known("project", entries.PROJECTS))
    rule_over(entries.PROJECTS, recording.names_in_bounds)
    rule_over(entries.PROJECTS, recording.codes_apart(partial(keys_spelled, entries.PROJECTS)))
    rule_over(entries.PROJECTS, recording.codes_of_no_page)
    for register in entries.PLACED:
        rule_over(register, known_places())
    rule_over(entries.STAGES, entries.stages_in_order)
    rule_over(entries.STAGES, recording.reached_by(today))
    rule_over(entries.STAGES, recording.corrections_of_others)
    rule_over(entries.STAGES, recording.plans_in_order)
    for register in (
        entries.BATCHES,
        entries.TOTALS,
        entries.LIBRARIES,
        entries.CATEGORIES,
        entries.COUNTS,
    ):
        rule_over(register, recording.whole_numbers)
    rule_over(entries.AMOUNTS, entries.amounts_well_stated)
    rule_over(entries.AMOUNTS, spending.done_within_total)
    rule_over(entries.AMOUNTS, recording.come_by(today, "period", kinds=entries.DONE))
    rule_over(entries.EFFECTS, entries.effects_well_stated)
    rule_over(entries.RATES, entries.of_known("publisher", entries.PUBLISHERS))
    rule_over(entries.RATES, entries.of_known("batch", entries.BATCHES))
    rule_over(entries.RATES, published.rates_well_stated)


def _lay_rules_of_land() -> None:
    """Lay the rules over land, titles and what statistics are told: never of days to come."""
    from django.utils import timezone

    from bayline.platform.registers.ruling import rule_over
    from bayline.systems.projects.rules import entries, recording, renewing
    from bayline.systems.projects.rules.registering.reporting import months_follow_entries

    rule_over(entries.ENTERED, recording.entered_after_applied)
    rule_over(entries.ENTERED, recording.entered_once)
    rule_over(entries.LISTED, recording.statuses_known)
    rule_over(entries.MONTHS, months_follow_entries)
    rule_over(entries.PARCELS, renewing.parcels_in_order)
    for register in (entries.PARCELS, entries.FIRMS):
        rule_over(register, renewing.of_renewals)
    dated = (entries.PARCELS, entries.FIRMS, entries.DESIGNATIONS)
    days = [
        *((register, "date") for register in dated),
        (entries.MONTHS, "month"),
        (entries.ENTERED, "applied"),
        (entries.ENTERED, "entered"),
    ]
    for register, field in days:
        rule_over(register, recording.come_by(timezone.localdate, field))


def _lay_rules_of_groups() -> None:
    """Lay the rules over what holds projects: batches and libraries."""
    from bayline.platform.registers.ruling import rule_over
    from bayline.systems.projects.rules import entries, holdings, membership, totals

    rule_over(entries.MEMBERS, entries.of_known("batch", entries.BATCHES))
    rule_over(entries.BATCHES, entries.batches_hold_their_members)
    rule_over(entries.MEMBERS, entries.members_fit_their_batch)
    rule_over(entries.MEMBERS, membership.in_one_batch)
    for register in (entries.CATEGORIES, entries.HOLDINGS):
        rule_over(register, entries.of_known("library", entries.LIBRARIES))
    rule_over(entries.HOLDINGS, entries.of_known("category", entries.CATEGORIES))
    rule_over(entries.TOTALS, totals.totals_well_stated)
    rule_over(entries.LIBRARIES, holdings.libraries_hold_their_parts)
    rule_over(entries.CATEGORIES, holdings.categories_fit_their_library)
    rule_over(entries.HOLDINGS, holdings.members_fit_their_library)


def _fill(**_told: Any) -> None:  # noqa: ANN401 - what Django tells of the migration
    """Write where projects stand in a home that was kept before that was."""
    from bayline.systems.projects.actions import fill_missing

    fill_missing()
