"""The arithmetic of a library: categories against the total, the year, what is not named."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure, plain, to_places, total
from bayline.kernel.findings import Verdict
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages import words
from bayline.systems.projects.pages.answers import Checked, checked, contradicted, shown
from bayline.systems.projects.rules.amounts import figure_in, in_both
from bayline.systems.projects.rules.entries import member_of
from bayline.systems.projects.rules.holdings import library_of
from bayline.systems.projects.rules.libraries import (
    Library,
    amount_answer,
    count_answer,
    share_in_year,
    unnamed,
)
from bayline.systems.projects.rules.reconciling import Answer


def account_of(
    values: Values, categories: Sequence[Values], members: Sequence[Values], *, is_told: bool
) -> dict[str, Any]:
    """Give the fields of a library's page that are computed.

    Args:
        values: The library.
        categories: Its categories.
        members: What is named of it.
        is_told: Whether the reader is of the staff.
    """
    counts = [figure_in(one["projects"]) for one in categories]
    money = [figure_in(one["investment"]) for one in categories if one.get("investment")]
    checks: list[Checked] = []
    library = _library(values, categories, checks)
    if library is not None:
        checks += _checks(library)
    return {
        "sum_count": words.figure_word(total(counts)) if counts else "",
        "sum_investment": words.figure_word(total(money)) if money else "",
        "share": _share(library),
        **_named(values, members, checks),
        "checks": shown(checks, is_told=is_told),  # after all of them are made
    }


def _library(values: Values, categories: Sequence[Values], checks: list[Checked]) -> Library | None:
    try:
        return library_of(values, categories)
    except BaylineError as error:
        checks.append(contradicted(error))
        return None


def _checks(library: Library) -> Iterator[Checked]:
    if library.counts:
        yield checked(count_answer(library), about=_("项目数"))
    money = amount_answer(library)
    if money is not None:
        yield checked(money, about=_("总投资"))
    if library.amount is not None and library.in_year is not None:
        yield checked(_of_year(library.in_year.figure, library.amount.figure), about=_("当年投资"))


def _of_year(year: Figure, whole: Figure) -> Answer:
    """Say that the year is a part of the whole; what exceeds it was refused before."""
    zh, en = in_both(year, whole)
    return Answer(
        Verdict.HOLDS,
        f"当年{zh[0]}，在总投资{zh[1]}之内",
        f"{en[0]} in the year lies within the total of {en[1]}",
    )


def _share(library: Library | None) -> str:
    share = share_in_year(library) if library else None
    if share is None or share.low is None or share.high is None:
        return ""
    ends = [f"{plain(to_places(end * 100, 1))}%" for end in (share.low, share.high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _named(values: Values, members: Sequence[Values], checks: list[Checked]) -> dict[str, str]:
    words_of_money = values.get("investment", "")
    money = figure_in(words_of_money) if words_of_money else None
    try:
        known = [member_of(one) for one in members]
        left = unnamed(values["name"], figure_in(values["projects"]), money, known)
    except BaylineError as error:
        checks.append(contradicted(error))
        return dict.fromkeys(("named_count", "named_amount", "left_count", "left_amount"), "")
    return {
        "named_count": words.figure_word(Figure.exactly(left.named, left.count.unit)),
        "named_amount": words.figure_word(left.money),
        "left_count": words.figure_word(left.count),
        "left_amount": words.figure_word(left.amount),
    }
