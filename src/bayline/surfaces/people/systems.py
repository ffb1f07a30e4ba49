"""The systems that roles can be held for."""

from django.conf import settings

_SYSTEMS = "bayline.systems."


def systems() -> tuple[str, ...]:
    """Name the systems that are installed, in their order."""
    apps = (name for name in settings.INSTALLED_APPS if name.startswith(_SYSTEMS))
    return tuple(name.removeprefix(_SYSTEMS).partition(".")[0] for name in apps)
