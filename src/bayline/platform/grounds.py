"""What pages of entries rest on: figures and sentences of documents, else the entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from bayline.platform.addresses import Addresses
from bayline.platform.naming import Evidence, Named, Saying, evidence_of, names_of, sayings_in
from bayline.platform.registers.terms import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Something with a page of its own; without an address where nobody knows its page."""

    label: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as it is printed, and where it leads.

    Attributes:
        printed: As its document or its entry has it.
        address: The page of the figure, else of what was quoted, else of the entry.
        is_founded: Whether a document of the record prints it.
    """

    printed: str
    address: str
    is_founded: bool = True

    @property
    def is_unfounded(self) -> bool:
        """Whether nothing in the record bears it out."""
        return not self.is_founded


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words of a document.

    Attributes:
        words: The words; empty where only the document is known.
        address: Where their sentence is shown.
        document: The document.
    """

    words: str
    address: str
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be looked up for a page, in a few questions for all of it.

    Attributes:
        places: Codes of places.
        documents: Names of files.
        figures: Files with figures that they print.
        quotes: Files with words that stand there.
    """

    places: frozenset[str] = field(default_factory=frozenset)
    documents: frozenset[str] = field(default_factory=frozenset)
    figures: frozenset[Evidence] = field(default_factory=frozenset)
    quotes: frozenset[Evidence] = field(default_factory=frozenset)


_FIGURES = ("amount", "projects", "investment", "in_year", "area", "part", "whole", "percent")
_WORDS = ("quote", "text")


def asked_by(entries: Iterable[Values]) -> Asked:
    """Collect what entries of registers refer to, by the names their fields have."""
    known = [*entries]
    return Asked(
        places=_values(known, "place"),
        documents=_values(known, "document"),
        figures=frozenset(pair for name in _FIGURES for pair in _pairs(known, name)),
        quotes=frozenset(pair for name in _WORDS for pair in _pairs(known, name)),
    )


def _values(entries: Sequence[Values], name: str) -> frozenset[str]:
    return frozenset(each[name] for each in entries if each.get(name))


def _pairs(entries: Sequence[Values], name: str) -> Iterable[Evidence]:
    return (
        (each["document"], each[name])
        for each in entries
        if each.get("document") and each.get(name)
    )


class Grounds:
    """Answers where each thing of a page leads.

    Args:
        asked: What is asked for.
        ways: How pages are named.
    """

    def __init__(self, asked: Asked, ways: Addresses) -> None:
        self.ways = ways
        self._places: Mapping[str, Named] = names_of("place", asked.places)
        self._documents: Mapping[str, Named] = names_of("document", asked.documents)
        self._figures: Mapping[Evidence, str] = evidence_of(asked.figures)
        self._sayings: Mapping[Evidence, tuple[Saying, ...]] = sayings_in(asked.quotes)

    def place(self, code: str) -> Linked:
        """Name a place."""
        return self._linked(self._places.get(code), code)

    def document(self, file: str) -> Linked:
        """Name a document."""
        return self._linked(self._documents.get(file), file)

    def number(self, register: str, values: Values, name: str) -> Number | None:
        """Show a number of an entry; None where it has none."""
        printed = values.get(name, "")
        if not printed:
            return None
        path = self._figures.get((values.get("document", ""), printed), "")
        where = self.ways.to(path) if path else f"{self.entry(register, values['code'])}#{name}"
        is_figure = name in _FIGURES
        is_founded = bool(path) if is_figure else values.get("document", "") in self._documents
        return Number(printed=printed, address=where, is_founded=is_founded)

    def quoted(self, values: Values, name: str = "quote") -> Quoted:
        """Show the words that an entry quotes, and the document."""
        file, words = values.get("document", ""), values.get(name, "")
        document, found = self.document(file), self.sayings(values, name)
        where = self.ways.to(found[0].path) if found else document.address
        return Quoted(words=words, address=where, document=document)

    def sayings(self, values: Values, name: str = "quote") -> tuple[Saying, ...]:
        """Give what the document states in the words that an entry quotes."""
        return self._sayings.get((values.get("document", ""), values.get(name, "")), ())

    def entry(self, register: str, key: str) -> str:
        """Give the address of an entry of a register."""
        return self.ways.to(f"/registers/{register}/{quote(key)}")

    def _linked(self, named: Named | None, code: str) -> Linked:
        if named is None:
            return Linked(label=code)
        return Linked(label=named.label, address=self.ways.to(named.path))
