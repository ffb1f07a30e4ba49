"""The tables of the transport; see `terms` for what their columns mean."""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField

_ID, _NAME, _ADDRESS, _HASH = 80, 100, 500, 64


class Own(models.Model):
    """What this installation is called; one row at most."""

    id = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=_NAME)
    address = models.CharField(max_length=_ADDRESS)
    speaks_for = models.TextField(default="")  # organisation codes, with blanks between


class Partner(models.Model):
    """Another side, and how the way to it is."""

    id = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=_NAME)
    address = models.CharField(max_length=_ADDRESS)
    standing = models.CharField(max_length=8)
    accepted = InstantField()
    accepted_by = models.CharField(max_length=_NAME)
    contact = InstantField(null=True)
    tried = InstantField(null=True)
    failures = models.IntegerField(default=0)
    next_try = InstantField(null=True)
    fault = models.CharField(max_length=20, default="")
    detail = models.TextField(default="")
    skew_s = models.BigIntegerField(default=0)
    speaks_for = models.TextField(default="")  # organisation codes, with blanks between


class Key(models.Model):
    """A public key: of a partner, or of this installation where it names none."""

    kid = models.CharField(primary_key=True, max_length=_HASH)
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="keys")
    x = models.CharField(max_length=_HASH)
    begins = InstantField()
    ends = InstantField(null=True)
    revoked = InstantField(null=True)
    reason = models.TextField(default="")
    by = models.CharField(max_length=_NAME, default="")


class Conversation(models.Model):
    """How far a conversation with a partner is, either way."""

    partner = models.ForeignKey(Partner, models.PROTECT)
    name = models.CharField(max_length=_ID)
    taken = models.BigIntegerField(default=0)  # number of the last that came, and its digest
    taken_digest = models.CharField(max_length=_HASH, default="")
    sent = models.BigIntegerField(default=0)  # number of the last that was written, and its digest
    sent_digest = models.CharField(max_length=_HASH, default="")

    class Meta:
        """One row for each."""

        constraints = (
            models.UniqueConstraint(
                fields=("partner", "name"), name="transport_conversation_of_partner"
            ),
        )


class Message(models.Model):
    """A message as it was signed, ours or theirs; never changed."""

    id = RowNumberField(primary_key=True)
    partner = models.ForeignKey(Partner, models.PROTECT)
    is_ours = models.BooleanField()
    uid = models.CharField(max_length=_ID)
    conversation = models.CharField(max_length=_ID)
    number = models.BigIntegerField()
    kind = models.CharField(max_length=_ID)
    digest = models.CharField(max_length=_HASH)
    sent = InstantField()
    recorded = InstantField()
    text = models.TextField()  # JWS
    receipt = models.TextField(default="")  # what we signed for it, where it is theirs
    status = models.CharField(max_length=8, default="")
    on_behalf = models.CharField(max_length=_NAME, default="")
    evidence = models.CharField(max_length=_HASH, default="")

    class Meta:
        """An id stands once for each side."""

        constraints = (
            models.UniqueConstraint(
                fields=("partner", "is_ours", "uid"), name="transport_message_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("partner", "is_ours", "conversation", "number"),
                name="transport_message_place",
            ),
        )


class Posting(models.Model):
    """Where a message of ours stands on its way."""

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True)
    partner = models.ForeignKey(Partner, models.PROTECT)
    conversation = models.CharField(max_length=_ID)
    state = models.CharField(max_length=10)
    attempts = models.IntegerField(default=0)
    receipt = models.TextField(default="")  # what the partner signed for it
    status = models.CharField(max_length=8, default="")
    ended = InstantField(null=True)

    class Meta:
        """What is asked with every delivery."""

        indexes = (
            models.Index(fields=("partner", "state", "message"), name="transport_posting_next"),
        )


class Note(models.Model):
    """What happened to the way to a partner, for whoever looks after it."""

    partner = models.ForeignKey(Partner, models.PROTECT, null=True)
    at = InstantField()
    word = models.CharField(max_length=20)
    detail = models.TextField(default="")
    by = models.CharField(max_length=_NAME, default="")
