"""Names reading to Django, and offers others the names of places and documents."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """The system that reads documents."""

    name = "bayline.systems.reading"
    label = "reading"

    def ready(self) -> None:
        """Offer names once everything is loaded."""
        from bayline.platform.naming import offer_evidence, offer_names, offer_sayings
        from bayline.systems.reading.queries.names import (
            figures_quoted,
            named_documents,
            named_places,
            statements_quoted,
        )

        offer_names("place", named_places)
        offer_names("document", named_documents)
        offer_evidence(figures_quoted)
        offer_sayings(statements_quoted)
