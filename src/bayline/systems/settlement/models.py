"""The journal of a node, from which all else follows; shared keys; who looked at whom."""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField

_DIGEST, _LONGEST = 64, 200


class JournalRow(models.Model):
    """One transaction of the node of this installation.

    Attributes:
        id: Its place in the journal, from 1; two writers cannot both take it.
        written: What it says, as canonical JSON.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    written = models.TextField()
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        """It stands beside the tables of other systems."""

        db_table = "settlement_journal"


class KeyRow(models.Model):
    """A key that this office shares with a partner, encrypted with the key of the home.

    Attributes:
        kid: Its name, which is made of its digest.
        partner: With whom it is shared.
        use: What it is for, a word of `rules.handing`.
        year: The year of the visits it is for.
        wrapped: Its bytes, encrypted.
        made: When it came here; of two for the same, the later one writes and both read.
    """

    kid = models.CharField(max_length=16, primary_key=True)
    partner = models.TextField()
    use = models.CharField(max_length=16)
    year = models.IntegerField()
    wrapped = models.BinaryField()
    made = InstantField()

    class Meta:
        """One table of its own name."""

        db_table = "settlement_key"


class LookRow(models.Model):
    """That somebody looked at a person: a link of a chain that is only added to.

    Attributes:
        who: The account; `-` where the command line was used.
        person: The pseudonym.
        visit: The visit that was looked at.
        what: What was seen of it, a word of `rules.looking`.
        why: The reason that was given.
        recorded: When.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    who = models.TextField()
    person = models.CharField(max_length=80)
    visit = models.CharField(max_length=200)
    what = models.CharField(max_length=16)
    why = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        """They are asked for by person."""

        db_table = "settlement_look"
        indexes = (models.Index(fields=["person", "id"], name="settlement_look_person"),)


class OrderRow(models.Model):
    """What the office has ordered of its node, which alone adds to the journal.

    Attributes:
        id: Its name, under which the journal has what was done.
        partner: Towards which office.
        told: What is ordered, as canonical JSON.
        ordered: When.
        by: By whom; `-` where the command line was used.
        is_open: Whether the node has still to look at it.
        refused: Why the node has not done it, by its code.
    """

    id = models.CharField(max_length=40, primary_key=True)
    partner = models.TextField()
    told = models.TextField()
    ordered = InstantField()
    by = models.TextField(default="")
    is_open = models.BooleanField(default=True)
    refused = models.TextField(default="")

    class Meta:
        """One table of its own name; the node looks for those that are open."""

        db_table = "settlement_order"
        indexes = (models.Index(fields=["is_open", "ordered"], name="settlement_order_open"),)


class CaseRow(models.Model):
    """A request as it stands now; made of the journal, and of the examples of a pack.

    Attributes:
        id: The id of the request.
        kind: SETTLE, CANCEL or REVERSE.
        side: Whether this office treats or insures.
        standing: What became of it.
        visit: The visit.
        person: The pseudonym.
        hospital: The code of the hospital.
        day: The day of the visit.
        total: The whole bill, fen; as are the following.
        asked_ms: When it was asked; as is the following. Zero where that is not known.
        told: All that is known of it, as canonical JSON.
        partner_due: What the partner says is due, fen.
        counted: The day by which it counts between the offices.
        row: The row of the journal that changed it last; 0 for examples.
    """

    id = models.CharField(max_length=_LONGEST, primary_key=True)
    kind = models.CharField(max_length=16)
    side = models.CharField(max_length=16)
    standing = models.CharField(max_length=16)
    visit = models.CharField(max_length=200)
    person = models.CharField(max_length=200)
    hospital = models.CharField(max_length=200)
    day = models.CharField(max_length=10)
    total = models.BigIntegerField()
    fund = models.BigIntegerField()
    account = models.BigIntegerField()
    cash = models.BigIntegerField()
    rules = models.CharField(max_length=200)
    code = models.CharField(max_length=200)
    asked_ms = models.BigIntegerField()
    answered_ms = models.BigIntegerField()
    told = models.TextField()
    is_example = models.BooleanField()
    partner_due = models.BigIntegerField(null=True)
    counted = models.CharField(max_length=10, default="")
    row = models.BigIntegerField()

    class Meta:
        """They are listed by day and standing, and followed from the last row that is in them."""

        db_table = "settlement_case"
        indexes = (
            models.Index(fields=["kind", "-day", "id"], name="settlement_case_day"),
            models.Index(fields=["standing", "kind"], name="settlement_case_standing"),
            models.Index(fields=["visit"], name="settlement_case_visit"),
            models.Index(fields=["row"], name="settlement_case_row"),
            models.Index(fields=["counted", "side"], name="settlement_case_counted"),
        )
