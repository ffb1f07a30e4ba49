"""The words of a sentence with their tags, found by position."""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from bayline.engines.chinese.terms import Span


class Tokens:
    """The words of one sentence and where they begin."""

    __slots__ = ("ends", "flags", "starts", "words")

    def __init__(self, folded: str, sentence: Span) -> None:
        import rjieba

        tagged = rjieba.tag(folded[sentence.start : sentence.end])
        self.words = [word for word, _ in tagged]
        self.flags = [flag for _, flag in tagged]
        bounds = list(accumulate(map(len, self.words), initial=sentence.start))
        self.starts, self.ends = bounds[:-1], bounds[1:]

    def is_edge(self, position: int) -> bool:
        """Tell whether no word straddles the position."""
        index = bisect_left(self.starts, position)
        return index == len(self.starts) or self.starts[index] == position

    def ending_at(self, position: int) -> str:
        """Return the word that ends at a position, "" if none does."""
        index = bisect_left(self.ends, position)
        fits = index < len(self.ends) and self.ends[index] == position
        return self.words[index] if fits else ""

    def from_position(self, position: int) -> tuple[int, str]:
        """Return the index of the word at a position and what of it lies behind the position."""
        index = bisect_right(self.starts, position) - 1
        if index < 0 or self.ends[index] <= position:
            index += 1
            return index, self.words[index] if index < len(self.words) else ""
        return index, self.words[index][position - self.starts[index] :]
