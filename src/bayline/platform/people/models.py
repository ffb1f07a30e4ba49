"""Tables of people: accounts, roles, what went wrong when logging in, and who wrote what."""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField

_SHORT = 60


class Account(models.Model):
    """Somebody who may log in.

    Attributes:
        name: What is typed to log in, in small letters.
        display: The name that is written beside what they do.
        organisation: Code of the organisation they work for; empty where none is said.
        password: A hash, as Django's hashers write it; one that nothing fits where there is none.
        subject: Issuer and number there of whom a provider of single sign-on vouches for.
        stamp: Part of every session; a new one ends them all.
        is_active: Whether they may log in.
        is_demonstration: Whether everybody may know the password.
        made: When the account was made.
    """

    name = models.CharField(max_length=_SHORT, unique=True)
    display = models.CharField(max_length=_SHORT, unique=True)
    organisation = models.CharField(max_length=100, blank=True, default="")
    password = models.CharField(max_length=200)
    subject = models.CharField(max_length=500, unique=True, null=True)
    stamp = models.CharField(max_length=32)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    made = models.DateTimeField()


class Grant(models.Model):
    """A role of an account, for an organisation and a system or for all."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.PositiveSmallIntegerField()  # a `terms.Role`
    organisation = models.CharField(max_length=100, blank=True, default="")
    system = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        """One role is had once."""

        constraints = (
            models.UniqueConstraint(
                fields=["account", "role", "organisation", "system"], name="people_grant_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__gte=1, role__lte=5),
                name="people_grant_of_a_known_role",
            ),
        )


class Failure(models.Model):
    """That somebody could not log in: one row for the account that was named, one for the address.

    Attributes:
        subject: A hash of the account that was named, or of the address it came from: whoever
            reads the table learns neither what was typed nor where from.
        at: When, in whole seconds since 1970.
    """

    subject = models.CharField(max_length=64)
    at = models.BigIntegerField()

    class Meta:
        """They are counted by subject and time."""

        indexes = (models.Index(fields=["subject", "at"], name="people_failure_subject"),)


class Deed(models.Model):
    """That somebody wrote: a link of a chain that is only added to. It holds nothing of what.

    Attributes:
        who: The account, or the name of the key; `-` where the command line was used.
        method: How it was asked, such as POST; CLI for the command line.
        address: The name of the address, or the words of the command.
        about: The account that it was done to; empty where it is none.
        status: What was answered; 0 for the command line.
        request: The id of the request, as it stands in the log of the program.
        recorded: When.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    who = models.TextField()
    method = models.TextField()
    address = models.TextField()
    about = models.TextField()
    status = models.IntegerField()
    request = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=64)

    class Meta:
        """They are looked for by who did them."""

        indexes = (models.Index(fields=["who", "id"], name="people_deed_who"),)
