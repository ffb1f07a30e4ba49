"""Names the pack's files to Django, and keeps those that an earlier release left out."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PacksConfig(AppConfig):
    """The table `pack_file`."""

    name = "bayline.platform.packs"
    label = "packs"
    only_added_to = ("pack_file",)

    def ready(self) -> None:
        """Complete the files once the tables are as this release wants them."""
        post_migrate.connect(_fill, sender=self)


def _fill(**_told: Any) -> None:  # noqa: ANN401 - what Django tells of the migration
    """Keep the declarations of a home that was made without their files."""
    from bayline.platform.packs.actions import keep_declarations

    keep_declarations()
