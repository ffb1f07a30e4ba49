"""Names settlement to Django, and has its journal checked with the rest of a home."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from bayline.platform.offering import offer_when_asked


class SettlementConfig(AppConfig):
    """The system by which two health-insurance offices settle with each other."""

    name = "bayline.systems.settlement"
    label = "settlement"
    only_added_to = ("settlement_journal", "settlement_look")

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        post_migrate.connect(_fill, sender=self)
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.business import offer_line
    from bayline.platform.keeping import listen
    from bayline.platform.making import offer_check
    from bayline.platform.packs.terms import KeptFiles
    from bayline.systems.settlement.actions.following import follow_files
    from bayline.systems.settlement.pages.working import line
    from bayline.systems.settlement.queries import followed, journal, looks

    listen(KeptFiles, follow_files)
    offer_line(line)
    offer_check(journal.faults)
    offer_check(looks.faults)
    offer_check(followed.faults)
    _offer_indicators()


def _offer_indicators() -> None:
    from bayline.platform.indicators import offer_indicators
    from bayline.systems.settlement import indicators
    from bayline.systems.settlement.actions.measuring import followed
    from bayline.systems.settlement.queries import indicators as tellers

    offer_indicators(
        (
            (indicators.SETTLED, followed(tellers.settled)),
            (indicators.TRIPS_SAVED, followed(tellers.trips_saved)),
            (indicators.ADVANCES_AVOIDED, followed(tellers.advances_avoided)),
        )
    )


def _fill(plan: Sequence[tuple[Any, bool]] = (), **_told: Any) -> None:  # noqa: ANN401 - Django's
    """Write how settlements stand in a home that does not say so."""
    if any(is_backwards for _migration, is_backwards in plan):
        return  # the tables are on their way out
    from bayline.systems.settlement.actions.following import fill_missing

    fill_missing()
