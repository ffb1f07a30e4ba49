"""Surveys of satisfaction: a mean over declared strata, how sure it is, what it compares with.

Answers are weighted so that every stratum counts as many people as it has (post-stratification).
The variance is that of a stratified sample with the correction for finite strata; the design
effect holds it against a simple sample of the same size. Published surveys state no weights, so
the method is our own and is said with each result.

Source: Cochran, Sampling Techniques, 3rd edition, 5A.9 and 4.5.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words

_SURE = 1.959963984540054  # half width of 95 % of the normal distribution
_FEWEST = 2  # answers of a stratum, so that its spread is known


class Stratum(NamedTuple):
    """What came of one stratum: people, answers, their mean, and its standard error."""

    name: str
    people: int
    answers: int
    mean: Fraction
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, and on which scale; only the same are comparable."""

    words: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """The result of a survey.

    Attributes:
        question: What was asked.
        answers: How many answered.
        people: How many people the strata have.
        plain: The mean of all answers as they are.
        mean: The mean with each stratum counting its people.
        error: The standard error of that mean.
        low: Lower end of the 95 % interval.
        high: Upper end.
        effect: Design effect; None where all answers are the same.
        strata: What came of each stratum.
    """

    question: Question
    answers: int
    people: int
    plain: Fraction
    mean: Fraction
    error: float
    low: float
    high: float
    effect: float | None
    strata: tuple[Stratum, ...]


class Verdict(StrEnum):
    """What two surveys say together."""

    RISEN = "risen"
    FALLEN = "fallen"
    UNDECIDED = "cannot decide"
    NOT_COMPARABLE = "not comparable"


class Compared(NamedTuple):
    """Two surveys held against each other: the verdict, the difference, and why."""

    verdict: Verdict
    difference: Fraction | None
    sentence: str
    zh: str


def surveyed(
    answers: Iterable[tuple[str, Decimal]],
    people: Mapping[str, int],
    question: Question,
    *,
    total: int | None = None,
    at_least: int = 0,
) -> Surveyed:
    """Give the result of a survey.

    Args:
        answers: Stratum and score of each answer.
        people: How many people each stratum has.
        question: What was asked, and on which scale.
        total: The population as it is declared; None where it is not.
        at_least: How many answers the plan asked for.

    Raises:
        BaylineError: A stratum is empty or unknown, the strata do not add up to the population, a
            score is off the scale, or too few answered.
    """
    by_stratum = _gathered(answers, people, question)
    _refuse_unsound(by_stratum, people, total)
    every = [score for scores in by_stratum.values() for score in scores]
    if len(every) < at_least:
        raise _refusal(
            f"{len(every)} answers are fewer than the {at_least} of the plan",
            do="ask more people, or say that the sample is too small",
            zh=(f"{len(every)}份少于方案要求的{at_least}份", "请补足样本"),
        )
    whole = sum(people.values())
    strata = tuple(_stratum(name, people[name], by_stratum[name]) for name in people)
    mean = sum((Fraction(one.people, whole) * one.mean for one in strata), Fraction(0))
    error = sqrt(sum((one.people / whole * one.error) ** 2 for one in strata))
    return Surveyed(
        question=question,
        answers=len(every),
        people=whole,
        plain=_mean(every),
        mean=mean,
        error=error,
        low=float(mean) - _SURE * error,
        high=float(mean) + _SURE * error,
        effect=_effect(error, every, whole),
        strata=strata,
    )


def _gathered(
    answers: Iterable[tuple[str, Decimal]], people: Mapping[str, int], question: Question
) -> dict[str, list[Fraction]]:
    found: dict[str, list[Fraction]] = {}
    for number, (name, score) in enumerate(answers, start=1):
        if name not in people:
            raise _refusal(
                f"answer {number} is of the stratum “{name}”, of which no population is declared",
                do="declare its population, or correct the name",
                zh=(f"第{number}份的层“{name}”没有写人口数", "请写上人口数，或改正层名"),
            )
        if not question.low <= score <= question.high:
            raise _refusal(
                f"answer {number}, score {score}, is off the scale "
                f"{question.low} to {question.high}",
                do="correct the score",
                zh=(
                    f"第{number}份的分数{score}不在{question.low}到{question.high}之间",
                    "请改正分数",
                ),
            )
        found.setdefault(name, []).append(Fraction(score))
    return found


def _refuse_unsound(
    by_stratum: Mapping[str, Sequence[Fraction]], people: Mapping[str, int], total: int | None
) -> None:
    for name, count in people.items():
        answered = len(by_stratum.get(name, ()))
        if answered < _FEWEST:
            raise _refusal(
                f"the stratum “{name}” has {answered} answers",
                do=f"at least {_FEWEST} are needed; join it to another or ask more people",
                zh=(f"“{name}”这一层只有{answered}份", f"至少要{_FEWEST}份，请并层或补访"),
            )
        if count < answered:
            raise _refusal(
                f"the stratum “{name}” has {count} people and {answered} answers",
                do="correct its population",
                zh=(f"“{name}”这一层只有{count}人，却有{answered}份", "请改正人口数"),
            )
    if total is not None and sum(people.values()) != total:
        raise _refusal(
            f"the strata add up to {sum(people.values())} people, not to {total}",
            do="correct the populations of the strata or of the whole",
            zh=(f"各层人口相加是{sum(people.values())}，不是{total}", "请改正各层或总体的人口"),
        )


def _refusal(what: str, *, do: str, zh: tuple[str, str]) -> BaylineError:
    return BaylineError(what, do=do, zh=Words(zh[0], "", zh[1]))


def _mean(scores: Sequence[Fraction]) -> Fraction:
    return sum(scores, Fraction(0)) / len(scores)


def _variance(scores: Sequence[Fraction]) -> Fraction:
    middle = _mean(scores)
    return sum(((one - middle) ** 2 for one in scores), Fraction(0)) / (len(scores) - 1)


def _stratum(name: str, people: int, scores: Sequence[Fraction]) -> Stratum:
    unseen = 1 - Fraction(len(scores), people)
    error = sqrt(unseen * _variance(scores) / len(scores))
    return Stratum(name, people, len(scores), _mean(scores), error)


def _effect(error: float, every: Sequence[Fraction], people: int) -> float | None:
    simple = (1 - Fraction(len(every), people)) * _variance(every) / len(every)
    return error**2 / float(simple) if simple else None


def compared(before: Surveyed, after: Surveyed) -> Compared:
    """Hold two surveys against each other; another question or scale cannot be compared."""
    if before.question.words.strip() != after.question.words.strip():
        return Compared(
            Verdict.NOT_COMPARABLE, None, "the question was changed", "题目改了，不可比"
        )
    if (before.question.low, before.question.high) != (after.question.low, after.question.high):
        return Compared(Verdict.NOT_COMPARABLE, None, "the scale was changed", "量表改了，不可比")
    difference = after.mean - before.mean
    reach = _SURE * sqrt(before.error**2 + after.error**2)
    if abs(difference) <= reach:
        return Compared(
            Verdict.UNDECIDED,
            difference,
            f"the difference of {float(difference):.2f} is within {reach:.2f} of chance",
            f"相差{float(difference):.2f}，在误差{reach:.2f}以内",
        )
    verdict = Verdict.RISEN if difference > 0 else Verdict.FALLEN
    return Compared(
        verdict,
        difference,
        f"the difference of {float(difference):.2f} is beyond {reach:.2f} of chance",
        f"相差{float(difference):.2f}，超出误差{reach:.2f}",
    )
