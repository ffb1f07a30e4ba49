"""Check a draft against the record: what it says otherwise, the same, on another basis, or alone.

Nothing of the draft is kept: it is compared with kept documents, which are only read.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.reader import read
from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import QuantityKind, Reading, TimeKind
from bayline.engines.documents.terms import Document
from bayline.kernel.claims import Claim
from bayline.kernel.evidence import Source, TextPosition
from bayline.kernel.findings import Finding, Reference, by_weight
from bayline.kernel.statuses import Status
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptClaim, KeptText
from bayline.systems.reading.actions.auditing import Audited, Beside, Stated, audit
from bayline.systems.reading.actions.checking import as_recorded, named_texts, speaks_of
from bayline.systems.reading.checks import check
from bayline.systems.reading.queries import Passage, Sought, Stating, figures_meant, figures_told
from bayline.systems.reading.queries.places import gazetteer
from bayline.systems.reading.rules.attributes import spellings
from bayline.systems.reading.rules.beside import (
    About,
    Judged,
    Marked,
    Rank,
    Side,
    Spot,
    Stand,
    Surroundings,
    Words,
    judged,
    ranks_beside,
    reason,
    sides_of,
    told,
    told_alike,
)
from bayline.systems.reading.rules.recording import figure_claims
from bayline.systems.reading.terms import ReadDocument

_DRAFT = Source(sha256="0" * 64, title="")
_NO_NAME = "|"
_THIS_YEAR = ("今年", "本年", "新的一年", "新年")
_SAYS_WHEN = re.compile(r"\d|[去今上前明本]年|〇|[一二三四五六七八九]年|季度|半年|月")
_PLACE_NAME = re.compile(r"\w{1,8}[省市区县州旗镇乡村]")
_TOGETHER = 3  # documents whose batches and parts are added up with those of the draft
_MOST_TOGETHER = 60_000  # characters of them
_OF_ITS_OWN = "same_figure"  # between documents this is told figure by figure


def audit_beside_record(document: Document, *, published: date | None) -> Audited:
    """Check a draft by itself and against what the record holds.

    Args:
        document: An opened or pasted document.
        published: When it was or will be published; None lets the text say.

    Raises:
        BaylineError: The document cannot be checked.
    """
    if queries.is_empty():
        return audit(document, published=published)
    day, names = published or document.published, _Names(gazetteer())
    reading = read(document.text, published=day, gazetteer=names.known, tables=document.tables)
    draft = ReadDocument(name=document.name, reading=reading, tables=document.tables)
    figures = figure_claims(draft, source=_DRAFT)
    own = _draft_sides(draft, figures, names)
    around = Surroundings(_dated(reading, figures), names.of)
    alike = figures_told([*_stating(own)])
    kept = _Kept(alike, names)
    rest = _but_alike(own, kept, around)
    passages = figures_meant(_sought(rest, names)) if rest else []
    kept = _Kept((*passages, *alike), names) if passages else kept
    found = dict(judged(own, kept.sides, around))
    for side, one in ranks_beside(reading.text, _ranks(reading), own, found):
        own, found[side.key] = (*own, side), one
    together = _together(passages or _by_document(alike), name=document.name)
    others = [as_recorded(text, name=name) for name, text in together.items()]
    checked = check([draft, *others], alone={_OF_ITS_OWN})
    findings = [one for one in checked if speaks_of(one, draft.name)]
    beside = _Beside(own, kept, names, draft=document.name)
    findings += beside.findings(found)
    return Audited(
        document=document,
        reading=reading,
        findings=(*sorted(dict.fromkeys(findings), key=by_weight),),
        beside=beside.told(found, together),
    )


class _Names:
    """The places that words name; what was looked up once is remembered."""

    def __init__(self, known: Gazetteer) -> None:
        self.known = known
        self._found: dict[str, frozenset[str]] = {}

    def of(self, words: str) -> frozenset[str]:
        """Give the places by code, or by name where they have none."""
        if words not in self._found:
            hits = self.known.find(fold(words))
            named = (one.code or one.name or words[one.start : one.end] for one in hits)
            self._found[words] = frozenset(named)
        return self._found[words]

    def words(self, text: str) -> Words:
        """Give a text with a line in the place of every character of a place's name."""
        bare = [*text]
        for one in self.known.find(fold(text)):
            bare[one.start : one.end] = _NO_NAME * (one.end - one.start)
        return Words(text, "".join(bare))

    def owners(self, side: Side) -> tuple[str, ...]:
        """Give whose a figure is; what is of a place alone is found by its code."""
        place, subject = side.claim.place, side.claim.subject
        is_place = place.isdigit() and _PLACE_NAME.fullmatch(subject)
        return (place,) if is_place else side.owners

    def home(self, title: str) -> str:
        """Give the place that a title names first; empty if it names none."""
        hits = sorted(self.known.find(fold(title)), key=lambda one: one.start)
        return next((one.code or title[one.start : one.end] for one in hits), "")

    def name(self, code: str) -> str:
        """Name a place by its code."""
        found = self.known.place(code)
        return found.name if found else code


