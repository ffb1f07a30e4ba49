"""Figures of another stage of work, of other money, of a stock instead of an increment."""

import re
from collections.abc import Iterator

from bayline.kernel.statuses import Change
from bayline.systems.plan.rules.apart import Apart, Said, differs
from bayline.systems.plan.terms.targets import Measure

# --- stages of work: signed, begun, built, in use

_STAGES = (
    (
        re.compile(
            r"招投?标|中标|完成设计|设计方案|施工图|立项|可研|初步设计|方案设计|前期工作|选址|征地|挂网|审图|落实资金|(?<!实)(?<!开)筹备|纳入[^，。；]{0,6}(?:计划|项目库|盘子)|备案(?!率)"
        ),
        "准备",
        "prepared",
    ),
    (re.compile(r"意向|在谈|洽谈|接洽|对接|拜访|推介|储备"), "洽谈", "in talks"),
    (re.compile(r"签约|签订|签署|协议"), "签约", "signed"),
    (
        re.compile(
            r"(?<![未待拟])(?:开工|动工|启动|开建|奠基|破土|进场)|在建|施工|封顶|正在建设|推进建设"
        ),
        "开工",
        "begun",
    ),
    (
        re.compile(
            r"竣工|完工|建成|验收|交付|完成(?:建设|改造|整治|修缮|提升|新建|改建)|(?:建设|改造|整治)(?:已|全部|全面|均)*完成"
        ),
        "建成",
        "built",
    ),
    (
        re.compile(r"投产|投用|投入使用|投入运营|投运|启用|正式运营|开园|开业|通车|达产"),
        "投用",
        "in use",
    ),
)
_BROUGHT = re.compile(r"引进|招引|引育|落地|新增|培育|招商")
_MADE = re.compile(
    r"新建|改建|扩建|新改建|实事|改扩建|建设|改造|修建|修缮|整治|治理|修复|加装|安装|铺设|疏浚|打造|新增(?=[^，。；]{0,12}(?:泊|车位|学位|床位|公里|绿地|面积|装机|能力))"
)
_FINISHED = re.compile(r"(?:完成|实施)[^，。；]{0,12}(?:项目|工程)")
_SIGNED, _BUILT = 2, 4


def _stage(text: str) -> int | None:
    found = [at for at, (pattern, _, _) in enumerate(_STAGES) if pattern.search(text)]
    return max(found) if found else None


def by_stage(said: Said) -> Iterator[Apart]:
    """Tell apart what is signed, begun, built and in use."""
    asked = _stage(said.asked) or None  # a target to prepare something is met by any stage
    if asked is None and _MADE.search(said.asked):
        asked = _BUILT
    found = _stage(said.own)
    if found is None and not _MADE.search(said.own):
        found = _stage(said.context)
    if asked is None and _BROUGHT.search(said.asked) and found is not None and found < _SIGNED:
        asked = _SIGNED
    if asked is None and _FINISHED.search(said.asked) and found is not None and found <= _SIGNED:
        asked = _BUILT
    if asked is None or found is None or said.rule.measure not in {Measure.AMOUNT, Measure.LEVEL}:
        return
    is_later = found > asked and not _is_renewed(said)
    if found == asked or (is_later and not _is_money(said)):
        return
    told, wanted = _STAGES[found], _STAGES[asked]
    yield differs(
        said,
        f"是{told[1]}的数，目标要的是{wanted[1]}的数，不是一个阶段",
        f"is of what is {told[2]}, the target of what is {wanted[2]}: another stage",
    )


def _is_renewed(said: Said) -> bool:
    return "新开工" in said.asked


# --- deeds: new things and better old ones

_NEW = re.compile(r"新建|新辟|新增|迁建")
_OLD = re.compile(r"改造|改建|扩建|维修|修缮|翻新|提升")


def by_deed(said: Said) -> Iterator[Apart]:
    """Tell apart what is built anew and what is rebuilt."""
    if said.rule.measure is not Measure.AMOUNT:
        return
    asked, own = (
        (bool(_NEW.search(text)), bool(_OLD.search(text))) for text in (said.asked, said.own)
    )
    if asked == (True, False) and own == (False, True):
        yield differs(
            said, "是改造的数，目标是新建的数", "is of things rebuilt, the target of new ones"
        )
    if asked == (False, True) and own == (True, False):
        yield differs(
            said, "是新建的数，目标是改造的数", "is of new things, the target of rebuilt ones"
        )


# --- money: planned, arrived, spent

