"""The bench of a draft: words left, live figures right, what keeps it from being issued."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.freezing.lying import snapshots
from bayline.platform.pages import Answer, is_english, refused, said
from bayline.platform.people.visiting import visitor_of
from bayline.platform.record.queries import standing_findings
from bayline.platform.reporting import actions, making, queries, templates
from bayline.platform.reporting.actions.writing import text_mark
from bayline.platform.reporting.checking import Checked, checked
from bayline.platform.reporting.comparing import Change, changes_between
from bayline.platform.reporting.subscribing import since_issued
from bayline.platform.reporting.terms import Document, Edition, Issued, Problem, Template
from bayline.platform.reporting.texts import MOST
from bayline.surfaces.finding_notes import FindingNote, finding_notes
from bayline.surfaces.reports.lists import IssuedLine, issued_line
from bayline.surfaces.reports.showing import ReportView, report_view
from bayline.systems.reading.queries import touches

_REASON, _MARK = 300, 16
_DIGITS = re.compile(r"\d[\d.,]*\s*[%％\w]{0,3}")
_FEW = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A live figure of the draft."""

    asked: str
    about: str
    printed: str
    address: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A figure that cannot be printed."""

    where: str
    asked: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """What the check of the words found."""

    key: str
    sentence: str
    is_contradiction: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """The same draft in a language."""

    name: str
    word: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceLine:
    """The report of this period that was issued last, and what is otherwise now."""

    line: IssuedLine
    changes: int
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """The bench of one draft."""

    title: str
    called: str
    template: str
    edition: str
    language: str
    languages: tuple[LanguageLink, ...]
    text: str
    mark: str
    where: str
    view: ReportView | None
    figures: tuple[FigureLine, ...]
    gaps: tuple[GapLine, ...]
    typed: tuple[str, ...]  # numbers that were written by hand
    checked: tuple[CheckedLine, ...]
    findings: tuple[FindingNote, ...]
    changes: tuple[Change, ...]
    earlier: IssuedLine | None
    issued: tuple[IssuedLine, ...]
    since: SinceLine | None
    save: str
    issue: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Which draft a request is about."""

    of: Template
    edition: Edition
    language: str


def draft(request: HttpRequest, template: str, edition: str) -> Answer:
    """Show the bench of a draft."""
    try:
        place = _place(request, template, edition)
    except BaylineError as error:
        return refused(error, status=404)
    return _bench(request, place)


def save(request: HttpRequest, template: str, edition: str) -> Answer | HttpResponseBase:
    """Keep the words of a draft, and show it."""
    place = _place(request, template, edition)
    if request.method != "POST":
        return HttpResponseRedirect(_address(place, addresses(request)))
    text = str(request.POST.get("text", ""))[:MOST]
    try:
        now, _where = templates.text_of(place.of, place.edition, place.language)
        actions.keep_text(
            templates.text_path(place.of, place.edition, place.language),
            now,
            text=text,
            mark=str(request.POST.get("mark", ""))[:_MARK],
            by=visitor_of(request).name,
            at=timezone.now(),
        )
    except BaylineError as error:
        return _bench(request, place, text=text, problem=said(error), status=400)
    return HttpResponseRedirect(_address(place, addresses(request)), status=303)


def issue(request: HttpRequest, template: str, edition: str) -> Answer | HttpResponseBase:
    """Issue a report, and show it."""
    place = _place(request, template, edition)
    if request.method != "POST":
        return HttpResponseRedirect(_address(place, addresses(request)))
    try:
        made = actions.issue(
            place.of,
            place.edition,
            place=snapshots(),
            by=visitor_of(request).name,
            at=timezone.now(),
            explained=_reasons(request),
        )
    except BaylineError as error:
        return _bench(request, place, problem=said(error), status=400)
    to = addresses(request)
    return HttpResponseRedirect(to.to(f"/reports/issued/{made.id}", as_of=""), status=303)


def expired(request: HttpRequest) -> Answer:
    """Give the bench back whose form's token has expired, with the words that were typed."""
    match = request.resolver_match
    parts = match.kwargs if match else {}
    sentence = _("表单已过期，还没有处理。内容都在，请再按一次。")
    try:
        place = _place(request, str(parts.get("template")), str(parts.get("edition")))
    except BaylineError as error:
        return refused(error, status=404)
    text = str(request.POST["text"])[:MOST] if "text" in request.POST else None
    return _bench(request, place, text=text, problem=sentence, status=403)


def _reasons(request: HttpRequest) -> dict[str, str]:
    given = ((name, str(value)) for name, value in request.POST.items())
    return {
        name.removeprefix("explain-"): value[:_REASON]
        for name, value in given
        if name.startswith("explain-")
    }


def _place(request: HttpRequest, template: str, edition: str) -> _Place:
    of = templates.template(template)
    asked = str(request.POST.get("language") or request.GET.get("language") or "")
    own = "en" if is_english() and "en" in of.languages else of.languages[0]
    language = asked if asked in of.languages else own
    return _Place(of=of, edition=making.edition_of(of, edition), language=language)


def _address(place: _Place, to: Addresses) -> str:
    path = f"/reports/{place.of.name}/{place.edition.name}"
    return to.to(path, language=place.language, as_of="")


