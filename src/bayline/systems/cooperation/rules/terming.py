"""What the terms of a task must be: two governments or more, an owner on each, a day that fits."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.cooperation.rules.belonging import Register, called, is_below, may_belong
from bayline.systems.cooperation.rules.refusing import refusal
from bayline.systems.cooperation.terms import Side, Terms

_LEAST_SIDES = 2


def check_terms(terms: Terms, *, task: str, known: Register | None = None) -> None:
    """See that a task can be proposed as it is.

    Args:
        terms: What it asks.
        task: Its code, which the sentence names.
        known: The organisations there are, by code; None where that is looked at elsewhere.

    Raises:
        BaylineError: It has one side only, the same one twice, a side without owner, an
            organisation that is not known, a unit on two sides or of another government, or a day
            before its meeting.
    """
    for error in faults(terms, task=task, known=known):
        raise error


def faults(terms: Terms, *, task: str, known: Register | None = None) -> Iterable[BaylineError]:
    """Give all that is wrong with the terms of a task, the plainest first.

    Args:
        terms: What it asks.
        task: Its code.
        known: The organisations there are, by code; None where that is looked at elsewhere.
    """
    yield from _title(terms, task)
    yield from _sides(terms, task, known)
    yield from _units(terms, task, known)
    yield from _days(terms, task)


def _title(terms: Terms, task: str) -> Iterable[BaylineError]:
    if not terms.title.strip():
        yield refusal(
            task,
            (
                "the task says nothing",
                "nobody can tell when it is done",
                "write what is to be done",
            ),
            Words("事项没有内容", "看不出办到什么算办成", "请写明要办什么"),
        )


def _sides(terms: Terms, task: str, known: Register | None) -> Iterable[BaylineError]:
    codes = terms.codes
    if len(codes) < _LEAST_SIDES:
        yield refusal(
            task,
            ("the task has one side only", "it is to be accepted by two governments", "name both"),
            Words("事项只有一方", "合作事项要由两方政府接受", "请写明另一方"),
        )
    for code in dict.fromkeys(one for one in codes if codes.count(one) > 1):
        yield refusal(
            task,
            (
                f"both sides are “{called(code, known)}”",
                "nobody promises to himself",
                "name the other side",
            ),
            Words(f"两方都是“{called(code, known)}”", "合作事项要有两个不同的政府", "请改写另一方"),
        )
    for code in terms.owing:
        if code not in codes:
            yield refusal(
                task,
                (f"“{code}” is to report", "it is no side of the task", "name one of its sides"),
                Words(f"报送方写的是“{code}”", "它不是这个事项的一方", "请从各方中选"),
            )


def _units(terms: Terms, task: str, known: Register | None) -> Iterable[BaylineError]:
    for side in terms.sides:
        if not side.code:
            yield refusal(
                task,
                ("a side has no government", "it is to accept the task", "name it"),
                Words("有一方没有写政府", "事项要由它接受", "请写明"),
            )
        if not side.lead:
            yield refusal(
                task,
                (
                    f"the side “{called(side.code, known)}” has no lead unit",
                    "without an owner on each side nobody answers for it there",
                    "name the unit with ★ on that side",
                ),
                Words(
                    f"“{called(side.code, known)}”一方没有牵头单位",
                    "这一方就没有人负责",
                    "请写明该方的★单位",
                ),
            )
    if known is not None:
        yield from [*_unknown(terms, task, known)] or foreign(terms, task, known)
    for unit, (one, other) in _shared(terms.sides):
        names = [called(code, known) for code in (unit, one, other)]
        yield refusal(
            task,
            (
                "“{}” stands on the sides “{}” and “{}”".format(*names),
                "it would accept and check for both",
                "let it stand on one side",
            ),
            Words(
                "“{}”同时写在“{}”“{}”两方".format(*names),
                "会自己与自己办理",
                "请只写在一方",
            ),
        )


def _unknown(terms: Terms, task: str, known: Register) -> Iterable[BaylineError]:
    named = (unit for side in terms.sides for unit in (side.code, *side.units))
    for code in dict.fromkeys(named):
        if code and code not in known:
            yield refusal(
                task,
                (
                    f"no organisation “{code}” is known",
                    "a task is owned by organisations of the register",
                    "choose one, or enter it there first",
                ),
                Words(
                    f"名册里没有单位“{code}”", "事项要由名册中的单位负责", "请选用，或先登记单位"
                ),
            )


def foreign(
    terms: Terms, task: str, known: Register, *, vouched: Collection[str] = ()
) -> Iterable[BaylineError]:
    """Give the units that stand on the side of a government which is not theirs.

    A unit or a government of no register is not looked at: nobody here acts for it.

    Args:
        terms: What the task asks.
        task: Its code.
        known: The organisations there are, by code.
        vouched: Codes of the governments that name their units themselves.
    """
    for side in terms.sides:
        for unit in side.units if side.code in known else ():
            if unit in known and not may_belong(
                unit, side.code, known, is_vouched=side.code in vouched
            ):
                names = [called(code, known) for code in (unit, side.code)]
                yield refusal(
                    task,
                    (
                        "“{}” stands on the side of “{}”".format(*names),
                        "the register of organisations does not have it with that government",
                        "name a unit of that side, or enter its parent or place there",
                    ),
                    Words(
                        "“{}”写在“{}”一方".format(*names),
                        "名册里看不出它属于这一方的政府：没有写上级和所在地，或属于别的政府",
                        "请写该方的单位，或先在名册里写明上级或所在地",
                    ),
                )
        for other in terms.codes:
            if is_below(side.code, other, known):
                yield refusal(
                    task,
                    (
                        f"“{called(side.code, known)}” belongs to “{called(other, known)}”",
                        "a task is between two governments, and these are one side",
                        "name the other side",
                    ),
                    Words(
                        f"“{called(side.code, known)}”属于“{called(other, known)}”",
                        "同一方不能与自己约定",
                        "请写另一方",
                    ),
                )


_FARTHEST = timedelta(days=36525)


def check_day(due: date, *, today: date, task: str) -> None:
    """See that a task that is put forward can still be done in time.

    Raises:
        BaylineError: Its day has passed, or lies a century ahead.
    """
    if due < today:
        raise refusal(
            task,
            (f"the task is due on {due}", "that day has passed", "give a day to come"),
            Words(f"期限写的是{due}", "已经过了", "请写今后的日期"),
        )
    if due - today > _FARTHEST:
        raise refusal(
            task,
            (f"the task is due on {due}", "that is a century ahead", "give the day it is due"),
            Words(f"期限写的是{due}", "远在百年之后", "请写办成的日期"),
        )


def _shared(sides: tuple[Side, ...]) -> Iterable[tuple[str, tuple[str, str]]]:
    """Give each unit that stands on two different sides, with those."""
    seen: dict[str, str] = {}
    for side in sides:
        for unit in side.units:
            before = seen.setdefault(unit, side.code)
            if unit and before != side.code:
                yield unit, (before, side.code)


def _days(terms: Terms, task: str) -> Iterable[BaylineError]:
    if terms.met is not None and terms.due < terms.met:
        yield refusal(
            task,
            (
                f"the task is due on {terms.due}",
                f"the meeting that decided it was on {terms.met}",
                "give a day after the meeting",
            ),
            Words(
                f"事项要求{terms.due}办成", f"定下它的会议在{terms.met}才开", "请写会议之后的日期"
            ),
        )
