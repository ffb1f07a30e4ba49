"""Names cooperation to Django, and lays its rules over its registers."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CooperationConfig(AppConfig):
    """The system of what two sides promised each other."""

    name = "bayline.systems.cooperation"
    label = "cooperation"
    only_added_to = ("cooperation_event",)

    def ready(self) -> None:
        """Lay the rules and offer what others ask for, once everything is loaded."""
        from bayline.platform.making import offer_check
        from bayline.systems.cooperation.queries import faults

        post_migrate.connect(_fill, sender=self)
        offer_check(faults)


def _fill(**_told: Any) -> None:  # noqa: ANN401 - what Django tells of the migration
    """Write where tasks stand in a home that does not say so."""
    from bayline.systems.cooperation.actions import fill_missing

    fill_missing()
