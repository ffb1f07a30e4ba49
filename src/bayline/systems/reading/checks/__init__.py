"""What must agree in documents that were read; every check is a pure function of the documents.

`check` runs them all. A finding that holds is returned too, as a note with its arithmetic, so that
a page can show what was verified. The first rule is that no honest document is accused: where the
words leave doubt about a whole, a basis or a period, the verdict is not a contradiction.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bayline.kernel.findings import Finding, by_weight
from bayline.systems.reading.checks.basis import implied_whole, ratio_without_count
from bayline.systems.reading.checks.batches import batches_of_year
from bayline.systems.reading.checks.definitions import amount_per_unit, rate_by_definition
from bayline.systems.reading.checks.divided import divisions_of_whole
from bayline.systems.reading.checks.extents import totals_of_extent
from bayline.systems.reading.checks.goals import goals_of_indicator
from bayline.systems.reading.checks.growth import growth_of_levels
from bayline.systems.reading.checks.industries import industries_of_product
from bayline.systems.reading.checks.lists import members_of_list, terms_of_slogan
from bayline.systems.reading.checks.plans import share_of_plan
from bayline.systems.reading.checks.plausible import (
    limited_share,
    ordered_range,
    possible_dates,
    timely_status,
)
from bayline.systems.reading.checks.ranks import moves_of_rank
from bayline.systems.reading.checks.regions import parts_of_region
from bayline.systems.reading.checks.same import same_figure
from bayline.systems.reading.checks.shares import (
    share_of_amounts,
    share_on_page,
    shares_of_one_whole,
)
from bayline.systems.reading.checks.sums import sum_of_parts
from bayline.systems.reading.checks.tables import (
    growth_in_table,
    shares_in_table,
    totals_of_table,
)
from bayline.systems.reading.checks.within import part_within_whole
from bayline.systems.reading.checks.years import growth_of_years
from bayline.systems.reading.rules.passages import View, views_of
from bayline.systems.reading.terms import ReadDocument

__all__ = ["CHECKS", "Check", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check as a page or a command lists it.

    Attributes:
        id: Identifier that its findings carry.
        title_zh: Its Chinese title.
        title_en: Its English title.
        about: What it recomputes, in one Chinese paragraph.
        run: The check itself.
    """

    id: str
    title_zh: str
    title_en: str
    about: str
    run: Callable[[Sequence[View]], list[Finding]]