def _draft_sides(
    draft: ReadDocument, figures: Mapping[int, Claim], names: _Names
) -> tuple[Side, ...]:
    text = draft.reading.text
    marks = (Marked(str(at), *_place(claim), claim) for at, claim in figures.items())
    home = names.home(_title(text))
    return (*sides_of(names.words(text), marks, about=About(draft.name, home)),)


def _ranks(reading: Reading) -> Iterator[Rank]:
    for at, statement in enumerate(reading.statements):
        quantity = statement.quantity
        if quantity.kind is QuantityKind.RANK:
            yield Rank(str(at), quantity.start, quantity.end)


def _title(text: str) -> str:
    """Give the first line, if it is one of a title and not of running text."""
    first = text.strip().partition("\n")[0]
    return first if len(first) <= _LONGEST_TITLE and not first.endswith("。") else ""


_LONGEST_TITLE = 60


def _place(claim: Claim) -> tuple[int, int]:
    position = claim.evidence.selectors[0]
    return (position.start, position.end) if isinstance(position, TextPosition) else (-1, -1)


def _dated(reading: Reading, figures: Mapping[int, Claim]) -> frozenset[str]:
    """Give the figures that are of a time which is written in their sentence, or goes on in it.

    In 2023年，A。B the year that is written first goes on in B, if the draft is not of it anyway.
    """
    times = _written_times(reading)
    starts = [start for start, _ in times]
    years = Counter(day.year for day in map(_last, figures.values()) if day)
    usual = years.most_common(1)[0][0] if years else 0
    found = set()
    for at, claim in figures.items():
        start, end = reading.statements[at].sentence
        line = reading.text.rfind("\n", 0, start) + 1
        here = times[bisect_left(starts, start) : bisect_left(starts, end)]
        before = times[bisect_left(starts, line) : bisect_left(starts, start)][-1:]
        goes_on = [one for one in before if one[1].year != usual]
        if (
            claim.status is Status.PLANNED
        ):  # 今年的目标 of a draft that tells of last year's results
            here = [one for one in here if not reading.text.startswith(_THIS_YEAR, one[0])]
        if _last(claim) in {day for _, day in here or goes_on}:
            found.add(str(at))
    return frozenset(found)


def _written_times(reading: Reading) -> list[tuple[int, date]]:
    """Give the times that are written in a text with their last days, in order."""
    return sorted(
        (time.start, time.interval.last)
        for time in reading.times
        if time.kind is TimeKind.PERIOD
        and time.interval
        and time.interval.last
        and _SAYS_WHEN.search(reading.text[time.start : time.end])
    )


def _last(claim: Claim) -> date | None:
    return claim.period.last if claim.period else None


def _but_alike(own: Sequence[Side], kept: "_Kept", around: Surroundings) -> list[Side]:
    """Leave out the figures whose sentence is kept in the same words: nothing else is meant."""
    settled = told_alike(own, kept.sides, around)
    return [side for side in own if side.key not in settled]


def _stating(own: Sequence[Side]) -> Iterator[Stating]:
    """Give what the figures of a draft state, as far as it is said where and for when."""
    for side in own:
        claim = side.claim
        if claim.place and claim.attribute and claim.period and claim.period.end:
            yield Stating(claim.place, claim.attribute, claim.period.end, side.figure)


def _by_document(alike: Sequence[Passage]) -> list[Passage]:
    """Give one sentence of each document, of that first which most of them stand in."""
    first = {one.source: one for one in reversed(alike)}
    return [first[source] for source, _ in Counter(one.source for one in alike).most_common()]


def _sought(own: Sequence[Side], names: _Names) -> Sought:
    claims = [side.claim for side in own]
    home = {side.home for side in own}
    subjects = {claim.subject for claim in claims} | {names.name(code) for code in home if code}
    pairs: dict[tuple[str, str], set[date]] = defaultdict(set)
    for side in own:
        end = side.claim.period.end if side.claim.period else None
        for owner in (*names.owners(side), *filter(None, (side.home,))):
            pairs[side.attribute, owner].update(filter(None, (end,)))
    return Sought(
        attributes=frozenset(word for claim in claims for word in spellings(claim.attribute)),
        subjects=frozenset(filter(None, subjects)),
        places=frozenset(filter(None, {claim.place for claim in claims} | home)),
        pairs={pair: frozenset(days) for pair, days in pairs.items()},
    )


