"""How the pages of a process let the worker beside them know that it is needed.

Only a hint: jobs stand in the database, and the worker looks there too.
"""

from threading import Event

_NEEDED = Event()


def need_worker() -> None:
    """Let the worker come at once: a job waits, or will in a moment."""
    _NEEDED.set()


def wait_until_needed(seconds: float) -> bool:
    """Wait for some time at most; tell whether somebody needed the worker since the last time."""
    is_needed = _NEEDED.wait(seconds)
    _NEEDED.clear()
    return is_needed
