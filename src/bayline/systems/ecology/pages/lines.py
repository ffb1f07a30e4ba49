"""Sections as lines of lists."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bayline.platform.addresses import Addresses
from bayline.systems.ecology.pages import words
from bayline.systems.ecology.pages.contexts import SectionLine
from bayline.systems.ecology.rules.boards import Stood
from bayline.systems.ecology.rules.classing import key_pollutants
from bayline.systems.ecology.rules.overviews import books_of
from bayline.systems.ecology.rules.periods import last_day
from bayline.systems.ecology.terms import Item


def section_line(one: Stood, period: str, ways: Addresses) -> SectionLine:
    """Show a section over a period."""
    books, found = books_of(last_day(period)), one.section.found
    water_class, target = one.section.water_class, one.station.target
    return SectionLine(
        code=one.station.code,
        name=one.station.name,
        river=one.station.river,
        water_class=water_class.numeral if water_class else "",
        word=words.class_word(water_class),
        look=words.class_look(water_class),
        deciding=_deciding(one, books.standard.items) if found else "",
        deciding_address=ways.to(
            words.section_path(one.station.code),
            period=period,
            item=found.deciding[0] if found and found.deciding else "",
        ),
        pollutants=tuple(
            words.pollutant_word(each)
            for each in key_pollutants(found.pollutants if found else (), books.rules)
        ),
        items=len(found.used) if found else 0,
        is_complete=bool(found and found.is_complete),
        results=one.section.results,
        samples=sum(one.sums.samples),
        misses_target=bool(water_class and target and water_class > target),
        reason=_reason(one),
        address=ways.to(words.section_path(one.station.code), period=period),
    )


def _deciding(one: Stood, items: Mapping[str, Item]) -> str:
    found = one.section.found
    return words.item_word(items[found.deciding[0]]) if found and found.deciding else ""


def _reason(one: Stood) -> str:
    if one.section.water_class is not None:
        return ""
    if one.section.found is None:
        few = ngettext("只有%(n)d个月的测值", "只有%(n)d个月的测值", one.section.results)
        return few % {"n": one.section.results}
    return _("没有测参评指标")
