"""The bench of classes: a name or a project in, suggestions with their words out, one confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.visible import one_line
from bayline.platform.addresses import Addresses, addresses, asking
from bayline.platform.asking import page_number, refuse_past, typed_line
from bayline.platform.grounds import Linked
from bayline.platform.listing import Option, Pager
from bayline.platform.naming import page_of
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import visitor_of
from bayline.platform.registers.pages.posting import answered
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Edit, Values
from bayline.systems.industry.actions import Confirmed, confirm_class
from bayline.systems.industry.pages import words
from bayline.systems.industry.pages.classify_context import (
    ClassifyPage,
    Filled,
    ListOf,
    Subject,
    SuggestionView,
    Target,
)
from bayline.systems.industry.pages.suggested import suggested_for
from bayline.systems.industry.queries.classes import assignments_to, unclassified
from bayline.systems.industry.queries.schemes import AtHand, hand
from bayline.systems.industry.queries.suggesting import Asked, asked_of, suggestible
from bayline.systems.industry.rules.entries import FIRMS, PROJECTS
from bayline.systems.industry.rules.schemes import NATIONAL
from bayline.systems.industry.terms import Scheme

ROWS = 20
_NAME, _ABOUT, _CODE = 200, 2000, 200  # characters taken at most
_FIELDS = {"project": PROJECTS, "firm": FIRMS}
_FIRMS = "firms"


class _Ask(NamedTuple):
    """What the page is asked for."""

    target: Target
    filled: Filled
    page: int
    field: str  # whose list: project, firm

    def to(self, **other: object) -> dict[str, object]:
        """Give what the page is asked, with something else."""
        target = f"{self.target.scheme}/{self.target.group}".rstrip("/")
        told = {
            "by": "" if target == NATIONAL else target,
            "list": _FIRMS if self.field == "firm" else "",
            **self.filled_in(),
            **other,
        }
        return {name: value for name, value in told.items() if value}

    def filled_in(self) -> dict[str, object]:
        """Give what stands in the form."""
        filled = self.filled
        return {
            "name": filled.name,
            "about": filled.about,
            "project": filled.project,
            "firm": filled.firm,
        }


def classify(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show suggestions, or keep the class that somebody confirms."""
    refuse_past(request)
    if request.method != "POST":
        return _answer(request)
    return answered(request, do=_done, show=_answer, here=_here)


def expired(request: HttpRequest) -> Answer:
    """Show the page again where the token of a form is too old."""
    return _answer(request, _("表单已过期，还没有保存。请再按一次。"), status=403)


def _done(request: HttpRequest) -> None:
    field = "firm" if request.POST.get("firm") else "project"
    ask = _ask(request, hand(None))
    typed = typed_line(request, "other", _CODE)
    confirmed = Confirmed(
        field=field,
        code=typed_line(request, field, _CODE),
        scheme=ask.target.scheme,
        group=typed or typed_line(request, "class", _CODE),
        share=typed_line(request, "share", _CODE),
        is_main=bool(request.POST.get("main")),
    )
    edit = Edit(by=visitor_of(request).name, at=timezone.now(), reason="在归类台确认")
    confirm_class(confirmed, edit=edit)


def _here(request: HttpRequest) -> str:
    ask = _ask(request, hand(None))
    return asking(reverse("industry-classify"), ask.to(page=ask.page if ask.page > 1 else 0))


def _ask(request: HttpRequest, known: AtHand) -> _Ask:
    asked = request.GET
    scheme, _slash, group = asked.get("by", "").strip().partition("/")
    filled = Filled(
        name=one_line(asked.get("name", ""), _NAME),
        about=one_line(asked.get("about", ""), _ABOUT),
        project=one_line(asked.get("project", ""), _CODE),
        firm=one_line(asked.get("firm", ""), _CODE),
    )
    target = _target(scheme or NATIONAL, group, known)
    field = "firm" if asked.get("list") == _FIRMS else "project"
    return _Ask(target=target, filled=filled, page=page_number(request), field=field)


def _target(identifier: str, group: str, known: AtHand) -> Target:
    scheme = known.schemes.get(identifier)
    word = words.scheme_word(scheme) if scheme else identifier
    if scheme and group:
        word = f"{word} · {words.group_word(scheme, group)}"
    return Target(scheme=identifier, group=group, word=word)


