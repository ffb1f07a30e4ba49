"""How values are shown: as printed, linked to what they name, numbers to their entry."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import plain
from bayline.kernel.units import unit
from bayline.platform.naming import Named, evidence_of, names_of
from bayline.platform.pages import is_english
from bayline.platform.registers import queries
from bayline.platform.registers.cells import printed
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.terms import NUMERIC, Entry, Field, Kind, Register

_PAGE = {"twin": False}  # what only the HTML page needs
_POINTING = frozenset({Kind.PLACE, Kind.ORGANISATION, Kind.ENTRY})
_OFFERED = frozenset({Kind.PLACE, Kind.DOCUMENT})  # named by the system that keeps them
_REFERRING = _POINTING | _OFFERED
_DATA = NUMERIC | {Kind.DATE, Kind.PERIOD}


class Exact(NamedTuple):
    """What a printed figure says exactly, in base units."""

    value: str
    high: str  # of a range
    unit: str
    bound: str

    @property
    def word(self) -> str:
        """The unit in the language of the page; nothing for a plain ratio."""
        known = unit(self.unit)
        return "" if known.code == "1" else known.en if is_english() else known.zh


@dataclass(slots=True, kw_only=True)  # a list makes hundreds: what is frozen takes thrice as long
class Cell:
    """One value as a page shows it."""

    name: str
    title: str
    value: str  # canonical
    text: str  # as printed
    exact: Exact | None = None
    address: str = ""  # where the value leads
    unit: str = field(default="", metadata=_PAGE)
    is_number: bool = field(default=False, metadata=_PAGE)
    is_data: bool = field(default=False, metadata=_PAGE)  # a number or a time
    is_own: bool = field(default=False, metadata=_PAGE)  # the address is that of its own entry
    is_outside: bool = field(default=False, metadata=_PAGE)
    is_long: bool = field(default=False, metadata=_PAGE)
    is_kept_back: bool = False  # personal: it is there and not shown
    role: str = field(default="", metadata=_PAGE)  # key, label: what names the entry
    is_unknown: bool = False  # nothing in the home bears the name or code that the value is
    is_unfounded: bool = False  # a number that no document or source of the home bears out

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but words: a list shows most of its cells so, and quickly."""
        return self._is_bare and not (self.address or self.is_data or self.is_long)

    @property
    def is_plain_link(self) -> bool:
        """Whether it is nothing but words that lead to another page of this home."""
        return self._is_bare and bool(self.address) and not self.is_outside

    @property
    def look(self) -> str:
        """The class of its link."""
        return "n figure-link" if self.is_data else "quoted"

    @property
    def _is_bare(self) -> bool:
        return bool(self.text) and not (self.is_unknown or self.is_unfounded or self.is_kept_back)


def entry_address(register: str, key: str) -> str:
    """Give the address of an entry."""
    return _below(list_address(register), key)


def list_address(register: str) -> str:
    """Give the address of a register."""
    return _list_address(register, get_language(), get_script_prefix())


def _below(before: str, key: str) -> str:
    is_plain = key.isascii() and key.isalnum()  # as most are: nothing is to be written otherwise
    return f"{before}/{key if is_plain else quote(key, safe=_KEPT)}"


_KEPT = "/~:@!$&'()*+,;="  # what Django leaves as it is in the path of an address


@lru_cache(maxsize=256)
def _list_address(register: str, language: str, prefix: str) -> str:
    """Give the address of a register, looked up once for each language: each row needs it."""
    del language, prefix  # both are those of now; the address is remembered by them
    return reverse("registers-list", kwargs={"name": register})


