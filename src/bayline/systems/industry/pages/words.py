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


def relatedness_word(name: str) -> str:
    """Name a way to bring what is found together to one scale."""
    return {
        "probability": _("与随机相比（probability）"),
        "association": _("关联强度（association）"),
        "cosine": _("余弦（cosine）"),
        "jaccard": _("杰卡德（jaccard）"),
    }[name]


def measure_words(name: str) -> tuple[str, str]:
    """Name a measure, and say what it tells."""
    return {
        "lq": (_("区位商"), _("本地某行业的比重是总体的几倍；大于1就比总体集中")),
        "hhi": (_("赫芬达尔指数"), _("份额平方和；越接近1越集中在少数行业或地区")),
        "krugman": (_("克鲁格曼专业化指数"), _("行业结构与总体差多少；0相同，2完全不同")),
        "gini": (_("基尼系数"), _("行业在各地分布得均不均；0最均")),
        "hoover": (_("胡佛指数"), _("要挪动多大份额，才与所比的分布一样")),
        "theil": (_("泰尔指数"), _("地区差异；0是没有差异")),
        "williamson": (_("威廉森系数"), _("按人口加权的地区差异；要有人口一栏")),
        "shift-share": (
            _("偏离份额"),
            _("变化里多少来自总体、多少来自结构、多少来自本地；要有两年"),
        ),
        "rca": (_("显示性比较优势"), _("与区位商同一算法，并标出有没有优势")),
        "relatedness": (_("行业关联度"), _("两个行业同时在一地有优势的程度")),
        "density": (_("关联密度"), _("与某行业相关联的行业里，本地有优势的占多少")),
        "eci": (_("经济复杂度"), _("地区的复杂度；均值0、标准差1")),
        "pci": (_("行业复杂度"), _("行业的复杂度，与经济复杂度同一尺度")),
    }[name]
