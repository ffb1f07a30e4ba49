"""`bayline ecology standards`: which documents there are, and which held on a day."""

from datetime import date

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.commands.tables import write
from bayline.systems.ecology.rules.air import limit_asked
from bayline.systems.ecology.rules.packs import pack_for, pack_named, packs
from bayline.systems.ecology.terms import Pack

LIMIT = ("pollutant", "averaging", "zone", "on", "limit", "unit", "standard", "source")
COLUMNS = ("id", "family", "number", "title", "since", "until", "source", "note")


def show(*, on: str, standard: str, form: str) -> int:
    """List documents.

    Args:
        on: The day they must hold on; empty for any.
        standard: Only this one; empty for all.
        form: csv or jsonl.

    Raises:
        BaylineError: The day cannot be read, or the one asked for did not hold on it.
    """
    day = _day(on) if on else None
    found = [one for one in packs() if not standard or standard in (one.id, one.number)]
    if standard and not found:
        raise _unknown(standard)
    if day and standard:
        found = [pack_named(standard, family=found[0].family, day=day)]
    elif day:
        found = [one for one in found if _holds(one, day)]
    write(({name: _shown(one, name) for name in COLUMNS} for one in found), COLUMNS, form=form)
    return 0


def show_limit(pollutant: str, averaging: str, *, zone: int, on: str, form: str) -> int:
    """Give a limit of the air.

    Args:
        pollutant: Of what.
        averaging: year, day, 8h or hour.
        zone: 1 or 2.
        on: The day.
        form: csv or jsonl.

    Raises:
        BaylineError: The day cannot be read, or no such limit is known.
    """
    pack, limit = limit_asked(_day(on), pollutant, averaging, zone=zone)
    unit = "mg/m3" if pollutant == "co" else "ug/m3"
    said = (pollutant, averaging, str(zone), on, str(limit), unit, pack.number, pack.source)
    write([dict(zip(LIMIT, said, strict=True))], LIMIT, form=form)
    return 0


def _unknown(standard: str) -> BaylineError:
    listed = ", ".join(one.id for one in packs())
    return BaylineError(
        f"no standard is called “{standard}” here",
        where="--standard",
        do=f"name one of {listed}",
        zh=Words(f"没有叫“{standard}”的标准", "", f"可选：{listed}"),
    )


def _holds(pack: Pack, day: date) -> bool:
    try:
        return pack_for(pack.family, day).id == pack.id
    except BaylineError:
        return False


def _shown(pack: Pack, name: str) -> str:
    value = getattr(pack, name)
    return "" if value is None else str(value)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BaylineError(
            f"“{text}” is no day",
            where="--on",
            do="write it like 2021-11-05",
            zh=Words(f"“{text}”不是日期", "", "请写成2021-11-05"),
        ) from None
