"""What a visitor may do to a task now, as forms; and what a form that was sent asks for."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.asking import typed_line
from bayline.platform.listing import Option
from bayline.platform.pages import said
from bayline.platform.people.terms import Visitor
from bayline.platform.people.visiting import visitor_of
from bayline.platform.record import queries as record
from bayline.systems.cooperation.actions.proving import keep_proof
from bayline.systems.cooperation.actions.tasks import Doing
from bayline.systems.cooperation.pages.standing_for import Stand, stands
from bayline.systems.cooperation.pages.task_context import ActForm
from bayline.systems.cooperation.pages.tasking import Told
from bayline.systems.cooperation.rules.replaying import why_not
from bayline.systems.cooperation.rules.waiting import waits
from bayline.systems.cooperation.terms import Act, Event, Evidence, Life

_LINE, _WORDS = 200, 4000  # characters taken at most
_ABOUT = frozenset({Act.REVIEWED, Act.SENT_BACK, Act.REMINDED, Act.OVERRULED})
_SAID = frozenset(
    {
        *(Act.DECLINED, Act.UPDATED, Act.REPORTED, Act.SENT_BACK, Act.WITHDRAWN),
        *(Act.REMINDED, Act.EXPLAINED, Act.OVERRULED, Act.REPLACED),
    }
)
_FAR = timedelta(days=36500)


def forms_of(life: Life, visitor: Visitor, told: Told) -> Iterable[ActForm]:
    """Give what somebody may do to a task now: only what would not be refused.

    Args:
        life: The task.
        visitor: Who.
        told: Names, and the day.
    """
    mine = stands(visitor, life.terms)
    if not mine:
        return
    waited = {wait.act for wait in waits(life)}
    forms = [one for act in Act if (one := _form(act, life, mine, visitor, told, waited))]
    yield from sorted(forms, key=lambda one: not one.is_main)


def blocked(life: Life, visitor: Visitor) -> Iterable[str]:
    """Say why somebody cannot do what the task waits for from their side, where they cannot.

    Args:
        life: The task.
        visitor: Who.
    """
    mine = stands(visitor, life.terms)
    for wait in (one for one in waits(life) if one.act is not Act.PROPOSED):
        errors = [
            why_not(life, _tried(wait.act, stand, wait.about, life, visitor))
            for stand in mine
            if stand.side == wait.side
        ]
        if errors and errors[0] is not None and None not in errors:
            yield said(errors[0])


def _form(
    act: Act,
    life: Life,
    mine: tuple[Stand, ...],
    visitor: Visitor,
    told: Told,
    waited: set[Act],
) -> ActForm | None:
    if act is Act.PROPOSED:
        return None  # has a page of its own
    tried = [
        (stand, about)
        for stand in mine
        for about in (life.terms.codes if act in _ABOUT else ("",))
        if why_not(life, _tried(act, stand, about, life, visitor)) is None
    ]
    if not tried:
        return None
    mine_now = dict.fromkeys(stand for stand, _about in tried)
    others = sorted(tried, key=lambda one: one[0].side == one[1])  # a report waits for other sides
    abouts = [*dict.fromkeys(about for _stand, about in others if about)]
    return ActForm(
        act=act.value,
        word=_button(act),
        stands=tuple(_option(one, told, len(mine_now)) for one in mine_now),
        needs_words=act in _SAID,
        words_label=_label(act),
        has_evidence=act is Act.REPORTED,
        has_deadline=act is Act.REMINDED,
        has_successor=act is Act.REPLACED,
        abouts=tuple(
            Option(value=one, word=told.name(one), is_chosen=one == abouts[0]) for one in abouts
        ),
        is_main=act in waited or (act is Act.SENT_BACK and Act.REVIEWED in waited),
    )


def _tried(act: Act, stand: Stand, about: str, life: Life, visitor: Visitor) -> Event:
    """Give the act with all that it could need, to ask whether it would be refused."""
    now = timezone.now()
    return Event(
        id="-",
        task=life.task,
        act=act,
        side=stand.side,
        unit=stand.unit,
        person=visitor.account,
        by=visitor.name,
        at=now,
        day=timezone.localdate(now),
        words="-",
        evidence=(Evidence(title="-", document="-"),) if act is Act.REPORTED else (),
        about=about,
        deadline=timezone.localdate(now) + _FAR,
        successor="-",
    )


def _option(stand: Stand, told: Told, count: int) -> Option:
    word = told.name(stand.unit)
    if stand.unit != stand.side:
        word = f"{told.name(stand.side)} · {word}"
    return Option(value=f"{stand.side} {stand.unit}", word=word, is_chosen=count == 1)


def _button(act: Act) -> str:
    return {
        Act.ACCEPTED: _("接受"),
        Act.DECLINED: _("不接受"),
        Act.UPDATED: _("报进展"),
        Act.REPORTED: _("报送办理结果"),
        Act.REVIEWED: _("复核通过"),
        Act.SENT_BACK: _("退回"),
        Act.CLOSED: _("同意销号"),
        Act.WITHDRAWN: _("撤回事项"),
        Act.REPLACED: _("由另一事项更替"),
        Act.REMINDED: _("发督查单"),
        Act.EXPLAINED: _("说明未办成的理由"),
        Act.OVERRULED: _("不采纳理由"),
    }[act]


def _label(act: Act) -> str:
    if act in {Act.REPORTED, Act.UPDATED}:
        return _("办了什么")
    return _("理由") if act is not Act.REMINDED else _("哪里慢、哪里不到位")


def doing_of(request: HttpRequest, life: Life) -> tuple[Act, Doing]:
    """Read what a form asks for; a file that came with it is kept in the record.

    Args:
        request: With the form.
        life: The task.

    Raises:
        BaylineError: It asks for no act, for a unit that the visitor does not act for, or names
            a day or a document that is none.
    """
    visitor = visitor_of(request)
    what = _act(typed_line(request, "act", _LINE))
    side, _space, unit = typed_line(request, "stand", _LINE).partition(" ")
    if Stand(side, unit) not in stands(visitor, life.terms):
        raise _not_yours(unit or side)
    return what, Doing(
        side=side,
        unit=unit,
        person=visitor.account,
        by=visitor.name,
        at=timezone.now(),
        words=str(request.POST.get("words", "")).strip()[:_WORDS],
        evidence=tuple(_evidence(request, life.task)) if what is Act.REPORTED else (),
        about=typed_line(request, "about", _LINE),
        deadline=day_typed(request, "deadline"),
        successor=typed_line(request, "successor", _LINE),
    )


def typed_in(request: HttpRequest) -> dict[str, str]:
    """Give what was typed into a form, so that it can be shown again."""
    named = ("act", "words", "document", "url", "title", "deadline", "successor")
    return {name: str(request.POST.get(name, ""))[:_WORDS] for name in named}


def _act(written: str) -> Act:
    try:
        return Act(written)
    except ValueError:
        raise BaylineError(
            f"“{written}” is nothing that is done to a task",
            do="use the buttons of the page",
            zh=Words(f"“{written}”不是事项的办法", do="请用页面上的按钮"),
        ) from None


def _not_yours(unit: str) -> BaylineError:
    return BaylineError(
        f"you do not act for “{unit}”",
        why="only people of a side act for that side",
        do="ask an administrator for a role for this organisation",
        zh=Words(f"不能代表“{unit}”", "只有这一方的人才能代表这一方", "请管理员给这个单位的角色"),
    )


def day_typed(request: HttpRequest, name: str) -> date | None:
    """Read a day of a form; None where it is empty.

    Raises:
        BaylineError: It is no day.
    """
    written = typed_line(request, name, _LINE)
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BaylineError(
            f"“{written}” is no day",
            why="a day is written as year, month and day",
            do="write it like 2021-11-05",
            zh=Words(f"“{written}”不是日期", "日期要写年月日", "请写成2021-11-05"),
        ) from None


def _evidence(request: HttpRequest, task: str) -> Iterable[Evidence]:
    document, url = typed_line(request, "document", _LINE), typed_line(request, "url", 2000)
    title, file = typed_line(request, "title", _LINE), request.FILES.get("file")
    if isinstance(file, UploadedFile):
        by, handed = visitor_of(request).name, (file.name or "", file.read())
        yield keep_proof(task, handed, title=title, by=by, at=timezone.now())
    if document:
        found = record.living_by_name(document)
        if not found:
            raise _no_document(document)
        kept = found[-1]
        yield Evidence(title=title or kept.title, document=document, sha256=kept.sha256)
    if url:
        if not url.startswith(("https://", "http://")):
            raise _no_address(url)
        yield Evidence(title=title or url, url=url)


def _no_document(document: str) -> BaylineError:
    return BaylineError(
        f"no document “{document}” is in the record",
        why="evidence is what others can open",
        do="hand the file in first, then write its name",
        zh=Words(
            f"资料里没有文件“{document}”", "证明材料要让别人打得开", "请先收存文件，再写文件名"
        ),
    )


def _no_address(url: str) -> BaylineError:
    return BaylineError(
        f"“{url[:60]}” is no address",
        why="an address begins with https:// or http://",
        do="copy it from the browser",
        zh=Words(f"“{url[:60]}”不是网址", "网址以https://或http://开头", "请从浏览器里复制"),
    )
