"""Tables of tasks: their events, which are only added to, and where they stand, made of those."""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField

_ID = 100


class EventRow(models.Model):
    """One event of a task: a link of a chain that is only added to.

    Attributes:
        event: Its id, the same in all installations.
        task: Code of the task.
        at: When it happened.
        recorded: When it was kept here.
        told: All of it, as `rules.writing` writes it.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    event = models.CharField(max_length=_ID, unique=True)
    task = models.TextField()
    at = InstantField()
    recorded = InstantField()
    told = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        """They are asked for by task."""

        db_table = "cooperation_event"
        indexes = (models.Index(fields=["task", "at"], name="cooperation_event_task"),)


class TaskRow(models.Model):
    """Where one task stands, as lists ask for it; it can be made again from its events."""

    task = models.TextField(unique=True)
    title = models.TextField()
    stage = models.TextField()
    since = models.DateField()
    due = models.DateField()
    proposed = models.DateField()
    is_urgent = models.BooleanField()
    has_slips = models.BooleanField()
    refused = models.IntegerField()  # events that do not count
    agreement = models.TextField()
    decision = models.TextField()
    track = models.TextField()
    sides = models.TextField()  # JSON: code, lead and joint units of each side

    class Meta:
        """They are listed by stage and day."""

        db_table = "cooperation_task"
        indexes = (
            models.Index(fields=["stage", "due", "task"], name="cooperation_task_stage"),
            models.Index(fields=["due", "task"], name="cooperation_task_due"),
            models.Index(fields=["agreement"], name="cooperation_task_agreement"),
            models.Index(fields=["decision"], name="cooperation_task_decision"),
        )


class WaitRow(models.Model):
    """What a task waits for from one side."""

    task = models.TextField()
    side = models.TextField()
    act = models.TextField()
    unit = models.TextField()
    about = models.TextField()
    due = models.DateField()

    class Meta:
        """They are asked for by who has to act."""

        db_table = "cooperation_wait"
        indexes = (
            models.Index(fields=["side", "due", "task"], name="cooperation_wait_side"),
            models.Index(fields=["task"], name="cooperation_wait_task"),
        )
