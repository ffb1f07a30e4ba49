"""The journal of a node, from which all else follows; shared keys; who looked at whom."""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField

_DIGEST = 64


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