def _answer(request: HttpRequest, problem: str = "", *, status: int = 200) -> Answer:
    known, ways = hand(None), addresses(request)
    ask = _ask(request, known)
    asked = asked_of(known, ask.target.scheme, ask.target.group, where="by")
    bench = _Bench(asked, ask, known.schemes, ways)
    total, missing = unclassified(ask.field, ask.target.scheme, _codes(bench), at=None)
    pager = Pager.of(
        ask.page, len(missing), size=ROWS, address=lambda one: _to(ways, ask.to(page=one))
    )
    chosen = bench.chosen()
    if chosen is None and not problem and (ask.filled.project or ask.filled.firm):
        missing_one = ask.filled.firm or ask.filled.project
        problem, status = _("名册里没有编号“%(code)s”") % {"code": missing_one}, 404
    text = f"{ask.filled.name} {ask.filled.about}".strip()
    page = ClassifyPage(
        target=ask.target,
        targets=(*_targets(known, ask),),
        filled=ask.filled,
        is_asked=bool(text),
        suggestions=bench.suggested(text) if text else (),
        subject=chosen,
        listed=ask.field,
        lists=(*_lists(ask, ways),),
        open=len(missing),
        total=total,
        pager=pager,
        rows=bench.rows(pager.cut(missing, size=ROWS)),
        problem=problem,
        classes=(*_classes(asked.scheme, _codes(bench)),),
        here=_here(request),
        schemes_address=ways.to(f"/industry/schemes/{quote(ask.target.scheme)}"),
    )
    return Answer(context=page, template="industry/classify.html", status=status)


def _lists(ask: _Ask, ways: Addresses) -> Iterator[ListOf]:
    """Give the lists of what has no class."""
    for field, word in (("project", _("还没有归类的项目")), ("firm", _("还没有归类的企业"))):
        told = ask.to(list=_FIRMS if field == "firm" else "")
        yield ListOf(word=word, address=_to(ways, told), is_here=field == ask.field)


def _to(ways: Addresses, asked: Mapping[str, object]) -> str:
    return ways.to("/industry/classify", **asked)


def _codes(bench: "_Bench") -> frozenset[str]:
    """Give the classes of the division that is asked for."""
    classes = bench.asked.scheme.classes
    group = bench.ask.target.group
    return frozenset(code for code, one in classes.items() if not group or one.group == group)


def _targets(known: AtHand, ask: _Ask) -> list[Option]:
    now = f"{ask.target.scheme}/{ask.target.group}".rstrip("/")
    found = [
        (f"{scheme.id}/{group}".rstrip("/"), scheme, group) for scheme, group in suggestible(known)
    ]
    return [
        Option(value=value, word=_target(scheme.id, group, known).word, is_chosen=value == now)
        for value, scheme, group in found
    ]


def _classes(scheme: Scheme, codes: frozenset[str]) -> list[Option]:
    return [
        Option(value=code, word=f"{code} {words.class_word(one)}", is_chosen=False)
        for code, one in scheme.classes.items()
        if code in codes
    ]


class _Bench:
    """Makes suggestions for what the page is asked for."""

    def __init__(
        self, asked: Asked, ask: _Ask, schemes: Mapping[str, Scheme], ways: Addresses
    ) -> None:
        self.asked, self.ask, self.schemes, self.ways = asked, ask, schemes, ways

    def suggested(self, text: str) -> tuple[SuggestionView, ...]:
        """Suggest classes for a text."""
        return suggested_for(self.asked, text, self.schemes.get(NATIONAL))

    def chosen(self) -> Subject | None:
        """Give the project or firm that was chosen; None where there is none of that code."""
        filled = self.ask.filled
        field, code = ("firm", filled.firm) if filled.firm else ("project", filled.project)
        values = entries_in(_FIELDS[field], "code", [code], at=None).get(code) if code else None
        return self._subject(field, values) if values else None

    def rows(self, codes: Sequence[str]) -> tuple[Subject, ...]:
        """Give projects or firms with what is suggested for each."""
        field = self.ask.field
        found = entries_in(_FIELDS[field], "code", codes, at=None) if codes else {}
        return tuple(self._subject(field, found[code], is_listed=True) for code in codes)

    def _subject(self, field: str, values: Values, *, is_listed: bool = False) -> Subject:
        code, about = values["code"], values.get("about", "")
        path = page_of(PROJECTS, code) if field == "project" else f"/organisations/{quote(code)}"
        name = values.get("name", "") or code
        return Subject(
            field=field,
            code=code,
            name=Linked(label=name, address=self.ways.to(path)),
            about=about,
            classes=() if is_listed else (*self._known(field, code),),
            suggestions=self.suggested(f"{name} {about}".strip()),
        )

    def _known(self, field: str, code: str) -> list[Linked]:
        entries = assignments_to(field, code, at=None).values()
        classes = self.asked.scheme.classes
        return [
            Linked(label=f"{one['class']} {words.class_word(classes[one['class']])}")
            for one in entries
            if one["scheme"] == self.asked.scheme.id and one["class"] in classes
        ]
