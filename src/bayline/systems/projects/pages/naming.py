"""Where what a line names leads to: the project, its place, who leads it, the stated amount."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses
from bayline.platform.naming import Evidence, Named, evidence_of, names_of
from bayline.platform.registers.queries import labels, register
from bayline.systems.projects.rules.listing import Line

_ORGANISATIONS = "organisations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names and addresses for the lines of one page."""

    ways: Addresses
    places: Mapping[str, Named]
    leads: Mapping[str, str]
    sentences: Mapping[Evidence, str]

    def project(self, code: str) -> str:
        """Give the address of a project."""
        return self.ways.to(project_path(code))

    def place(self, code: str) -> tuple[str, str]:
        """Give the name of a place, and its address where it is known."""
        named = self.places.get(code)
        return (named.label, self.ways.to(named.path)) if named else (code, "")

    def lead(self, code: str) -> tuple[str, str]:
        """Give the name of who leads, and its address where it is known."""
        name = self.leads.get(code, "")
        path = f"/{_ORGANISATIONS}/{quote(code, safe='/~:@')}"
        return (name, self.ways.to(path)) if name else (code, "")

    def amount(self, line: Line) -> str:
        """Give the address of the sentence that states an amount, else of its project."""
        path = self.sentences.get((line.amount_document, line.amount), "")
        return self.ways.to(path) if path else self.project(line.code)


def project_path(code: str) -> str:
    """Give the path of a project, without language and day."""
    return f"/projects/{quote(code, safe='/~:@')}"


def names_for(lines: Sequence[Line], ways: Addresses) -> Names:
    """Find the names that lines need.

    Args:
        lines: Those of one page.
        ways: How addresses are written.
    """
    quotes = {(line.amount_document, line.amount) for line in lines if line.amount}
    return Names(
        ways=ways,
        places=place_names(line.place for line in lines),
        leads=lead_names(line.lead for line in lines),
        sentences=evidence_of(quotes),
    )


def place_names(codes: Iterable[str]) -> Mapping[str, Named]:
    """Name places by their codes."""
    return names_of("place", {*codes} - {""})


def lead_names(codes: Iterable[str]) -> Mapping[str, str]:
    """Name organisations by their codes; none where the region has no register of them."""
    known = {*codes} - {""}
    try:
        return labels(register(_ORGANISATIONS), known) if known else {}
    except BaylineError:  # declared nowhere, or not within reach
        return {}
