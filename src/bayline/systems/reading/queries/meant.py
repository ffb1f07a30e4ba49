"""The figures of the record that a draft may speak of, by a fixed number of questions.

Rare words lead to them at once; what stands in many claims is narrowed by whose it is. How often a
word stands is kept beside the claims, so that no question goes through more rows than it may.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from heapq import nlargest
from math import log
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Length, Substr

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import models, queries
from bayline.platform.record.queries.mentions import mentioned
from bayline.platform.record.queries.prepared import day_of
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.rules.attributes import canonical, spellings

_STANDING = (Review.ACCEPTED, Review.PROPOSED)
_LONGEST_WORD, _SHORTEST_PART = 16, 3  # of words whose parts are asked for
_MOST_WORDS = 900  # attributes, subjects and places that are asked for
_LEAST_ROWS = 3_000  # rows of very rare owners
_FEW_ROWS = 20_000  # rows of rare words
_MANY_ROWS = 150_000  # rows that are gone through to find the few that also state the attribute
_MOST_DOCUMENTS = 8
_FEW_DOCUMENTS = 60  # of a whole record; fewer are all looked at, as far as there is room
_LONGEST = 180_000  # characters of the documents that are looked at as a whole
_MOST_FIGURES = 5_000  # of these documents
_MOST_SINGLE = 1_500  # figures of other documents
_NEWEST = 3  # of one attribute and one owner
_NEWEST_COMMON = 120
_MOST_OF_DAY = 12  # figures of one matter of one place that are of the day that is sought
_MOST_OF_PLACE = 24  # and of any day
_TOGETHER = 60  # matters of a place that are asked for in one question
_AT_ONCE = 300
_COLUMNS = ("pk", "source_id", "attribute", "subject", "place", "change", "period_end")


class Sought(NamedTuple):
    """What a draft speaks of.

    Attributes:
        attributes: What is measured, in all the words there are for it.
        subjects: Whose or of what.
        places: Where, by code or name.
        pairs: What is measured of whom, in one word each, with the days it is told for.
    """

    attributes: frozenset[str]
    subjects: frozenset[str]
    places: frozenset[str]
    pairs: Mapping[tuple[str, str], frozenset[date]]


class Passage(NamedTuple):
    """Words of a document with the figures in them.

    Attributes:
        source: Number of the document.
        title: Its title.
        start: Where the words begin in it.
        words: The words.
        claims: The figures.
    """

    source: int
    title: str
    start: int
    words: str
    claims: tuple[KeptClaim, ...]


def figures_meant(sought: Sought) -> list[Passage]:
    """Give the documents that speak most of what a draft speaks of, and sentences of others.

    Args:
        sought: What the draft speaks of.
    """
    rows = _rows(sought)
    chosen = _documents(rows, sought)
    texts = _texts(chosen)
    found = [*_of_documents(texts)]
    others = _singles(rows, sought, {source for source, _ in texts.values()})
    return [*found, *_of_sentences(others)]


_Row = tuple[int, int, str, str, str, str, date | None]


class _Rows(NamedTuple):
    """Light rows of claims, with how often each attribute is stated, and each subject."""

    rows: Sequence[_Row]
    counts: Mapping[str, int]
    subjects: Mapping[str, int]


def _rows(sought: Sought) -> _Rows:
    attributes = _counted("attribute", sought.attributes)
    parts = _parts(sought, attributes)
    attributes |= _counted("attribute", parts)
    rare = _within(attributes, _FEW_ROWS)
    found = {row[0]: row for row in _light(attribute__in=rare)} if rare else {}
    subjects: Mapping[str, int] = {}
    for column, words in (("subject", sought.subjects), ("place", sought.places)):
        owners = _counted(column, words)
        if column == "subject":
            owners |= _counted(column, parts)
        subjects = owners if column == "subject" else subjects
        few = _within(owners, _LEAST_ROWS)
        rows = _light(**{f"{column}__in": few}) if few else []
        found.update((row[0], row) for row in rows)
        found.update((row[0], row) for row in _paired(column, sought, attributes, owners))
    return _Rows([*found.values()], attributes, subjects)


def _parts(sought: Sought, known: Mapping[str, int]) -> list[str]:
    """Give what stands in words of the draft that the record does not have, the longest first.

    What one document calls 港城大桥项目总投资 is the 总投资 of the 港城大桥项目 in another.
    """
    strange = {word for word, _ in sought.pairs} | sought.subjects
    wanted = sorted(
        word for word in strange if not any(one in known for one in spellings(word)) and word
    )
    found = {
        word[start : start + length]
        for word in wanted
        if len(word) <= _LONGEST_WORD
        for length in range(_SHORTEST_PART, len(word))
        for start in range(len(word) - length + 1)
    }
    return sorted(found, key=lambda part: (-len(part), part))[:_MOST_WORDS]


def _paired(
    column: str, sought: Sought, attributes: Mapping[str, int], owners: Mapping[str, int]
) -> Iterator[_Row]:
    """Give what is stated of the same owner, going through the rows of the rarer word of both.

    What is stated of a place is found by both words at once.
    """
    if column == "place":
        both = [
            (word, owner, day)
            for (name, owner), days in sought.pairs.items()
            for word in spellings(name)
            if word in attributes and owner in owners
            for day in (days or {date.min})
        ]
        yield from _of_places(sorted(both))
        return
    costs = [
        (min(attributes[word], owners[owner]), word, owner)
        for name, owner in sought.pairs
        for word in spellings(name)
        if word in attributes and owner in owners
    ]
    by_attribute: list[tuple[str, str]] = []
    by_owner: list[tuple[str, str]] = []
    total = 0
    for cost, word, owner in sorted(costs):
        total += cost
        if total > _MANY_ROWS:
            yield from _newest(column, word, owner)
            break
        (by_attribute if attributes[word] <= owners[owner] else by_owner).append((word, owner))
    yield from _joined(by_attribute, f"c.attribute = v.word AND c.{column} || '' = v.owner")
    yield from _joined(by_owner, f"c.{column} = v.owner AND c.attribute || '' = v.word")


def _newest(column: str, word: str, owner: str) -> Iterator[_Row]:
    """Give the newest of what is so common that all would be too much."""
    rows = _query(attribute=word, **{column: owner})
    yield from rows.order_by("-recorded")[:_NEWEST_COMMON]


def _of_places(wanted: Sequence[tuple[str, str, date]]) -> Iterator[_Row]:
    """Give what is stated of places: of each matter some of the wanted day, and the newest.

    A matter that is told in hundreds of documents must not take the room of the others.
    """
    columns = "id, source_id, attribute, subject, place, change, period_end"
    asked = (
        f"SELECT * FROM (SELECT {columns} FROM record_claim"  # noqa: S608 - our own names
        " WHERE place = %s AND attribute = %s AND kind = 'figure'"
    )
    of_day = f"{asked} AND period_end = %s LIMIT {_MOST_OF_DAY}) of_day"
    newest = f"{asked} ORDER BY recorded DESC LIMIT {_MOST_OF_PLACE}) newest"
    as_stored = connection.ops.adapt_datefield_value
    for first in range(0, len(wanted), _TOGETHER):
        part = wanted[first : first + _TOGETHER]
        values = [(owner, word, as_stored(day), owner, word) for word, owner, day in part]
        question = " UNION ALL ".join([f"{of_day} UNION ALL {newest}"] * len(part))
        yield from _fetched(question, [each for one in values for each in one])


def _fetched(asked: str, values: Sequence[str | None]) -> Iterator[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        for *row, last in cursor.fetchall():
            yield (*row, day_of(last))


def _joined(pairs: Sequence[tuple[str, str]], condition: str) -> Iterator[_Row]:
    for first in range(0, len(pairs), _AT_ONCE):
        part = pairs[first : first + _AT_ONCE]
        marks = ", ".join(["(%s, %s)"] * len(part))
        asked = (
            f"WITH v(word, owner) AS (VALUES {marks})"  # noqa: S608 - marks and our own names
            " SELECT c.id, c.source_id, c.attribute, c.subject, c.place, c.change, c.period_end"
            f" FROM v CROSS JOIN record_claim c WHERE {condition} AND c.kind = 'figure'"
            f" LIMIT {_FEW_ROWS}"
        )
        yield from _fetched(asked, [word for pair in part for word in pair])


def _counted(aspect: str, words: Collection[str]) -> dict[str, int]:
    """Give words with how many figures have them, the rarest first."""
    asked = sorted(word for word in words if word)[:_MOST_WORDS]
    known: dict[str, int] = {}
    for first in range(0, len(asked), _AT_ONCE):
        found = mentioned(aspect, asked[first : first + _AT_ONCE])
        known.update((word, one.figures) for word, one in found.items() if one.figures > 0)
    return dict(sorted(known.items(), key=lambda each: (each[1], each[0])))


def _within(counts: Mapping[str, int], most: int) -> list[str]:
    """Give the rarest words, as many as have not more rows together than are allowed."""
    found, total = [], 0
    for word, count in counts.items():
        total += count
        if total > most:
            break
        found.append(word)
    return found


def _query(**wanted: object) -> Any:  # noqa: ANN401 - a query
    return models.Claim.objects.filter(kind=ClaimKind.FIGURE, **wanted).values_list(*_COLUMNS)


def _light(**wanted: object) -> list[_Row]:
    return [*_query(**wanted).order_by()[:_FEW_ROWS]]


def _documents(found: _Rows, sought: Sought) -> list[int]:
    """Give the documents that state most of what is sought, the rare things counting most."""
    votes: dict[int, float] = defaultdict(float)
    seen: set[tuple[object, ...]] = set()
    for _, source, attribute, subject, place, _, _ in found.rows:
        if (source, attribute, subject) in seen:
            continue
        seen.add((source, attribute, subject))
        is_owned = subject in sought.subjects or place in sought.places
        tells = _telling(found.counts, attribute, 0.02)
        votes[source] += tells * (2 if is_owned else 1)
        if ("subject", source, subject) not in seen:
            seen.add(("subject", source, subject))
            votes[source] += _telling(found.subjects, subject, 0.0)
    ranked = sorted(votes, key=lambda source: (-votes[source], source))[: 2 * _MOST_DOCUMENTS]
    replaced = models.Source.objects.filter(replaces__in=ranked).values_list("replaces", flat=True)
    gone = {*replaced}
    first = [source for source in ranked if source not in gone][:_MOST_DOCUMENTS]
    return [*dict.fromkeys((*first, *all_of_few()))]


def all_of_few() -> list[int]:
    """Give all documents of a record that has but few, the newest first."""
    standing = models.Source.objects.filter(editions=None).order_by("-pk")
    keys = [*standing.values_list("pk", flat=True)[: _FEW_DOCUMENTS + 1]]
    return keys if len(keys) <= _FEW_DOCUMENTS else []


def _telling(counts: Mapping[str, int], word: str, otherwise: float) -> float:
    """Give how much it tells that a word is stated: the rarer, the more."""
    return 1 / (1 + log(1 + counts[word])) if word in counts else otherwise


def _texts(sources: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Give the last texts of the first documents, as many as are not too long, by number."""
    rows = models.Text.objects.filter(source__in=sources).annotate(length=Length("text"))
    last = {row[1]: row for row in rows.order_by("pk").values_list("pk", "source_id", "length")}
    keys, room = [], _LONGEST
    for key, _, length in (last[source] for source in sources if source in last):
        if length <= room:
            keys.append(key)
            room -= length
    chosen = models.Text.objects.filter(pk__in=keys)
    return {key: (source, text) for key, source, text in chosen.values_list("pk", "source", "text")}


