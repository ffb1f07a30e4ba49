"""What a question finds, of every kind, by a number of questions to the database that is fixed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bayline.engines.search.asked import Asked
from bayline.platform.record.queries import sources_by_hash, sources_by_key
from bayline.platform.record.terms import KeptClaim, KeptSource
from bayline.platform.search import queries
from bayline.platform.search.standing import figures, figures_in
from bayline.platform.search.terms import NAMED, Kind, NameHit, PassageHit, Scope

FACETS = 8  # documents that hits may be narrowed to


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All that was found, and how much of it.

    Attributes:
        named: What was found by its name, by kind.
        passages: Sentences, the best first.
        figures: Numbers of sentence and claim, in the order of the sentences.
        counts: How many of each kind.
        more: Kinds of which there are more than are counted.
    """

    named: Mapping[Kind, Sequence[NameHit]]
    passages: Sequence[PassageHit]
    figures: Sequence[tuple[int, int]]
    counts: Mapping[Kind, int]
    more: frozenset[Kind]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        return not any(self.counts.values())

    def documents(self) -> list[tuple[int, int]]:
        """Count the sentences by document, those with most first."""
        return Counter(hit.source for hit in self.passages).most_common(FACETS)


def found(asked: Asked, scope: Scope) -> Results:
    """Look for everything that holds what is asked.

    Args:
        asked: The question.
        scope: Where is searched; within one document only sentences and figures are.
    """
    kinds = () if scope.document is not None else NAMED
    named = {kind: queries.names(asked, kind, scope) for kind in kinds}
    passages, has_more = queries.passages(asked, scope)
    standing = figures_in(passages, as_of=scope.as_of)
    counts = {kind: len(one.hits) for kind, one in named.items()}
    more = {kind for kind, one in named.items() if one.is_more}
    return Results(
        named={kind: one.hits for kind, one in named.items()},
        passages=passages,
        figures=standing,
        counts={**counts, Kind.SENTENCE: len(passages), Kind.FIGURE: len(standing)},
        more=frozenset(more | ({Kind.SENTENCE, Kind.FIGURE} if has_more else set())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page needs of the sentences and figures that stand on it.

    Attributes:
        words: The sentences as they are printed, by their numbers in the index.
        sources: Their documents, by number.
        figures: The figures in them, by sentence.
        named: Documents that were found by their names, by hash.
    """

    words: Mapping[int, str]
    sources: Mapping[int, KeptSource]
    figures: Mapping[int, Sequence[KeptClaim]]
    named: Mapping[str, KeptSource]


def shown(results: Results, windows: Mapping[Kind, slice], *, scope: Scope) -> Shown:
    """Load what a page shows of the hits that stand on it.

    Args:
        results: All that was found.
        windows: Which hits of each kind stand on the page.
        scope: Where is searched.
    """
    pairs = results.figures[windows[Kind.FIGURE]]
    on_page = {hit.key for hit in results.passages[windows[Kind.SENTENCE]]}
    on_page |= {key for key, _ in pairs}
    hits = [hit for hit in results.passages if hit.key in on_page]
    wanted = [pair for pair in results.figures if pair[0] in on_page]
    claims = figures([claim for _, claim in wanted], as_of=scope.as_of)
    of_passage: dict[int, list[KeptClaim]] = {key: [] for key in on_page}
    for key, claim in wanted:
        if claim in claims:
            of_passage[key].append(claims[claim])
    facets = [source for source, _ in results.documents()]
    documents = results.named.get(Kind.DOCUMENT, ())[windows[Kind.DOCUMENT]]
    return Shown(
        words=queries.originals(hits),
        sources=sources_by_key({*(hit.source for hit in hits), *facets}),
        figures=of_passage,
        named=sources_by_hash([hit.key for hit in documents]),
    )
