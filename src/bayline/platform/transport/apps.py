"""Names the transport to Django."""

from django.apps import AppConfig


class TransportConfig(AppConfig):
    """The tables of the transport, all named `transport_…`."""

    name = "bayline.platform.transport"
    label = "transport"
    only_added_to = ("transport_message",)

    def ready(self) -> None:
        """Let 今日 tell what is stuck."""
        from bayline.platform.transport.waiting import stuck
        from bayline.platform.waiting import offer_waiting

        offer_waiting(stuck)
