"""Names the registers to Django, and keeps what their lists need."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from bayline.platform.offering import offer_when_asked


class RegistersConfig(AppConfig):
    """The tables of all registers, named `registers_…`."""

    name = "bayline.platform.registers"
    label = "registers"
    only_added_to = ("registers_change",)

    def ready(self) -> None:
        """Arrange entries for lists as they are stored."""
        post_migrate.connect(_fill, sender=self)
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.keeping import listen
    from bayline.platform.registers.actions import follow_entries
    from bayline.platform.registers.terms import KeptEntries

    listen(KeptEntries, follow_entries)


def _fill(**_told: Any) -> None:  # noqa: ANN401 - what Django tells of the migration
    """Arrange the entries of a home that was kept before lists were."""
    from bayline.platform.registers.actions import arrange_missing

    arrange_missing()
