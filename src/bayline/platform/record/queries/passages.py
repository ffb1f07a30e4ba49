"""Ask for the words that claims stand in, without loading whole texts."""

from collections.abc import Sequence
from datetime import datetime
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


def occurrences(
    wanted: Sequence[tuple[str, str, int]], *, as_of: datetime | None = None
) -> list[tuple[int, int, int] | None]:
    """Find characters in the texts of documents, which are named by their files.

    Args:
        wanted: For each the name of the file, the characters, and which of their occurrences.
        as_of: Only in documents that were known then; None for now.

    Returns:
        For each the number of the text, its first character and the one behind its last; None
        where there is no such document or no such occurrence in it.
    """
    rows = models.Text.objects.filter(source__name__in={name for name, _, _ in wanted})
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    texts = {
        name: (key, text)
        for name, key, text in known.order_by("pk").values_list("source__name", "pk", "text")
    }
    return [
        _occurrence(*texts[name], quote, nth) if name in texts else None
        for name, quote, nth in wanted
    ]


def _occurrence(key: int, text: str, quote: str, nth: int) -> tuple[int, int, int] | None:
    start = -1
    for _ in range(nth):
        start = text.find(quote, start + 1)
        if start < 0:
            return None
    return key, start, start + len(quote)
