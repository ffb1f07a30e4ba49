"""Names reports to Django."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The tables `reporting_…`."""

    name = "bayline.platform.reporting"
    label = "reporting"
    only_added_to = ("reporting_issue", "reporting_issuedfile")

    def ready(self) -> None:
        """Have what was issued looked through whenever a home is verified."""
        from bayline.platform.making import offer_check
        from bayline.platform.reporting.queries import faults

        offer_check(faults)
