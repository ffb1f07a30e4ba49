"""Label addresses: digital links of products, lots and single boxes, checked and written one way.

A label carries the uncompressed form of GS1 Digital Link: the key first, its qualifiers in the
order of the standard, and what is only told about it (dates, weight) in the query.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bayline.engines.epcis.keys import CANONICAL, check_digit
from bayline.kernel.errors import BaylineError, Words

GTIN, VARIANT, LOT, SERIAL = "01", "22", "10", "21"
_ORDER = (VARIANT, LOT, SERIAL)
_NAMES = {
    VARIANT: ("the variant", "变型号"),
    LOT: ("the lot", "批号"),
    SERIAL: ("the serial number", "序列号"),
}
_LONGEST = 20
_LENGTHS = frozenset((8, 12, 13, 14))
_WHOLE = 14
_HEX = "0123456789ABCDEF"
_DATES = frozenset(("11", "13", "15", "16", "17"))
_WEIGHTS = frozenset(f"310{places}" for places in range(6))
_DIGITS = 6
# The characters that an element string may hold (set 82 of the General Specifications).
_ALLOWED = frozenset(
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)
# Those among them that an address carries as they are; all others stand there as codes.
_PLAIN = frozenset("'-.;=_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


class Link(NamedTuple):
    """What a label stands for.

    Attributes:
        gtin: The product, 14 digits.
        lot: The lot; empty if none is named.
        serial: The single box; empty if none is named.
    """

    gtin: str
    lot: str = ""
    serial: str = ""

    @property
    def path(self) -> str:
        """The path of its address, from the first slash on."""
        named = ((GTIN, self.gtin), (LOT, self.lot), (SERIAL, self.serial))
        return "".join(f"/{key}/{coded(value)}" for key, value in named if value)

    @property
    def elements(self) -> str:
        """What people read below the code: identifiers in brackets, then values."""
        named = ((GTIN, self.gtin), (LOT, self.lot), (SERIAL, self.serial))
        return " ".join(f"({key}){value}" for key, value in named if value)

    @property
    def name_of_lot(self) -> str:
        """The one name by which events know the lot; that of the product if there is no lot."""
        return CANONICAL + Link(self.gtin, self.lot).path

    @property
    def name(self) -> str:
        """The one name by which events know the thing: a single box has no lot in its name."""
        return CANONICAL + Link(self.gtin, "" if self.serial else self.lot, self.serial).path


def coded(value: str) -> str:
    """Write a value so that an address can carry it."""
    return "".join(
        one if one in _PLAIN else "".join(_code(byte) for byte in one.encode()) for one in value
    )


def _code(byte: int) -> str:
    return f"%{_HEX[byte >> 4]}{_HEX[byte & 15]}"


def link_of(gtin: str, lot: str = "", serial: str = "") -> Link:
    """Make a link of what was typed.

    Raises:
        BaylineError: The check digit is wrong, or a part is too long or has other characters.
    """
    return Link(_gtin(gtin.strip()), _part(LOT, lot.strip()), _part(SERIAL, serial.strip()))


def _gtin(told: str) -> str:
    if not (told.isascii() and told.isdigit() and len(told) in _LENGTHS):
        raise _wrong(
            f"“{told[:20]}” is no GTIN",
            "a GTIN has 8, 12, 13 or 14 digits",
            "look at the number below the bar code",
            Words(f"“{told[:20]}”不是GTIN", "GTIN是8、12、13或14位数字", "请看条码下面的数字"),
        )
    due = check_digit(told[:-1])
    if due != told[-1]:
        raise _wrong(
            f"the check digit of {told} is wrong",
            f"it ends in {told[-1]}, the digits before it ask for {due}",
            "look at the number again; one digit was read or typed wrong",
            Words(
                f"{told}的校验位不对",
                f"末位是{told[-1]}，按前面各位应为{due}",
                "请再看一遍，有一位看错或打错了",
            ),
        )
    return told.zfill(_WHOLE)


def _part(key: str, told: str) -> str:
    name, zh = _NAMES[key]
    if len(told) > _LONGEST:
        raise _wrong(
            f"{name} has {len(told)} characters",
            f"the identifier ({key}) holds {_LONGEST} at most",
            "shorten it",
            Words(f"{zh}有{len(told)}个字符", f"标识（{key}）最多{_LONGEST}个", "请改短"),
        )
    foreign = next((one for one in told if one not in _ALLOWED), "")
    if foreign:
        raise _wrong(
            f"{name} holds “{foreign}”",
            "GS1 allows Latin letters, digits and some signs only",
            "write it without",
            Words(f"{zh}里有“{foreign}”", "GS1只许拉丁字母、数字和几种符号", "请换一种写法"),
        )
    return told


def link_in(path: str) -> Link:
    """Read a link out of the path of a label address, whose codes were read already.

    Args:
        path: What follows `/01/`.

    Raises:
        BaylineError: It is no label address, or a part of it is wrong.
    """
    gtin, *rest = path.split("/")
    parts = _qualifiers(rest)
    return link_of(gtin, parts.get(LOT, ""), parts.get(SERIAL, ""))


def _qualifiers(rest: Sequence[str]) -> dict[str, str]:
    """Read pairs of identifier and value; a value may hold a slash, an identifier stands once."""
    found: dict[str, str] = {}
    at = 0
    waiting = [*_ORDER]
    while at < len(rest):
        key = rest[at]
        if key not in waiting or at + 1 >= len(rest) or not rest[at + 1]:
            raise _no_address(key)
        waiting = waiting[waiting.index(key) + 1 :]
        end = next((one for one in range(at + 2, len(rest)) if rest[one] in _ORDER), len(rest))
        found[key] = "/".join(rest[at + 1 : end])
        at = end
    for key, value in found.items():
        _part(key, value)
    return found


def _no_address(key: str) -> BaylineError:
    return _wrong(
        f"“{key[:20]}” does not belong there in a label address",
        "it goes /01/GTIN, then /22/variant, /10/lot and /21/serial, in this order",
        "scan the code again, or type the address as it is printed",
        Words(
            f"标签地址里这一处不该是“{key[:20]}”",
            "顺序是/01/商品，再是/22/变型、/10/批号、/21/序列号",
            "请再扫一次，或照印的打",
        ),
    )


def attributes_of(told: Mapping[str, str]) -> dict[str, str]:
    """Check what is told beside the key: dates and net weight, by their identifiers.

    Args:
        told: Values by identifier: 11, 13, 15, 16, 17 as YYYY-MM-DD, 310n as kilograms.

    Returns:
        What stands in the query, in the order of the identifiers.

    Raises:
        BaylineError: An identifier is not among them, or a value does not fit it.
    """
    return {key: _attribute(key, told[key].strip()) for key in sorted(told) if told[key].strip()}


def _attribute(key: str, value: str) -> str:
    if key in _DATES:
        try:
            return f"{date.fromisoformat(value):%y%m%d}"
        except ValueError:
            raise _unfit(key, value, "a day like 2025-07-18", "2025-07-18这样的日期") from None
    if key in _WEIGHTS:
        whole, _, part = value.partition(".")
        places = int(key[-1])
        digits = whole + part.ljust(places, "0")
        if digits.isascii() and digits.isdigit() and len(part) <= places and len(digits) <= _DIGITS:
            return digits.zfill(_DIGITS)
        raise _unfit(key, value, f"kilograms with {places} places", f"千克数，{places}位小数")
    raise _unfit(key, value, "one of 11, 13, 15, 16, 17, 310n", "11、13、15、16、17、310n之一")


def _unfit(key: str, value: str, wanted: str, zh: str) -> BaylineError:
    return _wrong(
        f"({key}) cannot be “{value[:20]}”",
        f"it is {wanted}",
        "correct it",
        Words(f"（{key}）不能是“{value[:20]}”", f"应为{zh}", "请更正"),
    )


def address_of(origin: str, link: Link, attributes: Mapping[str, str] | None = None) -> str:
    """Write the address that a label carries.

    Args:
        origin: Scheme and host, and a path if the pages stand below one.
        link: What it stands for.
        attributes: What is told besides, as `attributes_of` gives it.
    """
    asked = "&".join(f"{key}={value}" for key, value in (attributes or {}).items())
    return f"{origin.rstrip('/')}{link.path}" + (f"?{asked}" if asked else "")


def serials(first: str, count: int) -> list[str]:
    """Count serial numbers on from the first, as wide as it is.

    Args:
        first: It ends in digits; they are counted.
        count: How many.

    Raises:
        BaylineError: It does not end in digits, or there are not that many numbers of its width.
    """
    head = first.rstrip("0123456789")
    digits = first[len(head) :]
    if not digits or int(digits) + count > 10 ** len(digits):
        raise _wrong(
            f"{count} serial numbers cannot be counted on from “{first[:20]}”",
            "it ends in digits, and the last number is as wide as the first",
            "begin with zeros, like 0001",
            Words(
                f"从“{first[:20]}”起数不出{count}个序列号",
                "末尾要是数字，最后一个和第一个一样宽",
                "请在前面补零，如0001",
            ),
        )
    start, width = int(digits), len(digits)
    return [f"{head}{start + one:0{width}d}" for one in range(count)]


def _wrong(what: str, why: str, do: str, zh: Words) -> BaylineError:
    return BaylineError(what, why=why, do=do, zh=zh)
