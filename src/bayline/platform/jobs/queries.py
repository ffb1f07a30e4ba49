"""Ask for jobs."""

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.jobs import models
from bayline.platform.jobs.terms import Job, Outcome, State


def jobs(*, limit: int) -> list[Job]:
    """List the jobs, those asked for last first."""
    return [_job(row) for row in models.Job.objects.defer("data").order_by("-pk")[:limit]]


def job(number: int) -> Job:
    """Find a job by its number.

    Raises:
        BaylineError: There is none.
    """
    row = models.Job.objects.defer("data").filter(pk=number).first()
    if row is None:
        raise BaylineError(
            f"there is no job {number}",
            do="look for it in the list of jobs",
            zh=Words(f"没有任务{number}", do="请从任务列表里找"),
        )
    return _job(row)


def is_any_waiting(*, also_left: bool = False) -> bool:
    """Tell whether a job waits.

    Args:
        also_left: Whether one that is marked as running counts; its worker may be gone.
    """
    states = [State.WAITING.value, *([State.RUNNING.value] if also_left else [])]
    return models.Job.objects.filter(state__in=states).exists()


def is_unwanted(number: int) -> bool:
    """Tell whether somebody has asked to cancel a job."""
    return models.Job.objects.filter(pk=number, is_unwanted=True).exists()


def _job(row: models.Job) -> Job:
    return Job(
        id=row.pk,
        kind=row.kind,
        owner=row.owner,
        state=State(row.state),
        done=row.done,
        total=row.total,
        attempts=row.attempts,
        made=row.made,
        started=row.started,
        finished=row.finished,
        is_unwanted=row.is_unwanted,
        outcome=Outcome(**orjson.loads(row.outcome)) if row.outcome else None,
    )
