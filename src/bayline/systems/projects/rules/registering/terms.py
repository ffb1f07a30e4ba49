"""What registration knows of a project: its application, its months, its slips with signatures."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bayline.kernel.periods import Period
from bayline.systems.projects.terms import Amount, Stage


class Scope(StrEnum):
    """Whether a project is to be reported, and on which form."""

    LARGE = "206-1"
    SMALL = "206-2"
    OUT = "out"
    EITHER = "206-1/206-2"  # in scope, and its planned total does not tell the form
    UNSURE = "unsure"  # its planned total is not known well enough


class Party(StrEnum):
    """Who signs a progress slip."""

    OWNER = "owner"
    BUILDER = "builder"
    SUPERVISOR = "supervisor"

    @property
    def zh(self) -> str:
        """Chinese name of the party."""
        return {Party.OWNER: "建设方", Party.BUILDER: "施工方", Party.SUPERVISOR: "监理方"}[self]

    @property
    def en(self) -> str:
        """English name of the party."""
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A progress slip (形象进度单) of a month with who signed it, by name.

    Attributes:
        month: The month whose progress it shows.
        signed: The name under each party's stamp; a party without a name has not signed.
        evidence: Identifier of the document.
    """

    month: Period
    signed: tuple[tuple[Party, str], ...]
    evidence: str

    def unsigned(self) -> tuple[Party, ...]:
        """List the parties whose signature is missing."""
        names = {party for party, name in self.signed if name.strip()}
        return tuple(party for party in Party if party not in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The investment that was reported for one month.

    Attributes:
        month: The month.
        amount: What was reported for it alone.
    """

    month: Period
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A project as registration sees it.

    Attributes:
        project: Identifier of the project.
        name: Its name.
        stage: Where it stands; None if nothing is recorded.
        planned: Its planned total investment, if stated.
        basis: Identifier of the approval that gives the planned total; empty if there is none.
        is_rural_household: Whether a rural household invests, which is surveyed otherwise.
        slips: Its progress slips.
        registered: The day it was admitted to the register; None if it was not.
        code: Its code there.
        months: What was reported for it.
    """

    project: str
    name: str
    stage: Stage | None = None
    planned: Amount | None = None
    basis: str = ""
    is_rural_household: bool = False
    slips: tuple[Slip, ...] = ()
    registered: date | None = None
    code: str = ""
    months: tuple[Reported, ...] = ()
