"""Names the map to Django."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """The map of the region; it keeps no tables of its own."""

    name = "bayline.platform.maps"
    label = "maps"
