"""Who looked at whom: the log of looks, as it is kept."""

from collections.abc import Iterator

from bayline.platform.record.walking import Chain, walked
from bayline.systems.settlement.models import LookRow
from bayline.systems.settlement.rules.looking import Look

_CHAIN = Chain(
    "settlement_look",
    "SELECT c.id, c.digest, c.recorded, c.who, c.person, c.visit, c.what, c.why"
    " FROM settlement_look c",
    1,
)


def looks(person: str, *, most: int) -> tuple[Look, ...]:
    """Give the last looks at a person, the latest first."""
    rows = LookRow.objects.filter(person=person).order_by("-id")[:most]
    return tuple(
        Look(row.who, row.person, row.visit, row.what, row.why, row.recorded) for row in rows
    )


def faults() -> Iterator[str]:
    """Say what is wrong with the chain, a sentence each."""
    yield from walked(_CHAIN)[1]
