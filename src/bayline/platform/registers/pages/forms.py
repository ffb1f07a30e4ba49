"""Forms of entries: add, change, take out; what two people changed stands side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.asking import refuse_past, typed_line
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.people.visiting import visitor_of
from bayline.platform.registers import actions, queries
from bayline.platform.registers.cells import printed
from bayline.platform.registers.pages.cells import Naming, entry_address
from bayline.platform.registers.pages.notes import note_on
from bayline.platform.registers.pages.owning import refuse_foreign
from bayline.platform.registers.pages.refusing import refusing, register_or_404
from bayline.platform.registers.queries.entries import as_it_is
from bayline.platform.registers.terms import (
    ConflictError,
    Edit,
    Entry,
    FaultyError,
    Field,
    Kind,
    Register,
    Values,
)

_PAGE = {"twin": False}
_TEMPLATE = "registers/form.html"
_REASON_LONGEST = 500
_FIELD, _ERASE = "v.", "erase."  # before the name of a field in the form


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a form was sent back: which field, and the sentence."""

    field: str  # the identifier of the input; empty where it is none
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One value of a field that offers some."""

    code: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A field of the form."""

    name: str
    title: str
    kind: str
    value: str
    hint: str
    unit: str
    is_required: bool
    is_personal: bool
    is_fixed: bool
    problem: str
    note: str
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One field of a conflict: before, as it stands, as it was to be."""

    field: str
    title: str
    base: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What came between: by whom, and the fields that both changed."""

    sentence: str
    by: str
    version: int
    is_deleted: bool
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """The form of a new or a present entry."""

    register: str
    register_title: str
    key: str  # empty for a new entry
    label: str
    version: int
    reason: str
    inputs: tuple[Input, ...]
    problems: tuple[Problem, ...] = ()
    conflict: Conflict | None = None
    list_address: str = field(metadata=_PAGE)
    entry_address: str = field(default="", metadata=_PAGE)


@refusing
def add(request: HttpRequest, name: str) -> Answer | HttpResponseBase:
    """Show the form, empty but for what its address fills in, or store a new entry."""
    refuse_past(request)
    register = register_or_404(name)
    if request.method != "POST":
        return _answer(_page(register, None, _Typed(values=_asked(request, register), version=0)))
    return _stored(request, register, None)


def _asked(request: HttpRequest, register: Register) -> Values:
    """Take what a link that leads to an empty form fills in: ?v.project=K01."""
    asked = {each.name: request.GET.get(f"{_FIELD}{each.name}", "") for each in register.fields}
    return {name: value for name, value in asked.items() if value}


@refusing
def change(request: HttpRequest, name: str, key: str) -> Answer | HttpResponseBase:
    """Show the form of an entry, store what was typed, or take the entry out.

    Raises:
        Http404: There is no such entry.
    """
    refuse_past(request)
    register = register_or_404(name)
    entry = queries.entry(register, key)
    if entry is None:
        raise Http404
    if request.method != "POST":
        return _answer(_page(register, entry, _first(entry)))
    return _stored(request, register, entry)


def form_expired(request: HttpRequest) -> Answer:
    """Give a form back whose token has expired, with all that was typed."""
    parts = resolve(request.path_info).kwargs
    register = register_or_404(parts["name"])
    entry = queries.entry(register, parts["key"]) if "key" in parts else None
    sentence = _("表单已过期，或浏览器没有送回 cookie，还没有保存。内容都在，请再按一次“保存”。")
    page = _returned(request, register, entry, problems=(Problem(field="", sentence=sentence),))
    return _answer(page, status=403)


def _answer(page: FormPage, *, status: int = 200) -> Answer:
    return Answer(context=page, template=_TEMPLATE, status=status)


def edit_of(request: HttpRequest) -> Edit:
    """Say who changes something and when, and from the form why."""
    return Edit(
        by=visitor_of(request).name,
        at=timezone.now(),
        reason=typed_line(request, "reason", _REASON_LONGEST),
    )


def _stored(
    request: HttpRequest, register: Register, entry: Entry | None
) -> Answer | HttpResponseBase:
    edit = edit_of(request)
    try:
        key = _done(request, register, entry, edit)
    except FaultyError as refused:
        problems = _problems(register, refused)
        return _answer(_returned(request, register, entry, problems=problems), status=422)
    except ConflictError as refused:
        return _answer(_conflicting(request, register, refused), status=409)
    except BaylineError as refused:
        named = f"{_FIELD}{register.key}" if entry is None else ""
        problem = Problem(field=named, sentence=said(refused))
        return _answer(_returned(request, register, entry, problems=(problem,)), status=422)
    return HttpResponseRedirect(entry_address(register.name, key))


def _done(request: HttpRequest, register: Register, entry: Entry | None, edit: Edit) -> str:
    """Do what the pressed button says, and give the key of the entry."""
    given = _given(request, register, entry)
    refuse_foreign(request, register, (given, entry.values) if entry else (given,))
    if entry is None:
        return actions.save(register, given, edit=edit).key
    version = _version(request)
    if request.POST.get("do") == "remove":
        return actions.remove(register, entry.key, version=version, edit=edit).key
    if entry.is_deleted and version == entry.version:
        return actions.save(register, given, edit=edit).key
    return actions.save(register, given, edit=edit, key=entry.key, version=version).key