class Naming:
    """The names of what entries point to, looked up once for a page.

    Args:
        register: The declaration.
        entries: The entries of the page.
        coming: Keys of entries that are about to be stored with these.

    Attributes:
        is_english: Whether the page is in English.
    """

    def __init__(
        self, register: Register, entries: Iterable[Entry], *, coming: Collection[str] = ()
    ) -> None:
        self._register, self._coming = register, frozenset(coming)
        self.is_english = is_english()
        self._lists: dict[str, str] = {}
        self._shapes: dict[str, _Shape] = {}
        self._grounds = _grounds(register)
        self._labels: dict[str, Mapping[str, str]] = {}
        shown = [*entries]
        for target, names in _targets(register).items():
            keys = {each.values[name] for each in shown for name in names if name in each.values}
            self._labels[target] = _labels(target, keys) if keys else {}
        self._offered = {
            kind: names_of(kind.value, _values(shown, register, kind)) for kind in _OFFERED
        }
        figures = [each for each in register.fields if each.kind is Kind.FIGURE]
        pairs = (self._pair(each, entry) for entry in shown for each in figures)
        self._quoted = evidence_of({pair for pair in pairs if pair})

    def address(self, register: str, key: str) -> str:
        """Give the address of an entry, in the language of the page."""
        if register not in self._lists:
            self._lists[register] = list_address(register)
        return _below(self._lists[register], key)

    def shape(self, each: Field) -> "_Shape":
        """Give what all values of a field have in common on the page."""
        known = self._shapes.get(each.name)
        if known is None:
            known = _shape_of(self._register, each, english=self.is_english)
            self._shapes[each.name] = known
        return known

    def localized(self, path: str) -> str:
        """Give a path in the language of the page."""
        return f"/en{path}" if path and self.is_english else path

    def may_lead_nowhere(self, each: Field) -> bool:
        """Tell whether values of a field refer to something, or are numbers that need grounds."""
        return not each.personal and (each.kind in _REFERRING or each.kind in NUMERIC)

    def evidence(self, each: Field, entry: Entry) -> str:
        """Give the page of the figure that an entry quotes from its document; else nothing."""
        pair = self._pair(each, entry)
        return self._quoted.get(pair, "") if pair else ""

    def is_unknown(self, each: Field, value: str) -> bool:
        """Tell whether a value refers to what nobody in the home knows."""
        if not value or each.personal or each.kind not in _REFERRING:
            return False
        is_coming = each.register == self._register.name and value in self._coming
        return not is_coming and not self.called(each, value)

    def is_unfounded(self, each: Field, entry: Entry) -> bool:
        """Tell whether a number stands there without anything of the home that bears it out.

        A figure is borne out by the document that prints it. Other numbers are typed from the
        document that an entry names, or from the source of all rows.
        """
        if each.kind not in NUMERIC or each.personal or not entry.values.get(each.name):
            return False
        named = self._documents(entry)
        if named and each.kind is Kind.FIGURE:
            return (named[0], entry.values[each.name]) not in self._quoted
        if named:
            return not any(self.offered(Kind.DOCUMENT, file) for file in named)
        return self._register.source is None

    def _pair(self, each: Field, entry: Entry) -> tuple[str, str] | None:
        """Give the document of an entry with a figure that it should print."""
        value = entry.values.get(each.name, "")
        if each.kind is not Kind.FIGURE or each.personal or not value:
            return None
        named = self._documents(entry)
        return (named[0], value) if named else None

    def _documents(self, entry: Entry) -> list[str]:
        """List the documents that an entry names as its grounds."""
        return [value for name in self._grounds if (value := entry.values.get(name))]

    def called(self, each: Field, code: str) -> str:
        """Give the name of what a value stands for; nothing if it is not known."""
        named = self.offered(each.kind, code)
        return self.label(each.register, code) or (named.label if named else "")

    def offered(self, kind: Kind, code: str) -> Named | None:
        """Give the name and the page of a place or a document; nothing if nobody knows it."""
        return self._offered.get(kind, {}).get(code)

    def label(self, register: str, key: str) -> str:
        """Give the name of an entry of another register; nothing if it is not on record."""
        return self._labels.get(register, {}).get(key, "")


def _grounds(register: Register) -> list[str]:
    """List the fields that name the documents which an entry rests on."""
    return [one.name for one in register.fields if one.kind is Kind.DOCUMENT and not one.personal]


