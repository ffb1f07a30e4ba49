"""What is done to the record: store sources, add claims, decide; each in one transaction."""

from bayline.platform.record.actions.claims import append
from bayline.platform.record.actions.reviews import correct, decide
from bayline.platform.record.actions.sources import note_reading, store_source, store_text

__all__ = ["append", "correct", "decide", "note_reading", "store_source", "store_text"]
