"""What the readers of names share: the text, its places, and the name found last."""

from bayline.engines.chinese.names.grammar import Ending
from bayline.engines.chinese.names.heads import Heads, Word
from bayline.engines.chinese.terms import Name, NameKind

SHORT = 2  # characters of a short name, or words
_REACH = 26


class Context:
    """One text while its names are read from left to right.

    Attributes:
        text: The folded text.
        heads: Reads the words before an ending.
        place_ends: What the gazetteer found, by where it ends.
        last: The name found last; no later one begins before its end.
    """

    def __init__(self, text: str, places: list[Name]) -> None:
        self.text = text
        self.heads = Heads(text, places)
        self.place_ends = {place.end: place for place in places}
        self.last = Name(0, 0, NameKind.PLACE)

    def words(self, ending: Ending, reach: int = _REACH) -> list[Word]:
        """The words before an ending, back to the name found last."""
        return self.heads.words(self.last.end, ending.start, end=ending.end, reach=reach)

    def holds_place(self, ending: Ending) -> bool:
        """Whether a place stands before an ending, so that its name may begin with one."""
        return self.heads.holds_place(self.last.end, ending.start, reach=_REACH)

    def with_above(self, place: Name) -> int:
        """Where the places begin of which one ends here: 上海市金山区."""
        start = place.start
        while (above := self.place_ends.get(start)) is not None:
            start = above.start
        return start

    def follows_last(self, position: int, *kinds: NameKind) -> bool:
        """Whether the name found last, of one of these kinds, ends right here."""
        return self.last.end == position and self.last.kind in kinds

    def partner_start(self, start: int) -> int:
        """Take in 中国— of 中国—东盟中心."""
        partner = self.place_ends.get(start - 1) if self.text[start - 1] in "—-" else None
        return start if partner is None or partner.start < self.last.end else partner.start
