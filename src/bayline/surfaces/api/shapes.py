"""What answers look like: typed dictionaries, of which the description is made as well.

What stands behind a type in `Annotated` says in English what a field holds.
"""

from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple, NotRequired, TypedDict


class Format(NamedTuple):
    """The format of a text, as JSON Schema calls it."""

    name: str


Day = Annotated[str, Format("date")]
Moment = Annotated[datetime, Format("date-time")]
Decimals = Annotated[str, "A decimal number, exact, as text."]
State = Literal["proposed", "accepted", "returned", "superseded"]
ClaimKindName = Literal["figure", "event", "promise", "withdrawal", "fulfilment"]


class Printed(TypedDict):
    """Number and unit as they are printed, without the scale of the unit."""

    value: Decimals | None
    unit: str


class FigureShape(TypedDict):
    """A figure: an interval in base units, with the hedge it was printed with."""

    low: Annotated[Decimals | None, "Lower end in base units; null without limit."]
    high: Annotated[Decimals | None, "Upper end in base units; null without limit."]
    low_open: Annotated[bool, "Whether the lower end itself is excluded."]
    high_open: Annotated[bool, "Whether the upper end itself is excluded."]
    unit: Annotated[str, "Code of the base unit, such as CNY, m2, 1."]
    bound: Annotated[str, "The hedge: exact, about, over, nearly, at_least, at_most, under, range."]
    resolution: Annotated[Decimals, "One step of the last printed digit; 0 if counted."]
    printed: Printed | None


class PeriodShape(TypedDict):
    """The days that something holds for, [start, end)."""

    edtf: Annotated[str, "As EDTF: 2021, 2021-33 (first quarter), 2021-03-03."]
    precision: str
    start: Day | None
    end: Annotated[Day | None, "The day after the last."]
    is_assumed: Annotated[bool, "Whether only the document's date suggests it."]


class Span(TypedDict):
    """Characters of a text, counted from zero, the end excluded."""

    start: int
    end: int


class ClaimShape(TypedDict):
    """A claim: one statement with the characters it stands on."""

    id: str
    kind: ClaimKindName
    subject: str
    attribute: str
    what: Annotated[str, "Of an event what was agreed; of a promise its words."]
    figure: FigureShape | None
    basis: Annotated[dict[str, Any] | None, "What the figure covers: price, threshold, stage …"]
    period: PeriodShape | None
    place: Annotated[str, "Code of the place, or its name where it has none."]
    status: Literal["actual", "planned"]
    change: Annotated[str | None, "What a figure says of a movement, such as growth."]
    state: State
    decided: Annotated[Moment | None, "When it was decided on."]
    decided_by: Annotated[str | None, "By whom; null to whoever may not read all."]
    reason: Annotated[str | None, "Why; null to whoever may not read all."]
    source: Annotated[str | None, "Id of the source it stands on; null of a computation."]
    quote: Annotated[str, "The characters it stands on."]
    span: Span | None
    sentence: Annotated[Span | None, "The sentence around it."]
    reader: Annotated[str, "Version of the reader; empty if a person made it."]
    recorded: Moment
    supersedes: Annotated[str | None, "Id of the claim whose place it takes."]


class ChangeShape(TypedDict):
    """That a claim was recorded or decided on."""

    changed: Moment
    event: Literal["recorded", "decided"]
    claim: ClaimShape


class FigureLine(TypedDict):
    """An accepted figure, flat, as tables like it."""

    id: str
    attribute: str
    subject: str
    place: str
    period: Annotated[str | None, "As EDTF."]
    period_start: Day | None
    period_end: Annotated[Day | None, "The day after the last."]
    low: Decimals | None
    high: Decimals | None
    unit: str
    bound: str
    change: str | None
    status: Literal["actual", "planned"]
    quote: str
    source: str | None


