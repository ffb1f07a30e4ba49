"""Tables of events, which are only added to, and what finds them again."""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField

_DIGEST = 64


class EventRow(models.Model):
    """One event as it was captured: a link of a chain.

    Attributes:
        id: Its place in the chain, from 1.
        mark: The first bits of the hash of its eventID.
        time: When it happened, in microseconds since 1970.
        kind: Its type.
        step: Its business step, short.
        body: What it says, as JSON with short words.
        recorded: When it was captured, in microseconds since 1970.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    mark = models.BigIntegerField()
    time = models.BigIntegerField()
    kind = models.TextField()
    step = models.TextField()
    body = models.TextField()
    recorded = models.BigIntegerField()
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        """Found by their ids and by when they happened."""

        db_table = "produce_event"
        indexes = (
            models.Index(fields=["mark"], name="produce_event_mark"),
            models.Index(fields=["time"], name="produce_event_time"),
        )


class LinkRow(models.Model):
    """That an event is about a thing: an object, a class of objects, what holds them.

    Attributes:
        thing: The first bits of the hash of its digital link.
        event: The event.
    """

    id = RowNumberField(primary_key=True)
    thing = models.BigIntegerField()
    event = models.BigIntegerField()

    class Meta:
        """Events are found by things."""

        db_table = "produce_link"
        indexes = (models.Index(fields=["thing", "event"], name="produce_link_thing"),)


class NestRow(models.Model):
    """That something was put into something, or taken out.

    Attributes:
        child: What was put in.
        parent: What it was put into.
        event: By which event.
        time: When, in microseconds since 1970.
        is_in: Whether it was put in.
    """

    id = RowNumberField(primary_key=True)
    child = models.BigIntegerField()
    parent = models.BigIntegerField()
    event = models.BigIntegerField()
    time = models.BigIntegerField()
    is_in = models.BooleanField()

    class Meta:
        """Found from both sides."""

        db_table = "produce_nest"
        indexes = (
            models.Index(fields=["child"], name="produce_nest_child"),
            models.Index(fields=["parent"], name="produce_nest_parent"),
        )


class TreatmentRow(models.Model):
    """That something was treated with a pesticide, and until when it must not be harvested.

    Attributes:
        thing: What was treated.
        event: By which event.
        time: When, in microseconds since 1970.
        until: The end of the safety interval.
    """

    id = RowNumberField(primary_key=True)
    thing = models.BigIntegerField()
    event = models.BigIntegerField()
    time = models.BigIntegerField()
    until = models.BigIntegerField()

    class Meta:
        """Found by what was treated."""

        db_table = "produce_treatment"
        indexes = (models.Index(fields=["thing"], name="produce_treatment_thing"),)


class CaptureRow(models.Model):
    """One capture that came over the interface, as it ended.

    Attributes:
        name: Its captureID.
        created: When it came.
        finished: When it was done.
        is_whole: Whether a fault kept out the whole document.
        kept: How many events were kept.
        faults: JSON: what stood against it.
        by: Who sent it.
    """

    id = RowNumberField(primary_key=True)
    name = models.CharField(max_length=36, unique=True)
    created = models.BigIntegerField()
    finished = models.BigIntegerField()
    is_whole = models.BooleanField()
    kept = models.BigIntegerField()
    faults = models.TextField()
    by = models.TextField()

    class Meta:
        """They are listed the newest first."""

        db_table = "produce_capture"


class QueryRow(models.Model):
    """A query that somebody gave a name.

    Attributes:
        name: Its name.
        parameters: JSON: what it asks.
        created: When it was made.
        by: By whom.
    """

    id = RowNumberField(primary_key=True)
    name = models.CharField(max_length=200, unique=True)
    parameters = models.TextField()
    created = models.BigIntegerField()
    by = models.TextField()

    class Meta:
        """It is taken away when nobody wants it any more."""

        db_table = "produce_query"


class SubscriptionRow(models.Model):
    """That the events of a query are sent to somebody, and how far they were.

    Attributes:
        name: Its subscriptionID.
        query: The name of the query.
        wish: JSON: what was asked for, without the secret.
        token: The secret that deliveries are signed with; "" for none.
        is_stream: Whether events are sent as they come; else at times.
        position: The number of the last event that was looked at and, if it fitted, acknowledged.
        due: When it is tried next, in microseconds since 1970.
        failures: How often the last delivery came to nothing.
        said: What was in the way.
        notified: When the receiver acknowledged last; None if never.
        created: When it was made.
        by: By whom.
    """

    id = RowNumberField(primary_key=True)
    name = models.CharField(max_length=36, unique=True)
    query = models.CharField(max_length=200, db_index=True)
    wish = models.TextField()
    token = models.TextField()
    is_stream = models.BooleanField()
    position = models.BigIntegerField()
    due = models.BigIntegerField()
    failures = models.BigIntegerField(default=0)
    said = models.TextField(default="")
    notified = models.BigIntegerField(null=True)
    created = models.BigIntegerField()
    by = models.TextField()

    class Meta:
        """It is taken away when nobody wants it any more."""

        db_table = "produce_subscription"


class ActRow(models.Model):
    """Something that the office did about lots: a link of a chain that is only added to.

    Attributes:
        kind: recall, certificate or label.
        subject: Number of the recall or of the certificate, name of the lot of labels.
        thing: The first bits of the hash of the lot it is about.
        told: JSON: what was done.
        by: Who did it.
        recorded: When.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    kind = models.CharField(max_length=16)
    subject = models.TextField()
    thing = models.BigIntegerField()
    told = models.TextField()
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        """They are asked for by what they are about."""

        db_table = "produce_act"
        indexes = (
            models.Index(fields=["kind", "subject"], name="produce_act_subject"),
            models.Index(fields=["thing", "kind"], name="produce_act_thing"),
        )


class WordRow(models.Model):
    """That some event says something in a field of which all values are listed.

    Attributes:
        field: The field: type, bizStep, disposition, readPoint, bizLocation.
        value: What it says.
    """

    id = RowNumberField(primary_key=True)
    field = models.TextField()
    value = models.TextField()

    class Meta:
        """Each once."""

        db_table = "produce_word"
        constraints = (
            models.UniqueConstraint(fields=["value", "field"], name="produce_word_once"),
        )


class PlaceRow(models.Model):
    """That a place lies in another, as the master data of a document say.

    Attributes:
        holder: The one name of the larger place.
        part: That of the place in it.
    """

    id = RowNumberField(primary_key=True)
    holder = models.TextField()
    part = models.TextField()

    class Meta:
        """Each once."""

        db_table = "produce_place"
        constraints = (
            models.UniqueConstraint(fields=["holder", "part"], name="produce_place_once"),
        )
