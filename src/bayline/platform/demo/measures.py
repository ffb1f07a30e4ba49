"""What is measured of made-up places, and how much it is: one number for each year and quarter."""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import NamedTuple

from bayline.platform.demo.places import Spot

FIRST_YEAR = 2018
_SHARES = (0.22, 0.25, 0.24, 0.29)  # of a year, by quarter
_YI, _WAN, _ONE = Decimal(100_000_000), Decimal(10_000), Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that is measured.

    Attributes:
        name: What it is called.
        word: The unit, as it is printed.
        unit: Code of the base unit.
        stated: The printed unit without its scale.
        factor: Base units of one printed unit.
        low: What the smallest place has, in printed units.
        high: What the largest place has.
        places: Digits behind the point.
        verbs: What may stand between a place and the name.
        threshold: The threshold that the name states.
        flows: Whether it adds up over a year, so that it is printed for quarters too.
        grows: Whether it is printed with its growth.
        is_counted: Whether it was counted, not rounded.
    """

    name: str
    word: str
    unit: str
    stated: str
    factor: Decimal
    low: float
    high: float
    places: int = 0
    verbs: tuple[str, ...] = ("",)
    threshold: str = ""
    flows: bool = False
    grows: bool = True
    is_counted: bool = False


def _money(name: str, low: float, high: float, *, threshold: str = "") -> Measure:
    return Measure(
        name=name,
        word="亿元",
        unit="CNY",
        stated="元",
        factor=_YI,
        low=low,
        high=high,
        places=2,
        verbs=("完成", "实现", ""),
        threshold=threshold,
        flows=True,
    )


def _area(name: str, low: float, high: float) -> Measure:
    # Multiples of 3 mu are whole square meters.
    return Measure(
        name=name,
        word="亩",
        unit="m2",
        stated="亩",
        factor=Decimal(2000),
        low=low,
        high=high,
        grows=False,
    )


def _count(name: str, word: str, low: float, high: float, *, verb: str) -> Measure:
    return Measure(
        name=name,
        word=word,
        unit=word,
        stated=word,
        factor=_ONE,
        low=low,
        high=high,
        verbs=(verb,),
        grows=False,
        is_counted=True,
    )


OF_TOWNS = (
    _money("地区生产总值", 30, 160),
    _money("工业总产值", 40, 260),
    _money("规上工业总产值", 30, 220, threshold="规模以上"),
    _money("固定资产投资", 8, 60),
    _money("工业投资", 3, 30),
    _money("房地产开发投资", 2, 24),
    _money("社会消费品零售总额", 6, 70),
    _money("一般公共预算收入", 2, 26),
    _money("税收收入", 2, 30),
    _money("外贸进出口总额", 5, 90),
    _money("旅游收入", 1, 12),
    _money("农业总产值", 2, 14),
    Measure(
        name="农村居民人均可支配收入",
        word="元",
        unit="CNY",
        stated="元",
        factor=_ONE,
        low=26_000,
        high=46_000,
    ),
    Measure(
        name="游客",
        word="万人次",
        unit="人次",
        stated="人次",
        factor=_WAN,
        low=8,
        high=90,
        places=1,
        verbs=("接待",),
        flows=True,
    ),
    _count("就业岗位", "个", 300, 3000, verb="新增"),
    _count("停车位", "个", 60, 900, verb="新增"),
)
OF_VILLAGES = (
    _area("种植面积", 1200, 4200),
    _area("水稻种植面积", 600, 2600),
    _area("蔬菜种植面积", 90, 900),
    _area("绿化面积", 60, 420),
    _area("耕地面积", 1500, 5100),
    Measure(
        name="农家乐营业收入",
        word="万元",
        unit="CNY",
        stated="元",
        factor=_WAN,
        low=180,
        high=2600,
    ),
    Measure(
        name="农产品销售额",
        word="万元",
        unit="CNY",
        stated="元",
        factor=_WAN,
        low=240,
        high=3600,
        places=1,
    ),
)


class World(NamedTuple):
    """The numbers of a made-up region: the same seed, place, measure and time give the same one."""

    seed: int

    def share(self, *of: object) -> float:
        """Give a number from 0 up to 1 that depends on nothing but the seed and what it is of."""
        said = "\t".join(map(str, (self.seed, *of))).encode()
        return int.from_bytes(blake2b(said, digest_size=6).digest()) / 2**48

    def number(self, spot: Spot, measure: Measure, year: int, quarter: int = 0) -> Decimal:
        """Give what is printed of a place, in the printed unit.

        Args:
            spot: The place.
            measure: What is measured.
            year: The year.
            quarter: The quarter, 1 to 4; 0 for the whole year.
        """
        size = self.share(spot.code, measure.name) ** 2
        value = measure.low + (measure.high - measure.low) * size
        for past in range(FIRST_YEAR, year + 1):
            value *= 0.97 + 0.14 * self.share(spot.code, measure.name, past)
        if quarter:
            value *= _SHARES[quarter - 1]
        return printed(value, measure)


def printed(value: float, measure: Measure) -> Decimal:
    """Round a number as a measure is printed; areas to full square meters."""
    if measure.stated == "亩":
        return Decimal(3 * max(1, round(value / 3)))
    return Decimal(f"{max(value, 10.0**-measure.places):.{measure.places}f}")
