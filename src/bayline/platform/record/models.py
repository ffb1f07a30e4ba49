"""Tables of the record. Most are only added to, and triggers refuse the rest.

But for `Head`, and for what follows from the others: `Standing`, `Undecided` and the tallies.

`objects` gives the rows within reach of whoever asks; see `bayline.platform.record.reached`.

Decimals are kept as text, since SQLite has no exact ones; recorded times as whole microseconds.
"""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField
from bayline.platform.record import reached
from bayline.platform.record.indexes import given, sorting
from bayline.platform.record.tallies import KindTally, SourceTally

_DIGEST = 64
TALLIES = (KindTally, SourceTally)  # Django looks for tables here


class Head(models.Model):
    """How many rows a chain has and the digest of its last one, so that no end is cut off unseen.

    Whoever adds rows to a chain moves its head in the same transaction.
    """

    chain = models.CharField(max_length=40, primary_key=True)  # name of the table
    length = models.BigIntegerField()
    digest = models.CharField(max_length=_DIGEST)


class Source(models.Model):
    """A document as it was handed over, known by the hash of its bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    title = models.TextField()
    publisher = models.TextField(default="")
    published = models.DateField(null=True)
    licence = models.TextField(default="")
    url = models.TextField(default="")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="editions")
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)

    objects = reached.OpenedSources["Source"]()

    class Meta:
        """What lists are sorted by."""

        indexes = (
            *sorting("record_source", "recorded", "publisher", "title", "published", "name"),
            given("replaces", name="record_source_editions"),
        )


class Content(models.Model):
    """The bytes of a source, apart so that lists do not load them."""

    source = models.OneToOneField(Source, models.PROTECT, primary_key=True)
    data = models.BinaryField()

    objects = reached.OfOpenedSources["Content"]()


class Text(models.Model):
    """The linear text that was taken from a source; all spans count its characters."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="texts")
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    layout = models.TextField()  # JSON: format, tables, pages, notes
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)

    objects = reached.OpenedTexts["Text"]()

    class Meta:
        """One row for each text of a source."""

        constraints = (
            models.UniqueConstraint(fields=("source", "sha256"), name="record_text_once"),
        )


class Reading(models.Model):
    """That a version of the reader read a text, and how many claims it made."""

    text = models.ForeignKey(Text, models.PROTECT, related_name="readings")
    reader = models.TextField()
    claims = models.IntegerField()
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)

    objects = reached.Inside["Reading"]()

    class Meta:
        """One row for each version of the reader."""

        constraints = (
            models.UniqueConstraint(fields=("text", "reader"), name="record_reading_once"),
        )


class Passage(models.Model):
    """A sentence, or a row of a table, that claims stand in."""

    id = RowNumberField(primary_key=True)
    text = models.ForeignKey(
        Text, models.PROTECT, related_name="passages", db_index=False, db_constraint=False
    )
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        """One row for each stretch of a text."""

        constraints = (
            models.UniqueConstraint(fields=("text", "start", "end"), name="record_passage_once"),
        )


class Claim(models.Model):
    """One statement with its evidence, as it was made; see `bayline.kernel.claims.Claim`."""

    id = RowNumberField(primary_key=True)
    identifier = models.CharField(max_length=16)
    kind = models.CharField(max_length=12)
    # Nothing that these name can go, for triggers keep it, so no constraint need look it up.
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, db_index=False, db_constraint=False
    )
    text = models.ForeignKey(Text, models.PROTECT, null=True, db_index=False, db_constraint=False)
    passage = models.ForeignKey(
        Passage, models.PROTECT, null=True, db_index=False, db_constraint=False
    )
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    quote = models.TextField()
    selector = models.TextField()  # JSON of a cell or a computation; empty for characters
    subject = models.TextField()
    attribute = models.TextField()
    what = models.TextField()
    low = models.TextField()
    high = models.TextField()
    unit = models.TextField()
    bound = models.CharField(max_length=12)
    ends = models.TextField()  # which ends are open, resolution, slacks, number and unit as printed
    basis = models.TextField()  # JSON; empty where nothing is said
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    period = models.TextField()  # EDTF and precision
    place = models.TextField()
    status = models.CharField(max_length=12)
    change = models.CharField(max_length=12)
    reader = models.TextField()
    by = models.TextField()
    recorded = InstantField()
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="successors", db_index=False
    )
    digest = models.CharField(max_length=_DIGEST)

    objects = reached.HeldClaims["Claim"]()
    everything = models.Manager["Claim"]()

    class Meta:
        """What pages ask by."""

        indexes = (
            # One for both columns costs as much as all else that a row is written with.
            models.Index(fields=("text", "passage"), name="record_claim_standing_in"),
            # With the moment, so that the last ones of an attribute, subject or place are at hand.
            models.Index(fields=("attribute", "recorded"), name="record_claim_stating"),
            models.Index(fields=("subject", "recorded"), name="record_claim_about"),
            models.Index(fields=("place", "recorded"), name="record_claim_at"),
            models.Index(fields=("place", "attribute", "recorded"), name="record_claim_there"),
            models.Index(fields=("period_start",), name="record_claim_period"),
            models.Index(fields=("recorded",), name="record_claim_recorded"),
            # Few are no figures; an index of all kinds would be one of figures.
            models.Index(
                fields=("kind",), condition=~models.Q(kind="figure"), name="record_claim_kind"
            ),
            models.Index(
                fields=("-period_end", "id"),
                condition=models.Q(kind="promise"),
                name="record_claim_promises",
            ),
            given("supersedes", name="record_claim_supersedes"),
        )
        constraints = (
            # `unique` of the field would add an index of prefixes on PostgreSQL, which nobody asks.
            models.UniqueConstraint(fields=("identifier",), name="record_claim_named_once"),
            models.CheckConstraint(
                condition=models.Q(supersedes__isnull=True)
                | models.Q(supersedes__lt=models.F("id")),
                name="record_claim_supersedes_an_earlier_one",
            ),
        )


