"""So many, so much for each, so much in all: 1200人，每人500元，共计60万元."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bayline.systems.reading.rules.passages import Item, Sentence, View

_EACH = re.compile(
    r"(?:每|平均每)(?P<of>人|户|亩|吨|公斤|千克|斤|平方米|[个件台辆头只宗套间座株张份名])(?!月|年)"
    r"|(?P<mean>[人户亩])均|(?P<crop>亩产|单产)"
)
_SLASH = re.compile(r"/(?P<of>人|户|亩|吨|公斤|千克|斤|平方米|[个件台辆头只宗套间座株张份名])$")
_SUM = re.compile(
    r"(?:合计|共计|总计|总共|一共|(?<![公一中])共(?!同|建|享)|总价|总额|总金额|产量|总产|销售收入|销售额|发放|兑付|拨付)"
    r"[^，。；]{0,6}$"
)
_RECURS = re.compile(
    r"(?<!\d)[月季]度?[人户平]?均|[人户]均[^，。；、\d]{0,2}[月季]|每[年月日季天]|[年日]均|增|提高|带动|受益|节约|减"
)
_OTHER = re.compile(r"其中|分别|不等|最高|最低|以上|以下|部分")
_AND_MORE = re.compile(r"[和及与等]|物资|另")
_MU = ("m2", Decimal("0.0015"))
_PER = {
    "亩": _MU,
    "亩产": _MU,
    "单产": _MU,
    "平方米": ("m2", Decimal(1)),
    "吨": ("kg", Decimal("0.001")),
    "公斤": ("kg", Decimal(1)),
    "千克": ("kg", Decimal(1)),
    "斤": ("kg", Decimal(2)),
    "名": ("人", Decimal(1)),
}
_MEAN_SLACK = Decimal("0.05")  # a printed average is rounded more coarsely than a price
_MASSES = {"公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal("0.5"), "吨": Decimal(1000)}
_RUN = 3


class Each(NamedTuple):
    """What is said of one thing: its unit, and how much of the counted unit one thing is."""

    unit: str  # of the things counted
    scale: Decimal  # things in one base unit of the count
    numerator: str  # unit of the amount
    factor: Decimal  # base units of the amount in one printed unit
    is_mean: bool


class Priced(NamedTuple):
    """A number of things, what each makes, and what they make together."""

    things: Item
    each: Item
    whole: Item
    per: Each

    @property
    def slack(self) -> Decimal:
        """Share of the price by which it may differ beyond its rounding."""
        return _MEAN_SLACK if self.per.is_mean else Decimal(0)


def priced(view: View) -> list[Priced]:
    """Find a count, a price and their product among three neighboring figures of a sentence."""
    found = []
    for sentence in view.sentences:
        if _has_several_prices(sentence):
            continue
        for at in range(len(sentence.items) - _RUN + 1):
            run = sentence.items[at : at + _RUN]
            begin, end = run[0].start - sentence.start, run[-1].end - sentence.start
            if not _OTHER.search(sentence.text, begin, end):
                found += _priced(run)
    return found


def _has_several_prices(sentence: Sentence) -> bool:
    """Tell whether a total may sum up several rows: 3名，每名4000元；5名，每名2000元，合计…."""
    told = [item.unit for item in sentence.items if _each(item) is not None]
    return len(told) != len(set(told))


def _priced(run: Sequence[Item]) -> list[Priced]:
    for each in run[1:]:
        per = _each(each)
        if per is None or _RECURS.search(each.label):
            continue
        others = [item for item in run if item is not each]
        counts = [item for item in others if item.unit == per.unit]
        wholes = [item for item in others if item.unit == per.numerator and item not in counts]
        if len(counts) == 1 == len(wholes) and _is_product(wholes[0], counts[0], each):
            return [Priced(counts[0], each, wholes[0], per)]
    return []


def _each(item: Item) -> Each | None:
    if not item.is_level:
        return None
    slash = _SLASH.search(item.statement.quantity.stated_unit)
    match = slash or _EACH.search(item.label)
    if match is None:
        return None
    groups = match.groupdict()
    of = groups["of"] or groups.get("mean") or groups.get("crop") or ""
    unit, scale = _PER.get(of, (of, Decimal(1)))
    numerator, factor = _numerator(item) if slash else (item.unit, Decimal(1))
    means = bool(groups.get("mean") or groups.get("crop")) or "均" in item.label
    return Each(unit, scale, numerator, factor, means)


def _numerator(item: Item) -> tuple[str, Decimal]:
    """Return the unit above the line: 元 of 元/吨, kg of 公斤/亩."""
    above = item.statement.quantity.stated_unit.partition("/")[0]
    mass = _MASSES.get(above)
    return ("kg", mass) if mass else ("CNY" if above.endswith("元") else "", Decimal(1))


def _is_product(whole: Item, count: Item, each: Item) -> bool:
    alike = all(
        item.statement.status is whole.statement.status
        and item.statement.time == whole.statement.time
        and item.is_level
        for item in (count, each)
    )
    plain = not _RECURS.search(whole.label) and not _AND_MORE.search(whole.label)
    return alike and plain and bool(_SUM.search(whole.label))
