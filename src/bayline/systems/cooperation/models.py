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
    """Where one task stood for a stretch of time, as lists ask for it; made of its events.

    The row that has not ended is where it stands now.
    """

    task = models.TextField()
    recorded = InstantField()  # when it came to stand so, as it was kept here
    until = InstantField(null=True)  # when that ended; none where it stands so
    title = models.TextField()
    stage = models.TextField()
    since = models.DateField()
    due = models.DateField()
    proposed = models.DateField()
    is_urgent = models.BooleanField()
    slips = models.TextField()  # JSON: what stands against each side; empty where nothing does
    rule = models.CharField(max_length=64)  # digest of the rule that these slips were judged by
    refused = models.IntegerField()  # events that do not count
    agreement = models.TextField()
    decision = models.TextField()
    track = models.TextField()
    sides = models.TextField()  # JSON: code, lead and joint units of each side
    waiting = models.TextField(default="[]")  # JSON: codes of the sides that it waits for

    class Meta:
        """They are listed by day as they stand now, and counted by stage."""

        db_table = "cooperation_task"
        constraints = (
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(until=None), name="cooperation_task_now"
            ),
        )
        indexes = (
            models.Index(
                fields=["due", "task"],
                condition=models.Q(until=None),
                name="cooperation_task_due",
            ),
            # All that a board counts by, so that it counts on the index alone.
            models.Index(
                fields=["stage", "due", "slips", "waiting"],
                condition=models.Q(until=None),
                name="cooperation_task_heaps",
            ),
            models.Index(fields=["task", "recorded"], name="cooperation_task_then"),
            models.Index(fields=["agreement"], name="cooperation_task_agreement"),
            models.Index(fields=["decision"], name="cooperation_task_decision"),
        )


class WaitRow(models.Model):
    """What a task waited for from one side while it stood so."""

    row = models.ForeignKey(TaskRow, models.CASCADE, related_name="waits")
    is_now = models.BooleanField()  # whether the row has not ended
    side = models.TextField()
    act = models.TextField()
    unit = models.TextField()
    about = models.TextField()
    due = models.DateField()

    class Meta:
        """They are asked for by who has to act."""

        db_table = "cooperation_wait"
        indexes = (models.Index(fields=["is_now", "side", "due"], name="cooperation_wait_side"),)


class CrossedRow(models.Model):
    """A task on which acts of two sides crossed that nobody has settled since.

    Made of its events and of what the messages say that their writers knew.
    """

    task = models.TextField(primary_key=True)

    class Meta:
        """They are asked for all together, and for the tasks of a list."""

        db_table = "cooperation_crossed"
