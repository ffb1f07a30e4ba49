"""The bench of measures: a table in, results or the reason for a refusal out, all in memory."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.asking import refuse_past
from bayline.platform.listing import Option
from bayline.platform.pages import Answer, said
from bayline.systems.industry.pages import words
from bayline.systems.industry.pages.measure_context import Choice, Filled, MeasuresPage, Results
from bayline.systems.industry.pages.measured import as_csv, as_lines, results_view
from bayline.systems.industry.queries.measuring import Asked, results_of
from bayline.systems.industry.queries.schemes import AtHand, hand
from bayline.systems.industry.queries.tables import text_of
from bayline.systems.industry.rules.measures import MEASURES
from bayline.systems.industry.terms import Record, SchemeClass, Wish

_CONVERT = "convert:"
_KEPT_MOST = 200_000  # characters of a table that the form gives back
_LINE = 200
_RELATEDNESS = ("probability", "association", "cosine", "jaccard")


class _Sent(NamedTuple):
    """What the form sends."""

    name: str
    data: bytes
    measure: str
    wish: Wish
    years: str
    order: str

    def asked(self) -> Asked:
        """Tell what to do with the table."""
        if not self.measure.startswith(_CONVERT):
            return Asked(self.measure, self.wish)
        walk, _slash, group = self.measure.removeprefix(_CONVERT).partition("/")
        return Asked("", self.wish, walk, group)


def measures(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show the form, or measure what it sends."""
    refuse_past(request)
    known = hand(None)
    if request.method != "POST":
        return _answer(_nothing(request.GET.get("measure", "")), known)
    sent = _nothing("")
    try:
        sent = _sent(request)
        _refuse_unknown(sent.measure, known)
        found = results_of(sent.data, sent.name, sent.asked(), known)
    except BaylineError as error:
        return _answer(sent, known, problem=said(error), status=422)
    form = request.POST.get("do", "")
    if form in {"csv", "jsonl"}:
        return _file(found, form)
    return _answer(sent, known, results=_results(sent, found, known))


def expired(request: HttpRequest) -> Answer:
    """Give the form back where its token is too old."""
    problem = _("表单已过期，还没有计算。请再按一次。")
    return _answer(_sent(request), hand(None), problem=problem, status=403)


def _nothing(measure: str) -> _Sent:
    return _Sent("", b"", measure or "lq", Wish(), "", "")


def _sent(request: HttpRequest) -> _Sent:
    typed = request.POST
    file = request.FILES.get("file")
    data = file.read() if file else _as_csv(str(typed.get("table", ""))).encode()
    years = str(typed.get("years", ""))[:_LINE]
    wish = Wish(
        reference=str(typed.get("reference", "")).strip()[:_LINE],
        is_rest=bool(typed.get("rest")),
        relatedness=str(typed.get("relatedness", "")) or _RELATEDNESS[0],
        years=tuple(
            dict.fromkeys(
                filter(None, (one.strip() for one in years.replace("，", ",").split(",")))
            )
        ),
    )
    name = (file.name or "") if file else _("贴的表")
    measure = str(typed.get("measure", ""))[:_LINE]
    return _Sent(name, data, measure, wish, years, str(typed.get("order", "")))


def _as_csv(text: str) -> str:
    """Give a table that was pasted from a spreadsheet, its cells set off by tabs, as CSV."""
    head = text.partition("\n")[0]
    if "\t" not in head:
        return text
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(csv.reader(io.StringIO(text), delimiter="\t"))
    return made.getvalue()


def _refuse_unknown(measure: str, known: AtHand) -> None:
    every = [one.value for one in (*_measures(measure), *_crosswalks(measure, known))]
    if measure not in every:
        listed = ", ".join(every)
        raise BaylineError(
            f"there is no measure “{measure}”",
            where="measure",
            why=f"those there are: {listed}",
            do="choose one of them",
            zh=Words(f"没有指标“{measure}”", f"现有：{listed}", "请从中选一个"),
        )


def _results(sent: _Sent, found: list[Record], known: AtHand) -> Results:
    every = (*_measures(sent.measure), *_crosswalks(sent.measure, known))
    title = next(one.word for one in every if one.is_chosen)
    classes = _classes(sent, known)
    return results_view(found, title, is_sorted=sent.order != "table", classes=classes)


def _classes(sent: _Sent, known: AtHand) -> dict[str, SchemeClass] | None:
    walk = known.crosswalks.get(sent.asked().walk)
    return dict(known.schemes[walk.target].classes) if walk else None


def _file(found: list[Record], form: str) -> HttpResponse:
    is_table = form == "csv"
    kind = "text/csv; charset=utf-8" if is_table else "application/x-ndjson"
    response = HttpResponse(as_csv(found) if is_table else as_lines(found), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="measures.{form}"'
    return response


def _answer(
    sent: _Sent,
    known: AtHand,
    *,
    results: Results | None = None,
    problem: str = "",
    status: int = 200,
) -> Answer:
    text = _text(sent)
    page = MeasuresPage(
        measures=(*_measures(sent.measure),),
        crosswalks=(*_crosswalks(sent.measure, known),),
        relatedness=tuple(
            Option(
                value=one, word=words.relatedness_word(one), is_chosen=one == sent.wish.relatedness
            )
            for one in _RELATEDNESS
        ),
        orders=tuple(
            Option(value=value, word=word, is_chosen=value == sent.order)
            for value, word in (("", _("从大到小")), ("table", _("照表里的次序")))
        ),
        filled=Filled(
            text=text,
            reference=sent.wish.reference,
            is_rest=sent.wish.is_rest,
            years=sent.years,
        ),
        results=results,
        problem=problem,
        is_kept=bool(text) or not sent.data,
    )
    return Answer(context=page, template="industry/measures.html", status=status)


def _text(sent: _Sent) -> str:
    """Give what was sent back into the form, unless it is too large or no text."""
    try:
        text = text_of(sent.data, sent.name) if sent.data else ""
    except BaylineError:
        return ""
    return text if len(text) <= _KEPT_MOST else ""


def _measures(chosen: str) -> Iterator[Choice]:
    for name in MEASURES:
        word, hint = words.measure_words(name)
        yield Choice(value=name, word=word, hint=hint, is_chosen=name == chosen)


def _crosswalks(chosen: str, known: AtHand) -> Iterator[Choice]:
    for walk in known.crosswalks.values():
        source, target = known.schemes[walk.source], known.schemes[walk.target]
        for group in dict.fromkeys(one.group for one in target.classes.values()):
            value = f"{_CONVERT}{walk.id}/{group}"
            named = words.scheme_word(target)
            word = f"{words.scheme_word(source)} → {named}"
            word = f"{word} · {words.group_word(target, group)}" if group else word
            yield Choice(value=value, word=word, hint="", is_chosen=value == chosen)
