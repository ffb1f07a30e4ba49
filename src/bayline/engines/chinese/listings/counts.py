"""Which statements count something, by where they stand."""

from bisect import bisect_left
from collections.abc import Sequence

from bayline.engines.chinese.terms import QuantityKind, Span, Statement


class Counts:
    """The counting statements of a text by position."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._kept = [
            (statement.quantity.start, index)
            for index, statement in enumerate(statements)
            if statement.quantity.kind is QuantityKind.COUNT
        ]
        self._starts = [start for start, _ in self._kept]
        self.by_start = dict(self._kept)
        self._statements = statements

    def is_count(self, position: int) -> bool:
        """Whether a counting statement begins here; without statements any count will do."""
        return not self._statements or position in self.by_start

    def size(self, index: int | None) -> int | None:
        """How many the whole is said to have."""
        value = None if index is None else self._statements[index].quantity.value
        return None if value is None else int(value)

    def within(self, span: Span) -> list[int]:
        """Positions of the counting statements in a stretch."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [index for _, index in self._kept[first:last]]
