"""What is asked for when labels are printed, and what they say beside the code."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bayline.engines.epcis.keys import key_of
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.produce.rules.linking import (
    GTIN,
    LOT,
    SERIAL,
    Link,
    attributes_of,
    link_of,
    serials,
)

_SCHEMES = ("https://", "http://")
_MOST = 5000


class Asked(NamedTuple):
    """Labels that somebody wants.

    Attributes:
        lot: The lot.
        origin: What stands before the path in the codes.
        number: How many.
        serial: The first serial number; empty for labels that are all alike.
        attributes: What the addresses tell besides, checked.
    """

    lot: Link
    origin: str
    number: int
    serial: str
    attributes: Mapping[str, str]

    def links(self) -> list[Link]:
        """Give what each label stands for."""
        if not self.serial:
            return [self.lot] * self.number
        numbers = serials(self.serial, self.number)
        return [link_of(self.lot.gtin, self.lot.lot, one) for one in numbers]


def asked_for(
    lot: str, origin: str, *, count: int, serial: str = "", told: Sequence[str] = ()
) -> Asked:
    """Check what was asked for.

    Args:
        lot: A lot, in any way to write it.
        origin: Scheme and host.
        count: How many labels.
        serial: The first serial number; empty for none.
        told: Pairs of identifier and value with = between.

    Raises:
        BaylineError: It names no lot, or something does not fit.
    """
    link = lot_of(lot)
    if not origin.startswith(_SCHEMES) or len(origin.rstrip("/").split("/")) < 3:  # noqa: PLR2004 - scheme, nothing, host
        raise _refused(
            f"“{origin[:40]}” is no address to begin with",
            "write it like https://jinshan.example",
            Words(f"“{origin[:40]}”不是网址的开头", do="请写成https://jinshan.example这样"),
        )
    if not 1 <= count <= _MOST:
        raise _refused(
            f"{count} labels cannot be printed at once",
            f"ask for 1 to {_MOST}",
            Words(f"一次印不了{count}张标签", do=f"请写1至{_MOST}"),
        )
    pairs = [one.partition("=") for one in told]
    attributes = attributes_of({key.strip(): value for key, _, value in pairs})
    asked = Asked(link, origin.rstrip("/"), count, serial.strip(), attributes)
    asked.links()
    return asked


def lot_of(written: str) -> Link:
    """Read a lot, in any way to write it.

    Raises:
        BaylineError: It is none.
    """
    key = key_of(written.strip())
    parts = dict(key.qualifiers) if key else {}
    if key is None or key.identifier != GTIN or not parts.get(LOT) or SERIAL in parts:
        raise _refused(
            f"“{written[:60]}” is no lot",
            "write it like https://id.gs1.org/01/09521234000020/10/B7",
            Words(
                f"“{written[:60]}”不是批次",
                do="请写成https://id.gs1.org/01/09521234000020/10/B7这样",
            ),
        )
    return link_of(key.value, decoded(parts[LOT]))


def link_of_thing(thing: str) -> Link | None:
    """Give the label of a lot or a box; None for what carries none."""
    key = key_of(thing)
    if key is None or key.identifier != GTIN:
        return None
    parts = {name: decoded(value) for name, value in key.qualifiers}
    return Link(key.value, parts.get(LOT, ""), parts.get(SERIAL, ""))


def decoded(value: str) -> str:
    """Read a value as an address carries it."""
    first, *rest = value.split("%")
    data = first.encode()
    for one in rest:
        try:
            data += bytes([int(one[:2], 16)]) + one[2:].encode()
        except ValueError:
            data += b"%" + one.encode()
    return data.decode("utf-8", "replace")


def lines_of(
    product: str, brand: str, *, harvested: Sequence[date], origin: str, english: bool
) -> list[str]:
    """Say what stands beside the code.

    Args:
        product: Its name.
        brand: The brand it carries; empty for none.
        harvested: The days of the harvests.
        origin: Where it was picked.
        english: Whether in English.
    """
    days = sorted({*harvested})
    told = "" if not days else f"{days[0]}" if len(days) == 1 else f"{days[0]} – {days[-1]}"
    picked = (f"Picked {told}" if english else f"采收 {told}") if told else ""
    return [one for one in (product, brand, picked, origin) if one]


def _refused(what: str, do: str, zh: Words) -> BaylineError:
    return BaylineError(what, do=do, zh=zh)
