"""今日: what needs me, what changed since I was here last, and what comes due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.findings import Life, State
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer
from bayline.platform.people.terms import Audience
from bayline.platform.people.visiting import is_staff, visitor_of
from bayline.platform.record import queries
from bayline.platform.record.queries import Waiting
from bayline.platform.record.terms import KeptClaim, StandingFinding
from bayline.platform.remembering import present_state
from bayline.platform.waiting import Asking, Thing, things_waiting
from bayline.surfaces.changes import Part, lately, stretch_of
from bayline.surfaces.finding_notes import FindingNote, finding_notes
from bayline.surfaces.overview import overview
from bayline.systems.reading.queries import sample_draft

_SOON = timedelta(days=14)
_MOST, _FEW = 7, 5
_MOST_PROMISES = 200
# Of the first lines, by kind.
_SHARES = {"finding": 3, "task": 3, "late": 2, "review": 2, "soon": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """今日 before anything is loaded: a draft to try at once."""

    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits for somebody.

    Attributes:
        kind: finding, task (of a system), late or soon (a promise), review.
        words: What waits; words of a document where it is a promise.
        count: How many of it, where they are counted.
    """

    kind: str
    address: str
    look: str
    word: str
    words: str
    is_quoted: bool = False
    count: int | None = None
    owner: str = ""
    due: date | None = None
    days_left: int | None = None
    note: str = ""  # in somebody's words, such as why it was sent back


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPage:
    """今日 for those who work with the record."""

    day: date
    by: str
    needs: tuple[Need, ...]
    need_total: int
    rest: int
    rest_address: str
    unowned: int  # open findings that nobody sees to
    unowned_address: str
    since: datetime
    is_since_visit: bool
    changes: tuple[Part, ...]
    changes_address: str
    due: tuple[Need, ...]
    overview: str


def today(request: HttpRequest) -> Answer:
    """Show what needs somebody, before anything is loaded a draft to try; to the public the region.

    Raises:
        BaylineError: The day that is asked for is none.
    """
    if not is_staff(request):
        return overview(request)
    present_state()  # so that what is the same until something changes is asked once
    if queries.is_empty():
        return Answer(context=TodayPage(sample=sample_draft()), template="shell/today.html")
    return Answer(context=_staff(request), template="shell/desk.html")


def _staff(request: HttpRequest) -> StaffPage:
    now, to, by = timezone.now(), addresses(request), visitor_of(request).name
    moment = as_of(request)
    stretch, is_since_visit = stretch_of(request, now=now)
    findings = queries.standing_findings(as_of=None if stretch.until == now else stretch.until)
    day = timezone.localtime(moment or now).date()
    is_all = bool(request.GET.get("all"))
    reviews = visitor_of(request).may(Audience.REVIEW, system="reading")
    most = (None if is_all else _MOST) if reviews else 0
    desk = _Desk(to, findings, by=by, moment=moment, day=day, reviews=most)
    if moment is None:
        desk.lay(things_waiting(Asking(visitor_of(request), day)))
    needs = desk.needs()
    total = len(needs) + desk.unlisted
    shown = needs if is_all else _first(needs)
    return StaffPage(
        day=desk.day,
        by=by,
        needs=tuple(shown),
        need_total=total,
        rest=total - len(shown),
        rest_address=to.to("/", all="1"),
        unowned=desk.unowned,
        unowned_address=to.findings(owner="-nobody"),
        since=stretch.since,
        is_since_visit=is_since_visit,
        changes=lately(to, stretch, most=_FEW, findings=findings),
        changes_address=to.to("/changes", since=stretch.since.isoformat()),
        due=tuple(desk.coming()),
        overview=to.to("/overview"),
    )


def _first(needs: Sequence[Need]) -> list[Need]:
    """Choose the first lines so that no kind crowds out the others, in their order."""
    chosen: set[int] = set()
    for kind, share in _SHARES.items():
        chosen.update([place for place, need in enumerate(needs) if need.kind == kind][:share])
    for place in range(len(needs)):
        if len(chosen) < _MOST:
            chosen.add(place)
    return [needs[place] for place in sorted(chosen)[:_MOST]]


