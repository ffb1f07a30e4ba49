"""Take a package of projects into the registers, all of it or nothing, and keep its file."""

from datetime import date

from django.db import transaction

from bayline.kernel.addresses import is_web_address
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line
from bayline.platform.record.actions import store_source
from bayline.platform.record.actions.turns import take_turn
from bayline.platform.record.terms import Handed
from bayline.platform.registers.actions import Upsert, take_over
from bayline.platform.registers.terms import Edit, Origin
from bayline.systems.projects.queries.incoming import ORDER, Incoming, incoming
from bayline.systems.projects.queries.packages import declarations

_LONGEST = 300  # characters of a publisher, a licence


@transaction.atomic
def take_package(
    name: str, data: bytes, *, edit: Edit, prefix: str = "", basis: str = ""
) -> Incoming:
    """Store what a package changes, and the package as the document that it rests on.

    Args:
        name: Name of its file.
        data: Its bytes.
        edit: Who takes it in, when and why.
        prefix: What stands before the home's codes as identifiers; that of the region if empty.
        basis: What was looked at before; if that has changed since, nothing is stored. Empty where
            nobody looked.

    Returns:
        What was stored; no rows where the home holds all of it already.

    Raises:
        BaylineError: The package has errors, or somebody changed what it was compared with.
    """
    take_turn()
    found = incoming(name, data, prefix=prefix)
    if found.faults:
        raise _faulty(found)
    if basis and basis != found.basis:
        raise _moved()
    if not found.rows:
        return found
    store_source(_handed(found, data), by=edit.by, at=edit.at)
    registers = declarations()
    origin = Edit(by=edit.by, at=edit.at, reason=edit.reason, origin=Origin(name=found.name))
    for register in ORDER:
        rows = [row for row in found.rows if row.register == register]
        upserts = [Upsert(row.values, row.version, origin, row.is_gone) for row in rows]
        if upserts:
            take_over(registers[register], upserts)
    return found


def _handed(found: Incoming, data: bytes) -> Handed:
    head = found.head
    publisher, url = one_line(head["publisher"]["name"], _LONGEST), head["uri"]
    return Handed(
        name=found.name,
        data=data,
        publisher=publisher,
        published=_day(head["publishedDate"]),
        licence=one_line(head.get("license") or "", _LONGEST),
        url=url if is_web_address(url) else "",
        replaces=found.replaces,
    )


def _day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:  # the standard leaves it to warnings
        return None


def _faulty(found: Incoming) -> BaylineError:
    first = found.faults[0]
    count = len(found.faults)
    return BaylineError(
        first.message_en,
        where=f"{found.name}{first.path}",
        why=f"{count} such in all; nothing was stored" if count > 1 else "nothing was stored",
        zh=Words(first.message, f"共{count}处，都没有写入" if count > 1 else "没有写入"),
    )


def _moved() -> BaylineError:
    return BaylineError(
        "the registers have changed since the preview",
        why="what would be stored is no longer what was confirmed",
        do="look at the new preview and confirm again; nothing was stored",
        zh=Words(
            "预览之后名册有变动",
            "要写入的已不是确认过的那些",
            "尚未写入，请看过新预览再确认",
        ),
    )
