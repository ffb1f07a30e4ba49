"""Names the record to Django."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The record's tables, all named `record_…`."""

    name = "bayline.platform.record"
    label = "record"
