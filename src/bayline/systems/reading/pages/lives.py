"""The life of a finding in words: what people made of it, whose it is, and how long it is open."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bayline.kernel.findings import Life
from bayline.platform.asking import as_of
from bayline.platform.holding import holdings
from bayline.platform.pages import is_english
from bayline.systems.reading.checks import CHECKS
from bayline.systems.reading.rules.beside import CHECK, TITLES

_WORDS = {
    Life.OPEN: gettext_noop("待核"),
    Life.CORRECTED: gettext_noop("已更正"),
    Life.EXPLAINED: gettext_noop("已说明"),
    Life.DISMISSED: gettext_noop("不属问题"),
}
_BY_CHECKS = {
    "gone": gettext_noop("核对不再发现"),
    "back": gettext_noop("核对又发现"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """When a page is asked for.

    Attributes:
        moment: As of when the record is told; None for now.
        day: The day that open findings and due dates are counted to.
    """

    moment: datetime | None
    day: date


def asked(request: HttpRequest) -> Asked:
    """Read as of when a page is asked for.

    Raises:
        BaylineError: It is no day.
    """
    moment = as_of(request)
    return Asked(moment=moment, day=day_of(moment or timezone.now()))


def day_of(moment: datetime) -> date:
    """Give the day of a moment in the region's time zone."""
    return timezone.localtime(moment).date()


def life_word(state: str) -> str:
    """Say what people, or the checks, made of a finding."""
    return _(_BY_CHECKS[state] if state in _BY_CHECKS else _WORDS[Life(state)])


def life_look(life: Life) -> str:
    """Give the look of it: what is open waits, all else is settled."""
    return "pending" if life is Life.OPEN else "good"


def title_of(check: str) -> str:
    """Say what a check compares; a check that is no longer there by its name."""
    return titles().get(check, check)


def titles() -> dict[str, str]:
    """Give what each check compares, by its name."""
    english = is_english()
    found = {check.id: check.title_en if english else check.title_zh for check in CHECKS}
    offered = {one.check: one.title[english] for one in holdings()}
    return {**found, **offered, CHECK: TITLES[english]}