def _values(entries: Iterable[Entry], register: Register, kind: Kind) -> set[str]:
    names = [each.name for each in register.fields if each.kind is kind and not each.personal]
    return {each.values[name] for each in entries for name in names if name in each.values}


def _targets(register: Register) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in register.fields:
        if each.kind in _POINTING and not each.personal:
            found.setdefault(each.register, []).append(each.name)
    return found


def _labels(target: str, keys: set[str]) -> Mapping[str, str]:
    try:
        return queries.labels(queries.register(target), keys)
    except BaylineError:  # declared nowhere: its codes are shown as they are
        return {}


class _Shape(NamedTuple):
    """What all values of a field have in common on a page: the names are those of `Cell`."""

    title: str
    unit: str
    is_number: bool
    is_data: bool
    is_outside: bool
    is_long: bool
    role: str
    is_figure: bool
    is_pointing: bool
    is_watched: bool  # see `Naming.may_lead_nowhere`
    is_name: bool


@lru_cache(maxsize=1024)
def _shape_of(register: Register, each: Field, *, english: bool) -> _Shape:
    return _Shape(
        title=each.called(english=english),
        unit=each.unit if each.kind is Kind.DECIMAL else "",
        is_number=each.kind in NUMERIC,
        is_data=each.kind in _DATA,
        is_outside=each.kind is Kind.URL,
        is_long=each.kind is Kind.LONG,
        role=role_of(register, each),
        is_figure=each.kind is Kind.FIGURE,
        is_pointing=each.kind in _POINTING,
        is_watched=each.kind in _REFERRING or each.kind in NUMERIC,
        is_name=each.name in {register.key, register.label},
    )


def cell_of(register: Register, each: Field, entry: Entry, naming: Naming) -> Cell:
    """Show one value of an entry."""
    shape = naming.shape(each)
    value = entry.values.get(each.name, "")
    if each.personal:
        title = shape.title
        return Cell(name=each.name, title=title, value="", text="", is_kept_back=bool(value))
    named = naming.offered(each.kind, value)
    label = naming.label(each.register, value) if value and shape.is_pointing else ""
    evidence = naming.localized(naming.evidence(each, entry)) if shape.is_figure else ""
    return Cell(
        name=each.name,
        title=shape.title,
        value=value,
        text=label or (named.label if named else printed(each, value, english=naming.is_english)),
        exact=_exact(value) if shape.is_figure and value else None,
        address=evidence
        or (_address(register, each, entry, naming, of=(label, named)) if value else ""),
        unit=shape.unit,
        is_number=shape.is_number,
        is_data=shape.is_data,
        is_own=not label and named is None and not shape.is_outside,
        is_outside=shape.is_outside,
        is_long=shape.is_long,
        role=shape.role,
        is_unknown=shape.is_watched and naming.is_unknown(each, value),
        is_unfounded=shape.is_number and naming.is_unfounded(each, entry),
    )


def role_of(register: Register, each: Field) -> str:
    """Tell whether a field names its entries: by a word for people, or by a key beside one."""
    if each.name == register.label:
        return "label"
    return "key" if each.name == register.key else ""


def _address(
    register: Register,
    each: Field,
    entry: Entry,
    naming: Naming,
    *,
    of: tuple[str, Named | None],
) -> str:
    value, (label, named) = entry.values[each.name], of
    is_name = naming.shape(each).is_name
    if label:
        return naming.address(each.register, value)
    if named is not None and not is_name:
        return naming.localized(named.path)
    if each.kind is Kind.URL:
        return value
    if is_name:
        return naming.address(register.name, entry.key)
    if each.kind in _DATA:
        return f"{naming.address(register.name, entry.key)}#{each.name}"
    return ""


@lru_cache(maxsize=4096)
def _exact(words: str) -> Exact | None:
    found = quantity_in(words)
    if found is None or found.value is None:
        return None
    high = "" if found.high is None else plain(found.high, thousands=True)
    return Exact(plain(found.value, thousands=True), high, found.unit, found.bound.value)
