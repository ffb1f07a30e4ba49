"""`bayline produce gate`: whether what a base harvested on a day may carry the brand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.produce.commands.files import read
from bayline.systems.produce.rules.branding import Brand, Missing, missing, read_brand
from bayline.systems.produce.rules.labels import lot_of
from bayline.systems.produce.rules.linking import Link

_REASONS = {
    "never": ("这个基地从未达到", "the base never kept it"),
    "early": ("采收日还没有生效", "it began only after the harvest"),
    "expired": ("采收日已过有效期", "it had expired on the day of the harvest"),
    "unproven": ("没有佐证", "nothing proves it"),
}
_UNCOVERED = (
    "要有承诺达标合格证，还没有一张管得到它",
    "it needs a certificate, and none covers it",
)


def show(file: str, *, base: str, harvested: date, form: str) -> int:
    """Print what keeps a harvest of a base from carrying the brand.

    Args:
        file: The path of the file of the brand; empty for the registers of the home.
        base: Where it was harvested.
        harvested: When.
        form: text or json.

    Returns:
        1 if it may not carry the brand, else 0.

    Raises:
        BaylineError: The file cannot be read or used, or no register has the base.
    """
    brand = _of_file(file) if file else _of_registers(base)
    found = missing(brand, base, harvested)
    return _printed([_told(brand, base, harvested, found)], found, form)


def show_lot(lot: str, *, form: str) -> int:
    """Print what keeps a lot from carrying the brand, and whether it lacks a certificate.

    Args:
        lot: The lot, in any way to write it.
        form: text or json.

    Returns:
        1 if it may not carry the brand or not be sent, else 0.

    Raises:
        BaylineError: No event is about the lot, or no register has the place of its harvest.
    """
    from bayline.systems.produce.queries.certificates import uncovered

    link = lot_of(lot)
    told, lacking, due = [], [], set()
    for base, day in _harvests(link):
        brand = _of_registers(base)
        found = missing(brand, base, day)
        without = uncovered(link.name, day)
        told.append(_told(brand, base, day, found) | {"certificate_missing": without})
        lacking += found
        due |= {*without}
    if due and form == "text":
        write("".join(f"certificate\t{one}\t{either(*_UNCOVERED)}\n" for one in sorted(due)))
    return max(_printed(told, lacking, form), int(bool(due)))


def _harvests(lot: Link) -> list[tuple[str, date]]:
    """Give the bases and days of the harvests behind a lot."""
    from bayline.systems.produce.queries.stories import story_of

    story = story_of(lot)
    found = [
        (one.place.base["code"], one.harvest.day)
        for one in (story.origins if story else ())
        if one.place
    ]
    if story is None or not found or len(found) < len(story.origins):
        raise BaylineError(
            f"where {lot.elements} was harvested is not known",
            why="no event is about it" if story is None else "no register has the place",
            do="capture its harvest, and register the base",
            zh=Words(
                f"不知道{lot.elements}在哪里采收",
                "没有关于它的事件" if story is None else "名册里没有采收的地方",
                "请先收录采收事件，登记基地",
            ),
        )
    return list(dict.fromkeys(found))


def _told(brand: Brand, base: str, day: date, found: Sequence[Missing]) -> dict[str, Any]:
    return {"brand": brand.name, "base": base, "harvested": day.isoformat(),
            "may_carry": not found, "missing": [one._asdict() for one in found]}  # fmt: skip


def _printed(told: Sequence[dict[str, Any]], found: Sequence[Missing], form: str) -> int:
    """Print what was told of each harvest; 1 if something is missing."""
    if form == "json":
        write("".join(f"{orjson.dumps(one).decode()}\n" for one in told))
    else:
        write("".join(map(_line, found)))
    if found:
        brands = "、".join(dict.fromkeys(one["brand"] for one in told))
        complain(
            either(
                f"不能用{brands}：{len(found)}项没有在采收日生效",
                f"it may not carry {brands}: {len(found)} practices were not in force",
            )
        )
    return int(bool(found))


def _of_file(file: str) -> Brand:
    return read_brand(read(file).decode("utf-8", "replace"), where=file)


def _of_registers(base: str) -> Brand:
    from bayline.systems.produce.queries.books import book

    known = book()
    if base not in known.bases:
        raise BaylineError(
            f"no base “{base}”",
            why="the register growing_bases has none of this code",
            do="register it, or name the file of a brand",
            zh=Words(
                f"没有基地“{base}”", "名册growing_bases里没有这个编号", "请先登记，或给品牌文件"
            ),
        )
    return known.brand_for(base)


def _line(one: Missing) -> str:
    return f"{one.practice}\t{one.name}\t{either(*_REASONS[one.reason])}\n"
