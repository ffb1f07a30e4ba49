"""What the record is asked: sources, texts, claims as they stand or stood on a day."""

from bayline.platform.record.queries.claims import (
    claim,
    claims,
    count_by_state,
    decided_claims,
    history,
    states_of,
    successors_of,
)
from bayline.platform.record.queries.findings import (
    claim_at,
    finding,
    finding_changes,
    findings,
)
from bayline.platform.record.queries.sources import (
    content_of,
    is_empty,
    latest_text,
    readings_of,
    related_sources,
    source,
    source_by_hash,
    source_by_id,
    sources,
    text,
    text_of,
    text_of_claim,
    texts_of,
)

__all__ = [
    "claim",
    "claim_at",
    "claims",
    "content_of",
    "count_by_state",
    "decided_claims",
    "finding",
    "finding_changes",
    "findings",
    "history",
    "is_empty",
    "latest_text",
    "readings_of",
    "related_sources",
    "source",
    "source_by_hash",
    "source_by_id",
    "sources",
    "states_of",
    "successors_of",
    "text",
    "text_of",
    "text_of_claim",
    "texts_of",
]
