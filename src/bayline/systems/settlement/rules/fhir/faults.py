"""What is wrong with a resource: the path of the element, the rule, and a sentence."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

# Every rule there is, in Chinese and English; the guide lists them and a test compares.
RULES = {
    "structure": ("不合FHIR R5的结构", "it is not as FHIR R5 has it"),
    "resource": ("不是Claim或ClaimResponse", "it is no Claim and no ClaimResponse"),
    "code": ("编码不在可选之列", "the code is none of those that are known"),
    "currency": ("币种应为CNY", "the currency must be CNY"),
    "not_a_number": ("金额不是数", "the amount is no number"),
    "negative": ("金额小于0", "the amount is below zero"),
    "precision": ("金额细过一分", "the amount is finer than a fen"),
    "overflow": ("金额大到不像一张单据", "the amount is beyond what one bill can be"),
    "duplicate_sequence": ("序号重复", "the sequence stands there twice"),
    "unknown_sequence": ("指向没有的序号", "it names a sequence that is not there"),
    "focal": ("应有且只有一份保险标为focal", "exactly one insurance must be focal"),
    "net_mismatch": ("净额不等于单价乘数量", "net is not unit price times quantity"),
    "detail_sum": ("明细合计不等于上一层的净额", "the details do not sum to what is above them"),
    "total_mismatch": ("各项合计不等于总额", "the items do not sum to the total"),
    "payment_mismatch": ("支付额不等于待遇减调整", "payment is not benefit less adjustment"),
    "period": ("起止日颠倒", "the period ends before it begins"),
    "quantity": ("数量不是整数", "the quantity is no whole number"),
    "missing": ("缺少结算要用的内容", "what settlement needs is missing"),
}


class Fault(NamedTuple):
    """One thing that is wrong.

    Attributes:
        path: The element, such as `item[0].net.value`.
        rule: A word of `RULES`.
        detail: What stands there, or what should.
    """

    path: str
    rule: str
    detail: str = ""

    def said(self, *, is_chinese: bool) -> str:
        """Say it in a sentence."""
        zh, en = RULES[self.rule]
        words = zh if is_chinese else en
        around = ("（", "）") if is_chinese else (" (", ")")
        return f"{words}{around[0]}{self.detail}{around[1]}" if self.detail else words


Object = dict[str, Any]
MOST = Decimal(2**35 - 1) / 100  # yuan


def amount_faults(money: Any, path: str) -> Iterator[Fault]:  # noqa: ANN401 - whatever stands there
    """Say what is wrong with an amount of money."""
    if not isinstance(money, dict):
        return  # the structure says so already
    currency = money.get("currency")
    if currency != "CNY":
        yield Fault(f"{path}.currency", "currency", str(currency)[:20])
    value = number(money.get("value"))
    if value is None:
        yield Fault(f"{path}.value", "not_a_number", str(money.get("value"))[:20])
    elif value < 0:
        yield Fault(f"{path}.value", "negative", str(value))
    elif value * 100 != int(value * 100):
        yield Fault(f"{path}.value", "precision", str(value))
    elif value > MOST:
        yield Fault(f"{path}.value", "overflow", str(value))


def number(value: object) -> Decimal | None:
    """Give a number as it was written, exactly; None if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    found = Decimal(value)
    return found if found.is_finite() else None


def fen(money: Any) -> int:  # noqa: ANN401 - whatever stands there
    """Give an amount in fen; zero where none stands, as its faults are told elsewhere."""
    value = number(money.get("value")) if isinstance(money, dict) else None
    return 0 if value is None else int(value * 100)


def rows(found: Object, name: str) -> list[tuple[str, Object]]:
    """Give the members of a list that are objects, each with its path."""
    some = found.get(name)
    if not isinstance(some, list):
        return []
    return [(f"{name}[{at}]", one) for at, one in enumerate(some) if isinstance(one, dict)]


def code_of(concept: Any) -> str:  # noqa: ANN401 - whatever stands there
    """Give the first code of a concept, empty if it has none."""
    codings = concept.get("coding") if isinstance(concept, dict) else None
    first = codings[0] if isinstance(codings, list) and codings else None
    return str(first.get("code", "")) if isinstance(first, dict) else ""


def coded(concept: Any, system: str) -> str:  # noqa: ANN401 - whatever stands there
    """Give the code of a concept in one system of codes, empty if it has none there."""
    codings = concept.get("coding") if isinstance(concept, dict) else None
    for one in codings if isinstance(codings, list) else ():
        if isinstance(one, dict) and one.get("system") == system:
            return str(one.get("code", ""))
    return ""
