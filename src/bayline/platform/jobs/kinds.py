"""The kinds of jobs of this installation, as the site composes them in `JOB_KINDS`."""

from collections.abc import Mapping
from importlib import import_module

from django.conf import settings

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.jobs.terms import Kind, Work


def kinds() -> Mapping[str, Kind]:
    """Give all kinds by their names."""
    found: Mapping[str, Kind] = settings.JOB_KINDS
    return found


def kind_of(name: str) -> Kind:
    """Find a kind by its name.

    Raises:
        BaylineError: There is none.
    """
    found = kinds().get(name)
    if found is None:
        raise BaylineError(
            f"there is no job of the kind “{name}”",
            do="choose one that the page of jobs offers",
            zh=Words(f"没有“{name}”这种任务", do="请从任务页上选"),
        )
    return found


def work_of(kind: Kind) -> Work:
    """Load the function that does jobs of a kind."""
    module, _, name = kind.target.partition(":")
    work: Work = getattr(import_module(module), name)
    return work
