"""Names the record to Django."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The record's tables, all named `record_…`."""

    name = "bayline.platform.record"
    label = "record"
    only_added_to = (
        "record_source",
        "record_content",
        "record_text",
        "record_reading",
        "record_passage",
        "record_claim",
        "record_decision",
        "record_finding",
        "record_findinginput",
        "record_findingevent",
        "record_opened",
    )
    loaded = ("record_passage", "record_claim")
