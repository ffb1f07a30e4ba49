"""The command of the worker."""

import signal
from threading import Event

import click


@click.command()
@click.option("--once", is_flag=True, help="Do what waits, then stop.")
def work(*, once: bool) -> None:
    """Do the jobs that wait, one after another, until Ctrl-C.

    `bayline serve` starts a worker of its own; a second one waits until the first is gone.
    """
    from bayline.platform.homes import open_home

    open_home()
    from bayline.platform.jobs.working import work as worked

    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    worked(stop, once=once)
