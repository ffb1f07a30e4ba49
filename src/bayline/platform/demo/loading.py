"""Load a made-up region into an empty home, by the paths that load many rows at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple, Protocol

from django.db import transaction

from bayline.engines.documents import document_of
from bayline.kernel.claims import Claim
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.evidence import Evidence, Source, TextPosition
from bayline.kernel.findings import Life
from bayline.kernel.reviews import Review
from bayline.platform.bulk import learn_sizes
from bayline.platform.demo import projects, region
from bayline.platform.demo.documents import BULLETIN, Paper, Scene, written
from bayline.platform.demo.measures import World
from bayline.platform.demo.places import District, invented
from bayline.platform.packs.actions import keep_files
from bayline.platform.record import queries
from bayline.platform.record.actions import (
    append,
    decide,
    note_reading,
    settle_finding,
    store_source,
    store_text,
)
from bayline.platform.record.terms import Draft, FindingChange, Handed, KeptSource, KeptText
from bayline.platform.registers.actions import Upsert, declare, take_over
from bayline.platform.registers.brought import brought_files
from bayline.platform.registers.terms import Edit, Origin

BEGINS = datetime(2020, 2, 3, 1, tzinfo=UTC)
ENDS = datetime(2025, 11, 28, 1, tzinfo=UTC)
READER = "reader"
_BY = "示范"
_REVIEWERS = ("周岚", "沈川", "陆青")
_IN_ONE_TURN = 6_000  # claims stored in one transaction
_CLAIMS_PER_PROJECT = 200
_REVIEWED = 0.96  # of the time that the documents cover; what comes later waits
_SENT_BACK, _CORRECTED, _LEFT_OPEN = 0.012, 0.008, 0.05
_REASON = "与原文不符，请再看"
_MISREAD = "更正：原读数有误"
_EXPLAINED = "两份文件口径一致，已核对"
_BESIDE, _ONE_IN = 3, 4


class Check(Protocol):
    """Checks a document beside others, and keeps what it finds."""

    def __call__(
        self, text: KeptText, *, at: datetime, related: Sequence[KeptSource]
    ) -> Sequence[str]:
        """Give the keys of what was newly found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How large a region is wanted.

    Attributes:
        claims: About how many claims its documents shall make.
        seed: The same seed gives the same region.
        reader: Version of the reader that claims are marked with.
        check: Checks a document beside others.
    """

    claims: int
    seed: int
    reader: str
    check: Check


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What has been loaded so far.

    Attributes:
        documents: How many documents.
        claims: How many claims, corrections included.
        accepted: How many were accepted by somebody.
        entries: How many entries of registers.
        findings: How many results of checks.
        texts: Some texts, from all along the way, to be checked and read again.
    """

    documents: int = 0
    claims: int = 0
    accepted: int = 0
    entries: int = 0
    findings: int = 0
    texts: list[int] = field(default_factory=list)


class _Kept(NamedTuple):
    """A document that was stored, with the claims of it."""

    text: KeptText
    drafts: Sequence[Draft]
    names: Sequence[str]


def load(wish: Wish, *, told: Callable[[Loaded], None]) -> Loaded:
    """Fill an empty home.

    Args:
        wish: How large the region is.
        told: Hears how far it is, after each few thousand claims.

    Raises:
        BaylineError: The home holds a record already.
    """
    if not queries.is_empty():
        raise _full()
    district = invented(claims=wish.claims, seed=wish.seed)
    done = Loaded()
    _begin(district, wish, done)
    told(done)
    scene = Scene(district, World(wish.seed))
    while done.claims < wish.claims:
        with transaction.atomic():
            _turn(scene, wish, done)
        told(done)
    done.documents += 1  # the list of the projects, which has no number
    learn_sizes()
    return done


def _full() -> BaylineError:
    return BaylineError(
        "this home holds a record already",
        why="a made-up region is never mixed with a real one",
        do="choose an empty folder with --home",
        zh=Words("家文件夹里已有资料", "示范数据不与真的混在一起", "请用 --home 换一个空文件夹"),
    )


_OF_PROJECTS = ("projects", "project_stages", "project_amounts")


