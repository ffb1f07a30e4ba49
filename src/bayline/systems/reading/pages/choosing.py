"""The three buttons beside a finding of a draft: what a form says of them.

The draft is kept nowhere, so what was chosen travels with the form, packed into one field. What a
form says is only which finding and which button; values come from the findings themselves.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from bayline.kernel.findings import Life
from bayline.systems.reading.actions.auditing import Audited
from bayline.systems.reading.actions.choosing import (
    LONGEST_REASON,
    Misfit,
    Refused,
    dealt_with,
)
from bayline.systems.reading.pages.context import Form
from bayline.systems.reading.pages.deals import (
    DealView,
    Notice,
    deal_views,
    misfit_words,
    notices_of,
)
from bayline.systems.reading.terms import Choice

_MOST = 5000  # choices in one form; no page holds so many findings
_LONGEST_KEY = 40
_PARTS = 3  # of a packed choice: finding, button, reason
_BUTTONS = {life.value: life for life in Life if life is not Life.OPEN}
_ASK = "ask"
_ABOUT_REASON = frozenset({Misfit.NO_REASON, Misfit.TOO_LONG})


class Chosen(NamedTuple):
    """A draft with what its writer chose.

    Attributes:
        audited: The draft, its findings dealt with.
        form: The form as it goes back: only what was followed travels on.
        deals: What is shown beside each finding.
        notices: What was refused, in sentences.
    """

    audited: Audited
    form: Form
    deals: tuple[DealView, ...]
    notices: tuple[Notice, ...]


def chosen(audited: Audited, form: Form) -> Chosen:
    """Follow what a form says of the findings of a draft.

    Args:
        audited: The draft with what was found in it now.
        form: What was sent, with the button that was pressed.
    """
    choices, is_whole = _unpacked(form.choices)
    button, _, key = form.choose.partition(" ")
    if button in _BUTTONS:
        reason = _told(form.reason) if button == Life.EXPLAINED and key == form.asking else ""
        choices[key] = Choice(key, _BUTTONS[button], reason)
    elif button == Life.OPEN:
        choices.pop(key, None)
    dealt, refused = dealt_with(audited, choices.values())
    asking = _asking(form, button, key, refused)
    deals = deal_views(
        dealt.dealt,
        asking=asking,
        reason=form.reason[:LONGEST_REASON] if asking == form.asking else "",
        problem=_problem(refused, asking),
    )
    is_known = button in {"", _ASK, Life.OPEN, *_BUTTONS}
    others = [one for one in refused if one.choice.key != asking or one.why not in _ABOUT_REASON]
    kept = _packed(each.choice for each in dealt.dealt if each.choice)
    return Chosen(
        audited=dealt,
        form=replace(form, choices=kept, choose="", asking=asking, reason=""),
        deals=(*deals,),
        notices=(*notices_of(others, is_whole=is_whole, is_known=is_known),),
    )


def _asking(form: Form, button: str, key: str, refused: Iterable[Refused]) -> str:
    """Give the finding whose field for a reason is open: asked for, or not finished yet."""
    if button == _ASK:
        return key
    is_refused = any(one.choice.key == key and one.why in _ABOUT_REASON for one in refused)
    return form.asking if key != form.asking or is_refused else ""


def _problem(refused: Iterable[Refused], asking: str) -> str:
    why = (one.why for one in refused if one.choice.key == asking and one.why in _ABOUT_REASON)
    return next(map(misfit_words, why), "")


def _told(typed: str) -> str:
    """Take a reason as one line of characters that can be shown."""
    return " ".join("".join(one if one.isprintable() else " " for one in typed).split())


def _packed(choices: Iterable[Choice]) -> str:
    """Pack choices into one field, in the order in which they were made."""
    packed = [[each.key, each.life.value, each.reason] for each in choices]
    return json.dumps(packed, ensure_ascii=False) if packed else ""


def _unpacked(packed: str) -> tuple[dict[str, Choice], bool]:
    """Read what a page carried, and say whether all of it could be read."""
    try:
        given = json.loads(packed or "[]")
    except (ValueError, RecursionError):
        return {}, False
    if not isinstance(given, list) or len(given) > _MOST:
        return {}, False
    read = [one for one in map(_choice, given) if one is not None]
    return {one.key: one for one in read}, len(read) == len(given)


def _choice(given: object) -> Choice | None:
    if not isinstance(given, list) or len(given) != _PARTS:
        return None
    if not all(isinstance(part, str) for part in given):
        return None
    key, life, reason = given
    if life not in _BUTTONS or len(key) > _LONGEST_KEY:
        return None
    return Choice(key, _BUTTONS[life], _told(reason) if life == Life.EXPLAINED else "")
