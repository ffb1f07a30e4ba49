"""Words of ecology on pages, in the language of the page."""

from fractions import Fraction
from urllib.parse import quote

from django.utils.translation import gettext as _

from bayline.platform.pages import is_english
from bayline.systems.ecology.rules.classing import printed
from bayline.systems.ecology.rules.periods import said_in_chinese
from bayline.systems.ecology.terms import Item, Pollutant, WaterClass


def class_word(one: WaterClass | None) -> str:
    """Say a class."""
    if one is None:
        return str(_("无法判断"))
    if not is_english():
        return one.title
    return one.numeral if one is WaterClass.WORSE else f"Class {one.title[0]}"


def class_look(one: WaterClass | None) -> str:
    """Give how style sheets call a class."""
    return "unknown" if one is None else f"water-{one.value}"


def item_word(item: Item) -> str:
    """Name an item."""
    return item.name_en if is_english() else item.name


def pollutant_word(one: Pollutant) -> str:
    """Print a key pollutant with its multiple."""
    return printed(one, item_word(one.item))


def percent(share: Fraction | None) -> str:
    """Print a share with one place, half up."""
    if share is None:
        return "—"
    return f"{int(share * 1000 + Fraction(1, 2)) / 10:.1f}%"


def period_word(period: str) -> str:
    """Say a period."""
    return period if is_english() else said_in_chinese(period)


def kind_word(kind: str) -> str:
    """Say a kind of period."""
    return {"month": _("月"), "quarter": _("季"), "year": _("年")}[kind]


def unit_word(unit: str) -> str:
    """Say what a ratio is of."""
    return {"sections": _("断面"), "days": _("断面·天"), "samples": _("样品")}[unit]


def section_path(code: str, rest: str = "") -> str:
    """Give the path of the page of a section, or of one below it."""
    return f"/ecology/sections/{quote(code)}{rest}"
