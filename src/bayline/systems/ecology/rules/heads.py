"""Which column of a table of samples is which: by key, by Chinese name, with a unit in brackets."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import zip_longest

from bayline.engines.chinese.script import fold
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.readings import factor_of
from bayline.systems.ecology.terms import CannotReadError, Item, Kind, WaterStandard

_ABOUT: Mapping[str, tuple[str, ...]] = {
    "sample": ("sample", "sampleid", "id", "样品", "样品编号", "样品编码", "样品号"),
    "section": (
        "section",
        "station",
        "断面",
        "断面名称",
        "监测断面",
        "点位",
        "点位名称",
        "站点",
        "站点名称",
    ),
    "section_code": ("sectioncode", "stationcode", "断面编码", "断面代码", "站点编码"),
    "time": (
        "time",
        "date",
        "datetime",
        "sampledat",
        "采样时间",
        "采样日期",
        "取样时间",
        "监测时间",
        "监测日期",
        "时间",
        "日期",
    ),
    "river": ("river", "河流", "河流名称", "所在河流", "所属河流"),
    "basin": ("basin", "流域", "水系", "所属流域", "所属水系"),
    "lake": ("lake", "湖库名称", "所在湖库"),
    "water_body": ("waterbody", "body", "水体", "水体类型", "水体类别", "水体性质"),
}
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "temperature": ("temp", "watertemperature"),
    "ph": ("ph值",),
    "codmn": ("imn", "高锰酸钾指数"),
    "cod": ("codcr",),
    "bod5": ("bod", "生化需氧量"),
    "nh3n": ("nh4n", "ammonia"),
    "cr6": ("crvi", "cr6plus", "铬六价"),
    "phenol": ("volatilephenol", "挥发性酚"),
    "oil": ("petroleum", "石油"),
    "las": ("阴离子洗涤剂",),
    "s": ("sulfide",),
    "f": ("fluoride",),
    "fc": ("粪大肠杆菌群",),
}
# Measured for the trophic level of lakes; no class hangs on them.
BESIDE = (
    Item(
        key="chla",
        number=0,
        name="叶绿素a",
        name_en="chlorophyll a",
        unit="mg/m3",
        kind=Kind.CHANGE,
        limits={},
    ),
    Item(
        key="sd",
        number=0,
        name="透明度",
        name_en="transparency",
        unit="m",
        kind=Kind.CHANGE,
        limits={},
    ),
)
_IN_BRACKETS = re.compile(r"^(?P<name>.*?)\s*[\[({](?P<unit>[^\[\](){}]*)[\])}]$")
# A unit behind a head: apart from it, or right behind a bracket or a Chinese character.
_BEHIND = re.compile(
    r"^(?P<name>.+?)(?:[\s_/]+|(?<=[\])}\u4e00-\u9fff]))"
    r"(?P<unit>[mμun]?g(?:/|[·. ]?)m?[l3](?:-1|-3)?|个/l|°c)$",
    re.IGNORECASE,
)
_SYMBOL_BEHIND = re.compile(
    r"^(?P<name>.*[\u4e00-\u9fff])(?P<symbol>[a-z][a-z0-9.+-]*)$", re.IGNORECASE
)
_AS = re.compile(r"以[^,，]*计")
_NO_UNIT = re.compile(
    r"|六价|湖、?库|河流|无量纲|nh3-n|tp|tn|cod|do|codmn|bod5|vi|6\+?|cn-|s2-|f-|las"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of readings: where it stands, what it measures, and in which unit.

    Attributes:
        place: Its number from 0.
        head: Its head as written.
        item: What it measures.
        factor: What turns its values into the unit of the standard.
        has_unit: Whether the head says the unit, has none to say, or is the key, which implies it.
    """

    place: int
    head: str
    item: Item
    factor: Decimal
    has_unit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The columns of a table of samples.

    Attributes:
        about: Where sample, section, time and kind of water stand, by name.
        columns: The columns of readings.
        unread: Heads that mean nothing here.
    """

    about: Mapping[str, int]
    columns: tuple[Column, ...]
    unread: tuple[str, ...]


def names_all(row: Sequence[str]) -> bool:
    """Tell whether a row names the section, the time and an item: whether it is one of heads."""
    meant = {*_meant(row)}
    is_placed = "time" in meant and not meant.isdisjoint(("section", "section_code"))
    return is_placed and not meant <= {None, *_ABOUT}


def _meant(row: Sequence[str]) -> list[str | None]:
    names = _every_name()
    return [names.get(_cut(head, names)[0]) for head in row]


def places_about(row: Sequence[str]) -> frozenset[int]:
    """Give which columns of a row of heads say where and when a sample was taken, not what of."""
    return frozenset(place for place, meant in enumerate(_meant(row)) if meant in _ABOUT)


@cache
def _every_name() -> Mapping[str, str]:
    standard = packs.water_standard(packs.latest(packs.WATER))
    return _names({**{one.key: one for one in BESIDE}, **standard.items})


def found_heads(rows: Sequence[Sequence[str]]) -> tuple[int, Sequence[str]]:
    """Find the heads at the top of a table, below titles, in one row or in two.

    Of two rows the lower one goes before, as where cells above are merged.

    Args:
        rows: The first rows; the first of them where none is one of heads.

    Returns:
        How many rows lie above the samples, and the heads.
    """
    for number, row in enumerate(rows):
        if names_all(row):
            return number + 1, row
        below = rows[number + 1] if number + 1 < len(rows) else ()
        both = [low.strip() or high for high, low in zip_longest(row, below, fillvalue="")]
        if names_all(both) and not names_all(below):
            return number + 2, both
    return 1, rows[0]


def heads_of(row: Sequence[str], standard: WaterStandard, *, where: str) -> Heads:
    """Tell what the columns of a table are.

    Args:
        row: The heads.
        standard: Whose items may be measured.
        where: The file, for refusals.

    Raises:
        BaylineError: A column stands twice, a unit is not known, or nothing is measured.
    """
    items = {**{one.key: one for one in BESIDE}, **standard.items}
    names = _names(items)
    about: dict[str, int] = {}
    columns: dict[str, Column] = {}
    unread = []
    for place, head in enumerate(row):
        name, unit = _cut(head, names)
        meant = names.get(name)
        if meant is None:
            unread.append(head.strip())
        elif meant in about or meant in columns:
            raise _twice(head, meant, where)
        elif meant in _ABOUT:
            about[meant] = place
        else:
            columns[meant] = _column(place, head, items[meant], unit, where)
    if not columns:
        raise _nothing(standard, where)
    return Heads(about=about, columns=tuple(columns.values()), unread=tuple(filter(None, unread)))


def _names(items: Mapping[str, Item]) -> dict[str, str]:
    found = {plain: key for key, plains in _ABOUT.items() for plain in plains}
    for key, item in items.items():
        for name in (key, item.name, item.name_en, *_OTHER_NAMES.get(key, ())):
            found[_plain(name)] = key
    return found


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def _cut(head: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Take a head apart: what it names, in whichever script, and a unit in brackets or behind."""
    found = _parted(head, names)
    simple = head if found[0] in names else fold(head)
    return found if simple == head else _parted(simple, names)


