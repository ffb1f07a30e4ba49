"""Rows of the journal on their way to the disk: many are kept at once, or none of them."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import DatabaseError, IntegrityError, connection, transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.bulk import write_rows
from bayline.platform.record.actions.turns import move_head
from bayline.platform.sqlite.aside import Aside
from bayline.systems.settlement.models import JournalRow
from bayline.systems.settlement.queries.journal import TABLE
from bayline.systems.settlement.rules.protocol.journal import Stored


class Group(NamedTuple):
    """Rows that are kept together.

    Attributes:
        first: The place of the first in the journal, from 1.
        rows: The rows.
    """

    first: int
    rows: Sequence[Stored]


class Waiting:
    """Rows that a node has written and that are not on the disk yet.

    Whatever rests on them is said to nobody before they are kept. Should that fail, they are lost
    and so is the node: it starts again from what is on the disk.
    """

    def __init__(self, lying: int) -> None:
        """Begin behind the rows that lie there."""
        self.lying = lying
        self.rows: list[Stored] = []

    def write(self, row: Stored) -> None:
        """Take a row in."""
        self.rows.append(row)

    def taken(self) -> Group:
        """Give all rows that are to be kept together."""
        group, self.rows = Group(self.lying + 1, self.rows), []
        self.lying += len(group.rows)
        return group


class Keeping:
    """Puts groups of rows on the disk, one after the other."""

    def __init__(self) -> None:
        self.aside = Aside()

    def keep(self, group: Group) -> None:
        """Put all rows of a group on the disk in one transaction.

        Raises:
            BaylineError: The database refused them, or another process has gone on from the same
                row; none of them is kept.
        """
        rows = group.rows
        if not rows:
            return
        try:
            self.aside.begin(connection)
            with transaction.atomic():
                values = (
                    (number, row.written.decode(), row.digest)
                    for number, row in enumerate(rows, group.first)
                )
                write_rows(TABLE, ("id", "written", "digest"), values)
                move_head(JournalRow, rows=len(rows), digest=rows[-1].digest)
        except IntegrityError:
            raise _written_twice() from None
        except DatabaseError as error:
            raise _not_kept(error) from error
        self.aside.kept(connection, sum(len(row.written) for row in rows))


def _written_twice() -> BaylineError:
    return BaylineError(
        "another process has added to the journal of settlement",
        where=TABLE,
        why="only one process may be the node of an installation; nothing was kept here",
        do="stop the other node, then start this one again",
        zh=Words(
            "另有程序在写结算日志",
            "一处只能运行一个节点；这里什么都没有写入",
            "请停掉另一个节点，再启动这一个",
        ),
    )


def _not_kept(error: DatabaseError) -> BaylineError:
    return BaylineError(
        "the journal of settlement could not be written",
        where=TABLE,
        why=str(error),
        do="see that the disk has room and the database answers; the node starts again by itself",
        zh=Words(
            "结算日志写不进去", str(error), "请检查磁盘空间和数据库是否正常；节点会自行重新启动"
        ),
    )
