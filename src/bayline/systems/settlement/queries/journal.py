"""The journal of the node of this installation, as it is kept."""

from collections.abc import Iterator

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record.walking import Chain, walked
from bayline.systems.settlement.models import JournalRow
from bayline.systems.settlement.rules.protocol.journal import Kept, Stored

TABLE = "settlement_journal"
_CHAIN = Chain(TABLE, f"SELECT c.id, c.digest, c.written FROM {TABLE} c", 0)  # noqa: S608 - our own
_AT_ONCE = 5_000


def lying() -> list[Stored]:
    """Give all rows in their order.

    A database keeps a transaction whole or not at all, so no last row is torn here: a row that does
    not fit the chain was changed.

    Raises:
        BaylineError: The chain does not hold, or does not end where it was noted to end.
    """
    _sound()
    return [*OnDisk().rows()]


def _sound() -> int:
    """Give how many rows there are, if the chain holds."""
    count, found = walked(_CHAIN)
    for fault in found:
        raise BaylineError(
            "the journal of settlement is not as it was written",
            where=TABLE,
            why=fault,
            do="put the last backup back; the partner gives back what came after it",
            zh=Words(
                "结算日志与写入时不同", fault, "请恢复最近的备份，其后的内容由对方机构的节点补回"
            ),
        )
    return count


def faults() -> Iterator[str]:
    """Say what is wrong with the chain, a sentence each."""
    yield from walked(_CHAIN)[1]


class OnDisk:
    """The rows of the journal where they lie, read as they are asked for."""

    def rows(self) -> Iterator[Stored]:
        """Give all rows in their order."""
        rows = JournalRow.objects.order_by("id").values_list("written", "digest")
        for written, digest in rows.iterator(_AT_ONCE):
            yield Stored(written.encode(), digest)

    def at(self, place: int) -> Stored:
        """Give a row by its place from 1."""
        written, digest = JournalRow.objects.values_list("written", "digest").get(pk=place)
        return Stored(written.encode(), digest)


def kept() -> Kept:
    """Give the rows as they lie on the disk, after a look at the whole chain.

    Raises:
        BaylineError: The chain does not hold, or does not end where it was noted to end.
    """
    return Kept(OnDisk(), _sound())
