"""What a figure counts or measures: base units, their dimension and their names.

Two figures may be added only in one unit, and compared only in one dimension. Money of two
currencies, a share and a percentage point, 个 and 家 are dimensions of their own, because no factor
that holds on every day turns one into the other. Reading unit words in a text is the reader's work.
"""

from dataclasses import dataclass
from decimal import Decimal

from bayline.kernel.errors import BaylineError


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit that figures are kept in.

    Attributes:
        code: Short code such as `CNY`, `m2`, or a classifier as printed (个, 家).
        dimension: What it measures; units of one dimension convert by their factors.
        factor: Smallest units of the dimension in one of this unit.
        zh: Chinese label.
        en: English label.
    """

    code: str
    dimension: str
    factor: Decimal
    zh: str
    en: str

    def __post_init__(self) -> None:
        if self.factor <= 0:
            raise BaylineError(
                f"unit {self.code!r} has the factor {self.factor}",
                why="a unit is a positive multiple of its dimension's smallest unit",
                do="give a factor above zero",
            )


# code, dimension, factor, Chinese, English. A year is twelve months but no fixed number of days,
# so calendar lengths and clock lengths are two dimensions.
_TABLE = """
1 ratio 1 比率 ratio
pp points 1 个百分点 percentage points
x multiple 1 倍 times
m length 1 米 meters
m2 area 1 平方米 square meters
m3 volume 1 立方米 cubic meters
kg mass 1 千克 kilograms
kWh energy 1 千瓦时 kilowatt-hours
kW power 1 千瓦 kilowatts
mo calendar 1 个月 months
a calendar 12 年 years
mg/L concentration 1 毫克/升 mg/L
ug/m3 concentration-in-air 1 微克/立方米 μg/m³
pH acidity 1 pH pH
s clock 1 秒 seconds
min clock 60 分钟 minutes
h clock 3600 小时 hours
d clock 86400 天 days
CNY money:CNY 1 元 CNY
USD money:USD 1 美元 USD
EUR money:EUR 1 欧元 EUR
JPY money:JPY 1 日元 JPY
GBP money:GBP 1 英镑 GBP
HKD money:HKD 1 港元 HKD
MOP money:MOP 1 澳门元 MOP
TWD money:TWD 1 新台币 TWD
KRW money:KRW 1 韩元 KRW
SGD money:SGD 1 新加坡元 SGD
AUD money:AUD 1 澳元 AUD
CAD money:CAD 1 加元 CAD
NZD money:NZD 1 新西兰元 NZD
CHF money:CHF 1 瑞士法郎 CHF
RUB money:RUB 1 卢布 RUB
INR money:INR 1 卢比 INR
THB money:THB 1 泰铢 THB
MYR money:MYR 1 林吉特 MYR
VND money:VND 1 越南盾 VND
人 count:人 1 人 people
户 count:户 1 户 households
家 count:家 1 家 units
个 count:个 1 个 items
项 count:项 1 项 items
件 count:件 1 件 pieces
"""


def _table() -> dict[str, Unit]:
    rows = (line.split(maxsplit=4) for line in _TABLE.strip().splitlines())
    return {
        code: Unit(code=code, dimension=dimension, factor=Decimal(factor), zh=zh, en=en)
        for code, dimension, factor, zh, en in rows
    }


UNITS = _table()


def unit(code: str) -> Unit:
    """Return the unit of a code; an unknown code is a classifier that counts only its own kind.

    Args:
        code: A base unit's code or a classifier as printed; `μg/m3` stands for itself.

    Raises:
        BaylineError: If the code is empty.
    """
    if not code:
        raise BaylineError(
            "a figure without a unit",
            why="an empty code names nothing",
            do='give "1" for a ratio or the classifier that was printed',
        )
    known = UNITS.get(code)
    dimension = f"count:{code}"
    return known or Unit(code=code, dimension=dimension, factor=Decimal(1), zh=code, en=code)


def commensurable(a: str, b: str) -> bool:
    """Tell whether figures in the units with codes `a` and `b` convert into each other."""
    return unit(a).dimension == unit(b).dimension


def factor_between(source: str, target: str) -> tuple[Decimal, Decimal]:
    """Return (multiplier, divisor) that turn a number of `source` into one of `target`, exactly.

    Raises:
        BaylineError: If the two measure different things.
    """
    if not commensurable(source, target):
        raise BaylineError(
            f"{source} cannot become {target}",
            why=f"{unit(source).dimension} and {unit(target).dimension} are different dimensions",
            do="compare figures of one dimension",
        )
    return unit(source).factor, unit(target).factor