CHECKS: tuple[Check, ...] = (
    Check(
        id="sum_of_parts",
        title_zh="分项与合计",
        title_en="Parts and their total",
        about="把文中列出的分项相加，与所写合计比较；每个数按所印末位留出舍入余地，“超”“约”“余”按"
        "区间计算，括号里的再分项不重复相加，“其中”所列只有互不相容的（男女、城乡、各级、各季度、项目各领域等）合计"
        "不得超过整体，可能重叠的只作提示；第一批、第二批，一期、二期，各年度等编了号而写明共几批的，须加满合计。",
        run=sum_of_parts,
    ),
    Check(
        id="part_within_whole",
        title_zh="部分不大于整体",
        title_en="A part fits into its whole",
        about="“其中”等词引出的部分不应大于整体；写明其余数额，但不猜测其余是什么。",
        run=part_within_whole,
    ),
    Check(
        id="industries_of_product",
        title_zh="三次产业与地区生产总值",
        title_en="The three industries",
        about="第一、二、三产业增加值之和应等于地区生产总值，所写比重应与数额相符，允许舍入误差。",
        run=industries_of_product,
    ),
    Check(
        id="share_of_amounts",
        title_zh="占比与数额",
        title_en="Shares of stated amounts",
        about="部分和整体都写在文中时，重算占比；整体在文中没有写明的（如占全国），不作判断。",
        run=share_of_amounts,
    ),
    Check(
        id="share_on_page",
        title_zh="占比与本段数额",
        title_en="Shares within a passage",
        about="占比没有写明对什么而言时，用本段所有可能的整体逐一试算；本段已把整体一分为二而仍算不出所写占比的，"
        "判为不一致。",
        run=share_on_page,
    ),
    Check(
        id="shares_of_one_whole",
        title_zh="占比合计",
        title_en="Shares of one whole",
        about="同一整体的各项占比相加：写有“其余”的和三次产业应为100%，男女、城乡、年龄段等分得开"
        "的和“结构”“构成”所列的不应超过100%，可能重叠的只作提示；写明可多选的不作判断，两个问题的答案"
        "不相加。",
        run=shares_of_one_whole,
    ),
    Check(
        id="rate_by_definition",
        title_zh="比率与定义",
        title_en="Rates by their definition",
        about="城镇化率、森林覆盖率、资产负债率、税收占比、人均地区生产总值等有公布定义的比率，分子分母都写在近旁且时期、"
        "地区相同的，按定义重算；口径另有所指（如户籍）的不作判断。",
        run=rate_by_definition,
    ),
    Check(
        id="amount_per_unit",
        title_zh="单价、人均与总额",
        title_en="Prices, averages and totals",
        about="“1200人，每人500元，共计60万元”一类说法，用总额除以数量，与所写单价、人均、亩产比较；平均数允许相差5%。",
        run=amount_per_unit,
    ),
    Check(
        id="share_of_plan",
        title_zh="完成计划的比例",
        title_en="Shares of a plan",
        about="“完成90亿元，占年度计划120亿元的75%”一类说法，计划数写在旁边的，重算完成比例；计划没有数额、只说单月或"
        "其中一部分的，不作判断。",
        run=share_of_plan,
    ),
    Check(
        id="growth_of_levels",
        title_zh="增长与水平",
        title_en="Growth and levels",
        about="“由A增至B，增长x%”“B，上年为A，增长x%”“比上年的A增加20亿元”“增加20亿"
        "元，增长10%”“翻一番”“是2012年的4倍”“年均增长”逐一重算，升降方向写反的也指出；现价与可比价、每年"
        "变动的统计范围不作比较。",
        run=growth_of_levels,
    ),
    Check(
        id="growth_of_years",
        title_zh="两年水平与增速",
        title_en="Two years' levels and growth",
        about="同一文件写有同一指标今年、上年数和增速的，重算增速；价格口径不同的不作比较。",
        run=growth_of_years,
    ),
    Check(
        id="moves_of_rank",
        title_zh="位次升降",
        title_en="Moves of rank",
        about="“由第9位上升到第5位，上升4位”一类说法，重算升降的位数和方向；位次数字越小越靠前。",
        run=moves_of_rank,
    ),
    Check(
        id="batches_of_year",
        title_zh="批次与全年",
        title_en="Batches and their year",
        about="把一份或几份文件里各季度、各半年的同类批次相加，与全年数比较；“超82亿元”按不等式计算。",
        run=batches_of_year,
    ),
    Check(
        id="mixed_stages",
        title_zh="阶段混加",
        title_en="Mixed stages",
        about="合计把签约、开工等不同阶段的数额加在一起时提示：加法相符，但阶段不同。由“分项与合计”一并给出。",
        run=lambda _: [],
    ),
    Check(
        id="same_figure",
        title_zh="同一指标的不同数值",
        title_en="One figure, two values",
        about="指标、对象、地区、时期和口径都相同而数值不相容的，判为不一致；口径不同的和经修订、核实的"
        "，写明哪一部分不同，不判为不一致。",
        run=same_figure,
    ),
    Check(
        id="parts_of_region",
        title_zh="部分地区与全域",
        title_en="Parts of a region and the region",
        about="同一时期同一指标，几个省、市、镇等合计的数额不应大于全国、全省、全区的数额；增速、比率和平均数不作判断。",
        run=parts_of_region,
    ),
    Check(
        id="divisions_of_whole",
        title_zh="同一整体的两种分法",
        title_en="Two divisions of one whole",
        about="同一总数在两处分法不同、同名的一项数值不同时，看差额是否正好是另一处单列的一项；写明包含关系之前不判为不一致。",
        run=divisions_of_whole,
    ),
    Check(
        id="totals_of_extent",
        title_zh="整体与局部的总量",
        title_en="Totals of different extent",
        about="同一段里用同一名称写出整个项目和其中一块用地、一期、一个标段的总投资、建筑面积等，写明所指范围不同，不作比较。",
        run=totals_of_extent,
    ),
    Check(
        id="goals_of_indicator",
        title_zh="目标的地位与地域",
        title_en="Standing and place of goals",
        about="同一指标、同一时期的目标，一个是确定的、一个只是“力争”的，分别保存，不作比较；下级地区的现状不能用来判断上级地区的目标"
        "是否完成。",
        run=goals_of_indicator,
    ),
    Check(
        id="members_of_list",
        title_zh="列举与个数",
        title_en="Lists and their counts",
        about="数一数列举的项目，与所写个数比较；带“等”的列举可以少列，不可以多列。",
        run=members_of_list,
    ),
    Check(
        id="terms_of_slogan",
        title_zh="数字口号的解释",
        title_en="Slogans and their terms",
        about="“1+4+4+4”一类口号不相加，只看文中解释了几个数，哪些没有解释。",
        run=terms_of_slogan,
    ),
    Check(
        id="ratio_without_count",
        title_zh="比例的计算单位",
        title_en="What a ratio is counted by",
        about="达标率、优良率、达到或优于Ⅲ类比例等，没有写明按断面、样品、天数还是别的单位计算的，提示补充。",
        run=ratio_without_count,
    ),
    Check(
        id="implied_whole",
        title_zh="数额与比例的隐含关系",
        title_en="What an amount and a ratio imply",
        about="相邻的数额和比例看似可以相除、其实口径不同（如林地面积与森林覆盖率）的，写出隐含的总量并提示口径。",
        run=implied_whole,
    ),
    Check(
        id="limited_share",
        title_zh="比例不超过100%",
        title_en="Shares up to 100%",
        about="覆盖率、合格率、占比等不应超过100%；完成率、毛入学率等可以超过，不作判断。",
        run=limited_share,
    ),
    Check(
        id="possible_dates",
        title_zh="日期与时期",
        title_en="Dates and periods",
        about="历法中没有的日期（2月30日），止期早于起期的时期。",
        run=possible_dates,
    ),
    Check(
        id="ordered_range",
        title_zh="区间上下限",
        title_en="Ends of a range",
        about="区间的下限大于上限。",
        run=ordered_range,
    ),
    Check(
        id="timely_status",
        title_zh="时态与发布日期",
        title_en="Tense and day of publication",
        about="发布时已过去的“预计”，以及时期尚未结束就写出的结果。",
        run=timely_status,
    ),
    Check(
        id="totals_of_table",
        title_zh="表内合计",
        title_en="Totals of a table",
        about="表中合计、总计与所含各行各列之和比较，地区生产总值与三次产业之和比较；“其中”行和小计不重复相加，比率和平均数不相加。",
        run=totals_of_table,
    ),
    Check(
        id="growth_in_table",
        title_zh="表内增速",
        title_en="Growth in a table",
        about="表中有两年数和增速的，逐行重算增速；价格口径不同的不作比较。",
        run=growth_in_table,
    ),
    Check(
        id="shares_in_table",
        title_zh="表内占比",
        title_en="Shares in a table",
        about="表中有合计和占比的，逐行重算占比。",
        run=shares_in_table,
    ),
)


def check(documents: Sequence[ReadDocument], *, alone: Collection[str] = ()) -> list[Finding]:
    """Run every check over documents that belong together.

    Args:
        documents: What was read; several are compared with one another.
        alone: Checks, by name, that look at the first document by itself.

    Returns:
        All findings, contradictions first, then by document and place.
    """
    views = views_of(documents)
    found = [made for each in CHECKS for made in each.run(views[:1] if each.id in alone else views)]
    return sorted(dict.fromkeys(found), key=by_weight)
