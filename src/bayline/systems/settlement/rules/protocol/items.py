"""What one office owes the other, item by item: by day and by the id that brought it about.

A settlement is an item; what takes it back is another, below zero, under the day of its own answer.
"""

from collections.abc import Container
from dataclasses import dataclass, field
from hashlib import sha256

from bayline.engines.ledger.comparing import Listing
from bayline.systems.settlement.rules.protocol.days import month_of

Figures = list[int | str]  # how many items, their sum in fen, the digest of all


@dataclass(slots=True)
class Items:
    """Items of one direction.

    Attributes:
        days: By day, the amount in fen by id.
        listings: What was worked out of a day, and of how many items it had then.
    """

    days: dict[str, dict[str, int]] = field(default_factory=dict)
    listings: dict[str, tuple[int, Listing]] = field(default_factory=dict, compare=False)

    def put(self, day: str, name: str, fen: int) -> None:
        """Enter an item; one that is there stays as it is."""
        self.days.setdefault(day, {}).setdefault(name, fen)

    def find(self, month: str, name: str) -> int | None:
        """Give the amount of an item of a month, None if it has no such item."""
        found = (items[name] for day, items in self.of(month) if name in items)
        return next(found, None)

    def of(self, month: str) -> list[tuple[str, dict[str, int]]]:
        """Give the days of a month with their items, in order."""
        return sorted(one for one in self.days.items() if month_of(one[0]) == month)

    def days_of(self, month: str, *, before: str) -> list[str]:
        """Give the days of a month that have items and are over on a day."""
        return [day for day, _ in self.of(month) if day < before]

    def listing(self, day: str) -> Listing:
        """Give the items of a day as they are compared."""
        items = self.days.get(day, {})
        size, made = self.listings.get(day, (-1, None))
        if made is None or size != len(items):
            made = Listing(items)
            self.listings[day] = len(items), made
        return made

    def figures(self, day: str) -> Figures:
        """Give number, sum and digest of the items of a day."""
        return _figures(self.listing(day))

    def figures_of(self, month: str, *, without: Container[str] = ()) -> Figures:
        """Give number, sum and digest of the items of a month, without some of them.

        The digest is of those of its days, which were compared day by day before.
        """
        size, total, lines = 0, 0, ""
        for day, items in self.of(month):
            rest = {name: fen for name, fen in items.items() if name not in without}
            one = self.figures(day) if len(rest) == len(items) else _figures(Listing(rest))
            if rest:
                size, total = size + len(rest), total + int(one[1])
                lines += f"{day} {one[0]} {one[1]} {one[2]}\n"
        return [size, total, sha256(lines.encode()).hexdigest()]


def _figures(listing: Listing) -> Figures:
    whole = listing.range_of("")
    return [whole.size, listing.total, whole.digest]
