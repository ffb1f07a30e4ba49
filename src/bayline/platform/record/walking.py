"""Walk a hash chain from its first row to its head, and tell what does not fit."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db import connection

from bayline.platform.languages import either
from bayline.platform.record.chain import GENESIS, content_hash, linked, named

_CHUNK = 20_000


class Head(NamedTuple):
    """Where a chain ends: how many rows it has, and the digest of the last one."""

    length: int
    digest: str


START = Head(0, GENESIS)


class Chain(NamedTuple):
    """How the rows of one table are asked for: key, digest, how, then what they say.

    Attributes:
        table: Its name.
        select: The question, without WHERE; the table is called `c`.
        how: How many columns behind the digest are not part of what a row says.
        is_named: Whether the first column that follows is the identifier made of what it says.
    """

    table: str
    select: str
    how: int
    is_named: bool = False


def walked(chain: Chain) -> tuple[int, tuple[str, ...]]:
    """Go through a chain.

    Returns:
        How many rows it has; and a sentence for each broken link, once, and for a wrong end.
    """
    number, last, digest = 0, 0, GENESIS
    faults: list[str] = []
    behind = 2 + chain.how
    for row in chunked(chain.select, key="c.id"):
        content = content_hash(row[behind + 1 :] if chain.is_named else row[behind:])
        if linked(digest, content, how=row[2:behind]) != row[1]:
            faults.append(f"{chain.table} {row[0]}: {unlinked()}")
        elif chain.is_named and named(content) != row[behind]:
            wrong = either("编号与内容不符", "its identifier does not fit what it says")
            faults.append(f"{chain.table} {row[0]}: {wrong}")
        number, last, digest = number + 1, row[0], row[1]
    end = ended(f"{chain.table} {last}", Head(number, digest), head_of(chain.table))
    return number, (*faults, *end)


def unlinked() -> str:
    """Say that a row is not the one that follows."""
    return either(
        "与其后的链不符，这一行或它前面的一行被改动、删除或插入过",
        "does not fit the chain: it or the row before was changed, removed or put in",
    )


def ended(where: str, found: Head, noted: Head) -> Iterator[str]:
    """Tell where a chain does not end as it was noted when it was last added to.

    Args:
        where: The chain and its last row.
        found: Where it ends.
        noted: Where it should.
    """
    if found != noted:
        wrong = either(
            f"链在此止于第{found.length}行，写入时记下的是{noted.length}行、"
            f"末行哈希{noted.digest[:12]}…，末尾被删除、插入或改动过",
            f"the chain ends here with row {found.length}, but it was noted to have "
            f"{noted.length} rows, the last with the digest {noted.digest[:12]}…: "
            "its end was removed, put in or changed",
        )
        yield f"{where}: {wrong}"


def heads() -> Mapping[str, Head]:
    """Give the heads of all chains that are noted here, by their tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, length, digest FROM record_head ORDER BY chain")
        return {chain: Head(length, digest) for chain, length, digest in cursor.fetchall()}


def head_of(chain: str) -> Head:
    """Give the head of a chain as it was noted; that of an empty one if it never was."""
    return heads().get(chain, START)


def digest_at(table: str, number: int) -> str:
    """Give the digest of a row of a chain by its number from 1; empty if there is none."""
    with connection.cursor() as cursor:
        asked = f'SELECT digest FROM "{table}" ORDER BY id LIMIT 1 OFFSET %s'  # noqa: S608 - our own tables
        cursor.execute(asked, [number - 1])
        found = cursor.fetchone()
    return "" if found is None else str(found[0])


def chunked(select: str, *, key: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a question in the order of their key, some thousands at a time."""
    last = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(f"{select} WHERE {key} > %s ORDER BY {key} LIMIT {_CHUNK}", [last])
            rows = cursor.fetchall()
            yield from rows
            if len(rows) < _CHUNK:
                return
            last = rows[-1][0]


def told(select: str, wrong: str, *, table: str) -> Iterator[str]:
    """Say of each row that a question gives what is wrong with it.

    Args:
        select: The question; it gives numbers of rows.
        wrong: What is wrong with them.
        table: Which table they stand in.
    """
    with connection.cursor() as cursor:
        cursor.execute(select)
        yield from (f"{table} {key}: {wrong}" for (key,) in cursor.fetchall())
