"""Names links to Django, and leaves what it offers until somebody asks."""

from django.apps import AppConfig

from bayline.platform.offering import offer_when_asked


class LinksConfig(AppConfig):
    """The system of roads that are missing across a border, and of buses."""

    name = "bayline.systems.links"
    label = "links"
    only_added_to = ("links_delivery",)

    def ready(self) -> None:
        """Leave what it offers until somebody asks."""
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.business import offer_line
    from bayline.platform.making import offer_check
    from bayline.platform.packs.parts import Part, offer_part
    from bayline.platform.warming import offer_warming
    from bayline.systems.links.actions.packing import check_deliveries, take_deliveries
    from bayline.systems.links.pages.working import line
    from bayline.systems.links.queries.deliveries import faults, warm
    from bayline.systems.links.queries.packing import packed_deliveries
    from bayline.systems.links.rules.packing import PATH

    offer_check(faults)
    offer_line(line)
    offer_part(PATH, Part(write=packed_deliveries, check=check_deliveries, keep=take_deliveries))
    offer_warming(warm)
