"""Names the charts to Django."""

from django.apps import AppConfig


class ChartsConfig(AppConfig):
    """The charts of all pages; they keep no tables."""

    name = "bayline.platform.charts"
    label = "charts"
