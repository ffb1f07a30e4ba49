"""What became different between two moments: added, accepted, corrected, found, closed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.findings import Life, State
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff
from bayline.platform.reaching import present_reach
from bayline.platform.record import queries
from bayline.platform.record.queries import Added, Decided, Replaced, Stretch
from bayline.platform.record.terms import KeptClaim, StandingFinding
from bayline.platform.visits import visit
from bayline.surfaces.finding_notes import FindingNote, finding_notes
from bayline.surfaces.words import exactly

_WITHOUT_VISIT = timedelta(days=7)  # what is shown to whoever comes for the first time
_FEW, _A_PAGE = 20, 50
_SAY_NOTHING_ELSE = frozenset({ClaimKind.WITHDRAWAL, ClaimKind.FULFILMENT})
TITLES = {
    "documents": gettext_noop("收存的文件"),
    "replaced": gettext_noop("更正的数字"),
    "withdrawn": gettext_noop("撤回的数字"),
    "kept": gettext_noop("兑现的承诺"),
    "decided": gettext_noop("审定"),
    "found": gettext_noop("新发现的问题"),
    "closed": gettext_noop("处理完的问题"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document that came in."""

    title: str
    address: str
    publisher: str
    published: date | None
    recorded: datetime
    figures: int
    replaces: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A figure before or after."""

    printed: str
    exact: str  # in English, where the page is
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedLine:
    """A figure that took the place of another."""

    about: str  # subject and indicator, in words of the document
    about_new: str  # the same of the new one, where it is another
    old: Side
    new: Side
    title: str
    document: str
    by: str
    decided: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedLine:
    """How many claims of a document were decided on."""

    title: str
    address: str
    accepted: int
    returned: int


Line = DocumentLine | ReplacedLine | DecidedLine | FindingNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of change."""

    name: str
    title: str
    total: int
    rest: int  # how many are not shown here
    more: str  # where they are
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """The record at two moments, and what lies between."""

    since: datetime
    until: datetime
    is_since_visit: bool
    part: str
    page: int
    parts: tuple[Part, ...]
    before: str  # address of the page before, where one kind is shown alone
    after: str
    back: str
    since_day: str
    until_day: str


