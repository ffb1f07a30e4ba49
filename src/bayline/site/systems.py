"""The systems of this installation, named once; everything else asks here."""

from importlib import import_module

from bayline.platform.manifests import System

INSTALLED = (
    "bayline.systems.reading",
    "bayline.systems.projects",
    "bayline.systems.industry",
    "bayline.systems.cooperation",
    "bayline.systems.plan",
    "bayline.systems.ecology",
    "bayline.systems.villages",
    "bayline.systems.settlement",
    "bayline.systems.links",
    "bayline.systems.produce",
)


def installed_systems() -> tuple[System, ...]:
    """Load the manifests of the installed systems, in the order they are named."""
    return tuple(import_module(name).SYSTEM for name in INSTALLED)
