"""What a check found: a verdict in a sentence, with the arithmetic and the quotes it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure


class Severity(StrEnum):
    """How much a finding matters to whoever answers for the document."""

    CONTRADICTION = "contradiction"
    WARNING = "warning"
    NOTE = "note"


class Verdict(StrEnum):
    """What comparing came to."""

    HOLDS = "holds"
    CONTRADICTION = "contradiction"
    NOT_COMPARABLE = "not_comparable"  # the sentence names the part of the basis that differs
    NEEDS_BASIS = "needs_basis"  # of what, when or where is not said


class State(StrEnum):
    """What a finding asks of its reader, worst first; every surface shows its word and its sign."""

    CONTRADICTION = "contradiction"
    WARNING = "warning"  # worth a second look, though nobody is accused
    NOT_COMPARABLE = "not_comparable"
    NEEDS_BASIS = "needs_basis"
    HOLDS = "holds"


class Life(StrEnum):
    """What people have made of a finding."""

    OPEN = "open"
    CORRECTED = "corrected"  # the document was wrong and has been put right
    EXPLAINED = "explained"  # both are right, and the reason is written down
    DISMISSED = "dismissed"  # there was nothing to find

    @property
    def zh(self) -> str:
        """Chinese word for it."""
        return _LIVES[self]


_LIVES = {
    Life.OPEN: "待核",
    Life.CORRECTED: "已更正",
    Life.EXPLAINED: "已说明",
    Life.DISMISSED: "不属问题",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The characters of a document that a claim stands in.

    Attributes:
        document: The document as its user names it.
        start: First character of the quote in the document's text.
        end: One past the last character.
        quote: The characters themselves.
    """

    document: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.quote):
            raise BaylineError(
                f"a quote of {len(self.quote)} characters at {self.start} to {self.end}",
                where=self.document,
                why="a span counts exactly the characters of its quote",
                do="cut the quote from the document's text by the span",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of an arithmetic written out.

    Attributes:
        label: What the figure is, in Chinese; often words of the text.
        figure: The figure.
        label_en: The same in English; empty where the label is a quote or a name.
        operation: Sign before it: empty for the first, `+`, `-`, `×`, `÷`, `=` for a result.
        reference: Where it is printed; None if it was computed.
    """

    label: str
    figure: Figure
    label_en: str = ""
    operation: str = ""
    reference: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One result of one check.

    Attributes:
        check: Identifier of the check, such as `parts-of-whole`.
        severity: How much it matters.
        verdict: What comparing came to.
        sentence: The finding in one Chinese sentence.
        sentence_en: The same in English.
        rows: The arithmetic, in reading order.
        claims: The places in the documents that it rests on.
        state: What it asks of its reader, where verdict and severity do not tell; see `state_of`.
    """

    check: str
    severity: Severity
    verdict: Verdict
    sentence: str
    sentence_en: str
    rows: tuple[Row, ...] = ()
    claims: tuple[Reference, ...] = ()
    state: State | None = None

    def __post_init__(self) -> None:
        accuses = self.severity is Severity.CONTRADICTION
        if accuses and self.verdict is not Verdict.CONTRADICTION:
            raise BaylineError(
                f"finding {self.check}: severity contradiction with the verdict {self.verdict}",
                why="only figures that cannot both be true contradict each other",
                do="give it the severity warning or note",
            )


_ORDER = {state: place for place, state in enumerate(State)}


def state_of(finding: Finding) -> State:
    """Return the state of a finding: its own, else its verdict, or warning where that misleads.

    What holds and still is a warning asks for a second look, and so does a contradiction that is
    not called one; what lacks a basis asks for the basis, however much it matters.
    """
    if finding.state is not None:
        return finding.state
    is_loud = finding.verdict is Verdict.HOLDS and finding.severity is Severity.WARNING
    is_accusation = finding.severity is Severity.CONTRADICTION
    is_unsure = finding.verdict is Verdict.CONTRADICTION and not is_accusation
    return State.WARNING if is_loud or is_unsure else State(finding.verdict.value)


def by_weight(finding: Finding) -> tuple[int, str, int]:
    """Return the key that sorts the worst states first, then by place in the documents."""
    first = min(((claim.document, claim.start) for claim in finding.claims), default=("", 0))
    return (_ORDER[state_of(finding)], *first)
