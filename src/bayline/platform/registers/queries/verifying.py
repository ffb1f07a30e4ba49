"""Verify the registers: their chains with their ends, and what lists show of them."""

from collections.abc import Iterator, Mapping

from django.db import connection
from django.db.models import Count, Max

from bayline.kernel.errors import BaylineError
from bayline.platform.languages import either
from bayline.platform.record.walking import START, Head, ended, unlinked
from bayline.platform.registers.models import Change, Declaration
from bayline.platform.registers.models import Head as Stored
from bayline.platform.registers.queries.declarations import register
from bayline.platform.registers.queries.entries import broken_at
from bayline.platform.registers.queries.straying import strayed_lists
from bayline.platform.registers.ranking import ranks_of, searched_in
from bayline.platform.registers.terms import Register

_TABLE = "registers_change"


def faults() -> tuple[str, ...]:
    """Go through all registers and say in a sentence each what is wrong."""
    return (*_broken_chains(), *_strayed_entries(), *_strayed_changes())


def heads() -> Mapping[str, Head]:
    """Give the heads of the chains of all registers, as they were noted."""
    stored = Stored.objects.order_by("register").values_list("register", "length", "digest")
    return {f"{_TABLE}/{name}": Head(length, digest) for name, length, digest in stored}


def digest_at(chain: str, number: int) -> str:
    """Give the digest of a change of a register by its number from 1; empty if there is none."""
    changes = Change.objects.filter(register=chain.removeprefix(f"{_TABLE}/")).order_by("id")
    return next(iter(changes.values_list("digest", flat=True)[number - 1 : number]), "")


def _broken_chains() -> Iterator[str]:
    noted = heads()
    found = _ends()
    for chain in sorted(noted.keys() | found.keys()):
        name = chain.removeprefix(f"{_TABLE}/")
        number = broken_at(name)
        if number is not None:
            yield f"{_TABLE} {name} {number}: {unlinked()}"
        end = found.get(chain, START)
        yield from ended(f"{_TABLE} {name} {end.length}", end, noted.get(chain, START))
    gone = either("它的链的末尾没有记下", "where its chain ends is noted nowhere")
    for name in Declaration.objects.order_by("name").values_list("name", flat=True):
        if f"{_TABLE}/{name}" not in noted:
            yield f"registers_head {name}: {gone}"


def _ends() -> dict[str, Head]:
    """Give where the chain of each register ends, whatever was noted."""
    last = Change.objects.order_by("register").values_list("register")
    counted = last.annotate(Count("id"), Max("id"))
    digests = Change.objects.in_bulk([key for _, _, key in counted])
    return {f"{_TABLE}/{name}": Head(rows, digests[key].digest) for name, rows, key in counted}


_COLUMNS = ("version", "values", "ranks", "search", "is_deleted")
_DIFFERS = " OR ".join(f'e."{name}" <> c."{name}"' for name in _COLUMNS)
_LAST = 'SELECT MAX(id) FROM registers_change GROUP BY register, "key"'
_STRAYED = (
    'SELECT c.register, c."key" FROM registers_change c LEFT JOIN registers_entry e'  # noqa: S608 - our own names
    f' ON e.register = c.register AND e."key" = c."key" WHERE c.id IN ({_LAST})'
    f" AND (e.id IS NULL OR {_DIFFERS}) UNION"
    ' SELECT e.register, e."key" FROM registers_entry e LEFT JOIN registers_change c'
    ' ON c.register = e.register AND c."key" = e."key" WHERE c.id IS NULL ORDER BY 1, 2'
)


def _strayed_entries() -> Iterator[str]:
    """Compare every entry with the last change of it."""
    wrong = either("现在的值与改动经过不符", "what stands now does not follow its changes")
    with connection.cursor() as cursor:
        cursor.execute(_STRAYED)
        yield from (f"registers_entry {name} {key}: {wrong}" for name, key in cursor.fetchall())


def _strayed_changes() -> Iterator[str]:
    """Work out again what lists sort and search by; a register must be declared for that."""
    declared: dict[str, Register] = {}
    for name in Change.objects.order_by("register").values_list("register", flat=True).distinct():
        try:
            declared[name] = register(name)
        except BaylineError:
            missing = either("没有这个名册的声明，或读不了", "it is not there or cannot be read")
            yield f"registers_declaration {name}: {missing}"
    wrong = either(
        "排序和检索所用的内容与它的值不符",
        "what it is sorted and searched by does not follow its values",
    )
    known = Change.objects.filter(register__in=declared).order_by("id")
    columns = ("register", "key", "version", "values", "ranks", "search")
    for name, key, version, values, *kept in known.values_list(*columns).iterator(2000):
        if kept != [ranks_of(declared[name], values), searched_in(declared[name], values)]:
            yield f"{_TABLE} {name} {key} {version}: {wrong}"
    for known_register in declared.values():
        yield from strayed_lists(known_register)


def ends_everywhere() -> tuple[tuple[str, str], ...]:
    """Give where each chain ends, of the record and of registers, but that of the log of writes.

    As long as none has moved, nothing has changed. Every answer begins with this question.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT chain, digest FROM record_head WHERE chain <> 'people_deed'"
            " UNION ALL SELECT register, digest FROM registers_head ORDER BY 1, 2"
        )
        return (*cursor.fetchall(),)


def ends() -> list[tuple[str, str]]:
    """Give where the chain of each register ends: as long as none has moved, nothing changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT register, digest FROM registers_head ORDER BY register")
        found: list[tuple[str, str]] = cursor.fetchall()
    return found
