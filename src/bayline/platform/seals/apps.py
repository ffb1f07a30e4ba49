"""Names seals to Django."""

from django.apps import AppConfig


class SealsConfig(AppConfig):
    """The tables of seals, all named `seals_…`."""

    name = "bayline.platform.seals"
    label = "seals"
    only_added_to = ("seals_tombstone",)
