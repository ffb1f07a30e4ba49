"""Which figures a finding rests on, and which other words of the draft it needs a mark on."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from bayline.engines.chinese.terms import Reading
from bayline.kernel.findings import Finding, Reference, state_of
from bayline.systems.reading.pages import words
from bayline.systems.reading.pages.marks import Mark

READ = "read"  # the look of a figure that no check touched


class Links(NamedTuple):
    """What findings and figures have to do with each other."""

    looks: dict[int, str]  # position of a statement -> look of its worst finding
    findings: dict[int, tuple[str, ...]]  # position of a statement -> ids of its findings
    anchors: dict[tuple[int, int], str]  # span of a reference -> id of the mark on it
    extra: tuple[Mark, ...]  # marks on words that are no figures


def linked(
    reading: Reading,
    findings: Sequence[Finding],
    *,
    draft: str,
    agreeing: Collection[int] = (),
) -> Links:
    """Tie findings to the figures of the draft.

    Args:
        reading: What was found in the draft.
        findings: What the checks found, worst first; the first is f1.
        draft: What findings call the draft; other names are kept documents.
        agreeing: Positions of the figures that the record gives alike.
    """
    names: dict[int, list[str]] = {}
    looks: dict[int, str] = dict.fromkeys(agreeing, "good")
    anchors: dict[tuple[int, int], str] = {}
    extra: list[Mark] = []
    figures = _Figures(reading)
    for place, finding in enumerate(findings, start=1):
        look = words.look_of(state_of(finding))
        for reference in references(finding):
            if reference.document != draft:
                continue
            position = figures.meant_by(reference)
            if position is not None:
                names.setdefault(position, []).append(f"f{place}")
                looks[position] = worse(look, looks.get(position, READ))
                anchors[reference.start, reference.end] = f"m{position + 1}"
            elif (reference.start, reference.end) not in anchors:
                extra.append(_words_mark(reference, len(extra) + 1, target=f"f{place}", look=look))
                anchors[reference.start, reference.end] = extra[-1].name
    kept = {position: tuple(dict.fromkeys(ids)) for position, ids in names.items()}
    return Links(looks, kept, anchors, tuple(extra))


def references(finding: Finding) -> Iterator[Reference]:
    """Give the places a finding rests on, each once: its claims, then those of its arithmetic."""
    in_rows = (row.reference for row in finding.rows if row.reference)
    yield from dict.fromkeys((*finding.claims, *in_rows))


def worse(a: str, b: str) -> str:
    """Give the worse of two looks; any look is worse than being only read."""
    order = (*words.LOOKS, READ)
    return min(a, b, key=order.index)


def figure_marks(reading: Reading, links: Links) -> Iterable[Mark]:
    """Give the mark of every figure."""
    for position, statement in enumerate(reading.statements):
        start, end = statement.quantity.start, statement.quantity.end
        name, look = str(position + 1), links.looks.get(position, READ)
        numbers = _numbers(links.findings.get(position, ()))
        yield Mark(start, end, f"m{name}", f"q{name}", look, numbers)


def _words_mark(reference: Reference, number: int, *, target: str, look: str) -> Mark:
    return Mark(reference.start, reference.end, f"c{number}", target, look, _numbers((target,)))


def _numbers(names: tuple[str, ...]) -> str:
    return ",".join(name.removeprefix("f") for name in names)


class _Figures:
    """The figures of a reading, found by their place."""

    def __init__(self, reading: Reading) -> None:
        self._quantities = [statement.quantity for statement in reading.statements]
        self._starts = [quantity.start for quantity in self._quantities]

    def meant_by(self, reference: Reference) -> int | None:
        """Find the one figure a reference stands on: inside it, or around it with its hedges."""
        around = bisect_right(self._starts, reference.start) - 1
        if around >= 0 and self._quantities[around].end >= reference.end:
            return around
        first = bisect_left(self._starts, reference.start)
        inside = bisect_left(self._starts, reference.end)
        return first if inside - first == 1 else None
