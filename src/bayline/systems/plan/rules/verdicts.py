"""The verdict on a task for a period: each of its targets is judged, and the row as a whole."""

import re
from dataclasses import replace

from bayline.kernel.english import in_english
from bayline.systems.plan.rules.choosing import before_of, chosen_for
from bayline.systems.plan.rules.deeds import judged_deed
from bayline.systems.plan.rules.growing import growth_of
from bayline.systems.plan.rules.judging import Case, concluded, judged
from bayline.systems.plan.rules.likeness import adds, lacks, lacks_kind, skips
from bayline.systems.plan.rules.ranking import judged_rank
from bayline.systems.plan.rules.relating import related
from bayline.systems.plan.rules.rivals import own_of, rivals_of, stage_of
from bayline.systems.plan.rules.sentences import joined, percent_of, words
from bayline.systems.plan.rules.telling import said_only, told
from bayline.systems.plan.rules.views import folded
from bayline.systems.plan.terms.results import Progress, Result, Role, Tone
from bayline.systems.plan.terms.targets import Bar, Measure, Rule, Target
from bayline.systems.plan.terms.verdicts import Occasion, State, Trap, Verdict, Words
from bayline.systems.reading.rules.figures import middle

_MARKS = re.compile(
    r"[，。；、：:,;.！!（）()“”\"\s]|同比|预计|全市|全区|全县|年度|全年|目标|任务|完成|已|实现"
)
_APART = 3  # points of percent by which a printed share may differ from the computed one
_GOOD = (State.MET, State.ON_TRACK)
_OF_ANOTHER = {Trap.OTHER_INDICATOR, Trap.BASIS, Trap.PLACE}
_WORST = (State.MISSED, State.BEHIND)


def verdict_of(target: Target, progress: Progress, occasion: Occasion) -> Verdict:
    """Say what may be said of a task.

    Args:
        target: The task, read into rules.
        progress: The text of progress.
        occasion: The periods, the tolerance, and what else is known.
    """
    if not progress.text.strip():
        return _unreported(target, occasion)
    if _is_echo(target, progress):
        return _echo(target, occasion)
    found = [
        _of_rule(rule, own_of(rule, target, progress), occasion, is_alone=_is_alone(target))
        for rule in target.rules
    ]
    return _together(target, found)


def _is_alone(target: Target) -> bool:
    return len(target.rules) == 1


def _unreported(target: Target, occasion: Occasion) -> Verdict:
    case = Case(rule=target.rules[0], occasion=occasion, traps=[Trap.NO_FIGURE])
    sentence = words("没有填报完成情况。", "No progress was reported.")
    return concluded(case, State.CANNOT_TELL, sentence)


def _is_echo(target: Target, progress: Progress) -> bool:
    """Tell whether the text of progress is the target once more, without a time or a word more."""
    if _repeats_only(target, progress):
        return True
    asked, said = (_MARKS.sub("", folded(text)) for text in (target.text, progress.text))
    has_time = any(one.period is not None for one in progress.results)
    is_mere_done = not said and not progress.results
    if has_time or is_mere_done or not said or said not in asked:
        return False
    numbers = {bar.words for rule in target.rules for bar in rule.bars}
    return not progress.results or any(one.words in numbers for one in progress.results)


def _repeats_only(target: Target, progress: Progress) -> bool:
    """Tell whether all figures are the target's, told as such: 围绕6%目标, 确保增长6%."""
    numbers = {middle(bar.figure) for rule in target.rules for bar in rule.bars}
    told = progress.results
    is_of_target = all(
        one.role in {Role.RESTATED, Role.INTENDED} and middle(one.figure) in numbers for one in told
    )
    return (
        bool(told)
        and is_of_target
        and not progress.tones & {Tone.LATE, Tone.ON_SCHEDULE, Tone.AHEAD}
    )


def _echo(target: Target, occasion: Occasion) -> Verdict:
    case = Case(rule=target.rules[0], occasion=occasion, traps=[Trap.ECHO, Trap.NO_FIGURE])
    sentence = words(
        "文中只是重复目标的说法，没有结果。",
        "The text only repeats the target; there is no result in it.",
    )
    return concluded(case, State.CANNOT_TELL, sentence)