class _Kept:
    """The figures of the record that may be meant, each with its document."""

    def __init__(self, passages: Sequence[Passage], names: _Names) -> None:
        self.claims: dict[str, KeptClaim] = {}
        self.sides: list[Side] = []
        self.title: dict[str, str] = {}
        homes: dict[int, str] = {}
        titles = _titles(passages)
        for one in passages:
            home = homes.setdefault(one.source, names.home(one.title))
            marks = [
                Marked(claim.id, *_place(claim.claim), claim.claim)
                for claim in one.claims
                if claim.id not in self.claims
            ]
            self.claims.update((claim.id, claim) for claim in one.claims)
            words, source = names.words(one.words), str(one.source)
            self.title[source] = titles[one.source]
            about = About(source, home, one.title)
            self.sides += sides_of(words, marks, about=about, offset=one.start)


def _titles(passages: Sequence[Passage]) -> dict[int, str]:
    """Call documents by their titles; of one title the later ones with a number behind it."""
    called: dict[int, str] = {}
    for one in passages:
        if one.source not in called:
            # Findings call a document by what stands behind the last slash, as they do with files.
            title = one.title.replace("/", "／") or str(one.source)
            called[one.source] = title if title not in called.values() else f"{title}#{one.source}"
    return called


def _together(passages: Sequence[Passage], *, name: str) -> dict[str, KeptText]:
    """Give the few documents whose batches and parts are added up with those of the draft."""
    chosen: list[int] = []
    room = _MOST_TOGETHER
    for one in passages:
        if len(one.claims) > 1 and len(chosen) < _TOGETHER and len(one.words) <= room:
            chosen.append(one.source)
            room -= len(one.words)
    texts = (queries.latest_text(queries.source(key)) for key in chosen)
    known = [text for text in texts if text is not None]
    short = [text for text in known if len(text.document.text) <= _MOST_TOGETHER]
    return named_texts(short, taken=(name,))


class _Beside(NamedTuple):
    """Puts what was judged into findings and into what pages show."""

    own: Sequence[Side]
    kept: _Kept
    names: _Names
    draft: str

    def findings(self, found: Mapping[str, Judged]) -> Iterator[Finding]:
        """Give the findings of the figures that do not simply agree."""
        for side in self.own:
            pair = found[side.key].pair
            if pair is not None:
                spots = Spot(side, self._own(side)), Spot(pair.kept, self._reference(pair.kept))
                made = told(found[side.key], *spots, self.names.name)
                if made is not None:
                    yield made

    def _own(self, side: Side) -> Reference:
        start, end = _place(side.claim)
        return Reference(document=self.draft, start=start, end=end, quote=side.quote)

    def _reference(self, side: Side) -> Reference:
        start, end = _place(side.claim)
        title = self.kept.title[side.source]
        return Reference(document=title, start=start, end=end, quote=side.quote)

    def told(self, found: Mapping[str, Judged], together: Mapping[str, KeptText]) -> Beside:
        """Give what pages show of the record beside the draft."""
        pairs = [
            pair for one in found.values() for pair in (one.pair, one.elsewhere) if pair is not None
        ]
        references = {self._reference(pair.kept): pair.kept for pair in pairs}
        sources = {
            self.kept.title[one.source]: _number(self.kept.claims[one.key])
            for one in references.values()
        }
        return Beside(
            documents=sources | {name: text.source.id for name, text in together.items()},
            claims={reference: side.key for reference, side in references.items()},
            sentences={reference: side.sentence for reference, side in references.items()},
            stated={int(key): (*self._stated(one),) for key, one in found.items() if one.pair},
            judged={int(key): one for key, one in found.items()},
            reasons={int(key): reason(one, self.names.name) for key, one in found.items()},
        )

    def _stated(self, one: Judged) -> Iterator[Stated]:
        said: set[str] = set()
        agrees = {Stand.AGREES: True, Stand.DISAGREES: False}.get(one.stand)
        for pair, holds in ((one.pair, agrees), (one.elsewhere, None)):
            if pair is None or pair.kept.key in said:
                continue
            said.add(pair.kept.key)
            kept = self.kept.claims[pair.kept.key]
            source = kept.claim.evidence.source
            yield Stated(
                claim=kept.id,
                quote=kept.quote,
                title=source.title if source else "",
                published=source.published if source else None,
                period=kept.claim.period.edtf if kept.claim.period else "",
                state=kept.state,
                agrees=holds,
            )


def _number(kept: KeptClaim) -> str:
    """Give the short name that the page of a claim's document has."""
    source = kept.claim.evidence.source
    return source.sha256[:12] if source else ""
