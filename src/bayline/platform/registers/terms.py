"""Nouns of registers: what a declaration says, what a cell is refused for, what an entry is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bayline.kernel.errors import BaylineError, Words

Values = Mapping[str, str]  # canonical texts by the name of their field; empty ones are left out
_SHOWN_MOST = 60  # characters of a bad value that a sentence repeats


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG = "long"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FIGURE = "figure"
    DATE = "date"
    PERIOD = "period"
    CHOICE = "choice"
    PLACE = "place"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    FLAG = "flag"
    URL = "url"
    ENTRY = "entry"
    POINT = "point"


NUMERIC = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.FIGURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the values that a field of type choice allows.

    Attributes:
        code: How it is stored.
        title: The Chinese title.
        title_en: The English title.
        also: Other words that files write for it.
        names: All that files may write for it, in small letters.
    """

    code: str
    title: str
    title_en: str
    also: tuple[str, ...] = ()
    names: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        words = (self.code, self.title, self.title_en, *self.also)
        object.__setattr__(self, "names", frozenset(one.casefold() for one in words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a register.

    Attributes:
        name: How files and addresses call it.
        title: The Chinese title.
        title_en: The English title.
        kind: What it holds.
        required: Whether an entry may lack it; the key never may.
        facet: Whether lists offer its values as a filter.
        listed: Whether lists show it.
        personal: Whether it is stored sealed and left out of what is public.
        unit: The unit its numbers are in, for decimal and figure.
        hint: What to write, in Chinese.
        hint_en: What to write, in English.
        choices: The values allowed, for choice.
        register: The register whose keys are allowed; for places and organisations it is theirs.
    """

    name: str
    title: str
    title_en: str
    kind: Kind
    required: bool = False
    facet: bool = False
    listed: bool = True
    personal: bool = False
    unit: str = ""
    hint: str = ""
    hint_en: str = ""
    choices: tuple[Choice, ...] = ()
    register: str = ""

    def called(self, *, english: bool) -> str:
        """Give the title in a language."""
        return self.title_en if english else self.title

    def named(self, value: str, *, english: bool) -> str:
        """Give the title of a choice, whose code is for programs; nothing if it is none."""
        titles = (
            each.title_en if english else each.title for each in self.choices if each.code == value
        )
        return next(titles, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the rows of a register come from, printed with every value."""

    title: str
    publisher: str = ""
    published: date | None = None
    licence: str = ""
    url: str = ""
    recorded: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A declared list.

    Attributes:
        name: How files and addresses call it.
        title: The Chinese title.
        title_en: The English title.
        about: One sentence on what is listed.
        about_en: The same in English.
        key: Name of the field that identifies an entry.
        label: Name of the field shown as the entry's name.
        order: Names of the fields a list is sorted by first.
        fields: The columns, in the order of the declaration.
        is_public: Whether publications hold its entries.
        owner: Name of the field with the organisation that alone writes an entry; empty where any
            clerk does.
        source: Where the rows come from, if that is one place.
    """

    name: str
    title: str
    title_en: str
    about: str
    about_en: str
    key: str
    label: str
    order: tuple[str, ...]
    fields: tuple[Field, ...]
    is_public: bool = False
    owner: str = ""
    source: Source | None = None

    def __hash__(self) -> int:
        """Tell declarations apart quickly: what is worked out of one is looked up for every row."""
        return hash((self.name, len(self.fields)))

    def field(self, name: str) -> Field | None:
        """Find a field by its name."""
        return next((each for each in self.fields if each.name == name), None)

    @property
    def located_by(self) -> Field | None:
        """The field that says where an entry lies: its point, or the place that it is."""
        points = (each for each in self.fields if each.kind is Kind.POINT and not each.personal)
        key = self.field(self.key)
        return next(points, key if key and key.kind is Kind.PLACE else None)

    def called(self, *, english: bool) -> str:
        """Give the title in a language."""
        return self.title_en if english else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why one cell is refused: the value, the reason and the remedy, in both languages.

    Attributes:
        value: What was written, shortened.
        why: The reason, in Chinese.
        do: What to write instead, in Chinese.
        why_en: The reason, in English.
        do_en: What to write instead, in English.
    """

    value: str
    why: str
    do: str
    why_en: str
    do_en: str

    @property
    def shown(self) -> str:
        """What was written, in one short line."""
        line = " ".join(self.value.split())
        return line if len(line) <= _SHOWN_MOST else f"{line[:_SHOWN_MOST]}…"

    def sentence(self, field: Field, *, english: bool, row: int | None = None) -> str:
        """Say it in one sentence that names the row, the column, the value and the remedy.

        Args:
            field: The column.
            english: Whether to say it in English.
            row: The row of the file, if there is one.
        """
        shown = field.named(self.value, english=english) or self.shown
        if english:
            where = f"Row {row}, {field.title_en}" if row else field.title_en
            what = f"{where}: “{shown}” {self.why_en}" if self.value else f"{where} {self.why_en}"
            return f"{what}; {self.do_en}."
        where = f"第{row}行“{field.title}”" if row else f"“{field.title}”"
        what = f"{where}填“{shown}”，{self.why}" if self.value else f"{where}{self.why}"
        return f"{what}。{self.do}。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What a rule refuses: a field of an entry that does not go with others."""

    key: str
    field: str
    fault: Fault


class FaultyError(BaylineError):
    """Values of an entry that cannot be kept.

    Attributes:
        faults: The reasons, by the name of the field.
    """

    def __init__(self, register: Register, faults: Mapping[str, Fault]) -> None:
        self.faults = dict(faults)
        field, fault = next(
            (each, faults[each.name]) for each in register.fields if each.name in faults
        )
        chinese = fault.sentence(field, english=False).rstrip("。")
        super().__init__(
            fault.sentence(field, english=True).rstrip("."),
            where=register.name,
            zh=Words(chinese),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it stood at some moment.

    Attributes:
        key: What identifies it.
        version: 1 for the first, one more with each change.
        values: Its values; personal ones unsealed.
        is_deleted: Whether it was taken out of the register.
    """

    key: str
    version: int
    values: Values
    is_deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The file that a change came from, if it came from one."""

    name: str = ""
    sheet: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Who changes something, when, and why.

    Attributes:
        by: The person, as they call themselves.
        at: The moment, with its time zone.
        reason: Why, in their words; may be empty.
        origin: The file it comes from.
    """

    by: str
    at: datetime
    reason: str = ""
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True, slots=True)
class KeptEntries:
    """Entries that were just stored, as they stand now, with what changed them.

    Attributes:
        register: The declaration.
        made: The entries, each with what changed it.
        ranks: The ranks of the numbers of each, in the same order.
        searched: What a search looks into of each, in the same order.
    """

    register: Register
    made: Sequence[tuple[Entry, Edit]]
    ranks: Sequence[Values]
    searched: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change in the history of an entry."""

    entry: Entry
    edit: Edit
    digest: str


class ConflictError(BaylineError):
    """Two people changed the same field of an entry; nothing was stored.

    Attributes:
        base: The entry that this change started from.
        theirs: The entry as it stands now.
        ours: The values that this change wants.
        merged: Theirs with every field that only this change touched.
        fields: Names of the fields that both changed to different values.
    """

    def __init__(
        self,
        register: Register,
        *,
        base: Entry,
        theirs: Entry,
        ours: Values,
        merged: Values,
        fields: tuple[str, ...],
    ) -> None:
        self.base, self.theirs, self.ours = base, theirs, ours
        self.merged, self.fields = merged, fields
        named = [found for name in fields if (found := register.field(name))]
        titles = "、".join(f"“{each.title}”" for each in named)
        gone = theirs.is_deleted
        super().__init__(
            f"“{theirs.key}” was changed meanwhile"
            + (": it was deleted" if gone else f": {', '.join(each.title_en for each in named)}"),
            where=register.name,
            why=f"version {theirs.version} came between",
            do="choose which values to keep",
            zh=Words(
                f"“{theirs.key}”已被别人删除" if gone else f"“{theirs.key}”的{titles}已被别人改过",
                f"其间已有第{theirs.version}版",
                "请选定保留哪一个值，再保存",
            ),
        )