def _of_rule(rule: Rule, progress: Progress, occasion: Occasion, *, is_alone: bool) -> Verdict:
    case = Case(rule=rule, occasion=occasion)
    if rule.reference is not None:
        return related(case, rule.reference, progress)
    if rule.measure is Measure.RANK:
        return judged_rank(case, folded(progress.text))
    if rule.measure is Measure.DEED:
        return judged_deed(case, progress)
    if rule.official is None:
        return _aspiration(case, progress)
    return _by_figures(case, rule.official, progress, is_alone=is_alone)


def _by_figures(case: Case, bar: Bar, progress: Progress, *, is_alone: bool) -> Verdict:
    chosen = chosen_for(case.rule, progress, case.occasion)
    case.traps += chosen.traps
    case.said += chosen.notes
    result = chosen.result or _grown(case, progress)
    _mind(case, progress, result)
    printed = _printed_share(case, bar, progress, result) if is_alone else None
    if result is None or printed is not None:
        by_share = told(case, progress) if is_alone else None
        is_of_another = bool({*chosen.traps} & _OF_ANOTHER)
        if by_share is not None and not (is_of_another and by_share.state in _GOOD):
            return by_share
        return said_only(case, progress)
    verdict = _seen(case, judged(case, bar, result), result, progress.text)
    verdict = _of_one_stage(case, bar, verdict, result, progress)
    return _with_aspiration(case, verdict, result)


def _of_one_stage(
    case: Case, bar: Bar, verdict: Verdict, result: Result, progress: Progress
) -> Verdict:
    """Give no good verdict where a later stage of the same things is told and would be worse."""
    rivals = rivals_of(case.rule, result, progress)
    if not rivals:
        return verdict
    fresh = [judged(Case(rule=case.rule, occasion=case.occasion), bar, one) for one in rivals]
    is_told = verdict.state in _GOOD and any(one.state not in _GOOD for one in fresh)
    text = progress.text
    told = "、".join(f"{stage_of(one, text)}{one.words}" for one in (result, *rivals))
    told_en = ", ".join(
        f"{in_english(one.words)} ({stage_of(one, text)})" for one in (result, *rivals)
    )
    note = words(
        f"文中{told}不是一个阶段，目标没有写明要哪一个"
        f"{'，看不出够不够' if is_told else f'，按{stage_of(result, text)}判断'}。",
        f"{told_en} are of different stages, and the target does not say which; "
        + ("it cannot be told." if is_told else f"{in_english(result.words)} is judged."),
    )
    more = {*verdict.traps, Trap.OTHER_INDICATOR}
    traps = (*(trap for trap in Trap if trap in more),)
    if is_told:
        return _changed(verdict, state=State.CANNOT_TELL, reason=note, traps=traps)
    return _changed(verdict, reason=joined([verdict.reason, note]), traps=traps)


def _seen(case: Case, verdict: Verdict, result: Result, text: str) -> Verdict:
    """Give no good verdict by a figure whose name has other words than the target's."""
    name = result.attribute
    said = f"{case.rule.passage}{case.rule.said}{'城镇' if _is_of_towns(result, text) else ''}"
    more = adds(case.rule.attribute, said, name)
    more = more or skips(case.rule.attribute, text, name)
    if case.rule.measure is Measure.GROWTH:
        more = more or lacks(case.rule.attribute, text, name)
    more = more or lacks_kind(case.rule.attribute, text, name)
    if result.is_net and verdict.state in _WORST and "净" not in case.rule.said:
        return _net_only(verdict, result)
    if _is_outlandish(case.rule, verdict, result):
        return _outlandish(verdict, result)
    is_of_a_part = _is_narrower(case.rule, result) and not _is_of_towns(result, text)
    if is_of_a_part and verdict.state in _GOOD:
        return _enough(verdict, result)
    is_of_a_part = is_of_a_part and verdict.state in _WORST
    if not is_of_a_part and (verdict.state not in _GOOD or not more):
        return verdict
    note = words(
        f"文中的{result.words}是“{name}”的数，与目标的指标名称不同，看不出是不是一回事。",
        f"{in_english(result.words)} in the text is of “{name}”, named otherwise than the target; "
        "it cannot be seen to be the same.",
    )
    traps = (*(trap for trap in Trap if trap in {*verdict.traps, Trap.OTHER_INDICATOR}),)
    return _changed(verdict, state=State.CANNOT_TELL, reason=note, traps=traps)


_OUTLANDISH, _FEW = 300, 10  # percent of a target; how many are few enough to be so exceeded


