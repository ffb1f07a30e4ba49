"""Figures that documents state, looked up in the record as it stood at an instant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from django.db.models import Q

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.english import in_english
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period
from bayline.kernel.reviews import Review
from bayline.platform.packs import queries as packs
from bayline.platform.packs.places import PLACES, gazetteer_of
from bayline.platform.record import queries as record
from bayline.platform.record.queries.mentions import words_with
from bayline.platform.record.terms import KeptClaim
from bayline.platform.reporting.expressions import nearest
from bayline.platform.reporting.terms import Note, Resolved

_ACCEPTED = [Review.ACCEPTED]
_LONGEST = 160  # characters of a sentence in a note
_FEW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which figure is wanted; what is empty or None is not asked for.

    Attributes:
        attribute: What is stated, as the record calls it.
        place: Code or name of the place.
        period: The days it holds for.
        subject: What or whom it is about.
        basis: Words of its basis, such as 不含嘉兴港区.
        status: actual or planned.
        change: growth, delta, from or to; empty for a level.
    """

    attribute: str
    place: str = ""
    period: Period | None = None
    subject: str = ""
    basis: str = ""
    status: str = "actual"
    change: str = ""


def wanted_by(words: Mapping[str, str], period: Period | None = None) -> Wanted:
    """Say which figure is wanted, from words by the names of `Wanted`."""
    return Wanted(
        attribute=words["attribute"],
        place=words.get("place", ""),
        period=period,
        subject=words.get("subject", ""),
        basis=words.get("basis", ""),
        status=words.get("status", "actual"),
        change=words.get("change", ""),
    )


@dataclass(slots=True)
class Stated:
    """Asks the record for figures as of an instant, each question once.

    Attributes:
        at: The instant.
        english: Whether words are in English.
        names_people: Whether notes say who accepted a figure.
    """

    at: datetime
    english: bool
    names_people: bool
    _known: dict[str, list[KeptClaim]] = field(default_factory=dict)

    def figure(self, wanted: Wanted) -> Resolved:
        """Look a figure up; what is said twice alike is said once."""
        found = [one for one in self.of(wanted.attribute) if self.fits(one.claim, wanted)]
        about = wanted.attribute
        if not found:
            return Resolved(about=about, problem=self._lacking(wanted))
        return self._one_of(found, about)

    def said(self, document: str, quote: str, nth: int) -> Resolved:
        """Look up the figure that a document prints in some words."""
        (place,) = record.occurrences([(document, quote, nth)], as_of=self.at)
        if place is None:
            zh = f"《{document}》里没有第{nth}处“{quote}”，或当时还没有这份文件"
            en = f"“{document}” does not say “{quote}” {nth} times, or was not there then"
            return Resolved(about=quote, problem=en if self.english else zh)
        text, start, end = place
        on = Q(start__lte=start, end__gte=end)
        found = record.claims(on, as_of=self.at, states=_ACCEPTED, kind="figure", text=text)
        closest = sorted(found, key=lambda one: len(one.quote))[:1]
        if not closest:
            zh = f"《{document}》里的“{quote}”还没有审定为数字"
            en = f"“{quote}” in “{document}” is not accepted as a figure"
            return Resolved(about=quote, problem=en if self.english else zh)
        return self._one_of(closest, closest[0].claim.attribute)

    def of(self, attribute: str) -> list[KeptClaim]:
        """Give all accepted figures of an attribute."""
        if attribute not in self._known:
            self._known[attribute] = record.claims(
                as_of=self.at, states=_ACCEPTED, kind=ClaimKind.FIGURE, attribute=attribute
            )
        return self._known[attribute]

    def fits(self, claim: Claim, wanted: Wanted, *, any_period: bool = False) -> bool:
        """Tell whether a claim is what is wanted."""
        if claim.status.value != wanted.status or (claim.change or "") != wanted.change:
            return False
        if wanted.place and claim.place not in self.places(wanted.place):
            return False
        if wanted.subject and wanted.subject != claim.subject:
            return False
        if wanted.basis and wanted.basis not in _basis_words(claim):
            return False
        period = claim.period
        is_asked = wanted.period is not None and not any_period
        return not is_asked or (
            period is not None
            and wanted.period is not None
            and (period.start, period.end) == (wanted.period.start, wanted.period.end)
        )

    def places(self, named: str) -> Collection[str]:
        """Give the ways a place is written in claims: its code and its name."""
        known = _codes(packs.file(PLACES, self.at) or b"")
        return {named, *known.get(named, ())}

    def _one_of(self, found: Sequence[KeptClaim], about: str) -> Resolved:
        """Print what all of them say; where they say two things, print nothing."""
        places = {one.claim.place for one in found} - {""}
        if len({_value(one) for one in found}) > 1 or len(places) > 1:
            return Resolved(about=about, problem=self._rivals(found))
        first = found[0]
        printed = in_english(first.quote) if self.english else first.quote
        return Resolved(
            printed=printed, figure=first.claim.figure, notes=self.notes(found[:_FEW]), about=about
        )

    def notes(self, found: Sequence[KeptClaim]) -> tuple[Note, ...]:
        """Tell what claims rest on."""
        passages = record.passages_of([one.id for one in found])
        notes = []
        for one in found:
            source, passage = one.claim.evidence.source, passages.get(one.id)
            sentence = shortened(passage.words, passage.start, passage.end) if passage else ""
            published = source.published.isoformat() if source and source.published else ""
            notes.append(
                Note(
                    document=source.title if source else "",
                    publisher=source.publisher if source else "",
                    published=published,
                    sentence=sentence or one.quote,
                    quote=one.quote,
                    accepted=moment_text(one.decided),
                    by=one.decided_by if self.names_people else "",
                    claim=one.id,
                    source=source.sha256 if source else "",
                    path=f"/figures/{one.id}",
                )
            )
        return tuple(notes)

    def _rivals(self, found: Sequence[KeptClaim]) -> str:
        def told(one: KeptClaim) -> str:
            claim, source = one.claim, one.claim.evidence.source
            parts = (claim.subject, claim.place, _basis_words(claim))
            title = source.title if source else ""
            return f"{one.quote}（{'，'.join(filter(None, parts))}，《{title}》）"

        listed = "、".join(told(one) for one in found[:_FEW])
        if self.english:
            differ = f"the record accepts {len(found)} values that differ: {listed}"
            return f"{differ}; name place, subject or basis"
        return f"资料里有{len(found)}个不同的已审数字：{listed}；请写明地点、主体或口径"

    def _lacking(self, wanted: Wanted) -> str:
        known = self.of(wanted.attribute)
        if not known:
            ends = (wanted.attribute[:1], wanted.attribute[-1:])
            words = [word for end in ends for word in words_with("attribute", end)]
            like = nearest(wanted.attribute, words)
            zh = f"没有“{wanted.attribute}”的已审数字" + (f"，最接近的是“{like}”" if like else "")
            en = f"no accepted figure states “{wanted.attribute}”"
            return (
                f"{en}; the nearest name is “{like}”"
                if self.english and like
                else (en if self.english else zh)
            )
        spans = sorted({one.claim.period.edtf for one in known if one.claim.period})
        listed = "、".join(spans[-_FEW:])
        period = wanted.period.edtf if wanted.period else ""
        if self.english:
            asked = f"no accepted “{wanted.attribute}” of {period or wanted.place}"
            return f"{asked}; there are those of {listed}"
        return f"{period}没有“{wanted.attribute}”的已审数字；已有的时期：{listed}"