def _of_documents(texts: Mapping[int, tuple[int, str]]) -> Iterator[Passage]:
    claims = queries.claims(
        kind=ClaimKind.FIGURE, text__in=[*texts], states=_STANDING, limit=_MOST_FIGURES
    )
    grouped: dict[int, list[KeptClaim]] = defaultdict(list)
    for one in claims:
        grouped[one.text or 0].append(one)
    for key, (source, words) in texts.items():
        yield Passage(source, title_of(grouped[key]), 0, words, (*grouped[key],))


def _singles(found: _Rows, sought: Sought, whole: Collection[int]) -> list[int]:
    """Give claims in other documents of what the draft states: of its days first, then the newest.

    Args:
        found: Light rows.
        sought: What the draft speaks of.
        whole: Documents that are looked at as a whole.
    """
    kept: dict[tuple[str, str, str], list[tuple[bool, int]]] = defaultdict(list)
    for key, source, attribute, subject, place, change, last in found.rows:
        name = canonical(attribute)
        for owner in {subject, place} if source not in whole else ():
            days = sought.pairs.get((name, owner))
            if days is not None:
                kept[name, owner, change].append((last in days, key))
    chosen = {key for many in kept.values() for _, key in nlargest(_NEWEST, many)}
    return nlargest(_MOST_SINGLE, chosen)


def _of_sentences(keys: Sequence[int]) -> Iterator[Passage]:
    cut = Substr("text__text", F("passage__start") + 1, F("passage__end") - F("passage__start"))
    for first in range(0, len(keys), _AT_ONCE):
        part = keys[first : first + _AT_ONCE]
        claims = queries.claims(Q(pk__in=part), states=_STANDING)
        rows = models.Claim.objects.filter(pk__in=part, passage__isnull=False)
        words = dict(rows.values_list("pk", cut))
        for one in claims:
            if one.key in words and one.sentence is not None:
                start = one.sentence[0]
                yield Passage(one.source or 0, title_of([one]), start, words[one.key], (one,))


def title_of(claims: Sequence[KeptClaim]) -> str:
    """Give the title of the document that claims stand in; empty if there is none."""
    found = claims[0].claim.evidence.source if claims else None
    return found.title if found else ""
