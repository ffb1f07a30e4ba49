"""Where what a line names leads to: the project, its place, who leads it, the stated amount."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses
from bayline.platform.naming import Evidence, Named, evidence_of, names_of, page_of
from bayline.platform.registers.queries import labels, register
from bayline.systems.projects.rules.entries import PROJECTS
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
    return page_of(PROJECTS, code)


def names_for(lines: Sequence[Line], known: Mapping[str, Sequence[str]], ways: Addresses) -> Names:
    """Find the names that lines and filters need.

    Args:
        lines: Those of one page.
        known: All places and leads there are.
        ways: How addresses are written.
    """
    quotes = {(line.amount_document, line.amount) for line in lines if line.amount}
    return Names(
        ways=ways,
        places=names_of("place", known["place"]),
        leads=_lead_names(known["lead"]),
        sentences=evidence_of(quotes),
    )


def _lead_names(codes: Sequence[str]) -> Mapping[str, str]:
    """Name organisations by their codes; none where the region has no register of them."""
    try:
        return labels(register(_ORGANISATIONS), codes) if codes else {}
    except BaylineError:  # declared nowhere, or not within reach
        return {}
