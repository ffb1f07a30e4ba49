"""The kinds of jobs of this installation, as the site composes them in `JOB_KINDS`.

Beside them the duties of its worker, in `JOB_DUTIES`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.jobs.terms import Duty, Kind, Work


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
    work: Work = _loaded(kind.target)
    return work


def due_duties(at: datetime) -> list[Callable[[datetime], None]]:
    """Load the functions of the duties that are due."""
    duties: Mapping[str, Duty] = settings.JOB_DUTIES
    return [_loaded(duty.does) for duty in duties.values() if _loaded(duty.is_due)(at)]


def _loaded(target: str) -> Any:  # noqa: ANN401 - whatever is named there
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