class Mention(models.Model):
    """How many claims have an attribute, a subject or a place: what lists count by.

    It follows from claims and standings, as `bayline verify` checks; whoever appends or decides
    keeps it. The aspect `kind` counts all figures; of documents the tallies tell.
    """

    id = RowNumberField(primary_key=True)
    aspect = models.CharField(max_length=12)
    words = models.TextField()
    figures = models.BigIntegerField()
    superseded = models.BigIntegerField()  # of the figures
    events = models.BigIntegerField()  # at a place

    objects = reached.Inside["Mention"]()
    everything = models.Manager["Mention"]()

    class Meta:
        """One row for each word of an aspect."""

        constraints = (
            models.UniqueConstraint(fields=("aspect", "words"), name="record_mention_once"),
        )
        # Places by how many figures that are not superseded are about them, most first.
        indexes = (
            models.Index(
                models.F("superseded") - models.F("figures"),
                "words",
                condition=models.Q(aspect="place"),
                name="record_mention_most",
            ),
        )


class Decision(models.Model):
    """What a person, or a rule named as such, decided of a claim.

    One that follows from the decision on another claim, such as the one that takes its place, names
    that claim as its cause.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="decisions")
    state = models.CharField(max_length=12)
    reason = models.TextField()
    cause = models.CharField(max_length=16)
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)

    objects = reached.Inside["Decision"]()


class Standing(models.Model):
    """Where a claim stood from one moment to another: the decisions, folded for quick asking.

    A claim without a row here is proposed. `bayline verify` compares it with the decisions. The
    line of a claim is the first reading of its statement; see `bayline.platform.record.lines`.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="standings")
    line = models.ForeignKey(
        Claim, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    state = models.CharField(max_length=12)
    since = InstantField()
    until = InstantField(null=True)
    decision = models.OneToOneField(Decision, models.PROTECT)

    objects = reached.Inside["Standing"]()
    everything = models.Manager["Standing"]()

    class Meta:
        """One present state for each claim, and one accepted reading for each statement."""

        constraints = (
            models.UniqueConstraint(
                fields=("claim",),
                condition=models.Q(until__isnull=True),
                name="record_standing_now_once",
            ),
            models.UniqueConstraint(
                fields=("line",),
                condition=models.Q(until__isnull=True, state="accepted"),
                name="record_standing_accepted_once",
            ),
        )
        # The present ones by state in the order of claims; all by when they began.
        indexes = (
            models.Index(
                fields=("state", "claim"),
                condition=models.Q(until__isnull=True),
                name="record_standing_state",
            ),
            models.Index(fields=("since", "claim"), name="record_standing_from"),
            # Of claims that supersede another: those whose line is not their own.
            models.Index(
                fields=("since", "claim"),
                condition=~models.Q(line=models.F("claim")),
                name="record_standing_later",
            ),
        )


class Undecided(models.Model):
    """A claim that is proposed, so that those few are found among a million decided ones.

    It follows from the claims and standings, as `bayline verify` checks; whoever appends or decides
    keeps it, see `bayline.platform.record.actions.counting`. Its columns are what reviewers go by.
    """

    claim = models.OneToOneField(
        Claim, models.PROTECT, primary_key=True, related_name="undecided", db_constraint=False
    )
    recorded = InstantField()
    rank = models.SmallIntegerField()  # 0 of what would take the place of another, 1 of the others
    ground = models.BigIntegerField()  # number of the source; 0 where there is none
    spot = models.IntegerField()  # first character; -1 of what stands on no text
    kind = models.CharField(max_length=12)

    objects = reached.Inside["Undecided"]()

    class Meta:
        """By when they were recorded, and in the order of review."""

        indexes = (
            models.Index(fields=("recorded", "claim"), name="record_undecided_since"),
            models.Index(fields=("rank", "ground", "spot", "claim"), name="record_undecided_order"),
            # Few are no figures; those that are stand thickly in the index of all.
            models.Index(
                fields=("kind", "rank", "ground", "spot", "claim"),
                condition=~models.Q(kind="figure"),
                name="record_undecided_kind",
            ),
        )


class Finding(models.Model):
    """What a check found, named by the check and the claims it rests on."""

    key = models.CharField(max_length=16, unique=True)
    check_id = models.TextField()
    state = models.CharField(max_length=16)
    body = models.TextField()  # JSON of the whole finding
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)

    objects = reached.Inside["Finding"]()


class FindingInput(models.Model):
    """A source that a finding speaks of, and the claim in it, if it is one."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="inputs")
    source = models.ForeignKey(Source, models.PROTECT, related_name="findings")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="findings")

    objects = reached.Inside["FindingInput"]()


class FindingEvent(models.Model):
    """What was made of a finding, by people; or that its inputs changed, by the checks.

    Events name a finding by its key, so that those of an exported pack are kept even where the
    present checks no longer find it.
    """

    key = models.CharField(max_length=16, db_index=True)
    state = models.CharField(max_length=12)
    owner = models.TextField()
    due = models.DateField(null=True)
    reason = models.TextField()
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)

    objects = reached.Inside["FindingEvent"]()


class Opened(models.Model):
    """That a publication opens a document to the public; see `bayline.platform.publishing`."""

    publication = models.CharField(max_length=16)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="opened", db_index=False, db_constraint=False
    )

    class Meta:
        """One row for each document of a publication."""

        constraints = (
            models.UniqueConstraint(fields=("publication", "source"), name="record_opened_once"),
        )
