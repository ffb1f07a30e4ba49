"""The pages of jobs: which there are, how far each is, and a way to start or cancel one."""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.jobs import actions, queries
from bayline.platform.jobs.kinds import kind_of, kinds
from bayline.platform.jobs.terms import Job, State
from bayline.platform.pages import Answer, is_english, refused
from bayline.platform.people.visiting import visitor_of

_PAGE = {"twin": False}
_SHOWN_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """A job as the pages show it.

    Attributes:
        id: Its number.
        kind: Name of its kind.
        title: What its kind is called.
        owner: Who asked for it.
        state: Where it stands.
        state_word: The same in a word.
        done: How much is done.
        total: Of how much; 0 where that is not known.
        made: When it was asked for.
        finished: When it ended.
        sentence: How it ended; empty while it has not.
        is_over: Whether nothing more happens.
        may_cancel: Whether whoever asks may cancel it.
        address: Its page.
        result: The page of what it made; empty if there is none.
    """

    id: int
    kind: str
    title: str
    owner: str
    state: str
    state_word: str
    done: int
    total: int
    made: datetime
    finished: datetime | None
    sentence: str
    is_over: bool
    may_cancel: bool = field(metadata=_PAGE)
    address: str = field(metadata=_PAGE)
    result: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A kind of job that whoever asks may start here."""

    kind: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsPage:
    """The jobs asked for last, and what may be started."""

    jobs: tuple[JobLine, ...]
    offers: tuple[Offer, ...] = field(metadata=_PAGE)
    problem: str = field(default="", metadata=_PAGE)


def jobs(request: HttpRequest) -> Answer | HttpResponseBase:
    """List the jobs; start one that is offered."""
    if request.method != "POST":
        return Answer(context=_page(request), template="jobs/jobs.html")
    name = request.POST.get("kind", "")
    kind = kind_of(name)
    if not kind.is_offered or not visitor_of(request).may(kind.audience):
        raise _forbidden(kind.title, kind.title_en)
    number = actions.ask_for(name, owner=visitor_of(request).name, at=timezone.now())
    return HttpResponseRedirect(reverse("job", kwargs={"number": number}))


def jobs_expired(request: HttpRequest) -> Answer:
    """Give the list back where the token of a form has expired."""
    problem = _("表单已过期，或浏览器没有送回 cookie，未作处理。请再按一次。")
    return Answer(context=_page(request, problem), template="jobs/jobs.html", status=403)


def job(request: HttpRequest, *, number: int) -> Answer:
    """Show how far a job is, or how it ended."""
    return _shown(request, number)


def cancel(request: HttpRequest, *, number: int) -> Answer | HttpResponseBase:
    """Cancel a job."""
    found = queries.job(number)
    if request.method == "POST":
        kind = kind_of(found.kind)
        if not visitor_of(request).may(kind.audience):
            raise _forbidden(kind.title, kind.title_en)
        actions.cancel(number, at=timezone.now())
    return HttpResponseRedirect(reverse("job", kwargs={"number": number}))


def cancel_expired(request: HttpRequest) -> Answer:
    """Give the page of the job back where the token of its form has expired."""
    return _shown(request, resolve(request.path_info).kwargs["number"])


def _shown(request: HttpRequest, number: int) -> Answer:
    try:
        found = queries.job(number)
    except BaylineError as error:
        return refused(error, status=404)
    return Answer(context=_line(request, found), template="jobs/job.html")


def _forbidden(title: str, title_en: str) -> BaylineError:
    return BaylineError(
        f"“{title_en}” is not for you to start or cancel",
        do="ask somebody with the role for it",
        zh=Words(f"“{title}”不能由你发起或取消", do="请找有这项权限的人"),
    )


def _page(request: HttpRequest, problem: str = "") -> JobsPage:
    english, visitor = is_english(), visitor_of(request)
    offers = (
        Offer(kind=name, title=kind.title_en if english else kind.title)
        for name, kind in kinds().items()
        if kind.is_offered and visitor.may(kind.audience)
    )
    lines = (_line(request, found) for found in queries.jobs(limit=_SHOWN_MOST))
    return JobsPage(jobs=tuple(lines), offers=tuple(offers), problem=problem)


def _line(request: HttpRequest, found: Job) -> JobLine:
    kind, english = kinds().get(found.kind), is_english()
    title = found.kind if kind is None else kind.title_en if english else kind.title
    may = kind is not None and visitor_of(request).may(kind.audience)
    outcome = found.outcome
    said = "" if outcome is None else outcome.english if english else outcome.chinese
    result = outcome.address if outcome is not None else ""
    return JobLine(
        id=found.id,
        kind=found.kind,
        title=title,
        owner=found.owner,
        state=found.state.value,
        state_word=_word(found),
        done=found.done,
        total=found.total,
        made=timezone.localtime(found.made),
        finished=None if found.finished is None else timezone.localtime(found.finished),
        sentence=said,
        is_over=found.state.is_over,
        may_cancel=may and not found.state.is_over and not found.is_unwanted,
        address=reverse("job", kwargs={"number": found.id}),
        result=f"/en{result}" if result and english else result,
    )


def _word(found: Job) -> str:
    if found.is_unwanted and not found.state.is_over:
        return _("正在取消")
    words = {
        State.WAITING: _("排队中"),
        State.RUNNING: _("进行中"),
        State.DONE: _("已完成"),
        State.FAILED: _("没有做成"),
        State.CANCELED: _("已取消"),
    }
    return words[found.state]
