"""Targets that ask for a place among others, and the places that texts of progress tell."""

import re
from typing import NamedTuple

from bayline.kernel.figures import Figure
from bayline.systems.plan.rules.judging import Case, concluded
from bayline.systems.plan.rules.sentences import words
from bayline.systems.plan.terms.targets import Bar, Good, Level, Measure, Operator, Rule, Span
from bayline.systems.plan.terms.verdicts import State, Trap, Verdict, Words

_NUMBER = r"(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})"
_SCOPE = (
    r"(?P<scope>全[国球省市区县][\u4e00-\u9fff]{0,4}?|长三角[\u4e00-\u9fff]{0,4}?"
    r"|[\u4e00-\u9fff]{2,3}[省市][\u4e00-\u9fff]{0,6}?|[\u4e00-\u9fff]{2}(?=第))"
)
_RANKED = re.compile(
    rf"(?:居|列|位居|位列|排名?|排在|稳居|保持|保持在|进入|跻身|进位至|升至|力争)(?:在|于|到|至)?{_SCOPE}?"
    rf"(?P<how>前|第)\s*{_NUMBER}(?![批次期季产轮时线书步方阶年届组类级梯])\s*[位名强]?"
)
_AMONG = re.compile(
    r"(?:居|列|处于|保持|位居|走在|进入)(?:在|于)?(?P<scope>全[国省市区县])?[^，。；\d]{0,4}(?:前列|第一方阵|第一梯队)"
)
_DIGITS = {digit: at for at, digit in enumerate("零一二三四五六七八九")}
_TEN = 10


class Rank(NamedTuple):
    """A place among others.

    Attributes:
        scope: Among whom, as printed; empty where the text does not say.
        number: The place; 0 for 前列.
        words: As printed.
    """

    scope: str
    number: int
    words: str


def ranks_in(text: str) -> list[Rank]:
    """Give the places among others that a text tells.

    Args:
        text: In simplified, half-width script.
    """
    found = [
        Rank(one["scope"] or "", _number(one["number"]), one[0]) for one in _RANKED.finditer(text)
    ]
    return found or [Rank(one["scope"] or "", 0, one[0]) for one in _AMONG.finditer(text)]


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return _DIGITS.get(said, 0)
    return _DIGITS.get(tens, 1) * _TEN + _DIGITS.get(ones, 0)


def rank_rule(text: str) -> Rule | None:
    """Read a target that asks for a place among others; None where it asks for none.

    Args:
        text: The words of the target, in simplified, half-width script.
    """
    asked = ranks_in(text)
    if not asked:
        return None
    first = asked[0]
    bar = Bar(
        operator=Operator.AT_MOST,
        figure=Figure.exactly(first.number, "rank"),
        level=Level.OFFICIAL,
        words=first.words,
    )
    name = text[: text.find(first.words)].strip(" ，、")
    return Rule(
        indicator=name,
        attribute=name,
        measure=Measure.RANK,
        span=Span.UNSAID,
        good=Good.LOW,
        bars=(bar,),
        passage=text.strip().rstrip("。"),
    )


def judged_rank(case: Case, text: str) -> Verdict:
    """Judge a target that asks for a place among others.

    Args:
        case: The case.
        text: What was reported, in simplified, half-width script.
    """
    asked, found = ranks_in(case.rule.passage)[0], ranks_in(text)
    same = [one for one in found if _is_same(asked.scope, one.scope)]
    if not same:
        return _untold(case, found)
    number = max(one.number for one in same)
    is_told = {one.number > 0 for one in same} == {True}
    if not is_told or (asked.number == 0 and number > 1):
        case.traps.append(Trap.OPEN_ENDED)
        return concluded(case, State.CANNOT_TELL, _open(same[0]))
    is_there = number <= max(asked.number, 1)
    sentence = words(
        f"目标是“{asked.words}”，文中“{same[0].words}”，{'达到' if is_there else '没有达到'}。",
        f"The target is “{asked.words}”, the text tells “{same[0].words}”: "
        f"{'reached' if is_there else 'not reached'}.",
    )
    good, bad = (
        (State.MET, State.MISSED) if case.occasion.is_final else (State.ON_TRACK, State.BEHIND)
    )
    return concluded(case, good if is_there else bad, sentence)


def _open(one: Rank) -> Words:
    return words(
        f"“{one.words}”没有写明够不够得上目标的位次。",
        f"“{one.words}” does not tell whether the place that was aimed at is reached.",
    )


def _is_same(asked: str, found: str) -> bool:
    return not asked or not found or asked == found or asked in found or found in asked


def _untold(case: Case, found: list[Rank]) -> Verdict:
    case.traps.append(Trap.PLACE if found else Trap.NO_FIGURE)
    sentence = (
        words(
            f"“{found[0].words}”同目标不是在一个范围里排的位次。",
            f"“{found[0].words}” is a place among others than the target's.",
        )
        if found
        else words("文中没有写明位次。", "The text tells no place among others.")
    )
    return concluded(case, State.CANNOT_TELL, sentence)
