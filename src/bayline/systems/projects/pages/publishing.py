"""Published rates of projects beside what computing them again gives."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses
from bayline.platform.pages import is_english
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages.answers import Checked, checked, contradicted, shown_one
from bayline.systems.projects.pages.grounds import Grounds, Linked, asked_by
from bayline.systems.projects.pages.list_words import period_word
from bayline.systems.projects.pages.rate_context import PublishedRow
from bayline.systems.projects.pages.rating import kind_word
from bayline.systems.projects.queries import entries_of
from bayline.systems.projects.rules.entries import BATCHES, MEMBERS, PUBLISHERS, RATES
from bayline.systems.projects.rules.published import (
    AHEAD,
    Published,
    answer_of,
    published_of,
    wholes_of,
)
from bayline.systems.projects.rules.rates import RateKind


def years_of(published: Mapping[str, Values]) -> list[int]:
    """Give the years that have published rates, the last first."""
    years = {year for values in published.values() if (year := _year(values)) is not None}
    return sorted(years, reverse=True)


def _year(values: Values) -> int | None:
    last = periods.parse(values["period"]).last
    return last.year if last else None


def published_in(
    year: int,
    published: Mapping[str, Values],
    *,
    at: datetime | None,
    ways: Addresses,
    is_told: bool,
) -> Iterator[PublishedRow]:
    """Compute the published rates of a year again."""
    yield from rows_of(
        [one for one in published.values() if _year(one) == year], at=at, ways=ways, is_told=is_told
    )


def rows_of(
    rates: list[Values], *, at: datetime | None, ways: Addresses, is_told: bool
) -> Iterator[PublishedRow]:
    """Compute published rates again, in order of their periods.

    Args:
        rates: Entries of their register.
        at: As the registers stood then; None for now.
        ways: How addresses are written.
        is_told: Whether the reader is of the staff, who see what does not agree.
    """
    publishers = _asked(PUBLISHERS, "code", {one["publisher"] for one in rates}, at)
    codes = {one["batch"] for one in rates if one.get("batch")}
    batches, members = (_asked(*one, codes, at) for one in ((BATCHES, "code"), (MEMBERS, "batch")))
    grounds = Grounds(asked_by([*rates, *publishers.values()]), ways)
    for one in sorted(rates, key=lambda each: (each["period"], each["code"])):
        publisher = publishers.get(one["publisher"], {})
        named = {key: each for key, each in members.items() if each["batch"] == one.get("batch")}
        check, known = _checked(one, publisher, batches.get(one.get("batch", "")), named)
        yield _row(one, publisher, shown_one(check, is_told=is_told), known, grounds)


def _asked(register: str, field: str, codes: set[str], at: datetime | None) -> dict[str, Values]:
    return entries_of(register, field=field, codes=codes, at=at) if codes else {}


def _checked(
    values: Values, publisher: Values, batch: Values | None, members: Mapping[str, Values]
) -> tuple[Checked, Published | None]:
    try:
        known = published_of(values, publisher)
        wholes = wholes_of(batch, members, known.part) if batch and known.part else {}
        return checked(answer_of(known, wholes)), known
    except BaylineError as error:
        return contradicted(error), None


def _row(
    values: Values,
    publisher: Values,
    check: Checked | None,
    known: Published | None,
    grounds: Grounds,
) -> PublishedRow:
    code, kind = values["publisher"], values["kind"]
    return PublishedRow(
        subject=Linked(label=values["subject"], address=grounds.entry(RATES, values["code"])),
        word=_("超时间进度") if kind == AHEAD else kind_word(RateKind(kind)),
        period=period_word(values["period"]),
        percent=grounds.number(RATES, values, "percent"),
        part=grounds.number(RATES, values, "part"),
        whole=grounds.number(RATES, values, "whole"),
        publisher=Linked(
            label=publisher.get("name", code), address=grounds.entry(PUBLISHERS, code)
        ),
        rounding=_rounding(known),
        check=check,
        document=grounds.document(values["document"]),
    )


def _rounding(known: Published | None) -> str:
    if known is None:
        return ""
    rounding = known.convention.rounding
    word = rounding.en if is_english() else rounding.zh
    return word if known.is_rounding_known else _("没有记录，按四舍五入")
