"""Names settlement to Django, and has its journal checked with the rest of a home."""

from django.apps import AppConfig

from bayline.platform.offering import offer_when_asked


class SettlementConfig(AppConfig):
    """The system by which two health-insurance offices settle with each other."""

    name = "bayline.systems.settlement"
    label = "settlement"
    only_added_to = ("settlement_journal", "settlement_look")

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.making import offer_check
    from bayline.systems.settlement.queries import journal, looks

    offer_check(journal.faults)
    offer_check(looks.faults)
