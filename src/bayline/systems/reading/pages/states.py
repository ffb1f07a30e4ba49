"""Where claims stand and what events are, in the words and looks of every page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.engines.chinese.terms import EventKind
from bayline.kernel.claims import ClaimKind
from bayline.kernel.findings import Life
from bayline.kernel.reviews import Review

# Worst first, as findings go before the state of the claim itself.
LOOKS = ("bad", "warn", "differ", "unknown", "pending", "good", "struck")
_REVIEWS = {
    Review.PROPOSED: ("pending", gettext_noop("待审")),
    Review.ACCEPTED: ("good", gettext_noop("已审")),
    Review.RETURNED: ("struck", gettext_noop("已退回")),
    Review.SUPERSEDED: ("struck", gettext_noop("已更替")),
}
_LIVES = {
    Life.OPEN: gettext_noop("待核"),
    Life.CORRECTED: gettext_noop("已更正"),
    Life.EXPLAINED: gettext_noop("已说明"),
    Life.DISMISSED: gettext_noop("不属问题"),
}
_KINDS = {
    ClaimKind.FIGURE: gettext_noop("数字"),
    ClaimKind.EVENT: gettext_noop("事件"),
    ClaimKind.PROMISE: gettext_noop("承诺"),
    ClaimKind.WITHDRAWAL: gettext_noop("撤回"),
    ClaimKind.FULFILMENT: gettext_noop("兑现"),
}
_EVENTS = {
    EventKind.SIGNED: gettext_noop("签约"),
    EventKind.STARTED: gettext_noop("开工"),
    EventKind.COMPLETED: gettext_noop("建成"),
    EventKind.OPENED: gettext_noop("开通或开业"),
    EventKind.OPERATING: gettext_noop("投产或投用"),
    EventKind.AT_CAPACITY: gettext_noop("达产"),
    EventKind.DESIGNATED: gettext_noop("认定或授牌"),
    EventKind.AGREED: gettext_noop("达成协议"),
    EventKind.ACCEPTED: gettext_noop("验收"),
    EventKind.LAUNCHED: gettext_noop("启动"),
    EventKind.HELD: gettext_noop("举办"),
}


def review_look(state: Review) -> str:
    """Give the look of where a claim stands."""
    return _REVIEWS[state][0]


def review_word(state: Review) -> str:
    """Say in a word where a claim stands."""
    return _(_REVIEWS[state][1])


def life_word(life: Life) -> str:
    """Say in a word what was made of a finding."""
    return _(_LIVES[life])


def kind_word(kind: ClaimKind) -> str:
    """Say in a word what sort of claim it is."""
    return _(_KINDS[kind])


def attribute_word(kind: ClaimKind, attribute: str) -> str:
    """Say what is stated: an indicator in words of the text, an event, or a promise."""
    if kind is ClaimKind.EVENT:
        return event_word(attribute)
    return kind_word(kind) if kind in {ClaimKind.PROMISE, ClaimKind.FULFILMENT} else attribute


def event_word(kind: str) -> str:
    """Say in a word what happened; a kind that the reader does not know speaks for itself."""
    known = [event for event in EventKind if event.value == kind]
    return _(_EVENTS[known[0]]) if known else kind
