"""Publications for everybody: which there are, what each holds, and what it changed."""

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import page_number
from bayline.platform.freezing.comparing import PARTS, Change, Pair, Printed, changes, counts
from bayline.platform.freezing.lying import leaves, snapshots, whole
from bayline.platform.freezing.terms import Leaf
from bayline.platform.pages import Answer, refused, said
from bayline.platform.people.terms import Audience
from bayline.platform.people.visiting import is_staff, visitor_of
from bayline.platform.publishing import queries
from bayline.platform.publishing.terms import Published, Retracted
from bayline.surfaces.corrections import altered_words

_A_PAGE, _FEW = 50, 20
_GONE = 410
_TYPES = {"jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet"}
TITLES = {
    "added": gettext_noop("新增的数字"),
    "corrected": gettext_noop("更正的数字"),
    "withdrawn": gettext_noop("撤回的数字"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A publication in the list."""

    id: str
    title: str
    address: str
    moment: datetime
    claims: int
    figures: int
    documents: int
    withdrawn: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """All publications, the latest first."""

    title: str
    publications: tuple[Line, ...]
    feed: str
    new: str  # where a publisher makes the next one; empty for others
    back: str  # where a publisher takes something back


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of a publication."""

    path: str
    address: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Something that was taken back since."""

    moment: datetime
    kind: str  # document, claim, personal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How many changes there are of one kind."""

    part: str
    title: str
    total: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """One publication."""

    line: Line
    manifest: str
    by: str
    files: tuple[File, ...]
    lacking: str  # why no file is shown; empty where they are
    taken_back: tuple[Back, ...]
    earlier: Line | None
    changes: tuple[Total, ...]
    read: str  # where its own front page can be read
    withdraw: str  # where a publisher takes it back; empty for others
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A figure before or after."""

    printed: str
    address: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change."""

    about: str
    old: Side | None
    new: Side | None
    altered: tuple[str, ...]  # what is read otherwise, where a reviewer corrected it
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Changes of one kind."""

    name: str
    title: str
    total: int
    lines: tuple[ChangeLine, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """What changed from one publication to another."""

    earlier: Line
    later: Line
    parts: tuple[Part, ...]
    before: str
    after: str
    whole: str


def publications(request: HttpRequest) -> Answer:
    """List what was published."""
    to, is_publisher = addresses(request), visitor_of(request).may(Audience.PUBLISH)
    context = ListPage(
        title=_("各期发布"),
        publications=tuple(line_of(one, to) for one in queries.publications()),
        feed=to.to("/feed.atom", as_of=""),
        new=to.to("/publications/new") if is_publisher else "",
        back=to.to("/publications/retract") if is_publisher else "",
    )
    return Answer(context=context, template="publications/list.html")


def line_of(one: Published, to: Addresses) -> Line:
    """Give a publication as a line of a list."""
    return Line(
        id=one.id,
        title=one.title,
        address=to.to(f"/publications/{one.id}", as_of=""),
        moment=one.moment,
        claims=one.facts.claims,
        figures=one.facts.figures,
        documents=one.facts.sources,
        withdrawn=one.withdrawn,
        reason=one.reason,
    )


def publication(request: HttpRequest, identifier: str) -> Answer:
    """Show one publication: what it holds, its files, and what it changed."""
    try:
        found = queries.publication(identifier)
    except BaylineError as error:
        return refused(error, status=404)
    return item(request, found)


def item(request: HttpRequest, found: Published, *, problem: str = "", status: int = 200) -> Answer:
    """Show a publication, with what was wrong in the form that takes it back."""
    to, visitor = addresses(request), visitor_of(request)
    files, lacking = _files(found, to, is_shown=_may_have(request, found))
    earlier = earlier_than(found)
    is_shown = bool(files) and earlier is not None
    context = ItemPage(
        line=line_of(found, to),
        manifest=found.facts.manifest,
        by=found.by if is_staff(request) else "",
        files=files,
        lacking=lacking,
        taken_back=tuple(map(_back, _taken_back(found))),
        earlier=line_of(earlier, to) if earlier else None,
        changes=_totals(found, earlier, to) if is_shown and earlier else (),
        read=_file_address(found, "index.html", to) if files else "",
        withdraw=_withdraw(found, to) if visitor.may(Audience.PUBLISH) else "",
        problem=problem,
    )
    return Answer(context=context, template="publications/item.html", status=status)


def _withdraw(found: Published, to: Addresses) -> str:
    return "" if found.withdrawn else to.to(f"/publications/{found.id}/withdraw", as_of="")


def _taken_back(found: Published) -> list[Retracted]:
    return [
        one for one in queries.retractions() if not one.publication and one.recorded > found.moment
    ]


def _back(one: Retracted) -> Back:
    kind = "document" if one.source else "claim"
    return Back(moment=one.recorded, kind=kind, reason=one.reason)


def _may_have(request: HttpRequest, found: Published) -> bool:
    """Tell whether somebody may have the files: not the public, where something was taken back."""
    is_inside = is_staff(request)
    return is_inside or not (found.withdrawn or _taken_back(found))


def _files(found: Published, to: Addresses, *, is_shown: bool) -> tuple[tuple[File, ...], str]:
    if not is_shown:
        return (), _("其中有内容已撤下，文件不再提供；请用最新一期。")
    try:
        named = leaves(snapshots(), found)
    except BaylineError as error:
        return (), said(error)
    shown = (leaf for path, leaf in named.items() if "/" not in path)
    manifest = Leaf("manifest.json", 0, found.facts.manifest)
    return tuple(_file(found, leaf, to) for leaf in (*shown, manifest)), ""


def _file(found: Published, leaf: Leaf, to: Addresses) -> File:
    return File(
        path=leaf.path,
        address=_file_address(found, leaf.path, to),
        size=leaf.size,
        sha256=leaf.sha256,
    )


def _file_address(found: Published, path: str, to: Addresses) -> str:
    return to.to(f"/publications/{found.id}/files/{path}", as_of="")


def file(request: HttpRequest, identifier: str, path: str) -> HttpResponseBase | Answer:
    """Hand over one file of a publication, if its manifest names it."""
    found = queries.publication(identifier)
    if not _may_have(request, found):
        return refused(_withheld(found), status=_GONE)
    lies = whole(snapshots(), found, path)
    if lies is None:
        return refused(_unknown(path), status=404)
    kind = _TYPES.get(path.rpartition(".")[2]) or mimetypes.guess_type(path)[0]
    response = FileResponse(lies.open("rb"), content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _withheld(found: Published) -> BaylineError:
    return BaylineError(
        f"the files of publication {found.id} are withheld",
        why="something in them was taken back",
        do="use the latest publication",
        zh=Words(f"{found.id}这一期的文件不再提供", "其中有内容已撤下", "请用最新一期"),
    )


def _unknown(path: str) -> BaylineError:
    return BaylineError(
        f"no file “{path[:80]}” is in this publication",
        do="see its page for those that are",
        zh=Words(f"这一期没有文件“{path[:80]}”", do="有哪些文件见它的页面"),
    )


def earlier_than(found: Published) -> Published | None:
    """Give the publication before one, of those that are not withdrawn."""
    shown = (one for one in queries.publications() if not one.withdrawn)
    return next((one for one in shown if one.moment < found.moment), None)


def pair_of(earlier: Published, later: Published) -> Pair:
    """Give two publications to compare, without what was taken back since."""
    back = [one for one in queries.retractions() if not one.publication]
    but = frozenset(one.source or one.claim for one in back)
    return Pair(snapshots(), earlier.id, later.id, but)


def _totals(found: Published, earlier: Published, to: Addresses) -> tuple[Total, ...]:
    try:
        counted = counts(pair_of(earlier, found))
    except BaylineError:
        return ()
    return tuple(
        Total(
            part=part,
            title=_(TITLES[part]),
            total=counted[part],
            address=_turned(found, earlier, to, part=part),
        )
        for part in PARTS
    )


def _turned(later: Published, earlier: Published, to: Addresses, **asked: Any) -> str:  # noqa: ANN401 - what a query holds
    return to.to(f"/publications/{later.id}/changes", since=earlier.id, as_of="", **asked)


def changes_page(request: HttpRequest, identifier: str) -> Answer | HttpResponseBase:
    """Show what changed from one publication to another, figure by figure.

    Raises:
        BaylineError: There is no such publication, or none before it.
    """
    later = queries.publication(identifier)
    since = request.GET.get("since", "")
    earlier = queries.publication(since) if since else earlier_than(later)
    if earlier is None:
        return HttpResponseRedirect(line_of(later, addresses(request)).address)
    is_inside = is_staff(request)
    gone = next((one for one in (later, earlier) if one.withdrawn), None)
    if gone is not None and not is_inside:
        return refused(_withheld(gone), status=_GONE)
    return _compared(request, earlier, later)


def _compared(request: HttpRequest, earlier: Published, later: Published) -> Answer:
    to = addresses(request)
    part, page = request.GET.get("part", ""), page_number(request)
    part = part if part in PARTS else ""
    first = (page - 1) * _A_PAGE if part else 0
    last = first + (_A_PAGE if part else _FEW)
    pair, names = pair_of(earlier, later), [part] if part else PARTS
    found = changes(pair, names, first=first, last=last)
    total = found[part][0] if part else 0
    shown = _Shown(earlier, later, to)
    context = ChangesPage(
        earlier=line_of(earlier, to),
        later=line_of(later, to),
        parts=tuple(shown.part(name, *each, is_few=not part) for name, each in found.items()),
        before=_turned(later, earlier, to, part=part, page=page - 1) if first else "",
        after=_turned(later, earlier, to, part=part, page=page + 1) if last < total else "",
        whole=_turned(later, earlier, to) if part else "",
    )
    return Answer(context=context, template="publications/changes.html")


class _Shown:
    """Changes between two publications as lines of a page."""

    def __init__(self, earlier: Published, later: Published, to: Addresses) -> None:
        self._earlier, self._later, self._to = earlier, later, to

    def part(self, name: str, total: int, found: list[Change], *, is_few: bool) -> Part:
        """Give the changes of one kind."""
        is_more = is_few and total > len(found)
        more = _turned(self._later, self._earlier, self._to, part=name) if is_more else ""
        lines = tuple(map(self._line, found))
        return Part(name=name, title=_(TITLES[name]), total=total, lines=lines, more=more)

    def _line(self, one: Change) -> ChangeLine:
        said = one.new or one.old
        return ChangeLine(
            about=one.about,
            old=self._side(one.old, self._earlier),
            new=self._side(one.new, self._later),
            altered=altered_words(one),
            document=self._to.document(said.source) if said and said.source else "",
        )

    def _side(self, said: Printed | None, of: Published) -> Side | None:
        if said is None:
            return None
        # A figure that is gone from the later one is still shown as of the earlier one.
        moment = of.moment.isoformat()
        address = self._to.to(f"/figures/{said.id}", as_of=moment)
        return Side(printed=said.quote, address=address, period=said.period)
