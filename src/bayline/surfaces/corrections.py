"""What a reviewer corrected between two publications, where the words stay as they are printed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.platform.freezing.comparing import Change

READINGS = {
    "subject": gettext_noop("主体"),
    "attribute": gettext_noop("指标"),
    "what": gettext_noop("事项"),
    "low": gettext_noop("数值"),
    "high": gettext_noop("数值"),
    "unit": gettext_noop("单位"),
    "bound": gettext_noop("限定"),
    "period": gettext_noop("时期"),
    "place": gettext_noop("地点"),
    "basis": gettext_noop("口径"),
    "status": gettext_noop("状态"),
    "change": gettext_noop("变动"),
}


def altered_words(one: Change) -> tuple[str, ...]:
    """Name what is read otherwise than before."""
    return (*dict.fromkeys(_(READINGS[name]) for name, _old, _new in one.altered),)
