"""Names the registers to Django."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """The tables of all registers, named `registers_…`."""

    name = "bayline.platform.registers"
    label = "registers"
    only_added_to = ("registers_change",)
