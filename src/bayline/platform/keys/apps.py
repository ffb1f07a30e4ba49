"""Names keys to Django."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """The table of keys, `keys_key`."""

    name = "bayline.platform.keys"
    label = "keys"
