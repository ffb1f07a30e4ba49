"""Many documents at once: on all cores, in order, with a bar on the terminal, past bad ones."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from bayline.kernel.errors import BaylineError
from bayline.platform.languages import either, spoken

Task = TypeVar("Task")
Result = TypeVar("Result")


class Outcome(NamedTuple, Generic[Result]):
    """What became of one task: a result, or the sentence that says why there is none."""

    result: Result | None
    refusal: str = ""


def outcomes(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, prepare: Callable[[], object]
) -> Iterator[Outcome[Result]]:
    """Do the same work for many tasks and give the outcomes in the order of the tasks.

    Args:
        work: A function of a module; with more than one task it runs in other processes.
        tasks: What it is done for.
        prepare: Called before the work, in each process that works.
    """
    crew = min(len(tasks), _cores())
    prepare()  # forked processes inherit what is loaded here
    if crew <= 1:
        yield from (_attempt(work, task) for task in tasks)
        return
    pool = ProcessPoolExecutor(crew, initializer=_enlist, initargs=(prepare,))
    try:
        results = pool.map(partial(_attempt, work), tasks)
        with _bar(len(tasks)) as advance:
            for result in results:
                advance()
                yield result
    finally:
        # Whoever stops listening (Ctrl-C, a closed pipe) shall not wait for what was still to come.
        pool.shutdown(cancel_futures=True)


def _enlist(prepare: Callable[[], object]) -> None:
    # Ctrl-C reaches the whole group; only the first process answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare()


def _attempt(work: Callable[[Task], Result], task: Task) -> Outcome[Result]:
    try:
        return Outcome(work(task))
    except BaylineError as error:
        return Outcome(None, spoken(error))
    except Exception as error:  # one document must not stop a thousand others
        if os.environ.get("BAYLINE_DEBUG"):
            raise
        failed = f"{type(error).__name__}: {error}"
        return Outcome(
            None, either(f"{task}：没能读完（{failed}）", f"{task}: the reader failed ({failed})")
        )


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _bar(length: int) -> Iterator[Callable[[], object]]:
    # Results that scroll by on the same terminal are progress enough.
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield partial(progress.advance, progress.add_task("", total=length))
