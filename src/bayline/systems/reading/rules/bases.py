"""On what basis a figure stands, in the words around it: with or without the port, which prices."""

import re

from bayline.kernel.basis import Basis, Price
from bayline.systems.reading.rules.passages import Item, View

# Up to the figure that has this basis.
_UPTO = r"(?=(?:的?为|是|达|完成|实现)?(?:同比)?(?:增长|下降)?(?:\d|[，。；（）()]|$)|的)"
_LEFT_OUT = re.compile(
    rf"(?:不含|不包括|不包含|剔除|扣除|除去|不计)(?P<what>[^，。；（）()\d]{{1,24}}?){_UPTO}"
)
_PUT_IN = re.compile(r"(?<![包不内])(?:含|包括)(?P<what>[^，。；（）()\d]{2,24})")
_ADJUSTED = re.compile(r"同口径|可比口径|调整后|快报数|初步核算")
_REVISED = re.compile(r"修订|修正|更正|最终核实|核实数|核定数|经济普查|人口普查|初步统计|预计数")
_CONSTANT = re.compile(r"可比价|不变价|按可比价|实际增长|扣除价格")
_CURRENT = re.compile(r"现价|当年价|名义增长")
_ABOVE = re.compile(r"规模以上|规上|限额以上|限上|(?:\d+|[一二三五十百千]+)?(?:万|亿)元以上")
# A size before what is counted or added: 亿元以上项目|206个, 2000万元及以上的企业产值|82亿元.
_SIZED = re.compile(
    r"(?P<size>(?:\d[\d.]*|[一二两三四五六七八九十百千]+)?(?:百|千)?(?:万|亿)?"
    r"(?:美?元|平方米|平方公里|公顷|亩|公里|米|吨|千瓦|床|人|户|周?岁)(?:及|\(含\)|（含）)?以上)"
    r"的?(?P<what>[^，。；：、（）()\d以上超]{1,14})$"
)
_CLAUSES = re.compile(r"[。；;！？\n]")
_JOINED = re.compile(r"、|和|及|与")
_REACH = 60
_COVERED = r"(?:不含|含|不包括|包括|剔除|扣除)"
_IN_BRACKETS = re.compile(rf"[（(]{_COVERED}[^（()）]*[）)]|^{_COVERED}?[^（(]{{0,24}}[）)]")
_IN_PRICES = re.compile(r"按?(?:现行|当年|可比|不变|现)价格?(?:计算)?")
# （含土地收入2亿元） gives a part in brackets; （含港区）2亿元 and 不含港区2亿元 a basis.
_MERE_BASIS = re.compile(
    rf"^[，；、]?(?:[（(]{_COVERED}[^（()），。；]{{1,24}}[）)]"
    r"|[（(]?(?:不含|不包括|剔除|扣除)[^（()），。；]{1,24})的?(?:为|是|达)?$"
)


def basis_of(view: View, item: Item) -> Basis:
    """Read the basis of a figure from the words before it in its clause and the bracket behind it.

    What a later clause leaves out does not reach back: 907.5亿元；不含港区698.5亿元 has two.
    """
    before = _CLAUSES.split(view.folded[max(0, item.start - _REACH) : item.start])[-1]
    behind = _bracket(view.folded[item.end : item.end + _REACH])
    own = _CLAUSES.split(item.before[-_REACH:])[-1]
    said = "，".join(item.statement.basis)
    if "table" in item.statement.why:
        own, before, behind = said, "", ""  # the cells beside it are no words of its own
    return Basis(
        price=_price(item.label) or _price(behind) or _price(own) or _price(said),
        threshold=_threshold(item.label) or _size_in(before),
        coverage=_coverage(f"{own}，{behind}") or _coverage(f"{before}，{behind}"),
    )


def without_basis(attribute: str) -> str:
    """Return an indicator's name alone: 地区生产总值 of 地区生产总值（含港区）按现价计算."""
    return _IN_PRICES.sub("", _IN_BRACKETS.sub("", attribute))


def is_mere_basis(words: str) -> bool:
    """Tell whether the words name nothing but a basis: 1200亿元，（不含港区）950亿元."""
    return _MERE_BASIS.match(words) is not None


def _bracket(behind: str) -> str:
    # A bracket with a figure says what that figure is of: 增长1.9%（不含港区31.78亿元）.
    match = re.match(r"^[（(]([^（）()\d]{2,40})[）)]", behind)
    return match[1] if match else ""


def _price(words: str) -> Price | None:
    constant, current = _CONSTANT.search(words), _CURRENT.search(words)
    if constant and current:
        return None  # both are said, of whatever figure
    if constant:
        return Price.CONSTANT
    return Price.CURRENT if current else None


def _threshold(label: str) -> str:
    match = _ABOVE.search(label)
    return match[0].replace("规上", "规模以上").replace("限上", "限额以上") if match else ""


def _size_in(before: str) -> str:
    """Give the size from which on things count that stands before them: 亿元以上|项目|206个."""
    found = _SIZED.search(before)
    return "" if found is None else re.sub(r"及|\(含\)|（含）", "", found["size"])


def _coverage(words: str) -> frozenset[str]:
    out = {f"不含{part}" for match in _LEFT_OUT.finditer(words) for part in _parts(match)}
    if _ADJUSTED.search(words):
        out.add("按可比口径调整")
    if _REVISED.search(words):
        out.add("经修订或核实")
    put_in = {f"含{part}" for match in _PUT_IN.finditer(words) for part in _parts(match)}
    return frozenset(out | put_in)


def _parts(match: re.Match[str]) -> list[str]:
    return [part.strip() for part in _JOINED.split(match["what"]) if part.strip()]


def coverage_words(basis: Basis) -> str:
    """Print what a basis leaves out or puts in: 不含嘉兴港区、不含嘉兴电厂."""
    return "、".join(sorted(basis.coverage)) or "未注明"
