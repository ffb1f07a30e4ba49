"""The worker that `bayline serve` keeps beside itself, in a process of its own.

A job that takes all of a processor then takes none of the pages' time.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Event, Thread

_AGAIN_S = 5.0  # after a worker has died


@contextmanager
def working_beside() -> Iterator[None]:
    """Keep a worker running while the block does; one that dies is started again."""
    stop = Event()
    keeper = Thread(target=_keep, args=(stop,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _keep(stop: Event) -> None:
    while not stop.is_set():
        worker = get_context("spawn").Process(target=work, daemon=True)
        worker.start()
        _watch(worker, stop)
        stop.wait(_AGAIN_S)


def _watch(worker: BaseProcess, stop: Event) -> None:
    """Wait until the worker is gone, or end it when it is to stop; its job is taken up again."""
    while worker.is_alive():
        if stop.wait(0.2):
            worker.terminate()
        worker.join(0.2)


def work() -> None:
    """Do jobs until the process that started this one is gone."""
    Thread(target=_end_with_parent, daemon=True).start()
    os.nice(5)  # pages come first
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
    import django

    django.setup()
    from bayline.platform.jobs.working import work as worked

    worked(Event())


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