@transaction.atomic
def _begin(district: District, wish: Wish, done: Loaded) -> None:
    """Keep the files of the pack and fill the registers."""
    own = region.pack_files(district)
    # As a pack does that has rows for registers of systems: their declarations are its files too.
    declarations = {f"registers/{name}.toml": brought_files()[name] for name in _OF_PROJECTS}
    files = {**declarations, **own}
    keep_files(files, by=_BY, at=BEGINS)
    count = max(20, wish.claims // _CLAIMS_PER_PROJECT)
    paper = projects.list_of(district)
    _keep_list(paper, wish)
    made = projects.rows(district, count=count, seed=wish.seed, document=paper.name)
    rows: dict[str, Iterable[Mapping[str, str]]] = {
        "villages": region.villages(district),
        "organisations": region.organisations(district),
        "projects": made.projects,
        "project_stages": made.project_stages,
        "project_amounts": made.project_amounts,
    }
    for name, entries in rows.items():
        where = f"registers/{name}.toml"
        known = declare(files[where], where=where)
        edit = Edit(by=_BY, at=BEGINS, origin=Origin(name=f"registers/{name}.csv"))
        done.entries += take_over(known, [Upsert(row, 0, edit) for row in entries])


def _keep_list(paper: Paper, wish: Wish) -> None:
    """Keep the document that the rows of the projects rest on; nothing is read of it."""
    text = _kept_text(paper, _joined(paper)[0], at=BEGINS)
    note_reading(text, reader=wish.reader, claims=0, at=BEGINS)


def _turn(scene: Scene, wish: Wish, done: Loaded) -> None:
    """Store some documents, then review what they say."""
    kept: list[_Kept] = []
    until = min(wish.claims, done.claims + _IN_ONE_TURN)
    while done.claims < until:
        at = BEGINS + (ENDS - BEGINS) * (done.claims / wish.claims)
        stored = _stored(written(scene, done.documents, at), wish, at=at)
        done.documents += 1
        done.claims += len(stored.names)
        kept.append(stored)
    done.texts.append(kept[0].text.key)
    share = min(1.0, done.claims / wish.claims)
    chance = Random(f"reviews {wish.seed} {done.documents}")  # noqa: S311 - choices, not secrets
    at = BEGINS + (ENDS - BEGINS) * share + timedelta(hours=3)
    if share <= _REVIEWED or len(done.texts) == 1:
        _review(kept, chance, at, done)
    _check(kept, wish, at + timedelta(hours=1), done)


def _stored(paper: Paper, wish: Wish, *, at: datetime) -> _Kept:
    words, starts = _joined(paper)
    text = _kept_text(paper, words, at=at)
    drafts = [*_drafts(paper, starts, text.source.cited, wish.reader)]
    names = append(drafts, ground=text, by=READER, at=at).identifiers
    note_reading(text, reader=wish.reader, claims=len(drafts), at=at)
    return _Kept(text, drafts, names)


def _kept_text(paper: Paper, words: str, *, at: datetime) -> KeptText:
    # Two lists of one year may say the same; their numbers tell them apart.
    head = f"---\ntitle: {paper.title}\nfile: {paper.name}\n---\n"
    handed = Handed(
        name=paper.name,
        data=(head + words).encode(),
        title=paper.title,
        publisher=paper.publisher,
        published=paper.published,
        licence="CC0-1.0",
    )
    source, _ = store_source(handed, by=_BY, at=at)
    return store_text(source, document_of(paper.name, words), at=at)


def _joined(paper: Paper) -> tuple[str, list[int]]:
    """Give the text of a document, and where each of its sentences begins."""
    parts, starts, position = [paper.title, "\n\n"], [], len(paper.title) + 2
    for sentence in paper.sentences:
        starts.append(position)
        parts += (sentence.words, "\n")
        position += len(sentence.words) + 1
    return "".join(parts), starts


def _drafts(paper: Paper, starts: Sequence[int], source: Source, reader: str) -> Iterator[Draft]:
    for sentence, first in zip(paper.sentences, starts, strict=True):
        words = sentence.words
        place = (first, first + len(words))
        for said in sentence.sayings:
            position = TextPosition(start=first + said.start, end=first + said.end)
            claim = Claim(
                identifier="-",
                kind=said.kind,
                subject=said.subject,
                attribute=said.attribute,
                what=said.what,
                figure=said.figure,
                basis=said.basis,
                period=said.period,
                place=said.place,
                status=said.status,
                change=said.change,
                evidence=Evidence(source=source, selectors=(position,)),
                reader=reader,
            )
            yield Draft(claim=claim, quote=words[said.start : said.end], sentence=place)


def _review(kept: Sequence[_Kept], chance: Random, at: datetime, done: Loaded) -> None:
    """Accept most claims, send some back, correct a few, leave others open."""
    accepted: list[str] = []
    returned: list[str] = []
    by = chance.choice(_REVIEWERS)
    for one in kept:
        if chance.random() < _LEFT_OPEN:
            continue
        for name in one.names:
            (returned if chance.random() < _SENT_BACK else accepted).append(name)
    if accepted:
        decide(accepted, Review.ACCEPTED, by=by, at=at)
    if returned:
        decide(returned, Review.RETURNED, by=by, at=at, reason=_REASON)
    corrections = [*_corrections(kept, {*accepted}, chance, by=by, at=at)]
    if corrections:
        decide(corrections, Review.ACCEPTED, by=by, at=at, reason=_MISREAD)
    done.claims += len(corrections)
    done.accepted += len(accepted) + len(corrections)


def _corrections(
    kept: Sequence[_Kept], accepted: set[str], chance: Random, *, by: str, at: datetime
) -> Iterator[str]:
    """Put corrected readings beside some accepted ones of one document of a turn."""
    one = max(kept, key=lambda each: len(each.names))
    pairs = [(name, draft) for name, draft in zip(one.names, one.drafts, strict=True)]
    share = _CORRECTED * sum(len(each.names) for each in kept) / len(pairs)
    drafts = [
        _corrected(name, draft)
        for name, draft in pairs
        if name in accepted and draft.claim.change is None and chance.random() < share
    ]
    if drafts:
        yield from append(drafts, ground=one.text, by=by, at=at).identifiers


def _corrected(name: str, draft: Draft) -> Draft:
    """Say of a claim that the reader took its period to be the document's, as a person might."""
    claim = replace(draft.claim, supersedes=name, reader="", period_assumed=True)
    return replace(draft, claim=claim)


def _check(kept: Sequence[_Kept], wish: Wish, at: datetime, done: Loaded) -> None:
    """Check the shortest document of a turn beside its bulletins, and explain some of the findings.

    Of a turn one, since to compare them all would take longer than all else.
    """
    shortest = min(kept, key=lambda each: len(each.names)).text
    bulletins = [each.text.source for each in kept if f"-{BULLETIN}-" in each.text.source.name]
    others = [one for one in bulletins if one != shortest.source]
    found = wish.check(shortest, at=at, related=others[:_BESIDE])
    done.findings += len(found)
    for key in found[::_ONE_IN]:
        settle_finding(
            FindingChange(
                key=key,
                state=Life.EXPLAINED.value,
                owner="",
                due=None,
                reason=_EXPLAINED,
                by=_REVIEWERS[0],
                recorded=at + timedelta(hours=1),
            )
        )
