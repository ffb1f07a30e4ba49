"""The tables of where projects stand and stood; all can be made again from the registers."""

from datetime import UTC, datetime

from django.db import models

from bayline.platform.instants import InstantField

NEVER = datetime.max.replace(tzinfo=UTC)  # ends what has not ended


class _Standing(models.Model):
    """Where one project stands, as lists ask for it.

    Days are the last that a period can mean, for what is due, and the first, for what was reached.
    """

    name = models.TextField()
    form = models.TextField()
    category = models.TextField()
    place = models.TextField()
    lead = models.TextField()
    point = models.TextField()  # longitude and latitude on WGS-84; empty where it is not known
    document = models.TextField()
    stage = models.TextField()  # empty where none is recorded
    since = models.TextField()  # EDTF
    since_day = models.DateField(null=True)
    started_day = models.DateField(null=True)
    completed_day = models.DateField(null=True)
    kind = models.TextField()  # of the amount; empty where none is known
    amount = models.TextField()  # as printed
    unit = models.TextField()  # currency
    # What the amount is at least, in units of its currency, to sort by; the words are what counts.
    low = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    # The ends of the amount in hundredths, to add up exactly; rounded outward.
    least = models.BigIntegerField(null=True)
    most = models.BigIntegerField(null=True)
    is_over = models.BooleanField(default=False)
    is_under = models.BooleanField(default=False)
    amount_document = models.TextField(default="")  # that states the amount
    next_stage = models.TextField()  # that is planned next
    due = models.TextField()  # EDTF
    due_day = models.DateField(null=True)
    # What was reached and planned, as `rules.courses` writes it: the registers are not asked again.
    course = models.TextField(default="")
    # Whether totals of its kind are stated that cannot all be true.
    is_disputed = models.BooleanField(default=False)
    # The planned total that registration in the statistics goes by: currency, upper end in
    # hundredths rounded up, and whether it is less than that.
    planned_unit = models.TextField(default="")
    planned_most = models.BigIntegerField(null=True)
    is_planned_under = models.BooleanField(default=False)

    class Meta:
        """Two tables have these columns."""

        abstract = True


class StandingRow(_Standing):
    """Where one project stands now."""

    code = models.TextField(unique=True)

    class Meta:
        """Found by what lists sort by."""

        db_table = "projects_standing"
        indexes = (
            models.Index(fields=("stage", "-since_day", "code"), name="projects_by_stage"),
            models.Index(fields=("place", "stage"), name="projects_by_place"),
            models.Index(fields=("-since_day", "code"), name="projects_by_since"),
            models.Index(fields=("-low", "code"), name="projects_by_amount"),
            models.Index(fields=("due_day", "code"), name="projects_by_due"),
            models.Index(fields=("due_day", "stage"), name="projects_overdue"),
            models.Index(fields=("form", "stage"), name="projects_by_form"),
            models.Index(fields=("category", "stage"), name="projects_by_category"),
            models.Index(fields=("lead", "stage"), name="projects_by_lead"),
            # All that is added up by stage, so that the rows themselves are not read; with the day
            # that things are due, so is what is overdue.
            models.Index(
                fields=(
                    *("stage", "kind", "unit", "least", "most", "is_over", "is_under"),
                    *("is_disputed", "due_day"),
                ),
                name="projects_sums_told",
            ),
            models.Index(fields=("name", "code"), name="projects_by_name"),
        )


class StandingThen(_Standing):
    """Where one project stood from one moment to the next, the present one too."""

    code = models.TextField()
    begins = InstantField()
    ends = InstantField()

    class Meta:
        """Found as lists show it first, added up without the rows, and by project."""

        db_table = "projects_standing_then"
        indexes = (
            models.Index(fields=("-since_day", "code"), name="projects_then_by_since"),
            models.Index(fields=("stage", "-since_day", "code"), name="projects_then_by_stage"),
            models.Index(
                fields=(
                    *("stage", "kind", "unit", "least", "most", "is_over", "is_under"),
                    *("begins", "ends", "is_disputed", "due_day"),
                ),
                name="projects_then_sums_told",
            ),
            # What filters offer, without the rows.
            models.Index(
                fields=("place", "category", "lead", "begins", "ends"),
                name="projects_then_choices",
            ),
            models.Index(fields=("code", "ends"), name="projects_then_by_code"),
        )


class PlannedRow(models.Model):
    """A start or completion that was planned for a year, and when it was reached.

    A stay in the reserve is one too, of no year; it ends when the project starts. All of it follows
    from the rows of where projects stood, from one moment to the next.
    """

    code = models.TextField()
    stage = models.TextField()
    year = models.IntegerField()
    planned = models.TextField()  # EDTF, by the last plan for the year, or of entering the reserve
    # The first day that entering the reserve can mean; nothing for what was planned.
    planned_from = models.DateField(null=True)
    reached = models.TextField()  # EDTF; empty where it was not
    # The first day that this can mean; the first of all days where it has no beginning.
    reached_from = models.DateField(null=True)
    reached_by = models.DateField(null=True)  # the last one
    begins = InstantField()
    ends = InstantField()

    class Meta:
        """Counted without the rows, and found by project."""

        db_table = "projects_planned"
        indexes = (
            models.Index(
                fields=(
                    *("year", "stage", "ends", "begins", "reached_by", "reached_from"),
                    "planned_from",
                ),
                name="projects_planned_of_years",
            ),
            models.Index(fields=("code", "ends"), name="projects_planned_by_code"),
        )
