"""Counts of one sentence, kept in mind for the amounts and counts behind them.

12个重点产业项目，总投资…: the amount is theirs; 其中3个项目: three of them.
"""

from bayline.engines.chinese.scene import Found, Thread
from bayline.engines.chinese.subjects import ends_as_thing
from bayline.engines.chinese.terms import Quantity, QuantityKind, Span

_PAIR = 2  # counts in a row; more than that are a whole and its parts


class Tally:
    """Remembers what was counted.

    Args:
        folded: The folded text.
        sentence: Where the sentence stands.
        thread: What the clauses before hand on.

    Attributes:
        thing: What was counted last; of a whole and its parts, the whole.
        counts: How many counts stand in a row.
    """

    def __init__(self, folded: str, sentence: Span, thread: Thread) -> None:
        self._text, self._sentence, self._carried = folded, sentence, thread
        self._whole: Span | None = None
        self.thing: Span | None = None
        self.counts = 0

    def note(self, quantity: Quantity, found: Found) -> None:
        """Remember 12个重点产业项目: a 总投资 behind is theirs; of whole and parts, the whole's."""
        if quantity.kind is QuantityKind.COUNT and found.subject is not None:
            self._carried.counted[quantity.value, quantity.unit] = (found.subject, found.attribute)
        if quantity.kind is QuantityKind.COUNT and found.why in ("before", "behind"):
            self._carried.whole = (quantity, found.attribute_span) if found.attribute_span else None
        if quantity.kind is not QuantityKind.COUNT or not found.attribute_span:
            self.counts = 0
            return
        self.counts += 1
        is_thing = ends_as_thing(found.attribute or "")
        if self.counts <= _PAIR:
            self.thing = _with_number(quantity, found.attribute_span) if is_thing else None
            self._whole = self._whole if self.counts == _PAIR else self.thing
        else:
            self.thing = self._whole

    def again(self, quantity: Quantity, found: Found) -> Span | None:
        """Return whose 这12个项目 are: those of the 12个项目 counted before."""
        subject, thing = self._carried.counted.get((quantity.value, quantity.unit), (None, None))
        return subject if self._is_again(quantity, found, thing) else None

    def among(self, quantity: Quantity, found: Found) -> Span | None:
        """Return the things among which some are counted: 开工项目7个，其中|3个项目."""
        whole = self._carried.whole
        if quantity.kind is not QuantityKind.COUNT or whole is None or not found.attribute:
            return None
        is_among = self._text.endswith("其中", 0, quantity.outer_start)
        is_same = whole[0].unit == quantity.unit and self._text[
            whole[1].start : whole[1].end
        ].endswith(found.attribute)
        return whole[1] if is_among and is_same and whole[0] != quantity else None

    def _is_again(self, quantity: Quantity, found: Found, thing: str | None) -> bool:
        """Whether a count is one made before: 这12个项目, or 12个项目 at the head of a sentence."""
        if self._text[quantity.start - 1] == "这":
            return True
        return (
            quantity.outer_start == self._sentence.start
            and found.attribute is not None
            and thing is not None
            and thing.endswith(found.attribute)
        )


def _with_number(quantity: Quantity, thing: Span) -> Span:
    """12个|重点产业项目 where they stand together, else the thing alone."""
    return Span(quantity.start, thing.end) if quantity.outer_end == thing.start else thing
