"""`bayline produce gate`: whether what a base harvested on a day may carry the brand."""

from datetime import date

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.produce.commands.files import read
from bayline.systems.produce.rules.branding import Brand, Missing, missing, read_brand

_REASONS = {
    "never": ("这个基地从未达到", "the base never kept it"),
    "early": ("采收日还没有生效", "it began only after the harvest"),
    "expired": ("采收日已过有效期", "it had expired on the day of the harvest"),
    "unproven": ("没有佐证", "nothing proves it"),
}


def show(file: str, *, base: str, harvested: date, form: str) -> int:
    """Print what keeps a lot from carrying the brand.

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
    if form == "json":
        told = {"brand": brand.name, "base": base, "harvested": harvested.isoformat(),
                "may_carry": not found, "missing": [one._asdict() for one in found]}  # fmt: skip
        write(f"{orjson.dumps(told).decode()}\n")
    else:
        write("".join(map(_line, found)))
    if found:
        complain(
            either(
                f"不能用{brand.name}：{len(found)}项没有在采收日生效",
                f"it may not carry {brand.name}: {len(found)} practices were not in force",
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
