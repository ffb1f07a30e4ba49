"""Names reading to Django, and offers others the names of places and documents."""

from collections.abc import Sequence
from datetime import date

from django.apps import AppConfig

from bayline.kernel.findings import Finding
from bayline.platform.offering import offer_when_asked


class ReadingConfig(AppConfig):
    """The system that reads documents."""

    name = "bayline.systems.reading"
    label = "reading"

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.kernel.statuses import Change
    from bayline.platform.indicators import offer_indicators, one_by_one
    from bayline.platform.naming import offer_evidence, offer_names, offer_sayings
    from bayline.platform.reporting.checking import offer_audit
    from bayline.systems.reading import indicators
    from bayline.systems.reading.queries.indicators import figures_of, mentions
    from bayline.systems.reading.queries.names import (
        figures_quoted,
        named_documents,
        named_places,
        statements_quoted,
    )

    offer_audit(_findings_in)
    offer_names("place", named_places)
    offer_names("document", named_documents)
    offer_evidence(figures_quoted)
    offer_sayings(statements_quoted)
    offer_indicators(
        (
            (indicators.LEVEL, figures_of(None)),
            (indicators.GROWTH, figures_of(Change.GROWTH)),
            (indicators.MENTIONS, one_by_one(mentions)),
        )
    )


def _findings_in(text: str, published: date | None) -> Sequence[Finding]:
    """Check the words of a report as the page 核稿 checks a draft, also beside the record."""
    from bayline.systems.reading.actions.auditing import pasted
    from bayline.systems.reading.actions.comparing import audit_beside_record

    return audit_beside_record(pasted(text, name="report"), published=published).findings
