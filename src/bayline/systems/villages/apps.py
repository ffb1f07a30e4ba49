"""Names villages to Django, and lays its rules over its registers."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from bayline.platform.offering import offer_when_asked


class VillagesConfig(AppConfig):
    """The system of demonstration villages and of campaigns that inspect villages."""

    name = "bayline.systems.villages"
    label = "villages"
    only_added_to = ("villages_event", "villages_photo")

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        post_migrate.connect(_fill, sender=self)
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.business import offer_line
    from bayline.platform.keeping import listen
    from bayline.platform.making import offer_check
    from bayline.platform.naming import offer_pages
    from bayline.platform.packs.parts import Part, offer_part
    from bayline.platform.packs.terms import KeptFiles
    from bayline.platform.registers.ruling import rule_over
    from bayline.platform.registers.terms import KeptEntries
    from bayline.systems.villages.actions import packing
    from bayline.systems.villages.actions.keeping import follow_entries, follow_files
    from bayline.systems.villages.pages.working import line
    from bayline.systems.villages.queries import faults
    from bayline.systems.villages.queries.events import written_events, written_photos
    from bayline.systems.villages.queries.registers import CAMPAIGN_VILLAGES
    from bayline.systems.villages.rules.entries import STEPS, steps_in_order
    from bayline.systems.villages.rules.packing import EVENTS_PATH, PHOTOS_PATH

    listen(KeptEntries, follow_entries)
    listen(KeptFiles, follow_files)
    offer_check(faults)
    offer_line(line)
    offer_pages(CAMPAIGN_VILLAGES, "/villages/villages")
    photos = Part(write=written_photos, check=packing.check_photos, keep=packing.take_photos)
    events = Part(write=written_events, check=packing.check_events, keep=packing.take_events)
    rule_over(STEPS, steps_in_order)
    offer_part(PHOTOS_PATH, photos)
    offer_part(EVENTS_PATH, events)
    _offer_indicators()


def _offer_indicators() -> None:
    from bayline.platform.indicators import offer_indicators, one_by_one
    from bayline.systems.villages import indicators
    from bayline.systems.villages.queries import indicators as tellers

    offer_indicators(
        (
            (indicators.ACCEPTED, one_by_one(tellers.accepted)),
            (indicators.ACCEPTED_SHARE, one_by_one(tellers.accepted_share)),
        )
    )


def _fill(plan: Sequence[tuple[Any, bool]] = (), **_told: Any) -> None:  # noqa: ANN401 - Django's
    """Write where villages stand in a home that does not say so."""
    if any(is_backwards for _migration, is_backwards in plan):
        return  # the tables are on their way out
    from bayline.systems.villages.actions import fill_missing

    fill_missing()
