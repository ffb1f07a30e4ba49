"""Where a text may name a whole: what its statements count, and its memberships."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from bayline.engines.chinese.terms import QuantityKind, Span, Statement


class Counts:
    """The counting statements of a text by position, and where its memberships are said.

    Args:
        statements: The statements of the text.
        memberships: Where 列入, 入选 and the like stand.
    """

    def __init__(self, statements: Sequence[Statement], memberships: Iterable[int] = ()) -> None:
        self._kept = [
            (statement.quantity.start, index)
            for index, statement in enumerate(statements)
            if statement.quantity.kind is QuantityKind.COUNT
        ]
        self._starts = [start for start, _ in self._kept]
        self.by_start = dict(self._kept)
        self._statements = statements
        self.marks = sorted({*self.by_start, *memberships})

    def may_tell(self, start: int, end: int) -> bool:
        """Whether a stretch counts or names a whole; without statements any may."""
        return not self.by_start or bisect_left(self.marks, start) < bisect_left(self.marks, end)

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
