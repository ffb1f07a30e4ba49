"""What changes jobs: ask for one, cancel it; the worker takes the next and notes its end."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

import orjson
from django.db import transaction
from django.db.models import F

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.jobs import models, queries
from bayline.platform.jobs.kinds import kind_of
from bayline.platform.jobs.terms import Canceled, Outcome, State, Task
from bayline.platform.jobs.waking import need_worker

_ATTEMPTS_MAX = 3
_WAITING_MAX = 100
STOPPED = Outcome(
    chinese="做这件事的程序三次中途停下，没有做成，什么都没有改动。请看日志，再做一次。",
    english="the program stopped three times in the middle of it; nothing was changed: "
    "look at the log, then start it again",
)
_CANCELED = Outcome(chinese="已取消，什么都没有改动。", english="canceled; nothing was changed")


@transaction.atomic
def ask_for(
    kind: str,
    *,
    owner: str,
    at: datetime,
    arguments: Mapping[str, str] | None = None,
    data: bytes = b"",
) -> int:
    """Put a job at the end of the queue.

    Args:
        kind: Name of its kind.
        owner: In whose name.
        at: When.
        arguments: What its function shall know.
        data: A file that it works on.

    Returns:
        Its number.

    Raises:
        BaylineError: There is no such kind, or too many are waiting.
    """
    kind_of(kind)
    if models.Job.objects.filter(state=State.WAITING.value).count() >= _WAITING_MAX:
        raise BaylineError(
            f"{_WAITING_MAX} jobs are waiting",
            why="more would not be done sooner",
            do="wait until some are done, or cancel some; see whether a worker runs",
            zh=Words(
                f"已有{_WAITING_MAX}件任务在排队",
                "再多也不会更快",
                "请等做完一些或取消一些，并看后台有没有在运行",
            ),
        )
    made = models.Job.objects.create(
        kind=kind,
        arguments=orjson.dumps(dict(arguments or {})).decode(),
        data=data,
        owner=owner,
        state=State.WAITING.value,
        made=at,
    )
    transaction.on_commit(need_worker)
    return made.pk


@transaction.atomic
def cancel(number: int, *, at: datetime) -> None:
    """Cancel a job that waits at once; let one that runs know that it is not wanted.

    Raises:
        BaylineError: It is not there, or over.
    """
    found = queries.job(number)
    if found.state.is_over:
        raise BaylineError(
            f"job {number} is over",
            do="nothing is to be done",
            zh=Words(f"任务{number}已经结束", do="不必再取消"),
        )
    jobs = models.Job.objects.filter(pk=number)
    jobs.update(is_unwanted=True)
    if jobs.filter(state=State.WAITING.value).exists():
        end(number, State.CANCELED, at=at, outcome=_CANCELED)


@transaction.atomic
def take_next(*, at: datetime) -> Task | None:
    """Begin the job that has waited longest; none where none waits. For the one worker only."""
    row = models.Job.objects.filter(state=State.WAITING.value).order_by("pk").first()
    if row is None:
        return None
    models.Job.objects.filter(pk=row.pk).update(
        state=State.RUNNING.value, started=at, done=0, total=0, attempts=F("attempts") + 1
    )
    return Task(
        id=row.pk,
        arguments=orjson.loads(row.arguments),
        data=bytes(row.data),
        owner=row.owner,
        at=row.made,
        progress=lambda _done, _total: None,
    )


@transaction.atomic
def take_up(*, at: datetime) -> int:
    """Queue again what a worker that is gone has left, or mark it where that happened often.

    Returns:
        How many there were.
    """
    left = models.Job.objects.filter(state=State.RUNNING.value)
    count = left.count()
    for number in left.filter(is_unwanted=True).values_list("pk", flat=True):
        end(number, State.CANCELED, at=at, outcome=_CANCELED)
    for number in left.filter(attempts__gte=_ATTEMPTS_MAX).values_list("pk", flat=True):
        end(number, State.FAILED, at=at, outcome=STOPPED)
    left.update(state=State.WAITING.value)
    return count


def end(number: int, state: State, *, at: datetime, outcome: Outcome = _CANCELED) -> None:
    """Note how a job ended; what it worked on is let go."""
    models.Job.objects.filter(pk=number).update(
        state=state.value,
        finished=at,
        outcome=orjson.dumps(asdict(outcome)).decode(),
        data=b"",
    )


def finish(number: int, outcome: Outcome, *, at: datetime) -> None:
    """Note that a job is done, in the transaction of its effect.

    Raises:
        Canceled: Somebody has asked to cancel it; the transaction must not be kept.
    """
    if not models.Job.objects.filter(pk=number, is_unwanted=False).update(done=F("total")):
        raise Canceled
    end(number, State.DONE, at=at, outcome=outcome)


def note_progress(number: int, done: int, total: int) -> None:
    """Note how far a job is."""
    models.Job.objects.filter(pk=number).update(done=done, total=total)
