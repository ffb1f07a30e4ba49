"""What must not be summed: unit prices, totals so far, balances, losses, what was compared with."""

import re
from collections.abc import Iterable

from bayline.kernel.statuses import Change
from bayline.systems.reading.rules.passages import Item

_EACH = re.compile(
    r"(?:各(?![^，。；、\d]*分别)|每[^，。；、\d]{0,4}|单价|均价)[^，。；、\d]{0,6}$"
)
_SO_FAR = re.compile(r"累计[^，。；、\d]{0,8}$")
_BALANCE = re.compile(r"差额|顺差|逆差|结余|盈余|净额|收支差|轧差|缺口")
_LOSS = re.compile(r"亏损|赤字|净流出|净减|流失|负增长")
_SIGNED = re.compile(
    r"新增[^，。；]{0,4}(?:贷款|存款)|(?:贷款|存款)[^，。；]{0,4}新增|增量|变动额"
    r"|利润|盈利|盈亏|损益|收益|净(?!含|菜|水|化)"
)
_LAST_YEARS = re.compile(
    r"(?:比|较|同|与)(?:上年|去年|上月|同期|上年同期|去年同期|年初|上年末)[^，。；、\d]{0,6}$"
)


def is_unit_price(item: Item) -> bool:
    """Tell whether a figure is told of each of several things: 奖金各3000元, 每套120元."""
    return _EACH.search(item.before) is not None


def is_total_so_far(item: Item) -> bool:
    """Tell whether a figure counts what stood before it as well: 二季度累计签约75亿元."""
    return _SO_FAR.search(item.before) is not None


def is_balance(item: Item) -> bool:
    """Tell whether a figure is a difference, which has no parts: 进出口差额30亿元."""
    said = f"{item.label}{item.statement.attribute or ''}"
    return _BALANCE.search(said) is not None


def may_have_losses(item: Item) -> bool:
    """Tell whether parts below zero may stand in a whole, so that one part may exceed it."""
    return _SIGNED.search(f"{item.label}{item.statement.attribute or ''}") is not None


def is_past_level(item: Item) -> bool:
    """Tell whether a figure is only what another is compared with: 比上年的90万亩增5.5万亩."""
    return item.statement.change is Change.FROM or _LAST_YEARS.search(item.before) is not None


def may_be_summed(items: Iterable[Item]) -> bool:
    """Tell whether figures of a list may be added as they are printed."""
    return not any(
        is_unit_price(item) or is_total_so_far(item) or _LOSS.search(item.before) for item in items
    )
