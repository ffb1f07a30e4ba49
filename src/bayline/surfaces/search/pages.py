"""The page of the search: one box, hits in groups, each with its sentence and the words marked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.engines.search.asked import LONGEST, Asked, asked
from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.pages import Answer, refused
from bayline.platform.record.queries import source_by_id
from bayline.platform.record.terms import KeptSource
from bayline.platform.search.terms import Kind, Scope
from bayline.surfaces.search.finding import Results, Shown, found, shown
from bayline.surfaces.search.lines import HitLine, Lines

_FEW, _A_PAGE = 5, 20
_ECHOED = 2 * LONGEST  # characters of what was typed that stand in the box again
TITLES = {
    Kind.PLACE: gettext_noop("地方"),
    Kind.ORGANISATION: gettext_noop("机构"),
    Kind.ENTRY: gettext_noop("名册"),
    Kind.DOCUMENT: gettext_noop("文件"),
    Kind.SENTENCE: gettext_noop("正文"),
    Kind.FIGURE: gettext_noop("数字"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Everything of one kind.

    Attributes:
        kind: The kind.
        title: What it is called.
        count: How many there are, as far as they are counted.
        is_more: Whether there are more than these.
        address: Where all of them stand.
        is_here: Whether that is this page.
        hits: Those that stand on this page.
    """

    kind: str
    title: str
    count: int
    is_more: bool
    address: str
    is_here: bool
    hits: tuple[HitLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A document with hits in it, as far as they are counted."""

    title: str
    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was asked and what was found."""

    words: str
    sentence: str  # what cannot be looked for, and why; empty where all can
    is_cut: bool
    is_found: bool
    groups: tuple[Group, ...] = ()
    document: str = ""
    without_document: str = ""
    documents: tuple[Facet, ...] = ()
    kind: str = field(default="", metadata={"twin": False})
    document_id: str = field(default="", metadata={"twin": False})
    as_of: str = ""
    longest: int = LONGEST
    page: int = 1
    previous: str = ""
    next: str = ""


def search(request: HttpRequest) -> Answer:
    """Show what was found, in groups; or one kind, page by page."""
    moment = as_of(request)
    try:
        within = _document(request, moment)
    except BaylineError as error:
        return refused(error, status=404)
    asking = _Asking(request, within, moment)
    return Answer(context=asking.page(), template="search/search.html")


def _document(request: HttpRequest, moment: datetime | None) -> KeptSource | None:
    named = request.GET.get("document", "").strip()
    return source_by_id(named[:64], as_of=moment) if named else None


class _Asking:
    """One question on its way to its page."""

    def __init__(
        self, request: HttpRequest, document: KeptSource | None, moment: datetime | None
    ) -> None:
        self._typed = request.GET.get("q", "")
        self._asked = asked(self._typed)
        self._ways = addresses(request)
        self._document = document
        kind = request.GET.get("kind", "")
        self._kind = Kind(kind) if kind in {*Kind} else None
        self._number = page_number(request) if self._kind else 1
        self._scope = Scope(as_of=moment, document=document.key if document else None)

    def page(self) -> SearchPage:
        """Look, and give what the page shows."""
        results = found(self._asked, self._scope)
        number, last = min(self._number, self._last(results)), self._last(results)
        windows = {kind: self._window(kind, number) for kind in Kind}
        loaded = shown(results, windows, scope=self._scope)
        document = self._document
        return SearchPage(
            words=self._typed[:_ECHOED],
            sentence=_unasked(self._typed, self._asked),
            is_cut=self._asked.is_cut,
            is_found=not results.is_empty,
            groups=self._groups(results, windows, loaded),
            document=document.title if document else "",
            without_document=self._to(document="") if document else "",
            documents=() if document else self._facets(results, loaded),
            kind=self._kind or "",
            document_id=document.id if document else "",
            as_of=self._ways.as_of,
            page=number,
            previous=self._to(page=number - 1) if number > 1 else "",
            next=self._to(page=number + 1) if number < last else "",
        )

    def _to(self, **otherwise: object) -> str:
        """Give the address of this question, asked a little otherwise."""
        same: dict[str, object] = {
            "q": self._typed[:_ECHOED],
            "kind": self._kind or "",
            "document": self._document.id if self._document else "",
        }
        return self._ways.to("/search", **{**same, **otherwise})

    def _last(self, results: Results) -> int:
        if self._kind is None:
            return 1
        return max(1, -(-results.counts.get(self._kind, 0) // _A_PAGE))

    def _window(self, kind: Kind, number: int) -> slice:
        """Give which hits of a kind stand on the page."""
        if self._kind is None:
            return slice(0, _FEW)
        return slice((number - 1) * _A_PAGE, number * _A_PAGE) if kind is self._kind else slice(0)

    def _groups(
        self, results: Results, windows: Mapping[Kind, slice], loaded: Shown
    ) -> tuple[Group, ...]:
        lines = Lines(self._asked, self._ways, loaded)
        return tuple(
            Group(
                kind=kind,
                title=_(TITLES[kind]),
                count=results.counts.get(kind, 0),
                is_more=kind in results.more,
                address=self._to(kind=kind),
                is_here=kind is self._kind,
                hits=lines.of(kind, results, windows[kind]),
            )
            for kind in Kind
        )

    def _facets(self, results: Results, loaded: Shown) -> tuple[Facet, ...]:
        return tuple(
            Facet(title=source.title, count=count, address=self._to(document=source.id))
            for key, count in results.documents()
            if (source := loaded.sources.get(key))
        )


def _unasked(typed: str, asked: Asked) -> str:
    """Say why nothing was looked for, where something was typed."""
    if not typed.strip() or asked.words:
        return ""
    if asked.excluded:
        return _("只写了要排除的字词。请再写要查的。")
    return _("没有可查的字词：标点和符号不查。请写字、词、数或拼音。")