class SourceShape(TypedDict):
    """A document as it was handed over."""

    id: Annotated[str, "The first twelve digits of its hash."]
    sha256: str
    name: str
    title: str
    publisher: str
    published: Day | None
    licence: str
    url: str
    media_type: str
    size: Annotated[int, "In bytes."]
    replaces: Annotated[str | None, "Id of the document that it corrects."]
    recorded: Moment


class PassageShape(TypedDict):
    """A sentence, or a row of a table, that claims stand in."""

    start: int
    end: int
    words: str


class PlaceShape(TypedDict):
    """A place of the region."""

    code: str
    name: str
    level: str
    parent: str
    aliases: list[str]
    longitude: Annotated[Decimals | None, "WGS-84, degrees."]
    latitude: Decimals | None


class ReferenceShape(TypedDict):
    """Characters of a source."""

    source: str
    start: int
    end: int
    quote: str


class FindingShape(TypedDict):
    """What a check found."""

    id: str
    check: str
    state: str
    severity: str
    sentence: str
    sentence_en: str
    claims: Annotated[list[str], "Ids of the claims it rests on."]
    references: list[ReferenceShape]
    is_present: Annotated[bool, "Whether the checks still find it."]
    life: Annotated[str, "What people made of it: open, corrected, explained, dismissed."]
    owner: str
    due: Day | None
    reason: str
    recorded: Moment


class FieldShape(TypedDict):
    """A field of a register."""

    name: str
    title: str
    title_en: str
    kind: str
    is_required: bool
    unit: str
    choices: dict[str, str]


class RegisterShape(TypedDict):
    """A list that the region keeps; personal fields are left out."""

    name: str
    title: str
    title_en: str
    about: str
    about_en: str
    key: str
    label: str
    fields: list[FieldShape]


class EntryShape(TypedDict):
    """An entry of a register; personal values are left out."""

    key: str
    version: int
    values: dict[str, str]


class NewEntry(TypedDict):
    """An entry to be added."""

    values: Annotated[dict[str, str], "By field, as a form takes them."]
    reason: NotRequired[Annotated[str, "Why."]]


class ChangedEntry(TypedDict):
    """What shall be otherwise in an entry."""

    values: Annotated[dict[str, str], "By field; what is not named stays, an empty text clears."]
    version: Annotated[int, "The version that the change started from."]
    reason: NotRequired[Annotated[str, "Why."]]


class DeliveryShape(TypedDict):
    """A file or table of readings that was taken in."""

    number: int
    kind: Annotated[str, "water, air (days) or air-hour."]
    name: Annotated[str, "What the deliverer called it."]
    sha256: Annotated[str, "Of the file, or of the table as CSV."]
    kept: Annotated[int, "Samples that were new or corrected."]
    skipped: Annotated[int, "Samples that were kept before with the same values."]
    first: Annotated[str, "The first moment."]
    last: Annotated[str, "The last one."]
    by: str
    recorded: Moment


class NewReadings(TypedDict):
    """A table of readings: what one would write in a CSV file."""

    kind: Annotated[str, "water, air (days) or air-hour."]
    columns: Annotated[list[str], "As in files: section, time, items; a unit in brackets."]
    rows: Annotated[
        list[list[str | int | float | None]],
        "One list for each sample; “--” says not measured; text keeps all digits.",
    ]
    name: NotRequired[Annotated[str, "What it shall be called in the list of deliveries."]]
    holds: NotRequired[Annotated[bool, "What is doubted was looked at and holds."]]
    corrects: NotRequired[Annotated[bool, "Other values take the place of those kept."]]


class ToldCell(TypedDict):
    """What is told of a cell."""

    weight: Literal["fault", "doubt", "note"]
    row: Annotated[int, "The columns are row 1, so the first of `rows` is row 2."]
    column: str
    value: str
    why: str
    why_zh: str


class TakenReadings(TypedDict):
    """What became of a delivery."""

    delivery: Annotated[int | None, "Its number; null where nothing in it was new."]
    kept: int
    skipped: Annotated[int, "Samples that were kept before with the same values."]
    notes: Annotated[list[ToldCell], "What was noted of its cells."]
