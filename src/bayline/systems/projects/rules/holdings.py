"""Libraries from entries of registers, and what these must be beside one another."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.projects.rules.amounts import amount_of, figure_in
from bayline.systems.projects.rules.entries import (
    CATEGORIES,
    HOLDINGS,
    LIBRARIES,
    fault_of,
    member_of,
)
from bayline.systems.projects.rules.libraries import (
    Library,
    TooMuchError,
    TooMuchInYearError,
    unnamed,
)
from bayline.systems.projects.terms import Amount, AmountKind


def library_of(values: Values, categories: Iterable[Values]) -> Library:
    """Read an entry of the register of libraries with its categories.

    Raises:
        BaylineError: If a category is more than the whole, or a figure is none.
    """
    known = [*categories]
    money = {one["name"]: _money(one, "investment") for one in known}
    return Library(
        name=values["name"],
        count=figure_in(values["projects"]),
        amount=_money(values, "investment"),
        in_year=_money(values, "in_year"),
        counts={one["name"]: figure_in(one["projects"]) for one in known},
        amounts={name: amount for name, amount in money.items() if amount is not None},
    )


def _money(values: Values, field: str) -> Amount | None:
    words = values.get(field, "")
    if not words:
        return None
    return amount_of(AmountKind.INVESTMENT, words, evidence=values["document"])


def in_order(categories: Mapping[str, Values]) -> list[Values]:
    """Put categories as their document has them."""
    return sorted(categories.values(), key=lambda one: (int(one.get("number") or 0), one["code"]))


def libraries_hold_their_parts(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse a library whose categories, or named projects, are more than the whole."""
    yield from _refused(
        {key: key for key, values in changed.items() if values}, around, "investment"
    )


def categories_fit_their_library(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse categories that are more, or cost more, than their library, or stand there twice."""
    of = {key: values["library"] for key, values in changed.items() if values}
    beside = around.related(CATEGORIES, "library", {*of.values()})
    names = Counter((one["library"], one["name"]) for one in beside.values())
    for key, values in changed.items():
        if values and names[values["library"], values["name"]] > 1:
            yield Breach(key=key, field="name", fault=_named_twice(values["name"]))
    yield from _refused(of, around, "investment")


def _named_twice(name: str) -> Fault:
    return refused(
        name,
        "在这个项目库里已有同名的一类",
        "请合成一条，或改名称",
        "is the name of another category of the library",
        "put the two together, or name one of them otherwise",
    )


def members_fit_their_library(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse named projects that are more, or cost more, than their library or category."""
    of = {key: values["library"] for key, values in changed.items() if values}
    yield from _refused(of, around, "amount")


def _refused(of: Mapping[str, str], around: Around, money: str) -> Iterator[Breach]:
    """Judge the libraries that entries belong to; what does not hold is laid to the last entry."""
    codes = {*of.values()}
    libraries = around.related(LIBRARIES, "code", codes)
    categories = around.related(CATEGORIES, "library", codes)
    members = around.related(HOLDINGS, "library", codes)
    for code, key in {code: key for key, code in of.items()}.items():
        if code not in libraries:
            continue  # which another rule tells
        parts = [one for one in categories.values() if one["library"] == code]
        named = [one for one in members.values() if one["library"] == code]
        try:
            _judge(libraries[code], parts, named)
        except BaylineError as error:
            entry = members.get(key) or categories.get(key) or libraries[code]
            column = _column(error, "count" if key in members else "projects", money)
            yield Breach(key=key, field=column, fault=fault_of(error, entry.get(column, "")))


def _column(error: BaylineError, counts: str, money: str) -> str:
    """Name the column that a refusal is about."""
    if isinstance(error, TooMuchInYearError):
        return "in_year" if money == "investment" else money
    return money if isinstance(error, TooMuchError) else counts


def _judge(library: Values, categories: Iterable[Values], members: Iterable[Values]) -> None:
    known, parts = [*members], [*categories]
    whole = library_of(library, parts)
    amount = whole.amount.figure if whole.amount else None
    unnamed(whole.name, whole.count, amount, [member_of(one) for one in known])
    for part in parts:
        money = whole.amounts.get(part["name"])
        of_part = [member_of(one) for one in known if one.get("category") == part["code"]]
        left = money.figure if money else None
        unnamed(part["name"], whole.counts[part["name"]], left, of_part)
