"""The form by which a promise is noted as kept: what was typed, and what is wrong with it."""

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.asking import typed_line
from bayline.platform.pages import said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.reading.actions.fulfilling import Kept
from bayline.systems.reading.pages.context import Problem
from bayline.systems.reading.rules.typed import typed_period

_LONGEST = {
    "when": 40,
    "shown": 300,
    "document": 300,
    "sentence": 1000,
    "reason": 500,
    "seen": 60,
}
_CLAIM = re.compile(r"(?:^|/)([0-9a-f]{16})(?:[.?#/]|$)")
_DOCUMENT = re.compile(r"(?:^|/)([0-9a-f]{12,64})(?:[.?#/]|$)")


class KeepingError(Exception):
    """A field that cannot be taken as it is."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(field=field, sentence=sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What is typed.

    Attributes:
        when: When the promise was kept.
        shown: Number or address of the claim that shows it.
        document: Number or address of the document that shows it.
        sentence: Its words.
        reason: How it was kept.
        by: Who says so.
        seen: Where the promise stood when the form was shown.
        problems: What is wrong with it.
    """

    when: str = ""
    shown: str = ""
    document: str = ""
    sentence: str = ""
    reason: str = ""
    by: str = ""
    seen: str = ""
    problems: tuple[Problem, ...] = ()


def keeping_of(request: HttpRequest) -> Keeping:
    """Take over what was typed, as lines of characters that can be shown."""

    def line(name: str) -> str:
        return typed_line(request, name, _LONGEST[name])

    return Keeping(
        when=line("when"),
        shown=line("shown"),
        document=line("document"),
        sentence=line("sentence"),
        reason=line("reason"),
        by=visitor_of(request).name,
        seen=line("seen"),
    )


def kept_of(form: Keeping) -> Kept:
    """Read what was typed.

    Raises:
        KeepingError: A field cannot be read, or one that is needed is empty.
    """
    try:
        when = typed_period(form.when, published=None)
    except BaylineError as error:
        raise KeepingError("when", said(error)) from None
    if when is None:
        raise KeepingError("when", _("没有写兑现的日期。请写成 2021-11-20，或2021年11月。"))
    return Kept(
        when=when,
        claim=_named(_CLAIM, "shown", form.shown),
        document=_named(_DOCUMENT, "document", form.document),
        sentence=form.sentence,
        reason=form.reason,
    )


def _named(pattern: re.Pattern[str], field: str, typed: str) -> str:
    if not typed:
        return ""
    found = pattern.search(typed)
    if found is None:
        sentence = _("“%(typed)s”不是编号，也不是资料里的网址。请从那一页复制。")
        raise KeepingError(field, sentence % {"typed": typed[:60]})
    return found[1]
