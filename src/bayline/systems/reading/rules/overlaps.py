"""Whether parts of a list exclude each other, so that their sum may be held against their whole."""

import re
from decimal import Decimal
from itertools import accumulate

from bayline.systems.reading.rules.divisions import (
    are_disjoint,
    are_fields_of_works,
    are_levels,
    are_parallel,
)
from bayline.systems.reading.rules.passages import View
from bayline.systems.reading.rules.summable import may_have_losses
from bayline.systems.reading.rules.wholes import (
    Partition,
    Reach,
    is_tight,
    names_of,
    share_of_whole,
)

_LEAST = 2
_MANY = 4  # kinds that hardly come near their whole by chance
_LITTLE = Decimal("0.05")  # by which a list oversteps its whole through a slip

# What holds a title of a city may hold one of its county as well.
_TITLES = re.compile(r"认定|示范|企业|专精特新|人才|平台|中心|基地|品牌|称号|名录|文物|非遗|重点")
_PAID = re.compile(r"奖|补[助贴]|津贴|慰问|工资|标准|学费|租金|票|罚款")
_FAR_BELOW = Decimal("0.5")
_OVERLAPS = re.compile(r"重复|交叉|并举|重叠|兼[有具是任]|同时[是属为]|既")
_BEHIND = 30
_SORTED_OUT = re.compile(r"[类型级]")


def exact_sizes(partition: Partition) -> list[int]:
    """List the other numbers of parts whose plain sum is the whole, the largest first."""
    parts = reversed(partition.parts) if partition.whole_last else partition.parts
    sums = accumulate(part.figure.low or Decimal(0) for part in parts)
    whole, natural = partition.whole.figure.low, partition.natural
    sizes = [size for size, summed in enumerate(sums, 1) if summed == whole]
    return [size for size in reversed(sizes) if size > _LEAST and size != natural]


def are_told_of_each(partition: Partition) -> bool:
    """Tell whether a total far above its list counts winners: 一等奖5000元，…，合计22万元."""
    paid = any(_PAID.search(f"{part.before}{part.noun}") for part in partition.listed)
    return paid and share_of_whole(partition.listed, partition.whole) < _FAR_BELOW


def exclude_each_other(view: View, partition: Partition) -> bool:
    """Tell whether no thing is in two parts; 其中 and 包括 never say so (卫生人员, 在编人员).

    Args:
        view: The text that lists the parts.
        partition: The whole and its parts.
    """
    names, whole = names_of(partition), partition.whole
    end = partition.listed[-1].end
    if may_have_losses(whole) or _OVERLAPS.search(view.folded, end, end + _BEHIND):
        return False
    said = f"{whole.label}{whole.noun}{whole.statement.attribute or ''}"
    if are_disjoint(names):
        return not (are_levels(names) and _TITLES.search(f"{said}{''.join(names)}"))
    if are_fields_of_works(said, names) or _overshoots_a_little(view, partition):
        return True
    sorted_out = all(_SORTED_OUT.search(name) for name in names)
    return partition.reach is not Reach.AMONG and sorted_out and are_kinds(view, partition)


def _overshoots_a_little(view: View, partition: Partition) -> bool:
    """Tell whether many kinds side by side come out just above their whole: a slip, no overlap.

    Only what is counted: sums of money are divided in two ways at once (短期, 住户 loans).
    """
    over = share_of_whole(partition.listed, partition.whole) - 1
    is_counted = partition.natural >= _MANY and partition.whole.unit != "CNY"
    many = is_counted and are_kinds(view, partition)
    return many and 0 < over <= _LITTLE and not exact_sizes(partition)


def are_kinds(view: View, partition: Partition) -> bool:
    """Tell whether the parts are named as kinds of one division."""
    return are_parallel(names_of(partition), tight=is_tight(view, partition))