def _waiting(moment: datetime | None, *, most: int | None) -> tuple[Sequence[Waiting], int]:
    """List the documents that wait for review, at most so many; and count those left out."""
    if most == 0:
        return [], 0  # whoever does not review is not told
    total, listed = queries.waiting_by_source(as_of=moment, limit=most)
    return listed, total - len(listed)


class _Desk:
    """What lies on somebody's desk on a day."""

    def __init__(
        self,
        to: Addresses,
        findings: Iterable[StandingFinding],
        *,
        by: str,
        moment: datetime | None,
        day: date,
        reviews: int | None,
    ) -> None:
        self._to, self._by, self.day = to, by, day
        self._things: Sequence[Thing] = ()
        self._open = [one for one in findings if _is_open(one)]
        self._mine = [one for one in self._open if by and one.stands.owner == by]
        self._due = [one for one in self._open if self._is_soon(one.stands.due)]
        self.unowned = sum(not one.stands.owner for one in self._open)
        self._notes = finding_notes([*self._mine, *self._due], to=to, day=day)
        self._waiting, self.unlisted = _waiting(moment, most=reviews)
        self._promises = queries.promises_due(until=day + _SOON, as_of=moment, limit=_MOST_PROMISES)

    def lay(self, things: Sequence[Thing]) -> None:
        """Lay beside it what systems have waiting."""
        self._things = things

    def _is_soon(self, due: date | None) -> bool:
        return due is not None and self.day <= due <= self.day + _SOON

    def needs(self) -> list[Need]:
        """List all that waits: findings, tasks, late promises, claims to review, promises due."""
        mine = sorted(self._mine, key=lambda one: [*State].index(State(one.state)))
        late = [one for one in self._promises if _due_day(one) < self.day]
        soon = [one for one in self._promises if _due_day(one) >= self.day]
        return [
            *(self._finding(self._notes[one.key]) for one in mine),
            *(self._task(one) for one in self._things if one.is_mine),
            *(self._promise(one, kind="late") for one in late),
            *self._reviews(),
            *(self._promise(one, kind="soon") for one in reversed(soon)),
        ]

    def coming(self) -> list[Need]:
        """List what is due in the next two weeks, by day, whosever it is."""
        soon = [one for one in self._promises if _due_day(one) >= self.day]
        found = [
            *(self._finding(self._notes[one.key]) for one in self._due),
            *(self._promise(one, kind="soon") for one in soon),
            *(self._task(one) for one in self._things if self._is_soon(one.due)),
        ]
        return sorted(found, key=lambda need: (need.due or date.max, need.kind))

    def _finding(self, note: FindingNote) -> Need:
        return Need(
            kind="finding",
            address=note.address,
            look=note.look,
            word=note.word,
            words=note.told,
            owner=note.owner,
            due=note.due,
            days_left=note.days_left,
        )

    def _task(self, thing: Thing) -> Need:
        return Need(
            kind="task",
            address=self._to.to(thing.path),
            look=thing.look,
            word=thing.word,
            words=thing.words,
            is_quoted=thing.is_quoted,
            owner=thing.owner,
            due=thing.due,
            days_left=None if thing.due is None else (thing.due - self.day).days,
            note=thing.note,
        )

    def _promise(self, claim: KeptClaim, *, kind: str) -> Need:
        due = _due_day(claim)
        return Need(
            kind=kind,
            address=self._to.figure(claim.id),
            look="warn" if kind == "late" else "pending",
            word=_("逾期") if kind == "late" else _("未到期"),
            words=claim.claim.what or claim.quote,
            is_quoted=True,
            owner=claim.claim.subject,
            due=due,
            days_left=(due - self.day).days,
        )

    def _reviews(self) -> Iterable[Need]:
        for waiting in self._waiting:
            yield Need(
                kind="review",
                address=self._to.review(document=waiting.sha256[:12]),
                look="pending",
                word=_("待审"),
                words=waiting.title,
                is_quoted=True,
                count=waiting.claims,
            )


def _is_open(one: StandingFinding) -> bool:
    stands = one.stands
    return stands.is_present and stands.life is Life.OPEN and one.state != State.HOLDS


def _due_day(claim: KeptClaim) -> date:
    period = claim.claim.period
    last = None if period is None else period.last
    return last or date.max
