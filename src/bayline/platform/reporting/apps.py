"""Names reports to Django."""

from django.apps import AppConfig

from bayline.platform.offering import offer_when_asked


class ReportingConfig(AppConfig):
    """The tables `reporting_…`."""

    name = "bayline.platform.reporting"
    label = "reporting"
    only_added_to = ("reporting_issue", "reporting_issuedfile")

    def ready(self) -> None:
        """Have what was issued looked through whenever a home is verified."""
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.making import offer_check
    from bayline.platform.reporting.queries import faults

    offer_check(faults)
