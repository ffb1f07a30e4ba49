"""The worker: one for a home, which does the jobs one after another.

That it is the only one is kept by a lock that ends with it, however it ends. So what is marked as
running when a worker begins was left by one that is gone, and is taken up again. A second worker
waits and steps in when the first is gone.
"""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread
from time import monotonic
from typing import Self

from django.conf import settings
from django.db import Error, connection, transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.homes import meaning_of
from bayline.platform.jobs import actions, queries
from bayline.platform.jobs.kinds import due_duties, kind_of, work_of
from bayline.platform.jobs.terms import Canceled, Outcome, State, Task

_LOG = logging.getLogger("bayline.jobs")
_LOCK = 0x6261796A6F62  # "bayjob" in ASCII: the number of the lock that a server is asked for
_PAUSE_S = 0.25
_PROGRESS_S = 0.5
_FAILED = Outcome(
    chinese="程序出错，没有做成，什么都没有改动。请把任务的编号告诉管理员，日志里有出错的地方。",
    english="the program failed and changed nothing; tell the administrator the number of the job, "
    "the log says where",
)


def work(stop: Event, *, once: bool = False, linger_s: float = 0) -> None:
    """Do jobs until told to stop.

    Args:
        stop: Set it to stop after the present job.
        once: Stop when none waits; while another worker is at it, wait for that.
        linger_s: For how many seconds to wait for another one before that.
    """
    while not stop.is_set():
        try:
            with _alone() as is_alone:
                if is_alone:
                    _work_through(stop, once=once, linger_s=linger_s)
            if once and (is_alone or not queries.is_any_waiting()):
                return
        except Error as error:
            _LOG.warning("the database is away: %s", type(error).__name__)
            connection.close()
        stop.wait(_PAUSE_S)


def _work_through(stop: Event, *, once: bool, linger_s: float) -> None:
    until = monotonic() + linger_s
    if left := actions.take_up(at=_now()):
        _LOG.warning("%s jobs were left by a worker that is gone", left)
    while not stop.is_set():
        if (queries.is_any_waiting() and do_next()) or do_duties():
            until = monotonic() + linger_s
            continue
        if once and monotonic() >= until:
            return
        stop.wait(_PAUSE_S)


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the lock of the worker while the block runs; gives False where another holds it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            is_mine = bool(cursor.fetchone()[0])
        yield is_mine
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    with (settings.HOME / "worker.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def do_next() -> bool:
    """Do the job that has waited longest.

    Returns:
        Whether there was one.
    """
    task = actions.take_next(at=_now())
    if task is None:
        return False
    _LOG.info("job begins", extra={"job": task.id})
    with _Progress(task.id) as progress:
        state, outcome = _done(replace(task, progress=progress.note))
    if state is not State.DONE:
        actions.end(task.id, state, at=_now(), **({} if outcome is None else {"outcome": outcome}))
    _LOG.info("job is %s", state.value, extra={"job": task.id})
    return True


def do_duties() -> bool:
    """Do what is due of the worker's duties.

    Returns:
        Whether there was something, and it went well.
    """
    try:
        due = due_duties(_now())
        for does in due:
            does(_now())
    except Exception as error:
        if isinstance(error, Error) and meaning_of(error) is not None:
            raise  # the database is away or full: it is due until it is not
        _LOG.exception("a duty failed")
        return False
    return bool(due)


def _done(task: Task) -> tuple[State, Outcome | None]:
    """Do a job; its effect is kept together with the note that it is done, or not at all."""
    try:
        effect = work_of(kind_of(queries.job(task.id).kind))(task)
        with transaction.atomic():
            actions.finish(task.id, effect(), at=_now())
    except Canceled:
        return State.CANCELED, None
    except BaylineError as refused:
        return State.FAILED, Outcome(chinese=refused.in_chinese(), english=refused.sentence())
    except Exception as error:
        if isinstance(error, Error) and meaning_of(error) is not None:
            raise  # the database is away or full: the job waits until it is not
        _LOG.exception("job failed", extra={"job": task.id})
        return State.FAILED, _FAILED
    return State.DONE, None


class _Progress:
    """Notes how far a job is, from a thread with a connection of its own.

    So that others see it while the job itself is within a transaction, and learns there whether the
    job is still wanted. It is a courtesy: what the database does not take is told the next time.
    """

    def __init__(self, number: int) -> None:
        self._number, self._far, self._told = number, (0, 0), (0, 0)
        self._is_unwanted = False
        self._end = Event()
        self._thread = Thread(target=self._tell, daemon=True)

    def note(self, done: int, total: int) -> None:
        """Take how far the job is.

        Raises:
            Canceled: It is not wanted any more.
        """
        self._far = (done, total)
        if self._is_unwanted:
            raise Canceled

    def __enter__(self) -> Self:
        """Begin to tell."""
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        """Tell no more."""
        self._end.set()
        self._thread.join()

    def _tell(self) -> None:
        try:
            while not self._end.wait(_PROGRESS_S):
                with suppress(Error):
                    self._tell_once()
        finally:
            connection.close()

    def _tell_once(self) -> None:
        self._is_unwanted = queries.is_unwanted(self._number)
        if self._far != self._told:
            actions.note_progress(self._number, *self._far)
            self._told = self._far
