"""The documents as a list, and the form that takes a new one in."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.findings import State
from bayline.platform.asking import page_number
from bayline.platform.listing import Column, Option, Pager, column_of
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import is_staff, visitor_of
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.intake import Intake
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import (
    SHELF_ORDERS,
    SHELF_STATES,
    ShelfAsked,
    ShelfRow,
    publishers,
    shelf,
    titles,
)

_PAGE_ROWS = 50
_LONGEST = 100
_TEMPLATE = "reading/documents.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookCount:
    """How many open findings of one look a document has."""

    look: str
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLink:
    """Another edition of a document."""

    title: str
    address: str
    is_later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A document in the list."""

    id: str
    address: str
    title: str
    name: str
    publisher: str
    published: date | None
    recorded: datetime
    figures: int
    waiting: int
    review_address: str
    findings: tuple[LookCount, ...]
    editions: tuple[EditionLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsPage:
    """The list of documents with its filters and the form to take one in."""

    words: str
    publisher: str
    publishers: tuple[str, ...]
    states: tuple[Option, ...]
    total: int
    columns: tuple[Column, ...]
    rows: tuple[ListedDocument, ...]
    pager: Pager
    is_filtered: bool
    record_address: str
    all_address: str
    as_of: str
    form: Intake
    corrigible: tuple[Option, ...]  # documents that a new one may correct


@asked(missing=400)
def documents(request: HttpRequest, moment: datetime | None) -> Answer:
    """List the documents."""
    return documents_answer(request, moment, Intake(by=visitor_of(request).name))


def documents_answer(
    request: HttpRequest, moment: datetime | None, form: Intake, *, status: int = 200
) -> Answer:
    """Show the list with the form as it was filled in.

    Args:
        request: For filters and addresses.
        moment: As the documents stood then; None for now.
        form: What was typed, what was refused, what is asked back.
        status: The status of the answer.
    """
    wished, ways, is_told = _wished(request), Ways(request), is_staff(request)
    if not is_told:
        wished = wished._replace(state="")
    page = page_number(request)
    rows, total, shown = shelf(wished, as_of=moment, page=page, size=_PAGE_ROWS)
    query = _query(wished)
    context = DocumentsPage(
        words=wished.words,
        publisher=wished.publisher,
        publishers=tuple(publishers(as_of=moment)),
        states=_states(wished.state) if is_told else (),
        total=total,
        columns=tuple(_column(name, wished, ways) for name in SHELF_ORDERS),
        rows=tuple(_listed(row if is_told else in_public(row), ways) for row in rows),
        pager=Pager.of(
            shown, total, size=_PAGE_ROWS, address=lambda one: ways.documents(**query, page=one)
        ),
        is_filtered=bool(wished.words or wished.publisher or wished.state),
        record_address=ways.record(),
        all_address=ways.documents(),
        as_of=request.GET.get("as_of", ""),
        form=form,
        corrigible=_corrigible(form, rows),
    )
    return Answer(context=context, template=_TEMPLATE, status=status)


def _wished(request: HttpRequest) -> ShelfAsked:
    given = {name: str(value).strip()[:_LONGEST] for name, value in request.GET.items()}
    sort = given.get("sort", "-recorded")
    order, is_descending = sort.removeprefix("-"), sort.startswith("-")
    is_known = order in SHELF_ORDERS
    state = given.get("state", "")
    return ShelfAsked(
        words=given.get("q", ""),
        publisher=given.get("publisher", ""),
        state=state if state in SHELF_STATES else "",
        order=order if is_known else "recorded",
        is_descending=is_descending if is_known else True,
    )


def _query(wished: ShelfAsked) -> dict[str, str]:
    sort = f"{'-' if wished.is_descending else ''}{wished.order}"
    return {
        "q": wished.words,
        "publisher": wished.publisher,
        "state": wished.state,
        "sort": "" if sort == "-recorded" else sort,
    }


def _states(chosen: str) -> tuple[Option, ...]:
    named = {
        "": _("全部"),
        "waiting": _("有待审的"),
        "contradiction": _("有不一致的"),
        "reviewed": _("已审完的"),
    }
    return tuple(
        Option(value=value, word=word, is_chosen=value == chosen) for value, word in named.items()
    )


def _column(name: str, wished: ShelfAsked, ways: Ways) -> Column:
    return column_of(
        name,
        _column_words()[name],
        now=(wished.order, wished.is_descending),
        address=lambda sort: ways.documents(**{**_query(wished), "sort": sort}),
        is_number=name in {"figures", "waiting"},
        is_descending=name not in {"title", "publisher"},
    )


def _column_words() -> dict[str, str]:
    return {
        "title": _("标题"),
        "publisher": _("发布者"),
        "published": _("发布"),
        "recorded": _("收存"),
        "figures": _("数字"),
        "waiting": _("待审"),
    }


def in_public(row: ShelfRow) -> ShelfRow:
    """Leave out what is for staff: what was found in the document, and what waits."""
    return replace(row, waiting=0, findings={})


def _listed(row: ShelfRow, ways: Ways) -> ListedDocument:
    counts = ((state, row.findings[state]) for state in State if row.findings.get(state))
    return ListedDocument(
        id=row.sha256[:12],
        address=ways.document(row.sha256),
        title=row.title,
        name=row.name,
        publisher=row.publisher,
        published=row.published,
        recorded=row.recorded,
        figures=row.figures,
        waiting=row.waiting,
        review_address=ways.review(document=row.sha256[:12]),
        findings=tuple(
            LookCount(look=words.look_of(state), word=words.state_word(state), count=count)
            for state, count in counts
        ),
        editions=tuple(
            EditionLink(title=one.title, address=ways.document(one.sha256), is_later=one.is_later)
            for one in row.editions
        ),
    )


def _corrigible(form: Intake, rows: tuple[ShelfRow, ...]) -> tuple[Option, ...]:
    """Offer the documents of the page, as they are filtered and sorted, and the last ones."""
    listed = [one for one in rows if not any(other.is_later for other in one.editions)]
    known = {one.sha256: (one.title, one.published) for one in listed}
    last = titles(chosen=form.replaces)
    named = known | {sha256: (title, day) for sha256, title, day in last}
    words = (
        (sha256, f"{title}（{day.isoformat()}）" if day else title)
        for sha256, (title, day) in named.items()
    )
    return tuple(
        Option(value=value, word=word, is_chosen=value == form.replaces)
        for value, word in (("", _("不是更正版")), *words)
    )
