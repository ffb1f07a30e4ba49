"""Nouns of reports: a template, its words, what they resolve to, what was issued."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period

FOLDER = "reports/"
LANGUAGES = ("zh", "en")
FORMS = ("pdf", "docx", "xlsx")


class Cadence(StrEnum):
    """What a report is made for: each period of a kind, or an entry of a register."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A kind of report.

    Attributes:
        name: How files, addresses and commands call it.
        title: The Chinese title.
        title_en: The English title.
        cadence: What it is made for.
        register: Of `Cadence.ENTRY` the register whose entries it is made for.
        languages: zh, en, or both; the first is the one its words were written in.
        figures: Expressions by the names that its words use.
        lines: The lines of its declaration that name those figures.
        names_reviewers: Whether notes say who accepted a figure.
        opens: The first edition that the list offers; empty for none but the present one.
    """

    name: str
    title: str
    title_en: str
    cadence: Cadence
    register: str = ""
    languages: tuple[str, ...] = LANGUAGES
    figures: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    names_reviewers: bool = False
    opens: str = ""

    @property
    def path(self) -> str:
        """Where its declaration lies in the pack."""
        return f"{FOLDER}{self.name}.toml"

    def called(self, *, english: bool) -> str:
        """Give the title in a language."""
        return self.title_en if english else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one report is made for: a period, or an entry.

    Attributes:
        name: As addresses and commands write it: 2025Q3, 2025, 2025-09, or the key of an entry.
        period: Its days; None for an entry.
        label: Of an entry what it is called; empty for a period.
    """

    name: str
    period: Period | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a figure rests on.

    Attributes:
        document: Title of the document; of the register where there is none.
        publisher: Who published it.
        published: When, in ISO 8601; empty if unknown.
        sentence: The sentence, as it stands there; empty where an entry quotes none.
        entry: The register and the entry of it, where no sentence is quoted.
        quote: The characters in it that state the figure.
        accepted: When it was accepted, in ISO 8601; empty for an entry of a register.
        by: Who accepted it; empty where the report does not name people.
        claim: Identifier of the claim; empty for an entry.
        source: SHA-256 of the document; empty where there is none.
        path: Path of the page that shows it, without language and day.
    """

    document: str
    publisher: str = ""
    published: str = ""
    sentence: str = ""
    entry: str = ""
    quote: str = ""
    accepted: str = ""
    by: str = ""
    claim: str = ""
    source: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What an expression came to.

    Attributes:
        printed: As its document prints it, hedges included; computed ones in the same unit.
        figure: The figure; None of words.
        notes: What it rests on, one for each figure that went into it.
        about: What it states, in words.
        problem: Why there is nothing to print; empty where there is.
    """

    printed: str = ""
    figure: Figure | None = None
    notes: tuple[Note, ...] = ()
    about: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report whose figures were looked up: what every form of it is made from.

    Attributes:
        facts: Plain data: title, edition, language, moment, blocks, notes, figures; see
            `bayline.platform.reporting.resolving`.
        problems: What could not be resolved, a sentence each, in order.
    """

    facts: Mapping[str, Any]
    problems: tuple["Problem", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A figure that cannot be printed.

    Attributes:
        where: File and line of the words that ask for it.
        asked: The expression.
        sentence: Why, in the language of the page.
    """

    where: str
    asked: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedFile:
    """One file of an issued report, without its bytes."""

    name: str
    language: str
    form: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An issued report.

    Attributes:
        id: Its id: the first half of the hash of what it says.
        template: Name of its template.
        edition: What it was made for.
        title: Its title.
        publication: Id of the publication that holds its figures; the snapshot id on every page.
        moment: The instant at which its figures were looked up.
        facts: How it was made and what of it rests on what; see `actions.issuing`.
        files: Its files.
        by: Who issued it.
        recorded: When.
    """

    id: str
    template: str
    edition: str
    title: str
    publication: str
    moment: datetime
    facts: Mapping[str, Any]
    files: tuple[IssuedFile, ...]
    by: str
    recorded: datetime