def _parted(head: str, names: Mapping[str, str]) -> tuple[str, str]:
    folded = unicodedata.normalize("NFKC", head).strip()
    unit = ""
    while _plain(folded) not in names:
        found = _IN_BRACKETS.match(folded) or _BEHIND.match(folded)
        if not found or not found["name"].strip():
            break
        stated = _AS.sub("", found["unit"]).strip(" ,;、")
        unit = unit or ("" if _NO_UNIT.fullmatch(stated.casefold()) else stated)
        folded = found["name"].strip()
    return _plain(_without_symbol(folded, names)), unit


def _without_symbol(head: str, names: Mapping[str, str]) -> str:
    """Leave out a symbol behind the name of the same item: 总磷TP is 总磷."""
    found = _SYMBOL_BEHIND.match(head)
    if not found:
        return head
    meant = [names.get(_plain(part)) for part in found.groups()]
    return found["name"] if meant[0] and meant[0] == meant[1] else head


def _column(place: int, head: str, item: Item, unit: str, where: str) -> Column:
    try:
        factor = factor_of(unit, item) if unit else Decimal(1)
    except CannotReadError as wrong:
        what, zh = f"row 1, column “{head}”", f"第1行“{head}”栏"
        raise wrong.at(what, where=where, zh=zh) from None
    is_implied = not item.unit or head.strip().casefold() == item.key
    return Column(
        place=place, head=head.strip(), item=item, factor=factor, has_unit=bool(unit) or is_implied
    )


def _twice(head: str, meant: str, where: str) -> BaylineError:
    return BaylineError(
        f"row 1, column “{head}”",
        where=where,
        why=f"{meant} has a column already",
        do="leave one of them",
        zh=Words(f"第1行“{head}”栏", f"{meant}已有一栏", "请只留一栏"),
    )


def _nothing(standard: WaterStandard, where: str) -> BaylineError:
    listed = ", ".join(standard.items)
    return BaylineError(
        "no column holds readings",
        where=where,
        why="no head is the name of an item",
        do=f"name columns {listed}; and sample, section, time, water_body",
        zh=Words(
            "没有测值栏",
            "没有一个栏名是指标",
            f"栏名请用{listed}，以及sample、section、time、water_body",
        ),
    )