def _version(request: HttpRequest) -> int:
    written = request.POST.get("version", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0  # noqa: PLR2004 - digits


def _given(request: HttpRequest, register: Register, entry: Entry | None) -> Values:
    """Take over what was typed; the key, personal values and what was not sent stay as they are."""
    given = _sent(request, register, entry)
    if entry is None:
        return given
    given[register.key] = entry.key
    for each in register.fields:
        kept = entry.values.get(each.name, "")
        is_erased = f"{_ERASE}{each.name}" in request.POST
        if each.personal and not given[each.name] and not is_erased:
            given[each.name] = kept
    return given


def _sent(request: HttpRequest, register: Register, entry: Entry | None) -> dict[str, str]:
    """Give each field as it was sent; one that was not sent was not asked to change."""
    known: Values = entry.values if entry else {}
    return {
        each.name: request.POST.get(f"{_FIELD}{each.name}", known.get(each.name, ""))
        for each in register.fields
    }


def _problems(register: Register, refused: FaultyError) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            field=f"{_FIELD}{each.name}",
            sentence=refused.faults[each.name].sentence(each, english=is_english()),
        )
        for each in register.fields
        if each.name in refused.faults
    )


def _returned(
    request: HttpRequest,
    register: Register,
    entry: Entry | None,
    *,
    problems: tuple[Problem, ...],
) -> FormPage:
    values = _sent(request, register, entry)
    version = _version(request) or (entry.version if entry else 0)
    typed = _typed(request, values, version=version)
    return _page(register, entry, typed, problems=problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """What stands in the form."""

    values: Values
    version: int
    reason: str = ""


def _typed(request: HttpRequest, values: Values, *, version: int) -> _Typed:
    return _Typed(values=values, version=version, reason=edit_of(request).reason)


def _first(entry: Entry) -> _Typed:
    return _Typed(values=entry.values, version=entry.version)


def _conflicting(request: HttpRequest, register: Register, refused: ConflictError) -> FormPage:
    """Show both versions; the form holds the merged values, and this change's where both differ."""
    last = queries.history(register, refused.theirs.key, unseal=as_it_is)[0]
    english = is_english()
    sides = tuple(
        Side(
            field=each.name,
            title=each.called(english=english),
            base=_shown(each, refused.base.values),
            theirs=_shown(each, refused.theirs.values),
            ours=_shown(each, refused.ours),
        )
        for each in register.fields
        if each.name in refused.fields
    )
    conflict = Conflict(
        sentence=said(refused),
        by=last.edit.by,
        version=refused.theirs.version,
        is_deleted=refused.theirs.is_deleted,
        sides=sides,
    )
    ours = {name: refused.ours.get(name, "") for name in refused.fields}
    values = {**refused.merged, **ours}
    typed = _typed(request, values, version=refused.theirs.version)
    return _page(register, refused.theirs, typed, conflict=conflict)


def _shown(each: Field, values: Values) -> str:
    value = values.get(each.name, "")
    if each.personal:
        return _("（个人信息，不显示）") if value else ""
    return printed(each, value, english=is_english())


def _page(
    register: Register,
    entry: Entry | None,
    typed: _Typed,
    *,
    problems: tuple[Problem, ...] = (),
    conflict: Conflict | None = None,
) -> FormPage:
    said = {problem.field: problem.sentence for problem in problems}
    fixed = register.key if entry else ""
    values = {**typed.values, register.key: entry.key} if entry else typed.values
    shown = Entry(key=entry.key if entry else "", version=typed.version, values=values)
    notes = _notes(register, shown)
    return FormPage(
        register=register.name,
        register_title=register.called(english=is_english()),
        key=entry.key if entry else "",
        label=(entry.values.get(register.label) or entry.key) if entry else "",
        version=typed.version,
        reason=typed.reason,
        inputs=tuple(
            replace(
                _input(each, values, is_fixed=each.name == fixed, said=said),
                note=notes.get(each.name, ""),
            )
            for each in register.fields
        ),
        problems=problems,
        conflict=conflict,
        list_address=reverse("registers-list", kwargs={"name": register.name}),
        entry_address=entry_address(register.name, entry.key) if entry else "",
    )


def _notes(register: Register, shown: Entry) -> dict[str, str]:
    """Say of the values in a form which of them lead nowhere; an entry may name itself."""
    key = shown.key or shown.values.get(register.key, "")
    naming = Naming(register, [shown], coming=[key])
    return {each.name: note_on(each, shown, naming) for each in register.fields}


def _input(each: Field, values: Values, *, is_fixed: bool, said: Mapping[str, str]) -> Input:
    english = is_english()
    value = "" if each.personal else values.get(each.name, "")
    return Input(
        name=f"{_FIELD}{each.name}",
        title=each.called(english=english),
        kind=each.kind.value,
        value=value,
        hint=each.hint_en if english else each.hint,
        unit=each.unit if not english or each.unit.isascii() else "",
        is_required=each.required or is_fixed,
        is_personal=each.personal,
        is_fixed=is_fixed,
        problem=said.get(f"{_FIELD}{each.name}", ""),
        note="",
        picks=_picks(each, value),
    )


def _picks(each: Field, value: str) -> tuple[Pick, ...]:
    if each.kind not in {Kind.CHOICE, Kind.FLAG}:
        return ()
    codes = [choice.code for choice in each.choices] or ["yes", "no"]
    # What is no longer offered stays chosen until somebody chooses otherwise.
    codes = codes if value in codes or not value else [*codes, value]
    return tuple(
        Pick(code=code, title=printed(each, code, english=is_english()), is_chosen=code == value)
        for code in codes
    )
