"""Names ecology to Django, and lays its rules over its registers."""

from django.apps import AppConfig

from bayline.platform.offering import offer_when_asked


class EcologyConfig(AppConfig):
    """The system of water, air, forest and what people say of them."""

    name = "bayline.systems.ecology"
    label = "ecology"
    only_added_to = ("ecology_delivery", "ecology_stretch")

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.making import offer_check
    from bayline.systems.ecology.queries.verifying import faults

    offer_check(faults)