def _is_outlandish(rule: Rule, verdict: Verdict, result: Result) -> bool:
    """Tell whether an amount is so many times its target that it must be of something else."""
    if verdict.state not in _GOOD or rule.official is None:
        return False
    at = middle(rule.official.figure)
    if rule.measure is Measure.LEVEL and rule.official.figure.unit != "1" and at > 0:
        times = middle(result.figure) / at
        return times > _FEW or times * _FEW < 1
    is_much = (verdict.share or 0) > _OUTLANDISH
    return rule.measure is Measure.AMOUNT and is_much and (at >= _FEW or "累计" in result.said)


def _outlandish(verdict: Verdict, result: Result) -> Verdict:
    note = words(
        f"文中的{result.words}与目标相差太多，多半是历年累计或者另一口径的数，不能据此判断。",
        f"{in_english(result.words)} is too far from the target; it is likely a total of many "
        "years or of another basis and decides nothing.",
    )
    traps = (*(trap for trap in Trap if trap in {*verdict.traps, Trap.BASIS}),)
    return _changed(verdict, state=State.CANNOT_TELL, reason=note, traps=traps)


def _is_narrower(rule: Rule, result: Result) -> bool:
    """Tell whether an amount is of a part of what is asked: 城镇新增就业 of 新增就业."""
    asked, name = rule.said.split("#")[0], result.said.split("#")[0].strip("，、")
    pairs = ((asked, name), (rule.attribute, result.attribute))
    is_counted = rule.measure is Measure.AMOUNT and bool(rule.attribute)
    return is_counted and any(
        len(own) > len(whole) and own.endswith(whole) and _OF_PART.match(own.removesuffix(whole))
        for whole, own in pairs
    )


def _is_of_towns(result: Result, text: str) -> bool:
    """Tell whether jobs are told as all are counted, in towns, and no others beside them."""
    return result.attribute == "城镇就业" and "农村" not in text


_OF_PART = re.compile(
    r"^(?:城镇|农村|城市|公共|私人|公办|民办|国有|民营|外资|内资|国家级|省级|市级|区级|县级)"
)


def _enough(verdict: Verdict, result: Result) -> Verdict:
    """Say that a part alone is enough, so that the whole is: 省级42家 where 40家 are asked for."""
    note = words(
        f"文中的{result.words}只是“{result.attribute}”，是其中一部分；一部分已经够了。",
        f"{in_english(result.words)} is of a part only (“{result.attribute}”); "
        "the part alone is enough.",
    )
    return _changed(verdict, reason=joined([verdict.reason, note]))


def _net_only(verdict: Verdict, result: Result) -> Verdict:
    """Give no bad verdict on what was to come anew by a difference, from which some have left."""
    note = words(
        f"由前后两个数只算得出净增减{result.words}，新增、减少各多少文中没有写。",
        f"Two numbers tell the net change only ({in_english(result.words)}), not how many came "
        "and how many left.",
    )
    return _changed(verdict, state=State.CANNOT_TELL, reason=note)


def _grown(case: Case, progress: Progress) -> Result | None:
    """Compute a growth out of this year's amount and last year's, where the text has both."""
    if case.rule.measure is not Measure.GROWTH:
        return None
    for one in progress.of(Role.VALUE):
        earlier = before_of(case.rule, progress, one)
        if earlier is not None and one.change is None:
            return growth_of(one, earlier)
    return None


def _printed_share(
    case: Case, bar: Bar, progress: Progress, result: Result | None
) -> Result | None:
    """Give the share that the text prints, where it tells of another sum than the figure found."""
    shares = [one for one in progress.of(Role.SHARE) if not _OF_WORKS.search(one.attribute)]
    if result is None or not shares or case.rule.measure is not Measure.AMOUNT or result in shares:
        return None
    at = middle(bar.figure)
    computed = middle(result.figure) / at * 100 if at else None
    share = middle(shares[0].figure)
    if computed is None or abs(computed - share * 100) <= _APART:
        return None
    case.said.append(
        words(
            f"文中的{result.words}除以目标{bar.words}与所写的{percent_of(share, 2)}不符，"
            "按所写的比例判断。",
            f"{result.words} of {bar.words} is not the {percent_of(share, 2)} that is printed; the "
            "printed share decides.",
        )
    )
    return shares[0]


