"""What stages, acts, levels and colors are called on pages, with the look of each."""

from django.utils.translation import gettext as _

from bayline.platform.pages import is_english
from bayline.systems.cooperation.rules.escalating.monthly import Monthly
from bayline.systems.cooperation.rules.escalating.slips import Outcome
from bayline.systems.cooperation.terms import Act, Stage


def stage_word(stage: Stage) -> tuple[str, str]:
    """Give the look of a stage and its word."""
    return {
        Stage.PROPOSED: ("pending", _("待各方接受")),
        Stage.DECLINED: ("bad", _("未被接受")),
        Stage.IN_HAND: ("pending", _("办理中")),
        Stage.REPORTED: ("pending", _("待复核")),
        Stage.REVIEWED: ("pending", _("待销号")),
        Stage.CLOSED: ("good", _("已销号")),
        Stage.WITHDRAWN: ("replaced", _("已撤回")),
        Stage.REPLACED: ("replaced", _("已更替")),
    }[stage]


def act_word(act: Act) -> str:
    """Give the word of what was done."""
    return {
        Act.PROPOSED: _("提出"),
        Act.ACCEPTED: _("接受"),
        Act.DECLINED: _("不接受"),
        Act.UPDATED: _("进展"),
        Act.REPORTED: _("报送"),
        Act.REVIEWED: _("复核通过"),
        Act.SENT_BACK: _("退回"),
        Act.CLOSED: _("销号"),
        Act.WITHDRAWN: _("撤回事项"),
        Act.REPLACED: _("由别项更替"),
        Act.REMINDED: _("发督查单"),
        Act.EXPLAINED: _("说明理由"),
        Act.OVERRULED: _("不采纳理由"),
    }[act]


def wait_word(act: Act) -> str:
    """Give the word of what has to be done next."""
    return {
        Act.PROPOSED: _("重新提出或撤回"),
        Act.ACCEPTED: _("接受"),
        Act.REPORTED: _("报送"),
        Act.REVIEWED: _("复核"),
        Act.CLOSED: _("销号"),
    }[act]


def outcome_word(outcome: Outcome) -> tuple[str, str]:
    """Give the look of what a slip came to and its word."""
    return {
        Outcome.RUNNING: ("pending", _("限期内")),
        Outcome.MET: ("good", _("按期回复")),
        Outcome.LATE: ("warn", _("逾期回复")),
        Outcome.EXCUSED: ("differ", _("已说明理由")),
        Outcome.UNMET: ("bad", _("逾期未回")),
    }[outcome]


def monthly_word(state: Monthly) -> tuple[str, str]:
    """Give the look of a monthly report and its word."""
    return {
        Monthly.IN_TIME: ("good", _("按期")),
        Monthly.LATE: ("warn", _("迟报")),
        Monthly.MISSING: ("bad", _("未报")),
        Monthly.NOT_DUE: ("pending", _("未到期")),
    }[state]


def reached_word(reached: str) -> str:
    """Say which act the day of a step is read from."""
    words = {
        "proposed": _("读自：提出"),
        "cleared": _("读自：提出方自己接受；没有另记领导审核和通知"),
        "accepted": _("读自：各方都已接受"),
        "reported": _("读自：应报送的都已报送"),
        "reviewed": _("读自：都已复核通过"),
        "closed": _("读自：各方都已销号"),
    }
    return words.get(reached, "")


def level_word(level: str) -> str:
    """Give the word of a level; what has none is of no known level."""
    words = {
        "province": _("省级"),
        "city": _("市级"),
        "county": _("区县级"),
        "department": _("部门"),
        "town": _("镇级"),
        "village": _("村级"),
    }
    return words.get(level, _("层面不详"))


def kind_word(kind: str) -> str:
    """Give the word of a kind of agreement."""
    words = {
        "plan": _("行动计划"),
        "meeting": _("联席会议"),
        "group": _("工作小组"),
        "agreement": _("协议"),
        "service": _("服务"),
        "alliance": _("联盟"),
    }
    return words.get(kind, kind)


def in_language(chinese: str, english: str) -> str:
    """Give what data says in the language of the page."""
    return english if is_english() and english else chinese
