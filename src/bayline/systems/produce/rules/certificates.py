"""Certificates of commitment: when one is due, what stands in it, and which batch it covers.

Source:
    农产品质量安全承诺达标合格证管理办法 (Order 4 of 2025 of the Ministry of Agriculture and Rural
    Affairs), in force from 2026-02-01: name, quantity, origin, date, issuer, contact; one a batch;
    again when batches are mixed.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.words import Event
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.produce.terms import Fact

SENDING = frozenset(("shipping", "departing", "consigning"))
FIELDS = {
    "name": ("the name of the product", "产品名称"),
    "quantity": ("the quantity", "数量"),
    "origin": ("the origin", "产地"),
    "date": ("the date", "日期"),
    "issuer": ("who issues it", "开具人"),
    "contact": ("how to reach the issuer", "联系方式"),
}


class Rule(NamedTuple):
    """The rule of a time.

    Attributes:
        name: Of the order.
        since: From when it holds.
        kept_months: How long certificates are kept.
        fields: What a certificate must say.
        is_verified: Whether it was compared with the text.
    """

    name: str
    since: date
    kept_months: int
    fields: tuple[str, ...]
    is_verified: bool


class Certificate(NamedTuple):
    """A certificate.

    Attributes:
        number: Its number.
        lot: The one name of the batch.
        name: Of the product.
        quantity: Kilograms.
        origin: Where it was grown.
        day: When it was issued.
        issuer: Who promises.
        contact: How to reach them.
    """

    number: str
    lot: str
    name: str
    quantity: Decimal | None
    origin: str
    day: date | None
    issuer: str
    contact: str


def read_rules(text: str) -> list[Rule]:
    """Read the dated rules of a file, in the order of time."""
    told = tomllib.loads(text)["edition"]
    rules = [
        Rule(one["name"], one["since"], one["kept_months"], tuple(one["fields"]), one["verified"])
        for one in told
    ]
    return sorted(rules, key=lambda one: one.since)


def rule_on(rules: Sequence[Rule], day: date) -> Rule | None:
    """Give the rule of a day; None where none is on file, and then nothing is demanded."""
    return next((one for one in reversed(rules) if one.since <= day), None)


def certificate_of(told: Mapping[str, Any]) -> Certificate:
    """Make a certificate of what was typed or kept."""
    quantity = _quantity(told)
    is_mass = quantity is not None and quantity.is_finite() and quantity > 0
    words = (str(told.get(name, "")).strip() for name in ("number", "lot", "name"))
    number, lot, name = words
    return Certificate(
        number,
        lot,
        name,
        quantity if is_mass else None,
        str(told.get("origin", "")).strip(),
        _day(told),
        str(told.get("issuer", "")).strip(),
        str(told.get("contact", "")).strip(),
    )


def _quantity(told: Mapping[str, Any]) -> Decimal | None:
    try:
        return Decimal(str(told.get("quantity", "")))
    except InvalidOperation:
        return None


def _day(told: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(told.get("date", "")))
    except ValueError:
        return None


def missing_fields(rule: Rule, one: Certificate) -> list[str]:
    """List the fields that a certificate lacks."""
    values: dict[str, object] = {
        "name": one.name,
        "quantity": one.quantity,
        "origin": one.origin,
        "date": one.day,
        "issuer": one.issuer,
        "contact": one.contact,
    }
    return [field for field in rule.fields if not values[field]]


def check_certificate(rules: Sequence[Rule], one: Certificate) -> Rule:
    """Refuse a certificate that lacks a field.

    Raises:
        BaylineError: No rule is on file for its day, or a field is missing.
    """
    rule = rule_on(rules, one.day) if one.day else rule_on(rules, date.max)
    if rule is None:
        raise BaylineError(
            f"no rule of certificates is on file for {one.day}",
            why=f"the first one holds from {rules[0].since}",
            do="look at the date",
            zh=Words(f"没有{one.day}的合格证规定", f"最早的从{rules[0].since}起", "请核对日期"),
        )
    lacking = missing_fields(rule, one)
    if lacking:
        named = ", ".join(FIELDS[field][0] for field in lacking)
        named_zh = "、".join(FIELDS[field][1] for field in lacking)
        raise BaylineError(
            f"the certificate lacks {named}",
            why=f"{rule.name} asks for it",
            do="fill it in",
            zh=Words(f"合格证缺{named_zh}", f"{rule.name}要求写", "请补上"),
        )
    return rule


def covered(lots: Iterable[str], start: str, facts: Mapping[str, Sequence[Fact]]) -> bool:
    """Say whether a certificate covers what is sent.

    A certificate of a batch goes on with what was made of it alone; where batches are mixed, the
    mixture needs one of its own.

    Args:
        lots: The batches that have a certificate.
        start: What is sent.
        facts: The events of everything behind it.
    """
    having = {*lots}
    return _covered(having, start, facts, set())


def _covered(
    having: set[str], thing: str, facts: Mapping[str, Sequence[Fact]], seen: set[str]
) -> bool:
    if thing in having:
        return True
    if thing in seen:
        return False
    seen.add(thing)
    made_of: set[str] = set()
    inside: set[str] = set()
    for fact in facts.get(thing, ()):
        if thing in fact.outputs:
            made_of |= {*fact.inputs}
        elif fact.is_in and fact.parent == thing:
            inside |= {*fact.children}
    if inside:  # each batch in a box may bring its own
        return all(_covered(having, one, facts, seen) for one in sorted(inside))
    return len(made_of) == 1 and _covered(having, next(iter(made_of)), facts, seen)


def fault_of(at: int, event: Event, rule: Rule, product: str) -> Fault:
    """Say that something was sent without a certificate that is due."""
    step = event.get("bizStep", "")
    return Fault(
        at,
        "certificationInfo",
        "certificate",
        f"{product} needs a certificate when it goes out ({step}), by {rule.name}, and none covers "
        "it; issue one for the batch or name it in certificationInfo",
        f"{product}发货要有承诺达标合格证（{rule.name}），没有一张管得到它；"
        "请给这一批开具，或在certificationInfo里写明",
    )


def sends(event: Event) -> bool:
    """Say whether an event sends something to somebody without naming a certificate."""
    if event.get("bizStep") not in SENDING or event.get("certificationInfo"):
        return False
    return all(one.get("type") != "cert" for one in event.get("bizTransactionList", ()))