_OF_WORKS = re.compile(
    r"(?:形象|工程|总体|建设|施工)[^任计目投]{0,4}进度"
)  # of stone, not of money


def _mind(case: Case, progress: Progress, result: Result | None) -> None:
    # Of two figures, one of them after the deduction, the other is as it was before it.
    is_before = result is not None and not result.coverage and Trap.SCOPES in case.traps
    if progress.deducted and not is_before:
        case.mind(
            Trap.DEDUCTION,
            f"数是{progress.deducted}之后的。",
            f"The figure is after a deduction (“{progress.deducted}”).",
        )
    if progress.ranks:
        case.mind(
            Trap.RANK,
            f"“{progress.ranks[0]}”是位次，不作指标的数。",
            f"“{progress.ranks[0]}” is a rank, no figure of the indicator.",
        )


def _with_aspiration(case: Case, verdict: Verdict, result: Result) -> Verdict:
    aspired = case.rule.aspired
    if aspired is None:
        return verdict
    is_there = middle(result.figure) >= middle(aspired.figure)
    note = words(
        f"另有力争数{aspired.words}，不作判断依据，{'也已达到' if is_there else '尚未达到'}。",
        f"Beside it stands an aspiration ({aspired.words}), no basis of the verdict, "
        f"{'reached as well' if is_there else 'not reached'}.",
    )
    traps = (*(trap for trap in Trap if trap in {*verdict.traps, Trap.ASPIRATION}),)
    return _changed(verdict, reason=joined([verdict.reason, note]), traps=traps)


def _changed(verdict: Verdict, **other: object) -> Verdict:
    return replace(verdict, **other)  # type: ignore[arg-type]  # names of its own fields


def _aspiration(case: Case, progress: Progress) -> Verdict:
    bar = case.rule.bars[0]
    chosen = chosen_for(case.rule, progress, case.occasion)
    case.traps += [*chosen.traps, Trap.ASPIRATION]
    result = chosen.result
    there, there_en = "", ""
    if result is not None:
        is_there = middle(result.figure) >= middle(bar.figure)
        there = f"现为{result.words}，{'已达到' if is_there else '未达到'}。"
        there_en = f"It now stands at {result.words}, {'reached' if is_there else 'not reached'}."
    sentence = words(
        f"{bar.words}是力争数，不是正式目标，不作判断依据。{there}",
        f"{bar.words} is an aspiration and no basis of a verdict. {there_en}".strip(),
    )
    return concluded(case, State.CANNOT_TELL, sentence, *([result] if result else []))


def _together(target: Target, found: list[Verdict]) -> Verdict:
    """Give the verdict of a row: the worst of its targets; nothing while one cannot be told."""
    main = [
        one
        for rule, one in zip(target.rules, found, strict=True)
        if not (rule.is_part and one.state is State.CANNOT_TELL)
    ] or found
    unanswered = _unanswered(target, found, main)
    if len(main) == 1:
        return _changed(main[0], reason=joined([main[0].reason, *unanswered]))
    state = _worst([one.state for one in main])
    reasons = [
        words(f"“{rule.attribute or rule.passage}”：{one.reason.zh}", one.reason.en)
        for rule, one in zip(target.rules, found, strict=True)
        if one in main
    ]
    traps = {trap for one in main for trap in one.traps}
    if len({one.state for one in main}) > 1:
        traps.add(Trap.MIXED)
    first = next(one for one in main if one.state is state)
    return _changed(
        first,
        state=state,
        reason=joined([*reasons, *unanswered]),
        traps=(*(trap for trap in Trap if trap in traps),),
        steps=tuple(step for one in main for step in one.steps),
        figures=tuple(figure for one in main for figure in one.figures),
    )


def _unanswered(target: Target, found: list[Verdict], main: list[Verdict]) -> list[Words]:
    """Say which parts (其中) of a target cannot be told, so that the verdict is of the whole."""
    names = [
        rule.attribute or rule.passage
        for rule, one in zip(target.rules, found, strict=True)
        if one not in main
    ]
    return [
        words(
            f"其中的“{name}”看不出来，没有算在内。",
            f"Its part “{name}” cannot be told and plays no role.",
        )
        for name in names
    ]


def _worst(states: list[State]) -> State:
    for state in (*_WORST, State.CANNOT_TELL, State.ON_TRACK):
        if state in states:
            return state
    return State.MET
