"""What indicators, verdicts and states are called, and how their numbers are written."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.platform.pages import is_english
from bayline.systems.links.rules.trusting import Sign
from bayline.systems.links.terms import Confidence, Verdict

INDICATORS = {
    "hansen": gettext_noop("潜力（人×机会，10分钟减半）"),
    "within_15_min": gettext_noop("15分钟内可达（人×机会）"),
    "within_30_min": gettext_noop("30分钟内可达（人×机会）"),
    "within_45_min": gettext_noop("45分钟内可达（人×机会）"),
    "daily": gettext_noop("当日往返可达（人×机会）"),
    "mean_time_s": gettext_noop("平均时间（秒）"),
    "efficiency": gettext_noop("路网效率（直线时间÷实际时间）"),
}
_VERDICTS = {
    Verdict.HOLDS: ("good", gettext_noop("成立")),
    Verdict.FAILS: ("bad", gettext_noop("不成立")),
    Verdict.UNTOLD: ("unknown", gettext_noop("无法判断")),
}
STAGES = {
    "planned": ("pending", gettext_noop("计划")),
    "building": ("pending", gettext_noop("在建")),
    "open": ("good", gettext_noop("已通车")),
}
_CONFIDENCE = {
    Confidence.HIGH: ("good", gettext_noop("较可信")),
    Confidence.MEDIUM: ("warn", gettext_noop("一般，可能只是没画")),
    Confidence.LOW: ("unknown", gettext_noop("存疑，可能只是没画")),
}
_SIGNS = {
    Sign.FACING: gettext_noop("两端断头相对"),
    Sign.DENSE: gettext_noop("周围支路画得密"),
    Sign.WATER: gettext_noop("中间是水面"),
}
_SMALL = 10


def indicator_word(name: str) -> str:
    """Give what an indicator is called."""
    return _(INDICATORS[name])


def verdict_of(verdict: Verdict) -> tuple[str, str]:
    """Give look and word of a verdict."""
    look, word = _VERDICTS[verdict]
    return look, _(word)


def confidence_word(confidence: Confidence) -> tuple[str, str]:
    """Give look and word of how sure it is that a link is missing."""
    look, word = _CONFIDENCE[confidence]
    return look, _(word)


def sign_word(sign: Sign) -> str:
    """Give what a sign of a gap on the ground is called."""
    return _(_SIGNS[sign])


def in_language(zh: str, en: str) -> str:
    """Give the one that fits the page."""
    return en if is_english() else zh


def amount(number: float) -> str:
    """Write a sum of people and chances: whole where it is large."""
    if abs(number) >= _SMALL:
        return f"{number:,.0f}"
    return f"{Decimal(f'{number:.4g}'):,f}"  # of any size without a power of ten


def percent(share: float | None, places: int = 2) -> str:
    """Write a share."""
    return "—" if share is None else f"{share:.{places}%}"


def minutes(seconds: float | None) -> str:
    """Write a time: minutes and seconds; a dash where there is no way."""
    if seconds is None:
        return "—"
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def per_cost_unit() -> float:
    """Give how many millions of yuan a gain is told for: a hundredth on a Chinese page."""
    return 1.0 if is_english() else 0.01


def million(yuan: int) -> str:
    """Write a cost in ten thousand yuan, or in millions on an English page."""
    return f"{yuan / 1e6:,.1f}" if is_english() else f"{yuan / 1e4:,.0f}"