def _bench(
    request: HttpRequest,
    place: _Place,
    *,
    text: str | None = None,
    problem: str = "",
    status: int = 200,
) -> Answer:
    words, where, kept = text or "", "", text or ""
    try:
        kept, where = templates.text_of(place.of, place.edition, place.language)
        words = kept if text is None else text
        found = _resolved(place, words)
    except BaylineError as error:
        context = _page(request, place, words, mark=text_mark(kept), document=None)
        context = replace(context, problem=problem or said(error), where=where)
        return Answer(context=context, template="reports/draft.html", status=status)
    context = _page(request, place, words, mark=text_mark(kept), document=found)
    context = replace(context, problem=problem, where=where)
    return Answer(context=context, template="reports/draft.html", status=status)


def _resolved(place: _Place, words: str) -> Document:
    return making.document_of(
        place.of, place.edition, place.language, at=timezone.now(), text=words
    )


def _page(
    request: HttpRequest, place: _Place, words: str, *, mark: str, document: Document | None
) -> DraftPage:
    to, of = addresses(request), place.of
    issued = queries.issues(template=of.name, edition=place.edition.name)
    earlier = next(iter(queries.issues(template=of.name)), None)
    facts: Mapping[str, Any] = document.facts if document else {}
    before = queries.document_of(earlier, place.language) if earlier and document else None
    return DraftPage(
        title=of.called(english=is_english()),
        called=_called(place),
        template=of.name,
        edition=place.edition.name,
        language=place.language,
        languages=tuple(_language(one, place, to) for one in of.languages),
        text=words,
        mark=mark,
        where="",
        view=report_view(facts, to) if document else None,
        figures=_figures(facts, to),
        gaps=tuple(
            GapLine(where=one.where, asked=one.asked, sentence=one.sentence)
            for one in _problems(place, document, words)
        ),
        typed=_typed(facts),
        checked=_checked_lines(request, facts),
        findings=_findings(facts, to),
        changes=changes_between(before, facts)[:_FEW] if before else (),
        earlier=issued_line(earlier, to) if earlier else None,
        issued=tuple(issued_line(one, to) for one in issued),
        since=_since(issued, place, facts, to) if document else None,
        save=to.to(f"/reports/{of.name}/{place.edition.name}/text", as_of=""),
        issue=to.to(f"/reports/{of.name}/{place.edition.name}/issue", as_of=""),
        problem="",
    )


def _problems(place: _Place, document: Document | None, words: str) -> tuple[Problem, ...]:
    language = "en" if is_english() else "zh"
    if document is None:
        return ()
    now = timezone.now()
    return making.problems_said(
        place.of, place.edition, document, language=language, at=now, text=words
    )


def _since(
    issued: tuple[Issued, ...], place: _Place, facts: Mapping[str, Any], to: Addresses
) -> SinceLine | None:
    if not issued:
        return None
    found = since_issued(issued[0], {place.language: facts})
    line = issued_line(found.issued, to)
    return SinceLine(line=line, changes=len(found.changes), is_same=found.is_same)


def _called(place: _Place) -> str:
    from bayline.platform.reporting.editions import called

    return called(place.edition, english=is_english())


def _language(name: str, place: _Place, to: Addresses) -> LanguageLink:
    word = _("中文") if name == "zh" else _("英文")
    address = _address(replace(place, language=name), to)
    return LanguageLink(name=name, word=word, address=address, is_here=name == place.language)


def _figures(facts: Mapping[str, Any], to: Addresses) -> tuple[FigureLine, ...]:
    notes = {one["n"]: one["parts"] for one in facts.get("notes", ())}
    lines = []
    for one in facts.get("figures", ()):
        parts = notes.get(one["note"]) or ()
        claims = one["claims"]
        address = to.to(parts[0]["path"]) if parts else to.figure(claims[0]) if claims else ""
        document = parts[0]["document"] if parts else ""
        lines.append(
            FigureLine(
                asked=one["asked"],
                about=one["about"],
                printed=one["printed"],
                address=address,
                document=document,
            )
        )
    return tuple(lines)


def _typed(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """List the numbers that somebody wrote by hand, which no figure backs."""
    found = [
        match.strip()
        for block in facts.get("blocks", ())
        if block["kind"] in {"paragraph", "item"}
        for piece in block["pieces"]
        if "n" not in piece
        for match in _DIGITS.findall(piece["t"])
    ]
    return tuple(dict.fromkeys(found))[:_FEW]


def _checked_lines(request: HttpRequest, facts: Mapping[str, Any]) -> tuple[CheckedLine, ...]:
    if facts.get("language") != "zh":
        return ()
    given = _reasons(request)

    def line(one: Checked) -> CheckedLine:
        sentence = one.sentence_en if is_english() else one.sentence
        reason = given.get(one.key, "")
        return CheckedLine(
            key=one.key, sentence=sentence, is_contradiction=one.is_contradiction, reason=reason
        )

    return tuple(map(line, checked(facts)))


def _findings(facts: Mapping[str, Any], to: Addresses) -> tuple[FindingNote, ...]:
    """Show the findings that touch figures of the draft."""
    claims = {claim for one in facts.get("figures", ()) for claim in one["claims"]}
    if not claims:
        return ()
    keys = {one.key for one in touches(claims=sorted(claims)[:_MOST_CLAIMS])}
    stands = [one for one in standing_findings() if one.key in keys and one.stands.is_present]
    shown = [one for one in stands if one.state in _OPEN][:_FEW]
    return tuple(finding_notes(shown, to=to, day=None).values())


_MOST_CLAIMS = 200
_OPEN = frozenset({"contradiction", "warning"})
