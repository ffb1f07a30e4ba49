"""What the forms of a table do: save, send and take back; accept, send back, give time."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import refuse_past, typed_line
from bayline.platform.pages import Answer, said
from bayline.platform.people.visiting import visitor_of
from bayline.systems.plan.actions.requests.answering import (
    FaultyAnswerError,
    Sending,
    WarnedError,
    filled_now,
    save_draft,
    send,
)
from bayline.systems.plan.actions.requests.asking import Hand
from bayline.systems.plan.actions.requests.deciding import accept
from bayline.systems.plan.actions.requests.stepping import Move, move
from bayline.systems.plan.pages.requests.answer import Shown, show, table_or_404
from bayline.systems.plan.pages.requests.background import ask_to_accept, is_large
from bayline.systems.plan.pages.requests.context import Problem
from bayline.systems.plan.pages.requests.filling import ROWS, typed_rows
from bayline.systems.plan.pages.requests.tables import path_of
from bayline.systems.plan.rules.requests.answering import Read
from bayline.systems.plan.rules.requests.moving import OvertakenError
from bayline.systems.plan.rules.requests.tables import lines_for, with_rows
from bayline.systems.plan.rules.requests.terms import Act, Filled, Request

_NOTE = "note."
_NOTE_LONGEST, _REASON_LONGEST, _CELL_LONGEST = 500, 2_000, 10_000
_ACTS = {
    "take_back": Act.TAKEN_BACK,
    "ask_time": Act.EXTENSION_ASKED,
    "return": Act.RETURNED,
    "cancel": Act.CANCELLED,
    "extend": Act.EXTENDED,
    "refuse_time": Act.EXTENSION_REFUSED,
}
_OF_UNIT = frozenset({"take_back", "ask_time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """What a form brings.

    Attributes:
        filled: All that stands in the table, with what was typed on this page.
        draft: The version of the draft that was seen.
        step: The number of the last step that was seen.
    """

    filled: Filled
    draft: int
    step: int


def hand_of(request: HttpRequest) -> Hand:
    """Say who does something, and that it is now."""
    return Hand(visitor=visitor_of(request), at=timezone.now())


def _typed(request: HttpRequest, found: Request, unit: str) -> _Typed:
    base, _version = filled_now(found.code, unit)
    sent = {name: str(value) for name, value in request.POST.items()}
    rows, same, here = typed_rows(sent, found)
    own = {line.code for line in lines_for(found.template, unit, Filled(rows=rows))}
    rows = {code: row for code, row in rows.items() if code in own}
    notes = {
        name.removeprefix(_NOTE): value.strip()
        for name, value in sent.items()
        if name.startswith(_NOTE)
    }
    merged = with_rows(base, rows, found.template)
    ticked = (base.same - here) | same
    filled = Filled(
        rows=merged.rows,
        same=frozenset(ticked & merged.rows.keys()),
        notes={**base.notes, **notes},
    )
    return _Typed(filled=filled, draft=number_of(request, "draft"), step=number_of(request, "step"))


def _refuse_long(request: HttpRequest) -> None:
    """Refuse what is longer than is kept, rather than cut it."""
    for name, value in request.POST.items():
        written, most = str(value).strip(), _most_of(name)
        if len(written) > most:
            raise BaylineError(
                f"“{written[:20]}…” has {len(written)} characters",
                why=f"at most {most} are kept here",
                do="shorten it; what was typed stands below and is not saved yet",
                zh=Words(
                    f"“{written[:20]}……”有{len(written)}字",
                    f"这里最多{most}字",
                    "请缩短；填的内容都在下面，还没有保存",
                ),
            )


def _most_of(name: str) -> int:
    if name.startswith(_NOTE):
        return _NOTE_LONGEST
    return _REASON_LONGEST if name == "reason" else _CELL_LONGEST


def number_of(request: HttpRequest, name: str) -> int:
    """Read a whole number that a form brings; 0 where it brings none."""
    written = str(request.POST.get(name, ""))
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0  # noqa: PLR2004 - digits


def fill(request: HttpRequest, code: str, unit: str) -> Answer | HttpResponseBase:
    """Save, send, take back, or ask for more time."""
    refuse_past(request)
    found, asked = table_or_404(code, unit)
    if request.method != "POST":
        return show(request, code, unit)
    todo = str(request.POST.get("do", ""))
    if todo in _OF_UNIT:
        return _moved(request, code, unit, todo)
    if not asked.answers:
        return _refused(request, code, unit, _only_seen(unit), Shown())
    return _filled(request, found, unit, todo)


def _only_seen(unit: str) -> BaylineError:
    return BaylineError(
        f"“{unit}” has a part in the rows and leads none",
        why="the lead answers",
        do="ask the lead unit",
        zh=Words(f"“{unit}”是协办单位", "由牵头单位填报", "请找牵头单位"),
    )


def _filled(
    request: HttpRequest, found: Request, unit: str, todo: str
) -> Answer | HttpResponseBase:
    code, typed, hand = found.code, _typed(request, found, unit), hand_of(request)
    page = number_of(request, "page") or 1
    try:
        _refuse_long(request)
        version = save_draft(code, unit, typed.filled, version=typed.draft, hand=hand)
        if todo == "send":
            warned = typed_line(request, "warned", 64)
            sending = Sending(seen=typed.step, draft=version, warned=warned)
            send(code, unit, sending, hand=hand)
    except FaultyAnswerError as faulty:
        first = _page_of(found, unit, typed.filled, faulty.read)
        problems = () if faulty.read.spots else (Problem(field="", sentence=said(faulty)),)
        shown = Shown(
            typed=typed.filled, read=faulty.read, problems=problems, page=first, draft=None
        )
        return show(request, code, unit, shown, status=422)
    except WarnedError as told:
        shown = Shown(typed=typed.filled, warned=told.warned, seen=told.seen, page=page)
        return show(request, code, unit, shown)
    except BaylineError as error:
        return _refused(request, code, unit, error, Shown(typed=typed.filled, page=page))
    done = {"send": "sent"}.get(todo, "saved")
    following = page + 1 if todo == "next" else page
    return _back(request, code, unit, done, page=following if todo != "send" else 1)


def _page_of(found: Request, unit: str, filled: Filled, read: Read) -> int:
    """Give the page of the form on which the first cell that is refused stands."""
    codes = [line.code for line in lines_for(found.template, unit, filled)]
    first = read.spots[0].row if read.spots else ""
    return codes.index(first) // ROWS + 1 if first in codes else 1


def _refused(
    request: HttpRequest, code: str, unit: str, error: BaylineError, shown: Shown
) -> Answer:
    status = 409 if isinstance(error, OvertakenError) else 400
    problems = (Problem(field="", sentence=said(error)),)
    return show(request, code, unit, replace(shown, problems=problems), status=status)


def _back(
    request: HttpRequest, code: str, unit: str, done: str, *, page: int = 1
) -> HttpResponseRedirect:
    ways = Addresses(prefix=addresses(request).prefix)
    asked = {"done": done, "page": page if page > 1 else ""}
    if done == "saved":
        asked["correct"] = "1"  # a correction of what was accepted goes on in its form
    return HttpResponseRedirect(ways.to(path_of(code, unit), **asked), status=303)


def decide(request: HttpRequest, code: str, unit: str) -> Answer | HttpResponseBase:
    """Accept, send back, cancel, give or refuse more time."""
    refuse_past(request)
    table_or_404(code, unit)
    if request.method != "POST":
        return show(request, code, unit)
    return _moved(request, code, unit, str(request.POST.get("do", "")))


def _moved(request: HttpRequest, code: str, unit: str, todo: str) -> Answer | HttpResponseBase:
    reason = str(request.POST.get("reason", "")).strip()
    seen, hand = number_of(request, "step"), hand_of(request)
    try:
        _refuse_long(request)
        if todo == "accept" and is_large(code, unit):
            job = ask_to_accept(request, code, unit, seen=seen, reason=reason)
            return HttpResponseRedirect(addresses(request).to(f"/jobs/{job}"), status=303)
        if todo == "accept":
            accept(code, unit, seen=seen, reason=reason, hand=hand)
        else:
            wanted = Move(act=_act(todo), seen=seen, reason=reason, due=_day(request))
            move(code, unit, wanted, hand=hand)
    except BaylineError as error:
        return _refused(request, code, unit, error, Shown(reason=reason))
    return _back(request, code, unit, "done")


def _act(todo: str) -> Act:
    if todo not in _ACTS:
        raise BaylineError(
            f"“{todo[:40]}” is nothing that can be done",
            do="press one of the buttons",
            zh=Words(f"没有“{todo[:40]}”这种办法", do="请按页面上的按钮"),
        )
    return _ACTS[todo]


def _day(request: HttpRequest) -> date | None:
    written = str(request.POST.get("due", "")).strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BaylineError(
            f"“{written[:20]}” is no day",
            do="write it as 2024-04-20",
            zh=Words(f"“{written[:20]}”不是日期", do="请写成2024-04-20"),
        ) from None


def expired(request: HttpRequest) -> Answer:
    """Give a form back whose token has expired, with all that was typed."""
    parts = resolve(request.path_info).kwargs
    code, unit = parts["code"], parts["unit"]
    found, asked = table_or_404(code, unit)
    sentence = _("表单已过期，或浏览器没有送回 cookie，还没有办。内容都在，请再按一次。")
    problems = (Problem(field="", sentence=sentence),)
    reason = str(request.POST.get("reason", ""))
    has_cells = any(name.startswith("c.") for name in request.POST)
    typed = _typed(request, found, unit).filled if has_cells and asked.answers else None
    shown = Shown(
        problems=problems, typed=typed, reason=reason, page=number_of(request, "page") or 1
    )
    return show(request, code, unit, shown, status=403)
