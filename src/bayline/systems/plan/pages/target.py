"""A target: how it reads, what was reported of it, what may be said, and what is to be minded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, refuse_past, typed_line
from bayline.platform.grounds import Grounds, asked_by
from bayline.platform.indicators import indicator
from bayline.platform.pages import Answer, is_english, refused, said
from bayline.platform.people.visiting import visitor_of
from bayline.platform.registers.queries import entry, register
from bayline.platform.registers.terms import Edit, Values
from bayline.systems.plan.actions.confirming import confirm
from bayline.systems.plan.pages import words
from bayline.systems.plan.pages.charting import drawn_of
from bayline.systems.plan.pages.scoreboard import row_of, target_address
from bayline.systems.plan.pages.target_context import Fact, Measured, StepView, TargetPage, Told
from bayline.systems.plan.queries.measuring import gauged
from bayline.systems.plan.queries.standing import standings_of_target
from bayline.systems.plan.rules.entries import RESULTS, TARGETS
from bayline.systems.plan.rules.listing import Line, line_of
from bayline.systems.plan.rules.standing import Standing
from bayline.systems.plan.terms.targets import Rule

_LONGEST = 400
_TEMPLATE = "plan/target.html"


def target(request: HttpRequest, code: str) -> Answer:
    """Show a target."""
    try:
        return _shown(code, at=as_of(request), ways=addresses(request))
    except BaylineError as error:
        return refused(error, status=400)


def _shown(code: str, *, at: datetime | None, ways: Addresses) -> Answer:
    found = standings_of_target(code, at=at)
    if not found:
        return refused(_missing(code), status=404)
    return Answer(context=_page(found, ways, at=at), template=_TEMPLATE)


def _missing(code: str) -> BaylineError:
    return BaylineError(
        f"there is no target “{code[:40]}”",
        do="look for it on the scoreboard",
        zh=Words(f"没有编号是“{code[:40]}”的目标", do="请在目标表里找"),
    )


def confirming(request: HttpRequest, code: str) -> Answer | HttpResponseBase:
    """Take the confirmation of how a target reads."""
    ways = addresses(request)
    if request.method != "POST":
        return HttpResponseRedirect(target_address(ways, code))
    try:
        refuse_past(request)
        version = request.POST.get("version", "")
        edit = Edit(
            by=visitor_of(request).name,
            at=timezone.now(),
            reason=typed_line(request, "reason", 200),
        )
        confirm(
            code,
            typed_line(request, "wording", _LONGEST),
            version=int(version) if version.isascii() and version.isdigit() else 0,
            edit=edit,
        )
    except BaylineError as error:
        return _again(request, code, said(error), status=409)
    return HttpResponseRedirect(target_address(ways, code))


def expired(request: HttpRequest, code: str = "") -> Answer:
    """Give the form back whose token is too old, with what was typed."""
    return _again(request, code, _("这一页开得太久，请再按一次。"), status=403)


def _again(request: HttpRequest, code: str, sentence: str, *, status: int) -> Answer:
    found = standings_of_target(code, at=None)
    if not found:
        return refused(_missing(code), status=404)
    page = replace(
        _page(found, addresses(request), at=None),
        problem=sentence,
        wording=typed_line(request, "wording", _LONGEST),
    )
    return Answer(context=page, template=_TEMPLATE, status=status)


def _page(found: Sequence[Standing], ways: Addresses, *, at: datetime | None) -> TargetPage:
    values, latest = found[0].target, found[-1]
    key = found[0].key
    grounds = Grounds(asked_by([values, *(one.result for one in found if one.result)]), ways)
    now = Addresses(prefix=ways.prefix)
    entry_address = ways.to(f"/registers/{TARGETS}/{quote(key)}")
    drawn = drawn_of(found, ways, entry_address)
    state = latest.verdict.state.value
    kept = entry(register(TARGETS), key) if not ways.as_of else None
    return TargetPage(
        key=key,
        task=values.get("task", ""),
        state=state,
        look=words.look_of(state),
        word=words.state_word(state),
        plan=values.get("plan", ""),
        whole=values.get("period", ""),
        whole_word=words.period_word(values.get("period", "")),
        place=grounds.place(values.get("place", "")),
        lead=values.get("lead", ""),
        units=values.get("units", ""),
        rules=tuple(_facts(rule, values.get("level", "")) for rule in found[0].rules.rules),
        confirmed=values.get("confirmed", ""),
        note=values.get("note", ""),
        told=tuple(_told(one, grounds) for one in reversed(found)),
        measured=_measured(key, values, at=at, ways=ways),
        chart=drawn.chart,
        outlook=drawn.outlook,
        quoted=grounds.quoted(values),
        as_of=ways.as_of,
        version=kept.version if kept is not None else 0,
        wording=values.get("confirmed", "") or values.get("task", ""),
        list_address=ways.to("/plan"),
        entry_address=entry_address,
        confirm_address=now.to(f"/plan/targets/{quote(key)}/confirm"),
        report_address=now.to(f"/registers/{RESULTS}/new", target=key),
    )


def _measured(key: str, values: Values, *, at: datetime | None, ways: Addresses) -> Measured | None:
    """Show the latest of what a system measures of the target, up to today or its last day."""
    named = values.get("measured_by", "")
    offered = indicator(named) if named else None
    found = gauged({key: values}, at=at).get(key) if offered else None
    if offered is None or found is None:
        return None
    latest, english = found.series[-1], is_english()
    return Measured(
        name=named,
        title=offered.title_en if english else offered.title,
        about=offered.about_en if english else offered.about,
        printed=latest.printed,
        note=latest.why_en if english else latest.why,
        period=(latest.period or found.asked).edtf,
        address=ways.to(latest.path, **dict(latest.asked)),
    )


def _facts(rule: Rule, level: str) -> tuple[Fact, ...]:
    facts = [
        Fact(label=_("指标"), value=rule.indicator or rule.attribute or "—", is_quoted=True),
        Fact(label=_("计量"), value=words.measure_word(rule.measure.value)),
    ]
    for bar in rule.bars:
        firm = _("力争") if bar.level.value == "aspiration" else _("目标数")
        facts.append(Fact(label=firm, value=bar.words, is_quoted=True))
        facts.append(Fact(label=_("关系"), value=words.operator_word(bar.operator.value)))
    if rule.reference is not None:
        facts.append(Fact(label=_("参照"), value=rule.reference.indicator, is_quoted=True))
        operator = words.operator_word(rule.reference.operator.value)
        facts.append(Fact(label=_("关系"), value=operator))
    facts.append(Fact(label=_("怎样算好"), value=_good(rule)))
    facts.append(Fact(label=_("时期口径"), value=words.span_word(rule.span.value)))
    if rule.coverage:
        facts.append(Fact(label=_("口径"), value="、".join(sorted(rule.coverage)), is_quoted=True))
    kind = words.kind_word(rule.kind.value) or _("原文没有写")
    facts.append(Fact(label=_("性质"), value=kind))
    if words.level_word(level):
        facts.append(Fact(label=_("层次"), value=words.level_word(level)))
    return tuple(facts)


def _good(rule: Rule) -> str:
    return _("越低越好") if rule.good.value == "low" else _("越高越好")


def _told(one: Standing, grounds: Grounds) -> Told:
    line: Line = line_of(one)
    english = is_english()
    key = line.told.result
    return Told(
        row=row_of(line.head, line.told, grounds),
        steps=tuple(
            StepView(label=en if english else zh, printed=printed)
            for zh, en, printed in line.told.steps
        ),
        figures=line.told.figures,
        entry_address=grounds.entry(RESULTS, key) if key else "",
    )