def changes(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show what became different between two moments; to the public what a publication changed."""
    if not is_staff(request):
        return _published(request)
    now, to = timezone.now(), addresses(request)
    stretch, is_since_visit = stretch_of(request, now=now)
    part, page = request.GET.get("part", ""), page_number(request)
    part = part if part in TITLES else ""
    first = (page - 1) * _A_PAGE if part else 0
    last = first + (_A_PAGE if part else _FEW)
    shown = _Shown(to, stretch, first=first, last=last)
    parts = tuple(each for each in shown.parts(only=part) if each.total or part)
    total = parts[0].total if part else 0
    context = ChangesPage(
        since=stretch.since,
        until=stretch.until,
        is_since_visit=is_since_visit,
        part=part,
        page=page,
        parts=parts,
        before=shown.turned(part, page - 1) if part and page > 1 else "",
        after=shown.turned(part, page + 1) if part and first + _A_PAGE < total else "",
        back=shown.turned("", 1),
        since_day=_day(stretch.since),
        until_day=_day(stretch.until),
    )
    return Answer(context=context, template="shell/changes.html")


def _published(request: HttpRequest) -> HttpResponseBase:
    to, latest = addresses(request), present_reach().publication
    path = f"/publications/{latest}/changes" if latest else "/publications"
    return HttpResponseRedirect(to.to(path, as_of=""))


def stretch_of(request: HttpRequest, *, now: datetime) -> tuple[Stretch, bool]:
    """Read between which moments is asked; by default since the visit before.

    Args:
        request: The request.
        now: The present moment.

    Returns:
        The stretch, and whether it begins with the visit before.

    Raises:
        BaylineError: A moment is none, or the first comes after the second.
    """
    until = as_of(request, name="until") or as_of(request) or now
    since = as_of(request, name="since")
    if since is not None:
        if since > until:
            raise _backwards(request)
        return Stretch(since, until), False
    before = visit(request, now=now).before
    if before is not None and before < until:
        return Stretch(before, until), True
    return Stretch(until - _WITHOUT_VISIT, until), False


def _backwards(request: HttpRequest) -> BaylineError:
    since = request.GET.get("since", "")
    return BaylineError(
        f"“{since}” comes after the day that is compared with",
        where="since",
        why="changes are told from an earlier moment to a later one",
        do="give the earlier day first",
        zh=Words(f"“{since}”晚于所比较的日期", "变化从早的一天说到晚的一天", "请把早的一天写在前"),
    )


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()


def lately(
    to: Addresses, stretch: Stretch, *, most: int, findings: Sequence[StandingFinding]
) -> tuple[Part, ...]:
    """Give the first few of each kind of change, for a page that shows other things too.

    Args:
        to: How the page names others.
        stretch: Between which moments.
        most: How many of each kind.
        findings: Where all findings stand at the end of the stretch.
    """
    shown = _Shown(to, stretch, first=0, last=most, findings=findings)
    return tuple(part for part in shown.parts(only="") if part.total)


class _Shown:
    """The changes of a stretch, as lines of a page."""

    def __init__(
        self,
        to: Addresses,
        stretch: Stretch,
        *,
        first: int,
        last: int,
        findings: Sequence[StandingFinding] | None = None,
    ) -> None:
        self._to, self._stretch = to, stretch
        self._first, self._last = first, last
        self._all_findings = findings

    def turned(self, part: str, page: int) -> str:
        """Give the address of a page of one part, or of all parts."""
        return self._to.to(
            "/changes",
            since=self._stretch.since.isoformat(),
            until=self._stretch.until.isoformat(),
            part=part,
            page=str(page) if page > 1 else "",
        )

    def parts(self, *, only: str) -> Iterable[Part]:
        """Give all parts, or one."""
        makers: dict[str, Callable[[], Part]] = {
            "documents": self._documents,
            "replaced": lambda: self._replaced()[0],
            "withdrawn": lambda: self._replaced()[1],
            "kept": lambda: self._replaced()[2],
            "decided": self._decided,
            "found": lambda: self._findings()[0],
            "closed": lambda: self._findings()[1],
        }
        if only:
            yield makers[only]()
            return
        yield self._documents()
        yield from self._replaced()
        yield self._decided()
        yield from self._findings()

    def _part(self, name: str, total: int, lines: Sequence[Line]) -> Part:
        rest = max(0, total - self._first - len(lines))
        more = self.turned(name, 1) if rest else ""
        return Part(
            name=name, title=_(TITLES[name]), total=total, rest=rest, more=more, lines=(*lines,)
        )

    def _documents(self) -> Part:
        total, added = queries.added_between(self._stretch, first=self._first, last=self._last)
        return self._part("documents", total, [self._document(one) for one in added])

    def _document(self, one: Added) -> DocumentLine:
        return DocumentLine(
            title=one.title,
            address=self._to.document(one.sha256),
            publisher=one.publisher,
            published=one.published,
            recorded=one.recorded,
            figures=one.figures,
            replaces=one.replaces,
        )

    def _decided(self) -> Part:
        decided = queries.decided_between(self._stretch)
        shown = decided[self._first : self._last]
        return self._part("decided", len(decided), [self._decisions(one) for one in shown])

    def _decisions(self, one: Decided) -> DecidedLine:
        address = self._to.document(one.sha256)
        return DecidedLine(
            title=one.title, address=address, accepted=one.accepted, returned=one.returned
        )

    def _replaced(self) -> tuple[Part, ...]:
        found = queries.replaced_between(self._stretch)
        shown = slice(self._first, self._last)
        given = iter(queries.replacements([pair for pairs in found for pair in pairs[shown]]))
        parts = []
        for name, pairs in found._asdict().items():
            lines = map(self._replacement, islice(given, len(pairs[shown])))
            parts.append(self._part(name, len(pairs), [*lines]))
        return (*parts,)

    def _replacement(self, one: Replaced) -> ReplacedLine:
        source = one.new.claim.evidence.source
        about, about_new = _about(one.old), _about(one.new)
        return ReplacedLine(
            about=about,
            about_new="" if one.kind in _SAY_NOTHING_ELSE or about == about_new else about_new,
            old=self._side(one, is_new=False),
            new=self._side(one, is_new=True),
            title=source.title if source else "",
            document=self._to.document(source.sha256) if source else "",
            by=one.new.decided_by,
            decided=one.new.decided,
            reason=one.new.reason,
        )

    def _side(self, one: Replaced, *, is_new: bool) -> Side:
        claim = one.new if is_new else one.old
        return Side(printed=claim.quote, exact=exactly(claim), address=self._to.figure(claim.id))

    def _findings(self) -> tuple[Part, Part]:
        listed = self._all_findings
        if listed is None:
            listed = queries.standing_findings(as_of=self._stretch.until)
        found = [one for one in listed if self._is_new(one)]
        closed = [one for one in listed if self._is_closed(one)]
        found.sort(key=lambda one: [*State].index(State(one.state)))
        closed.sort(key=lambda one: one.stands.changed or one.recorded, reverse=True)
        shown = slice(self._first, self._last)
        notes = finding_notes([*found[shown], *closed[shown]], to=self._to, day=None)
        first, second = (
            self._part(name, len(part), [notes[one.key] for one in part[shown]])
            for name, part in (("found", found), ("closed", closed))
        )
        return first, second

    def _is_new(self, one: StandingFinding) -> bool:
        is_within = self._stretch.since < one.recorded <= self._stretch.until
        return is_within and one.state != State.HOLDS and one.stands.is_present

    def _is_closed(self, one: StandingFinding) -> bool:
        changed = one.stands.changed
        return (
            one.stands.life is not Life.OPEN
            and changed is not None
            and self._stretch.since < changed <= self._stretch.until
        )


def _about(claim: KeptClaim) -> str:
    said = claim.claim
    return " ".join(filter(None, (said.subject, said.attribute)))
