"""What settlement measures: how many bills were settled directly, and what that has saved."""

from bayline.platform.indicators import Indicator

_FEW = "小数不列：与统计页同一张表，不足最小格的月、能倒推的月都不报；只算整月，编造的示例不算"
_FEW_EN = (
    "nothing small is told: as on the page of statistics, months below the smallest cell or from "
    "which one could be worked out are not told; whole months only, and nothing made up"
)
SETTLED = Indicator(
    name="settlement.settled",
    title="异地就医直接结算笔数",
    title_en="Bills of people treated elsewhere that were settled directly",
    about=f"冒号后写方向：treating在本地就医、insured本地参保、total合计；{_FEW}",
    about_en=f"Behind the colon stands the direction: treating, insured or total; {_FEW_EN}",
    asks_of=True,
)
TRIPS_SAVED = Indicator(
    name="settlement.trips-saved",
    title="直接结算少跑的往返",
    title_en="Round trips that settling directly has saved",
    about=f"有结算的人，每人每月少跑一次；{_FEW}",
    about_en=f"One for each person and month that had settlements; {_FEW_EN}",
)
ADVANCES_AVOIDED = Indicator(
    name="settlement.advances-avoided",
    title="直接结算不用垫付的金额",
    title_en="What nobody had to advance since bills were settled directly",
    about=f"基金和个人账户付的；{_FEW}",
    about_en=f"What funds and personal accounts paid; {_FEW_EN}",
)
INDICATORS = (SETTLED, TRIPS_SAVED, ADVANCES_AVOIDED)
