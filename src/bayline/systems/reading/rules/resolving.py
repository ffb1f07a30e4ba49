"""What would resolve a finding: one line for whoever sees to it, by check and state."""

from typing import NamedTuple

from bayline.kernel.findings import State


class Advice(NamedTuple):
    """What to do, in two languages."""

    zh: str
    en: str


_BY_STATE = {
    State.CONTRADICTION: Advice(
        "回到两处原文，看哪一个数印错或读错；改正一处，或写明两处为何都对。",
        "Go back to both places and see which figure was printed or read wrong; correct it, or say "
        "why both are right.",
    ),
    State.WARNING: Advice(
        "请起草单位确认这里的说法；若确实如此，写一句说明。",
        "Ask whoever drafted it to confirm; if it is so, write one sentence that explains it.",
    ),
    State.NOT_COMPARABLE: Advice(
        "口径不同的数不相加、不相比；引用时写明各自的口径。",
        "Neither add nor compare figures of different bases; name the basis of each when quoting.",
    ),
    State.NEEDS_BASIS: Advice(
        "补上缺的口径：算的是什么、什么时候、哪个范围。",
        "Supply the missing basis: of what, when, and within which scope.",
    ),
    State.HOLDS: Advice("已经相符，不必处理。", "It agrees; nothing needs to be done."),
}
_SUM = Advice(
    "逐项核对分项和合计：缺一项、重一项，还是合计印错。",
    "Go through the parts and the total: one missing, one twice, or the total misprinted.",
)
_OVERLAP = Advice(
    "写明各项是否重叠、是否列全；重叠的不能相加。",
    "Say whether the parts overlap and are complete; parts that overlap do not add up.",
)
_SHARE = Advice(
    "写明占比的分母，用同一口径的两个数重算。",
    "Name what the share is of, and compute it again from two figures of one basis.",
)
_GROWTH = Advice(
    "核对两年的数和增幅是否同一口径（现价或可比价、同一范围），再改印错的一个。",
    "See whether both years and the rate are on one basis (prices, scope), then correct the one "
    "that is wrong.",
)
_SAME = Advice(
    "查明哪一处为准：较新的文件是更正还是笔误；更正的请以更正版收存。",
    "Find out which one holds: whether the newer document corrects or errs; record a correction as "
    "a new edition.",
)
_BY_CHECK = {
    ("sum_of_parts", State.CONTRADICTION): _SUM,
    ("totals_of_table", State.CONTRADICTION): _SUM,
    ("batches_of_year", State.CONTRADICTION): _SUM,
    ("industries_of_product", State.CONTRADICTION): _SUM,
    ("sum_of_parts", State.NEEDS_BASIS): _OVERLAP,
    ("sum_of_parts", State.WARNING): _OVERLAP,
    ("shares_of_one_whole", State.WARNING): _OVERLAP,
    ("share_of_amounts", State.CONTRADICTION): _SHARE,
    ("share_on_page", State.CONTRADICTION): _SHARE,
    ("shares_in_table", State.CONTRADICTION): _SHARE,
    ("share_of_plan", State.CONTRADICTION): _SHARE,
    ("growth_of_levels", State.CONTRADICTION): _GROWTH,
    ("growth_of_years", State.CONTRADICTION): _GROWTH,
    ("growth_in_table", State.CONTRADICTION): _GROWTH,
    ("same_figure", State.CONTRADICTION): _SAME,
    ("part_within_whole", State.CONTRADICTION): Advice(
        "部分不能大于整体：核对两者的范围、时期和单位。",
        "No part exceeds its whole: compare the scope, period and unit of both.",
    ),
    ("mixed_stages", State.WARNING): Advice(
        "分别写签约和开工等各阶段的数额，合计另加说明。",
        "Give the amounts of each stage apart, and say what the total stands for.",
    ),
    ("ratio_without_count", State.NEEDS_BASIS): Advice(
        "写明比例按断面、样品、天数还是别的单位计算。",
        "Say whether the ratio counts sections, samples, days or something else.",
    ),
    ("implied_whole", State.NEEDS_BASIS): Advice(
        "不要由这两个数推算总量；需要总量时另找出处。",
        "Do not compute a whole from these two; find a source that states it.",
    ),
    ("timely_status", State.NEEDS_BASIS): Advice(
        "核对发布日期和时期：已发生的改写为结果，未结束的写“预计”。",
        "Compare the day of publication with the period: report what has happened, and call "
        "expected what has not ended.",
    ),
    ("members_of_list", State.CONTRADICTION): Advice(
        "数一数所列名单，改数目或补名单。",
        "Count the names that are listed; correct the number or complete the list.",
    ),
    ("moves_of_rank", State.CONTRADICTION): Advice(
        "核对前后两个位次和升降位数。", "Compare both ranks with the number of places moved."
    ),
    ("possible_dates", State.CONTRADICTION): Advice(
        "日历上没有这一天，请查原件改日期。",
        "The calendar has no such day; look it up in the original.",
    ),
}


def advice(check: str, state: State) -> Advice:
    """Tell what would resolve a finding.

    Args:
        check: Identifier of the check that found it.
        state: What it asks of its reader.
    """
    return _BY_CHECK.get((check, state), _BY_STATE[state])
