"""What is done to the record: store sources, add claims, decide; each in one transaction."""

from bayline.platform.record.actions.claims import append
from bayline.platform.record.actions.findings import (
    keep_findings,
    restore_changes,
    settle_finding,
)
from bayline.platform.record.actions.reviews import accept_added, correct, decide
from bayline.platform.record.actions.sources import (
    note_reading,
    open_sources,
    store_source,
    store_text,
)

__all__ = [
    "accept_added",
    "append",
    "correct",
    "decide",
    "keep_findings",
    "note_reading",
    "open_sources",
    "restore_changes",
    "settle_finding",
    "store_source",
    "store_text",
]
