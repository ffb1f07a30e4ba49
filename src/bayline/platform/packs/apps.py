"""Names the pack's files to Django."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """The table `pack_file`."""

    name = "bayline.platform.packs"
    label = "packs"
    only_added_to = ("pack_file",)
