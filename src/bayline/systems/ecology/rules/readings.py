"""What the cells of a table of readings say: values, bounds, or that nothing was measured."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from bayline.engines.chinese.script import fold
from bayline.systems.ecology.terms import CannotReadError, Item, Reading, WaterBody

# What tables print where there is no value.
_NONE = frozenset(
    {"", "-", "--", "---", "—", "——", "*", "**", "/", "\\", "na", "n/a", "null", "none"}
)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NOT_DETECTED = frozenset({"nd", "n.d.", "未检出", "<", "l", "<dl", "<lod", "低于检出限"})
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")

_PH = "ph"
_PH_MOST = 14
_MOST = Decimal(10) ** 9  # beyond it no water holds anything, by any unit here
_LENGTH = 60  # characters of a number beyond which a cell is something else
_LOWERED = str.maketrans(
    {"≤": "<", "＜": "<", "〈": "<", "﹤": "<", "＞": ">", "〉": ">", "−": "-"}
)


@lru_cache(maxsize=1 << 17)
def reading_of(text: str, key: str) -> Reading | None:
    """Read a cell.

    Args:
        text: What stands in it: a value, `<0.01` or `0.01L` below a limit of detection, `>24000`.
        key: The item.

    Returns:
        The reading; None where nothing was measured.

    Raises:
        CannotReadError: It is no reading, negative, without end, or no pH there can be.
    """
    if _PLAIN.fullmatch(text) and len(text) <= _LENGTH:  # as most cells are
        value = Decimal(text)
        _refuse_impossible(value, key)
        return Reading(value, value, text)
    plain = unicodedata.normalize("NFKC", text.translate(_LOWERED)).strip().casefold()
    if plain in _NONE:
        return None
    if plain in _NOT_DETECTED:
        raise CannotReadError(
            "“not detected” without the limit of detection says no value",
            "write the limit, as <0.01",
            ("写了未检出却没有检出限", "请写成<0.01这样，带上检出限"),
        )
    return _bounded(plain, text.strip(), key)


def _bounded(plain: str, text: str, key: str) -> Reading:
    if plain.startswith("<"):
        return Reading(Decimal(0), _value(plain[1:], key), text)
    if plain.startswith(">"):
        return Reading(_value(plain[1:], key), None, text)
    if plain.endswith("l"):
        return Reading(Decimal(0), _value(plain[:-1], key), text)
    value = _value(plain, key)
    return Reading(value, value, text)


def _value(text: str, key: str) -> Decimal:
    text = text.strip()
    text = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if text.lstrip("+-") in ("inf", "infinity", "∞", "nan"):
        raise CannotReadError(
            "no value is infinite or no number at all", "write what was measured", _INFINITE_ZH
        )
    if len(text) > _LENGTH or not _NUMBER.fullmatch(text):
        raise CannotReadError(
            "it is no number",
            "write a number, <0.01, or nothing where nothing was measured",
            _NO_ZH,
        )
    value = Decimal(text)
    _refuse_impossible(value, key)
    return value


_INFINITE_ZH = ("测值不会是无穷大或非数", "请写测得的值，没有测就留空")
_NO_ZH = ("不是数", "请写数、<0.01，没有测就留空")


def _refuse_impossible(value: Decimal, key: str) -> None:
    if key == _PH and not 0 <= value <= _PH_MOST:
        raise CannotReadError(
            "pH lies from 0 to 14", "correct the value", ("pH在0到14之间", "请改正测值")
        )
    if value > _MOST:
        raise CannotReadError(
            "nothing is that much", "correct the value", ("测值大得不可能", "请改正测值")
        )
    if value < 0 and key != "temperature":
        raise CannotReadError(
            "nothing is measured below zero", "correct the value", ("测值不会是负数", "请改正测值")
        )


_BODIES: Mapping[str, WaterBody] = {
    **dict.fromkeys(("river", "rivers", "stream", "河流", "河", "河道"), WaterBody.RIVER),
    **dict.fromkeys(
        ("lake", "lakes", "reservoir", "lake/reservoir", "湖泊", "湖", "水库", "湖库", "湖、库"),
        WaterBody.LAKE,
    ),
}


def body_of(text: str) -> WaterBody | None:
    """Read the kind of water; None where the cell is empty.

    Raises:
        CannotReadError: It is neither.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if plain in _NONE:
        return None
    found = _BODIES.get(plain) or _BODIES.get(fold(plain))
    if found is None:
        raise CannotReadError(
            "the kinds of water are river and lake",
            "write river, or lake for lakes and reservoirs",
            ("水体类型只有river（河流）和lake（湖库）", "请写river或lake"),
        )
    return found


# Factors to the units of the standard, exact.
_UNITS: Mapping[str, Mapping[str, Decimal]] = {
    "mg/L": {
        "mg/l": Decimal(1),
        "毫克/升": Decimal(1),
        "ppm": Decimal(1),
        "g/m3": Decimal(1),
        "ug/l": Decimal("0.001"),
        "μg/l": Decimal("0.001"),
        "微克/升": Decimal("0.001"),
        "mg/m3": Decimal("0.001"),
        "ppb": Decimal("0.001"),
        "ng/l": Decimal("0.000001"),
        "纳克/升": Decimal("0.000001"),
        "g/l": Decimal(1000),
    },
    "/L": {"/l": Decimal(1), "个/l": Decimal(1), "mpn/l": Decimal(1), "cfu/l": Decimal(1)},
    "mg/m3": {"mg/m3": Decimal(1), "ug/l": Decimal(1), "μg/l": Decimal(1), "mg/l": Decimal(1000)},
    "m": {"m": Decimal(1), "米": Decimal(1), "cm": Decimal("0.01"), "厘米": Decimal("0.01")},
    "℃": {"℃": Decimal(1), "°c": Decimal(1), "c": Decimal(1)},
    "": {"": Decimal(1), "-": Decimal(1), "无量纲": Decimal(1)},
}


_PER = re.compile(r"[·.* ]*(l|m)(?:[-−]1|[-−](?=3))")  # mg·L-1 is mg/L, mg m-3 is mg/m3


def factor_of(unit: str, item: Item) -> Decimal:
    """Give what turns values of a unit into that of the limits.

    Raises:
        CannotReadError: The unit is not known for this item.
    """
    known = _UNITS[item.unit]
    plain = unicodedata.normalize("NFKC", unit).casefold().strip()
    plain = _PER.sub(r"/\1", plain).replace(" ", "").replace("每", "/").replace("//", "/")
    known = {unicodedata.normalize("NFKC", name).casefold(): one for name, one in known.items()}
    if plain not in known:
        listed = ", ".join(dict.fromkeys(_UNITS[item.unit]))
        raise CannotReadError(
            f"no such unit is known for {item.key}",
            f"write one of {listed}",
            (f"{item.name}没有这个单位", f"请写{listed}之一"),
        )
    return known[plain]


def scaled(reading: Reading, factor: Decimal) -> Reading:
    """Give a reading in another unit; its text stays as written."""
    high = None if reading.high is None else reading.high * factor
    return Reading(reading.low * factor, high, reading.text)
