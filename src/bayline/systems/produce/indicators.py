"""What produce measures: land, lots, how many pass, for how many weeks something is harvested."""

from bayline.platform.indicators import Indicator

AREA = Indicator(
    name="produce.area",
    title="登记的基地面积",
    title_en="Registered area of bases",
    about="名册里各地块面积之和，亩；冒号后写产品编号，全部写all",
    about_en="The areas of blocks in the register, in mu; behind the colon the code of a product, "
    "or all",
    asks_of=True,
)
LOTS = Indicator(
    name="produce.lots",
    title="采收批次",
    title_en="Lots harvested",
    about="这段时期采收的批次数，按收下的事件；冒号后写产品编号，全部写all",
    about_en="Lots harvested in the period by the events that were captured; behind the colon the "
    "code of a product, or all",
    asks_of=True,
)
PASS_RATE = Indicator(
    name="produce.pass-rate",
    title="检测合格率",
    title_en="Pass rate of tests",
    about="这段时期采收、能判定的批次里合格的占多少；不能判定和没有结果的不计，另写明；冒号后写产品编号，全部写all",
    about_en="Of the lots harvested in the period that can be judged, the share that passes; how "
    "many cannot be judged or have no result is told; behind the colon the code of a product, "
    "or all",
    asks_of=True,
)
WEEKS = Indicator(
    name="produce.season-weeks",
    title="有货的周数",
    title_en="Weeks with a harvest",
    about="这段时期有采收的周数，按ISO周；冒号后写产品编号，全部写all",
    about_en="Weeks of the period with a harvest, by weeks of ISO; behind the colon the code of a "
    "product, or all",
    asks_of=True,
)
INDICATORS = (AREA, LOTS, PASS_RATE, WEEKS)
