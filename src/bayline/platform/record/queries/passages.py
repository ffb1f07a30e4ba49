"""Ask for the words that claims stand in, without loading whole texts."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import F, Max, Value
from django.db.models.functions import Greatest, Least, Substr

from bayline.platform.record import models

_REACH = 400  # characters on either side of a quote; a row of a wide table may be longer


class Passage(NamedTuple):
    """The sentence, or the row, that a claim stands in.

    Attributes:
        words: Its characters; of an endless one those near the claim.
        start: Where the quote of the claim begins in them.
        end: Where it ends.
    """

    words: str
    start: int
    end: int

    @property
    def parts(self) -> tuple[str, str, str]:
        """The words before the quote, the quote, and the words behind it."""
        return self.words[: self.start], self.words[self.start : self.end], self.words[self.end :]


def passages_of(identifiers: Sequence[str]) -> dict[str, Passage]:
    """Give the passages of claims, by identifier; those that stand on no text are left out."""
    first = Greatest(F("passage__start"), F("start") - Value(_REACH))
    last = Least(F("passage__end"), F("end") + Value(_REACH))
    rows = models.Claim.objects.filter(identifier__in=identifiers, passage__isnull=False)
    told = rows.annotate(
        first=first, words=Substr("text__text", first + Value(1), last - first)
    ).values_list("identifier", "words", "first", "start", "end")
    return {
        identifier: Passage(words, start - first, end - first)
        for identifier, words, first, start, end in told
    }


def texts_by_hash(hashes: Sequence[str]) -> dict[str, str]:
    """Give the texts that were taken last from sources, by the hashes of their bytes."""
    rows = models.Text.objects.filter(source__sha256__in=hashes)
    last = rows.order_by().values("source").annotate(last=Max("pk")).values("last")
    found = models.Text.objects.filter(pk__in=last)
    return dict(found.values_list("source__sha256", "text"))
