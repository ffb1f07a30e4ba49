"""What the bench shows, as its pages and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.listing import Option, Pager
from bayline.systems.reading.pages import states
from bayline.systems.reading.pages.claims import ClaimCard
from bayline.systems.reading.pages.context import Problem
from bayline.systems.reading.pages.correcting import Field
from bayline.systems.reading.pages.kept_findings import RecordFinding
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import BenchRow, Sentence, Wanted

_NOWHERE = Sentence("", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchProblems:
    """What was refused and what was typed.

    Attributes:
        by: The name in the form.
        reason: The reason in the form.
        problems: What was refused, by field.
        typed: The fields of the correction as they were typed; None where none was sent.
        picked: The claims that were ticked.
    """

    by: str = ""
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] | None = None
    picked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The filters of the bench.

    Attributes:
        documents_rest: How many documents are not among those that can be chosen.
    """

    state: str
    document: str
    kind: str
    states: tuple[Option, ...]
    documents: tuple[Option, ...]
    documents_rest: int
    kinds: tuple[Option, ...]
    document_title: str
    one_address: str
    list_address: str
    is_list: bool

    @classmethod
    def of(
        cls,
        wanted: Wanted,
        *,
        documents: Sequence[tuple[str, str, int]],
        documents_rest: int,
        one_address: str,
        list_address: str,
        is_list: bool,
    ) -> Self:
        """Give the filters with what is chosen."""
        asked = (Review.PROPOSED, Review.ACCEPTED, Review.RETURNED)
        kind = wanted.kind.value if wanted.kind else ""
        known = [(name, f"{title}（{count}）") for name, title, count in documents]
        titles = {name: title for name, title, _ in documents}
        return cls(
            state=wanted.state.value,
            document=wanted.document,
            kind=kind,
            states=_options(
                [(state.value, states.review_word(state)) for state in asked], wanted.state.value
            ),
            documents=_options([("", _("全部文件")), *known], wanted.document),
            documents_rest=max(0, documents_rest),
            kinds=_options(
                [("", _("全部")), *((one.value, states.kind_word(one)) for one in ClaimKind)], kind
            ),
            document_title=titles.get(wanted.document, ""),
            one_address=one_address,
            list_address=list_address,
            is_list=is_list,
        )


def _options(pairs: Sequence[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value=value, word=word, is_chosen=value == chosen) for value, word in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The last decision of this session, which can be taken back."""

    printed: str
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of a claim beside that of the claim it would take the place of."""

    label: str
    old: str
    new: str
    is_changed: bool


def changes_of(old: ClaimCard, new: ClaimCard) -> tuple[Change, ...]:
    """Set two claims side by side, field by field."""
    return tuple(_changes(old, new))


def _changes(old: ClaimCard, new: ClaimCard) -> Iterator[Change]:
    yield Change(
        label=_("原文"), old=old.printed, new=new.printed, is_changed=old.printed != new.printed
    )
    yield Change(
        label=_("文件"),
        old=old.document,
        new=new.document,
        is_changed=old.document_address != new.document_address,
    )
    before = {line.label: line.value for line in old.lines}
    after = {line.label: line.value for line in new.lines}
    for label in dict.fromkeys((*before, *after)):
        one, other = before.get(label, ""), after.get(label, "")
        yield Change(label=label, old=one, new=other, is_changed=one != other)


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchPage:
    """One claim on the bench.

    Attributes:
        claim: The claim; None where none waits.
        token: Where it stands as it is shown; a decision carries it.
        number: Its place among those that wait; None where it is not one of them.
        old: The claim whose place it would take.
        changes: Both side by side, field by field.
        rivals: Other readings of the same characters.
        fields: The form to correct it; empty while it is closed.
    """

    choices: Choices
    problems: BenchProblems
    done: Done | None
    claim: ClaimCard | None
    token: str = ""
    look: str = ""
    sentence: Sentence = _NOWHERE
    total: int = 0
    number: int | None = None
    previous_address: str = ""
    next_address: str = ""
    correct_address: str = ""
    old: ClaimCard | None = None
    changes: tuple[Change, ...] = ()
    rivals: tuple[ClaimCard, ...] = ()
    others: tuple[ClaimCard, ...] = ()
    findings: tuple[RecordFinding, ...] = ()
    findings_total: int = 0
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClaim:
    """A claim in the list of the bench; `pick` names it with where it stands."""

    id: str
    pick: str
    address: str
    bench_address: str
    kind: str
    printed: str
    sentence: Sentence
    attribute: str
    subject: str
    document: str
    document_address: str
    is_difference: bool
    look: str
    word: str

    @classmethod
    def of(cls, row: BenchRow, ways: Ways, bench_address: str) -> Self:
        """Show a row."""
        before, _quote, after = row.sentence.partition(row.quote)
        return cls(
            id=row.identifier,
            pick=f"{row.identifier}|{row.token}",
            address=ways.figure(row.identifier),
            bench_address=bench_address,
            kind=states.kind_word(row.kind),
            printed=row.quote,
            sentence=Sentence(before, row.quote, after) if row.sentence else _NOWHERE,
            attribute=states.attribute_word(row.kind, row.attribute),
            subject=row.subject,
            document=row.document_title,
            document_address=ways.document(row.document) if row.document else "",
            is_difference=bool(row.supersedes),
            look=states.review_look(row.state),
            word=states.review_word(row.state),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchList:
    """Many claims on the bench."""

    choices: Choices
    problems: BenchProblems
    done: Done | None
    total: int
    stamp: str  # which claims they are, for a decision on all of them
    pager: Pager
    rows: tuple[ListedClaim, ...]
