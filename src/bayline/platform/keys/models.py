"""The table of keys; of the secret only a hash is kept."""

from django.db import models

from bayline.platform.instants import InstantField

_NAME = 100


class Key(models.Model):
    """A key; see `bayline.platform.keys.terms.Key`.

    The secret has 256 bits of chance, so a plain hash of it cannot be tried out.
    """

    id = models.CharField(primary_key=True, max_length=12)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=_NAME)
    organisation = models.CharField(max_length=_NAME)
    scope = models.CharField(max_length=8)
    made = InstantField()
    made_by = models.CharField(max_length=_NAME)
    expires = models.DateField(null=True)
    revoked = InstantField(null=True)
    used = models.DateField(null=True)

    class Meta:
        """What a scope may be."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(scope__in=("read", "write", "feed")), name="keys_key_scope"
            ),
        )
