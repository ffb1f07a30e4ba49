"""The page of one entry: its name, its figures, its values, where they come from, how they came."""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404, HttpRequest
from django.urls import reverse

from bayline.platform.asking import as_of
from bayline.platform.pages import Answer, is_english
from bayline.platform.registers import queries
from bayline.platform.registers.cells import printed
from bayline.platform.registers.merging import differences
from bayline.platform.registers.pages.cells import Cell, Naming, cell_of, entry_address
from bayline.platform.registers.pages.refusing import refusing, register_or_404
from bayline.platform.registers.queries.entries import as_it_is
from bayline.platform.registers.terms import Entry, Origin, Register, Source, Step, Values

_PAGE = {"twin": False}
_FIGURES_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one step of the history."""

    field: str
    title: str
    old: str
    new: str
    is_kept_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One step of the history."""

    version: int
    by: str
    at: str  # in UTC, exactly
    reason: str
    origin: Origin
    is_deleted: bool
    changes: tuple[Change, ...]
    digest: str
    moment: datetime = field(metadata=_PAGE)
    address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """One entry."""

    register: str
    register_title: str
    key: str
    label: str
    version: int
    is_deleted: bool
    as_of: str
    cells: tuple[Cell, ...]
    source: Source | None
    history: tuple[Past, ...]
    figures: tuple[Cell, ...] = field(metadata=_PAGE)
    list_address: str = field(metadata=_PAGE)
    edit_address: str = field(metadata=_PAGE)


@refusing
def item(request: HttpRequest, name: str, key: str) -> Answer:
    """Show an entry, as it stands or as it stood.

    Raises:
        Http404: There is no such entry, or was none then.
    """
    register = register_or_404(name)
    at = as_of(request)
    # What is personal stays sealed: the page says that it is there and shows no more.
    entry = (
        queries.entry_at(register, key, at=at, unseal=as_it_is)
        if at
        else queries.entry(register, key, unseal=as_it_is)
    )
    if entry is None:
        raise Http404
    steps = queries.history(register, key, unseal=as_it_is)
    shown = [step for step in steps if step.entry.version <= entry.version] if at else [*steps]
    page = _page(register, entry, shown, request.GET.get("as_of", "").strip())
    return Answer(
        context=page,
        template="registers/item.html",
    )


def _page(register: Register, entry: Entry, steps: list[Step], written: str) -> ItemPage:
    english = is_english()
    naming = Naming(register, [entry])
    cells = tuple(cell_of(register, each, entry, naming) for each in register.fields)
    figures = tuple(cell for cell in cells if cell.is_number and cell.text)
    place = {"name": register.name}
    return ItemPage(
        register=register.name,
        register_title=register.called(english=english),
        key=entry.key,
        label=entry.values.get(register.label) or entry.key,
        version=entry.version,
        is_deleted=entry.is_deleted,
        as_of=written,
        cells=cells,
        source=register.source,
        history=tuple(
            _past(register, step, steps[at + 1].entry.values if at + 1 < len(steps) else {})
            for at, step in enumerate(steps)
        ),
        figures=figures[:_FIGURES_MOST],
        list_address=reverse("registers-list", kwargs=place),
        edit_address=reverse("registers-edit", kwargs={**place, "key": entry.key}),
    )


def _past(register: Register, step: Step, before: Values) -> Past:
    exact = step.edit.at.isoformat()
    return Past(
        version=step.entry.version,
        by=step.edit.by,
        at=exact,
        reason=step.edit.reason,
        origin=step.edit.origin,
        is_deleted=step.entry.is_deleted,
        changes=changes_of(register, before, step.entry.values),
        digest=step.digest,
        moment=step.edit.at,
        address=f"{entry_address(register.name, step.entry.key)}?as_of={exact.replace('+', '%2B')}",
    )


def changes_of(register: Register, old: Values, new: Values) -> tuple[Change, ...]:
    """List what differs between two versions, as printed; personal values are not shown."""
    english = is_english()
    fields = {each.name: each for each in register.fields}
    found = []
    for difference in differences(register, old, new):
        each = fields.get(difference.name)
        kept_back = each is not None and each.personal
        shown = [
            "" if kept_back else printed(each, value, english=english) if each else value
            for value in (difference.old, difference.new)
        ]
        title = each.called(english=english) if each else difference.name
        found.append(
            Change(
                field=difference.name,
                title=title,
                old=shown[0],
                new=shown[1],
                is_kept_back=kept_back,
            )
        )
    return tuple(found)