_MONEY = (
    (
        re.compile(r"签约|协议|合同|意向|总投资|计划投资|概算|拟投资|投资总额|授信"),
        "签约或计划",
        "planned or signed",
    ),
    (re.compile(r"到位|实到|到账"), "到位", "arrived"),
    (
        re.compile(r"完成[^，。；]{0,12}投资|投资[^，。；]{0,4}完成|固定资产投资|入统"),
        "完成投资",
        "spent",
    ),
)


_PLANNED, _ARRIVED, _SPENT = 0, 1, 2
_INVESTED = re.compile(r"投资|到位|资金|外资|内资")


def _is_money(said: Said) -> bool:
    return said.result.figure.unit in {"CNY", "USD", "EUR"}


def _kinds_of_money(text: str) -> frozenset[int]:
    return frozenset(at for at, (pattern, _, _) in enumerate(_MONEY) if pattern.search(text))


def by_money(said: Said) -> Iterator[Apart]:
    """Tell apart money planned, arrived and spent."""
    if not _is_money(said) or said.rule.measure is not Measure.AMOUNT:
        return
    asked, found = _kinds_of_money(said.asked), _kinds_of_money(said.own)
    if not found or (asked & found):
        return
    is_planned = _PLANNED in found
    is_spent = "投资" in said.asked and _ARRIVED not in asked and _SPENT in found
    is_of_another = bool(asked) and not is_spent
    if is_of_another or (is_planned and _INVESTED.search(said.asked)):
        told = _MONEY[_PLANNED if is_planned else max(found)]
        yield differs(
            said,
            f"是{told[1]}的数，不是目标的数",
            f"is of money {told[2]}, which the target is not",
        )


# --- stock and increment

_MORE = re.compile(
    r"新增|净增|新认定|新培育|新设|新登记|新引进|新入库|新上规|新招|增加(?![到至])|新发展|新取得|新获"
)
_DEED = re.compile(
    r"新增|净增|培育|引进|招引|创建|认定|建成|新建|改造|完成|新开|建设|开通|发展|取得|获|入库|上市|新|增"
)
_NET = re.compile(r"净增")
_STOCK = re.compile(
    r"现有|共有|建有|设有|总数|总量|总计|保有|拥有|存量|在册|总规模|累计达|累计有|合计达|达到?了?$|达到?了?[^，。；\d]{0,2}$"
)
_TOTAL = re.compile(r"总数|总量|保有|拥有|存量|在册|达到$|达到#|达#|现有|累计达")


def wants_more(asked: str) -> bool:
    """Tell whether the words before a target's number ask how many more there are."""
    return bool(_MORE.search(asked))


def by_stock(said: Said) -> Iterator[Apart]:
    """Tell apart how many there are and how many more there are."""
    if said.rule.measure not in {Measure.AMOUNT, Measure.LEVEL, Measure.DELTA}:
        return
    hedge = re.match(r"\D*", said.result.words)
    before = said.own.split("#", maxsplit=1)[0] + (hedge[0] if hedge else "")
    is_more = bool(_MORE.search(said.own) or _MORE.search(said.context))
    is_stock = bool(_STOCK.search(before) or re.match(r"[^#]*#[^，。；]*(?:总数|存量)", said.own))
    is_stock = is_stock or said.result.change is Change.TO
    wants_more = bool(_MORE.search(said.asked.split("#", maxsplit=1)[0]))
    wants_stock = bool(_TOTAL.search(said.asked)) and not wants_more
    wants_deed = wants_more or (bool(_DEED.search(said.asked)) and not wants_stock)
    is_near = is_more or bool(_DEED.search(said.own))
    is_mere = wants_more and bool(said.result.attribute) and not _is_money(said)
    is_total = wants_deed and is_stock and not is_near
    if is_total or (is_mere and not is_near and not _DEED.search(said.sentence)):
        yield differs(
            said,
            "没有说是新增的，像是总数，目标是新增的数",
            "is not said to be new; it may be how many there are, the target of how many more",
        )
        return
    if wants_more and is_stock and not is_more:
        yield differs(
            said,
            "是总数，目标是新增的数",
            "is how many there are, the target of how many more there are",
        )
    elif wants_stock and is_more and not is_stock:
        yield differs(
            said,
            "是新增的数，目标是总数",
            "is how many more there are, the target of how many there are",
        )
    elif _NET.search(said.asked) and is_more and not _NET.search(said.own + said.context):
        yield differs(said, "是新增数，目标是净增数", "is gross, the target is of a net increase")
