"""Where the clauses of one sentence begin and end."""

import re
from bisect import bisect_left

from bayline.engines.chinese.terms import Span

_LONGEST_CLAUSE = 160  # characters; what goes on longer without a mark is no clause

# A short bracket without figures, 地区生产总值（GDP）, ends nothing; wide blanks end a head.
_EDGE = re.compile(
    r"[（(][^（()），。；\d]{1,12}[)）]|(?P<edge>[，。；：！？（）()\n,;:!?—\t∶|]|[ \u3000]{2,})"
)


class Edges:
    """The edges of the clauses of one sentence.

    Args:
        folded: The folded text.
        sentence: Where the sentence stands.
    """

    def __init__(self, folded: str, sentence: Span) -> None:
        self._end = sentence.end
        self._edges = [
            match.end() - 1
            for match in _EDGE.finditer(folded, sentence.start, sentence.end)
            if match["edge"]
        ]

    def past(self, start: int, end: int) -> int:
        """Return where the last clause that begins in [start, end] begins."""
        index = bisect_left(self._edges, end) - 1
        edge = self._edges[index] + 1 if index >= 0 else start
        return max(start, edge, end - _LONGEST_CLAUSE)

    def after(self, position: int) -> int:
        """Return where the clause around a position ends."""
        index = bisect_left(self._edges, position)
        return self._edges[index] if index < len(self._edges) else self._end
