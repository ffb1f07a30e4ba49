"""The page of a document: outline, the text with its marks, and the panel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone

from bayline.engines.chinese.times import publication_date
from bayline.kernel.addresses import is_web_address
from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import State
from bayline.platform.pages import Answer, refused
from bayline.platform.people.visiting import is_staff
from bayline.platform.record.queries import content_of, findings, source_by_id
from bayline.platform.record.terms import KeptSource, KeptText
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import as_read, reread_document
from bayline.systems.reading.pages.document_context import (
    DocumentPage,
    Edition,
    Head,
    MarkedText,
    figures_of,
    outline_of,
    statements_of,
)
from bayline.systems.reading.pages.kept_findings import RecordFinding, finding_views
from bayline.systems.reading.pages.marks import Tint
from bayline.systems.reading.pages.panel import panel_of
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.tints import tints_of
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import (
    Touch,
    editions_of,
    kept_promises_in,
    marks_in,
    text_as_of,
    touches,
)

_MOST_FINDINGS = 30
_TEMPLATE = "reading/document.html"
# Whatever the file holds, a browser that opens it runs nothing of it and knows no other page.
_LOCKED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@asked()
def document(request: HttpRequest, moment: datetime | None, *, identifier: str) -> Answer:
    """Show a document with what was read in it and what was found."""
    source = source_by_id(identifier, as_of=moment)
    return Answer(context=_page(request, source, moment), template=_TEMPLATE)


@asked()
def original(
    _request: HttpRequest, moment: datetime | None, *, identifier: str
) -> HttpResponseBase:
    """Hand over the bytes of a document as they were handed in."""
    source = source_by_id(identifier, as_of=moment)
    response = HttpResponse(content_of(source), content_type=source.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(source.name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _LOCKED
    return response


@asked()
def reread(
    request: HttpRequest, moment: datetime | None, *, identifier: str
) -> Answer | HttpResponseBase:
    """Read a document again with the present reader, check it, and say what is proposed."""
    ways, source = Ways(request), source_by_id(identifier, as_of=moment)
    if request.method != "POST":
        return HttpResponseRedirect(ways.document(source.sha256))
    now = timezone.now()
    proposed = reread_document(source, at=now).proposed
    text = text_as_of(source)
    if proposed and text is not None:
        check_document(text, at=now)
    return HttpResponseRedirect(ways.named("document", source.id, proposed=str(len(proposed))))


def expired(request: HttpRequest) -> Answer:
    """Give the page back whose token to read again has expired."""
    identifier = request.path_info.rstrip("/").split("/")[-2]
    try:
        source = source_by_id(identifier)
    except BaylineError as error:
        return refused(error, status=404)
    context = replace(_page(request, source, None), is_expired=True)
    return Answer(context=context, template=_TEMPLATE, status=403)


def _page(request: HttpRequest, source: KeptSource, moment: datetime | None) -> DocumentPage:
    ways = Ways(request)
    text = text_as_of(source, as_of=moment)
    kept = kept_promises_in(source, as_of=moment)
    rows = marks_in(source, as_of=moment, kept=kept)
    touched = touches(sources=[source.key], as_of=moment) if is_staff(request) else []
    figures = figures_of(rows, touched, ways=ways, text=text.key if text else 0)
    chosen = request.GET.get("figure", "")
    panel = panel_of(request, chosen, moment=moment, rows=rows) if chosen else None
    shown, total = ((), 0) if panel else _findings(touched, ways, moment)
    is_tinted = request.GET.get("tints") == "yes"
    marked = MarkedText.of(text, figures, tints=_tints(text) if is_tinted else ())
    return DocumentPage(
        head=_head(source, text, ways),
        editions=tuple(
            Edition(title=title, address=ways.document(sha256), is_later=is_later)
            for sha256, title, is_later in editions_of(source, as_of=moment)
        ),
        counts=outline_of(figures, rows, touched, ways.review(document=source.id)),
        headings=marked.headings,
        text=text.document.text if text else "",
        lines=marked.lines,
        figures=figures,
        events=statements_of(rows, "event", ways),
        promises=statements_of(rows, "promise", ways, kept=kept),
        findings=shown,
        findings_total=total,
        findings_address=ways.findings(document=source.id),
        panel=panel,
        is_tinted=is_tinted,
        tints_address=ways.named("document", source.id, tints="" if is_tinted else "yes"),
        proposed=_number(request.GET.get("proposed", "")),
        is_new=bool(request.GET.get("new")),
    )


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None  # noqa: PLR2004 - digits


def _findings(
    touched: Sequence[Touch], ways: Ways, moment: datetime | None
) -> tuple[tuple[RecordFinding, ...], int]:
    """Show the worst findings; the rest are counted and have their own page."""
    order = [*State]
    states = {one.key: one.state for one in touched if one.is_present}
    keys = sorted(states, key=lambda key: order.index(states[key]))
    chosen = keys[:_MOST_FINDINGS]
    if not chosen:
        return (), 0
    found = {one.key: one for one in findings(keys=chosen, as_of=moment)}
    return finding_views([found[key] for key in chosen], ways), len(keys)


def _tints(text: KeptText | None) -> tuple[Tint, ...]:
    return () if text is None else tints_of(as_read(text).reading)


def _head(source: KeptSource, text: KeptText | None, ways: Ways) -> Head:
    own = text.document.published if text else None
    known = source.published or own
    inferred = None if known or text is None else publication_date(text.document.text)
    return Head(
        id=source.id,
        sha256=source.sha256,
        title=source.title,
        name=source.name,
        publisher=source.publisher,
        published=known or (inferred[0] if inferred else None),
        is_inferred=source.published is None,
        licence=source.licence,
        url=source.url,
        link=source.url if is_web_address(source.url) else "",
        size=source.size,
        by=source.by,
        recorded=source.recorded,
        address=ways.document(source.sha256),
        list_address=ways.documents(),
        original=ways.named("document-original", source.id),
        reread=ways.named("document-reread", source.id),
    )