def shortened(words: str, start: int, end: int) -> str:
    """Cut a sentence around its quote, where it is long."""
    line = " ".join(words.split()) if len(words) <= _LONGEST else ""
    if line:
        return line
    first = max(0, min(start, (start + end - _LONGEST) // 2))
    last = min(len(words), max(end, first + _LONGEST))
    cut = " ".join(words[first:last].split())
    return f"{'…' if first else ''}{cut}{'…' if last < len(words) else ''}"


def moment_text(moment: datetime | None) -> str:
    """Write an instant so that it reads the same on every machine."""
    return "" if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _value(one: KeptClaim) -> tuple[object, ...]:
    figure = one.claim.figure
    if figure is None:
        return (one.quote,)
    ends = (figure.low, figure.high, figure.low_open, figure.high_open)
    return (*ends, figure.unit, _basis_words(one.claim))


def _basis_words(claim: Claim) -> str:
    basis = claim.basis
    return "、".join(filter(None, (basis.threshold, basis.stage, *sorted(basis.coverage))))


@lru_cache(maxsize=4)
def _codes(data: bytes) -> Mapping[str, tuple[str, ...]]:
    """Give, for the code and the name of every place, both."""
    places: Gazetteer | None = gazetteer_of(data) if data else None
    found: dict[str, tuple[str, ...]] = {}
    for entry in places.entries if places else ():
        both = (entry.place.code, entry.place.name)
        found.update({entry.place.code: both, entry.place.name: both})
    return found


def refuse_bad_period(written: str, where: str) -> BaylineError:
    """Refuse words that name no period."""
    return BaylineError(
        f"“{written[:40]}” is no period",
        where=where,
        do="write period, year, to_date, previous, year_before, or one like 2025Q3",
        zh=Words(
            f"“{written[:40]}”不是时期",
            do="请写period、year、to_date、previous、year_before，或2025Q3这样的时期",
        ),
    )
