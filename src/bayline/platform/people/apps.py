"""Names people to Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The tables of people, all named `people_…`."""

    name = "bayline.platform.people"
    label = "people"
    only_added_to = ("people_deed",)
