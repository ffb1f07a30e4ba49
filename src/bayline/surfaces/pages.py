"""Honest words where a page is still to come."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.platform.pages import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingPage:
    """A page that is not there yet: what it will hold."""

    title: str
    sentence: str
    parts: tuple[str, ...]


def coming(name: str) -> partial[Answer]:
    """Give the view of a page that is still to come, by the name of its address."""
    return partial(_coming, name=name)


def _coming(_request: HttpRequest, *, name: str) -> Answer:
    return Answer(context=_coming_pages()[name], template="shell/coming.html")


def _coming_pages() -> dict[str, ComingPage]:
    return {
        "plan": ComingPage(
            title=_("目标"),
            sentence=_("这里将按责任单位列出目标，逐项对照数字作出判断。"),
            parts=(_("任务"), _("完成情况"), _("责任单位"), _("判断与依据")),
        ),
    }
