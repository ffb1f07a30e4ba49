"""Make, hand over and take keys that two offices share; they are kept wrapped by the home's key."""

import os
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from bayline.platform.seals.ciphers import home_key, wrapped
from bayline.systems.settlement.models import KeyRow
from bayline.systems.settlement.queries.keys import naming, subject_of, writing_key
from bayline.systems.settlement.rules import ciphers, handing, identities, pseudonyms
from bayline.systems.settlement.rules.handing import Shared

_WRAPPING_NONCE = 12


def make_keys(partner: str, *, year: int, at: datetime) -> tuple[Shared, ...]:
    """Make a key for persons and one for texts; from now on they are used, older ones still open.

    Args:
        partner: With whom they are shared, as the transport knows it.
        year: The year of the visits.
        at: The present moment.
    """
    made = tuple(
        handing.shared(use, year, os.urandom(length)) for use, length in handing.LENGTHS.items()
    )
    keep_keys(partner, made, at=at)
    return made


@transaction.atomic
def keep_keys(partner: str, keys: Iterable[Shared], *, at: datetime) -> int:
    """Keep keys; those that are here already stay as they are.

    Returns:
        How many are new.
    """
    home, new = home_key(str(settings.SECRET_KEY)), 0
    for one in keys:
        nonce = os.urandom(_WRAPPING_NONCE)
        stored = wrapped(one.key, subject=subject_of(one.kid), home=home, nonce=nonce)
        values = {"partner": partner, "use": one.use, "year": one.year, "made": at}
        _row, is_new = KeyRow.objects.get_or_create(
            kid=one.kid, defaults={**values, "wrapped": stored}
        )
        new += is_new
    return new


class Protecting:
    """Turns what a hospital knows of a person into what may be kept and sent.

    The keys are read once, so that a desk can name thousands of persons a second.
    """

    def __init__(self, partner: str, *, on: date) -> None:
        """Read the keys of a pair and a year.

        Raises:
            BaylineError: There are none, or they do not open here.
        """
        self.on = on
        self.naming = naming(partner, on=on)
        self.writing = writing_key(partner, on=on)

    def person(self, number: str) -> str:
        """Give the pseudonym of whoever has an identity number.

        Raises:
            SettlementError: `bad_identity`; the number is not repeated.
        """
        return pseudonyms.pseudonym(identities.checked(number, on=self.on), self.naming)

    def sealed(self, text: str, *, person: str) -> str:
        """Encrypt a name or diagnoses of a person, named by pseudonym."""
        nonce = os.urandom(ciphers.NONCE)
        return ciphers.closed(
            text, person=person, kid=self.writing.kid, key=self.writing.key, nonce=nonce
        )
