"""Words of industry in the language of the page."""

from django.utils.translation import gettext as _

from bayline.kernel.amounts import said
from bayline.kernel.figures import Figure
from bayline.platform.pages import is_english
from bayline.systems.industry.rules.chains import ALL, Position, Role, Stand
from bayline.systems.industry.terms import Scheme, SchemeClass


def position_word(position: Position) -> str:
    """Name where a segment stands."""
    return {
        Position.UPSTREAM: _("上游"),
        Position.MIDSTREAM: _("中游"),
        Position.DOWNSTREAM: _("下游"),
        Position.SERVICES: _("配套服务"),
    }[position]


def role_word(role: Role) -> str:
    """Name what a member is to its chain."""
    return {Role.ANCHOR: _("龙头"), Role.SUPPORTING: _("配套")}[role]


def covers_word(covers: str) -> str:
    """Name what a published number is about."""
    return _("整条链") if covers == ALL else role_word(Role(covers))


def stand_word(stand: Stand) -> tuple[str, str]:
    """Give the look of a published number beside the list, and the word."""
    return {
        Stand.OPEN: ("unknown", _("没有列全")),
        Stand.WHOLE: ("good", _("相符")),
        Stand.OVER: ("warn", _("列出的多于公布的")),
        Stand.NONE: ("unknown", _("没有公布")),
    }[stand]


def link_word(*, is_empty: bool, is_gap: bool) -> tuple[str, str]:
    """Give the look of a segment, and the word."""
    if is_gap:
        return "warn", _("公布的缺口")
    return ("unknown", _("没有列出成员")) if is_empty else ("good", _("有成员"))


def figure_word(figure: Figure | None) -> str:
    """Say a figure; empty where there is none."""
    return "" if figure is None else said(figure, None, english=is_english())


def scheme_word(scheme: Scheme) -> str:
    """Name a scheme."""
    return (scheme.title_en if is_english() else "") or scheme.title or scheme.id


def class_word(one: SchemeClass) -> str:
    """Name a class."""
    return (one.name_en if is_english() else "") or one.name


def group_word(scheme: Scheme, group: str) -> str:
    """Name a division of a scheme, as its file does."""
    zh, en = scheme.groups.get(group, ("", ""))
    return (en if is_english() else zh) or zh or group
