"""The bench: one claim at a time with what speaks against it, or many of them as a list."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.asking import page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer
from bayline.platform.people.visiting import visitor_of
from bayline.platform.record.queries import claim as claim_by_id
from bayline.platform.record.queries import findings
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.pages import states
from bayline.systems.reading.pages.bench_context import (
    BenchList,
    BenchPage,
    BenchProblems,
    Choices,
    Done,
    ListedClaim,
    changes_of,
)
from bayline.systems.reading.pages.claims import ClaimCard
from bayline.systems.reading.pages.correcting import Field, correction_fields
from bayline.systems.reading.pages.figure import card_at
from bayline.systems.reading.pages.kept_findings import findings_of, worst_look
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.undoing import turns_of
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import (
    Sentence,
    Wanted,
    bench_documents,
    bench_place,
    bench_rows,
    bench_stamp,
    beside_of,
    first_of,
    place_names,
    said_in,
    sentence_of,
    token_of,
)

_PAGE_ROWS = 50
_MOST_BESIDE = 24
_MOST_OTHERS = 8
_MOST_FINDINGS = 8
_STATES = (Review.PROPOSED, Review.ACCEPTED, Review.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the bench is asked for: which claims, which of them, in which form.

    Attributes:
        wanted: The claims that are gone through.
        claim: The one that is shown; empty for the first.
        is_list: Whether they are shown as a list.
        is_correcting: Whether the form to correct is open.
    """

    wanted: Wanted
    claim: str = ""
    is_list: bool = False
    is_correcting: bool = False

    @property
    def query(self) -> dict[str, str]:
        """The filters as query parameters."""
        wanted = self.wanted
        state = "" if wanted.state is Review.PROPOSED else wanted.state.value
        kind = wanted.kind.value if wanted.kind else ""
        return {"document": wanted.document, "kind": kind, "state": state}


def asked_of(given: Mapping[str, str]) -> Asked:
    """Read what is asked for from an address or from a form; what is no filter is left out."""
    states_known = {state.value: state for state in _STATES}
    kinds = {kind.value: kind for kind in ClaimKind}
    document = given.get("document", "")
    wanted = Wanted(
        state=states_known.get(given.get("state", ""), Review.PROPOSED),
        document=document[:64] if document.isalnum() else "",
        kind=kinds.get(given.get("kind", "")),
    )
    return Asked(
        wanted=wanted,
        claim=given.get("claim", ""),
        is_list=given.get("view") == "list",
        is_correcting=bool(given.get("correct")),
    )


@asked()
def bench(request: HttpRequest, moment: datetime | None) -> Answer:
    """Show the claim that is asked for, or the first that waits; or the list of them.

    Of a day that is asked for it shows what waited then, and takes no decisions.
    """
    wished = asked_of(request.GET)
    return bench_answer(request, replace(wished, wanted=wished.wanted._replace(at=moment)))


def bench_answer(
    request: HttpRequest, wished: Asked, problems: BenchProblems | None = None, *, status: int = 200
) -> Answer:
    """Show the bench, also with what was refused and what was typed.

    Args:
        request: For addresses, the name typed last, and the decisions of this session.
        wished: What it is asked for.
        problems: What was refused; None where nothing was.
        status: The status of the answer.
    """
    maker = _Bench(request, wished, problems or BenchProblems(by=visitor_of(request).name))
    if wished.is_list:
        return Answer(context=maker.listed(), template="reading/bench_list.html", status=status)
    return Answer(context=maker.page(), template="reading/bench.html", status=status)


class _Bench:
    """Gathers what the bench shows."""

    def __init__(self, request: HttpRequest, wished: Asked, problems: BenchProblems) -> None:
        self._request, self._wished, self._problems = request, wished, problems
        self._ways = Ways(request)

    def page(self) -> BenchPage:
        wished = self._wished
        identifier = wished.claim or first_of(wished.wanted)
        if not identifier:
            return BenchPage(
                choices=self._choices(), problems=self._problems, done=self._done(), claim=None
            )
        return self._filled(claim_by_id(identifier, as_of=wished.wanted.at))

    def _filled(self, kept: KeptClaim) -> BenchPage:
        moment = self._wished.wanted.at
        near, others = beside_of(kept, limit=_MOST_BESIDE, as_of=moment)
        places = place_names(one.claim.place for one in (kept, *near, *others))
        old = next((one for one in near if one.id == kept.claim.supersedes), None)
        found = findings_of(findings(claim=kept.id, as_of=moment), self._ways, limit=_MOST_FINDINGS)
        place = bench_place(self._wished.wanted, kept)
        is_there = kept.state is self._wished.wanted.state

        def card(one: KeptClaim) -> ClaimCard:
            return card_at(one, self._ways, places=places)

        shown = card(kept)
        return BenchPage(
            choices=self._choices(),
            problems=self._problems,
            done=self._done(),
            claim=shown,
            token=token_of(kept),
            look=worst_look(found.looks, shown.look),
            sentence=sentence_of(kept) if kept.text else Sentence("", kept.quote, ""),
            total=place.total,
            number=place.before + 1 if is_there else None,
            previous_address=self._to(place.previous) if place.previous else "",
            next_address=self._to(place.following) if place.following else "",
            correct_address=self._to(kept.id, correct="1"),
            old=card(old) if old else None,
            changes=changes_of(card(old), shown) if old else (),
            rivals=tuple(
                card(one)
                for one in near
                if one is not old and one.state in {Review.PROPOSED, Review.ACCEPTED}
            ),
            others=tuple(map(card, others[:_MOST_OTHERS])),
            findings=found.views,
            findings_total=found.total,
            fields=self._fields(kept),
        )

    def _fields(self, kept: KeptClaim) -> tuple[Field, ...]:
        is_open = self._wished.is_correcting and self._wished.wanted.at is None
        if not (is_open or self._problems.typed is not None):
            return ()
        return correction_fields(kept, self._problems.typed)

    def listed(self) -> BenchList:
        wanted = self._wished.wanted
        total, stamp = bench_stamp(wanted)
        pager = Pager.of(
            page_number(self._request),
            total,
            size=_PAGE_ROWS,
            address=lambda page: self._ways.review(**self._wished.query, view="list", page=page),
        )
        rows = bench_rows(wanted, first=(pager.page - 1) * _PAGE_ROWS, count=_PAGE_ROWS)
        return BenchList(
            choices=self._choices(),
            problems=self._problems,
            done=self._done(),
            total=total,
            stamp=stamp,
            pager=pager,
            rows=tuple(ListedClaim.of(row, self._ways, self._to(row.identifier)) for row in rows),
        )

    def _to(self, identifier: str, **more: str) -> str:
        return self._ways.review(claim=identifier, **self._wished.query, **more)

    def _choices(self) -> Choices:
        wished = self._wished
        total, documents = bench_documents(wished.wanted)
        return Choices.of(
            wished.wanted,
            documents=documents,
            documents_rest=total - len(documents),
            one_address=self._ways.review(**wished.query),
            list_address=self._ways.review(**wished.query, view="list"),
            is_list=wished.is_list,
        )

    def _done(self) -> Done | None:
        turns = turns_of(self._request)
        said = said_in(turns[-1]) if turns else None
        if said is None:
            return None
        quote, state, count = said
        return Done(printed=quote, word=states.review_word(state), count=count)
