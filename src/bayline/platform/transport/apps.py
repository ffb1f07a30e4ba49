"""Names the transport to Django."""

from django.apps import AppConfig

from bayline.platform.offering import offer_when_asked


class TransportConfig(AppConfig):
    """The tables of the transport, all named `transport_…`."""

    name = "bayline.platform.transport"
    label = "transport"
    only_added_to = ("transport_message",)

    def ready(self) -> None:
        """Let 今日 tell what is stuck, once it asks."""
        offer_when_asked(_offer)


def _offer() -> None:
    from bayline.platform.transport.waiting import stuck
    from bayline.platform.waiting import offer_waiting

    offer_waiting(stuck)
