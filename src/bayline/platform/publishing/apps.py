"""Names publishing to Django."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The tables `publishing_…`."""

    name = "bayline.platform.publishing"
    label = "publishing"
    only_added_to = ("publishing_publication", "publishing_retraction")
