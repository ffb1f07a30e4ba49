"""What is sent from the bench: accept, send back, correct, undo; one claim or many."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.kernel.reviews import Review
from bayline.platform.asking import typed_line
from bayline.platform.pages import Answer, said
from bayline.platform.people.visiting import visitor_of
from bayline.platform.record.queries import claim as claim_by_id
from bayline.systems.reading.actions.benching import (
    OvertakenError,
    decide_all,
    decide_as_seen,
    put_right_as_seen,
    take_back,
)
from bayline.systems.reading.pages.bench import Asked, asked_of, bench_answer
from bayline.systems.reading.pages.bench_context import BenchProblems
from bayline.systems.reading.pages.context import Problem
from bayline.systems.reading.pages.correcting import (
    CorrectionError,
    corrected_claim,
    typed_fields,
)
from bayline.systems.reading.pages.undoing import keeping, turns_of
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import Turn, bench_place, first_of

_TO = {"accept": Review.ACCEPTED, "return": Review.RETURNED}
_LONGEST_REASON = 500


def decide(request: HttpRequest) -> Answer | HttpResponseBase:
    """Do what was sent, and go on to the next claim; or give the form back with the reason."""
    if request.method != "POST":
        return HttpResponseRedirect(Ways(request).review())
    wished, form = asked_of(request.POST), _form(request)
    try:
        return _Deciding(request, wished, form).answer()
    except CorrectionError as refused:
        return _given_back(request, wished, form, refused.problem)
    except OvertakenError as error:
        problem = Problem(field="decision", sentence=said(error))
        return _given_back(request, wished, form, problem, status=409)
    except BaylineError as error:
        return _given_back(request, wished, form, Problem(field="decision", sentence=said(error)))


def expired(request: HttpRequest) -> Answer:
    """Give a form back whose token has expired, with all that was typed."""
    sentence = _("表单已过期，这一条还没有定。请再按一次。")
    problem = Problem(field="decision", sentence=sentence)
    return _given_back(request, asked_of(request.POST), _form(request), problem, status=403)


def _given_back(
    request: HttpRequest,
    wished: Asked,
    form: BenchProblems,
    problem: Problem,
    *,
    status: int = 400,
) -> Answer:
    known = wished
    try:
        if wished.claim:
            claim_by_id(wished.claim)
    except BaylineError:
        known = replace(wished, claim="")
    return bench_answer(request, known, replace(form, problems=(problem,)), status=status)


def _form(request: HttpRequest) -> BenchProblems:
    is_correction = request.POST.get("decision") == "correct"
    return BenchProblems(
        by=visitor_of(request).name,
        reason=typed_line(request, "reason", _LONGEST_REASON),
        typed=typed_fields(request.POST) if is_correction else None,
        picked=tuple(request.POST.getlist("pick")),
    )


class _Deciding:
    """One decision that was sent."""

    def __init__(self, request: HttpRequest, wished: Asked, form: BenchProblems) -> None:
        self._request, self._wished, self._form = request, wished, form
        self._ways, self._now = Ways(request), timezone.now()

    def answer(self) -> HttpResponseBase:
        """Do it; the decision is kept in the browser."""
        turns = turns_of(self._request)
        if self._request.POST.get("decision") == "undo":
            return self._undone(turns)
        self._refuse_incomplete()
        turn = self._does()(self._now)
        response = HttpResponseRedirect(self._onward())
        return keeping(response, (*turns, turn))

    def _refuse_incomplete(self) -> None:
        decision = self._request.POST.get("decision")
        if decision in {"return", "correct"} and not self._form.reason:
            sentence = _("没有写原因。改的人要知道哪里不对，请用几个字写明。")
            raise CorrectionError(Problem(field="reason", sentence=sentence))

    def _does(self) -> Callable[[datetime], Turn]:
        decision = self._request.POST.get("decision", "")
        if decision == "correct":
            return self._correct
        if decision not in _TO:
            sentence = _("没有说要做什么。请按“采用”“退回”或“改正”。")
            raise CorrectionError(Problem(field="decision", sentence=sentence))
        is_all = self._request.POST.get("scope") == "all"
        return self._decide_all if is_all else self._decide_some

    def _decide_some(self, now: datetime) -> Turn:
        seen = self._seen()
        to = _TO[self._request.POST["decision"]]
        return decide_as_seen(seen, to, by=self._form.by, at=now, reason=self._form.reason)

    def _decide_all(self, now: datetime) -> Turn:
        expected = self._request.POST.get("expected", "")
        to = _TO[self._request.POST["decision"]]
        wanted, form = self._wished.wanted, self._form
        return decide_all(wanted, expected, to, by=form.by, at=now, reason=form.reason)

    def _correct(self, now: datetime) -> Turn:
        kept = claim_by_id(self._wished.claim)
        new = corrected_claim(kept, self._form.typed or {})
        token = self._request.POST.get("seen", "")
        form = self._form
        return put_right_as_seen(kept.id, token, new, by=form.by, at=now, reason=form.reason)[1]

    def _seen(self) -> dict[str, str]:
        if not self._wished.is_list:
            return {self._wished.claim: self._request.POST.get("seen", "")}
        pairs = (pick.partition("|") for pick in self._form.picked)
        seen = {name: token for name, _bar, token in pairs}
        if not seen:
            sentence = _("一条也没有选。请在左边的方格里勾选，或选“全部”。")
            raise CorrectionError(Problem(field="pick", sentence=sentence))
        return seen

    def _undone(self, turns: tuple[Turn, ...]) -> HttpResponseBase:
        turn = turns[-1] if turns else Turn(0, 0)
        by = self._form.by
        names = take_back(turn, by=by, at=self._now)
        to = "" if self._wished.is_list or len(names) > 1 else self._shown_again(names[0])
        view = "list" if self._wished.is_list else ""
        address = self._ways.review(claim=to, **self._wished.query, view=view)
        return keeping(HttpResponseRedirect(address), turns[:-1])

    def _shown_again(self, name: str) -> str:
        """Give the claim that stands in the place again: of a correction, the one before."""
        kept = claim_by_id(name)
        is_correction = kept.state is Review.RETURNED and not kept.claim.reader
        return kept.claim.supersedes or name if is_correction else name

    def _onward(self) -> str:
        wished = self._wished
        if wished.is_list:
            page = self._request.POST.get("page", "")
            number = page if page.isdigit() else ""
            return self._ways.review(**wished.query, view="list", page=number)
        place = bench_place(wished.wanted, claim_by_id(wished.claim))
        following = place.following or first_of(wished.wanted)
        return self._ways.review(claim=following, **wished.query)
