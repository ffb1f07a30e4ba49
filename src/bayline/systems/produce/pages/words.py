"""What states, steps and reasons are called, and how numbers are written."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.platform.pages import is_english
from bayline.systems.produce.pages.contexts import State
from bayline.systems.produce.rules import testing
from bayline.systems.produce.rules.branding import Missing
from bayline.systems.produce.rules.residues import Verdict

STEPS = {
    "commissioning": gettext_noop("采收"),
    "creating_class_instance": gettext_noop("分级"),
    "inspecting": gettext_noop("检验"),
    "sampling": gettext_noop("抽样"),
    "packing": gettext_noop("包装"),
    "unpacking": gettext_noop("拆包"),
    "shipping": gettext_noop("发货"),
    "receiving": gettext_noop("收货"),
    "storing": gettext_noop("储存"),
    "loading": gettext_noop("装车"),
    "unloading": gettext_noop("卸车"),
    "transporting": gettext_noop("运输"),
    "repackaging": gettext_noop("换包装"),
    "retail_selling": gettext_noop("售出"),
    "departing": gettext_noop("离开"),
    "arriving": gettext_noop("运到"),
    "holding": gettext_noop("扣留"),
    "destroying": gettext_noop("销毁"),
}
_TESTS = {
    testing.PASS: ("good", gettext_noop("合格")),
    testing.FAIL: ("bad", gettext_noop("不合格")),
    testing.UNDECIDED: ("unknown", gettext_noop("不能判定")),
    testing.LATE: ("warn", gettext_noop("逾期未检")),
    testing.DUE: ("pending", gettext_noop("待检")),
    testing.NONE: ("unknown", gettext_noop("没有检测要求")),
}
_REASONS = {
    "never": gettext_noop("从未达到"),
    "early": gettext_noop("还没有生效"),
    "expired": gettext_noop("已过期"),
    "unproven": gettext_noop("没有佐证"),
}
_GAPS = {
    "no_crop": gettext_noop("没有哪个品种在这几周采"),
    "land": gettext_noop("能采的地都占着"),
    "labor": gettext_noop("人手不够"),
    "choice": gettext_noop("补上它别的周更缺"),
}
_RANGES = {
    "fruit": gettext_noop("鲜果"),
    "grain": gettext_noop("粮食"),
    "vegetable": gettext_noop("蔬菜"),
    "other": gettext_noop("其他"),
}


def tests_state(name: str) -> State:
    """Say what is known of the residues of a lot."""
    look, word = _TESTS[name]
    return State(name=name, look=look, word=_(word))


def verdict_word(verdict: Verdict) -> str:
    """Say by which limit a result is judged, in English without the names, which are Chinese."""
    if not is_english():
        return verdict.zh
    if verdict.limit is not None:
        temporary = "temporary " if verdict.limit.is_temporary else ""
        return f"{temporary}limit of {verdict.limit.milligrams:f} mg/kg"
    if verdict.state != testing.UNDECIDED:
        return "banned: it may not be found at all"
    if not verdict.standard:
        return "cannot decide: no limits were in force on that day, or the result is no amount"
    return "cannot decide: no row for it in this food or a group of it"


def gate_state(missing: list[Missing], *, is_known: bool) -> State:
    """Say whether a lot may carry the brand."""
    if not is_known:
        return State(name="unknown", look="unknown", word=_("基地没有登记"))
    if missing:
        return State(name="no", look="bad", word=_("不能用品牌"))
    return State(name="yes", look="good", word=_("可用品牌"))


def kept_state(missing: list[Missing]) -> State:
    """Say whether a base keeps every practice."""
    if missing:
        return State(name="missing", look="bad", word=_("缺%(n)s项") % {"n": len(missing)})
    return State(name="kept", look="good", word=_("全部有效"))


def practice_state(reason: str) -> State:
    """Say whether a practice is in force."""
    if reason:
        return State(name=reason, look="bad", word=reason_word(reason))
    return State(name="kept", look="good", word=_("在有效期"))


def lacking_state(bases: int, of: int) -> State:
    """Say how many bases lack a practice."""
    word = _("%(of)s个基地中%(n)s个缺") % {"n": bases, "of": of}
    return State(name="missing", look="bad", word=word)


def reason_word(reason: str) -> str:
    """Say why a practice is not in force."""
    return _(_REASONS[reason])


def missing_words(missing: list[Missing]) -> tuple[str, ...]:
    """Say of each practice that is missing why."""
    return tuple(f"{one.name}（{reason_word(one.reason)}）" for one in missing)


def gap_word(reason: str) -> str:
    """Say why weeks stay open."""
    return _(_GAPS[reason])


def range_word(name: str) -> str:
    """Give what a range of products is called."""
    return _(_RANGES[name])


def step_word(step: str, kind: str) -> str:
    """Give what a business step is called; one without a word as it stands."""
    return _(STEPS[step]) if step in STEPS else step or kind


def in_language(zh: str, en: str) -> str:
    """Give the one that fits the page."""
    return en if is_english() else zh


def kilograms(mass: Decimal | float | None) -> str:
    """Write a mass."""
    return "—" if mass is None else _("%(n)s千克") % {"n": number(mass)}


def number(value: Decimal | float) -> str:
    """Write a number with at most one decimal."""
    return f"{value:,.1f}".removesuffix(".0")


def mu(area: Decimal) -> str:
    """Write an area in mu."""
    return number(area)


def hectares(area: Decimal) -> str:
    """Write an area in hectares."""
    return f"{area:,.2f}"


def day(when: date) -> str:
    """Write a day."""
    return when.isoformat()


def moment(when: datetime) -> str:
    """Write a moment in the time of the region."""
    return f"{timezone.localtime(when):%Y-%m-%d %H:%M}"


def weeks(first: int, last: int) -> str:
    """Write weeks, numbered from 0."""
    if first == last:
        return _("第%(a)s周") % {"a": first + 1}
    return _("第%(a)s至%(b)s周") % {"a": first + 1, "b": last + 1}
