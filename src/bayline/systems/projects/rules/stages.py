"""The stages of a project: which may follow which, what stands recorded, where it stood on a day.

储备 → 签约 → 开工 → 在建 → 竣工 → 投产 → 达产; signing and 在建 may be left out, as nobody signs
for a road and small works are told of only when they begin and end. A history is only added to:
a wrong entry is corrected by another, and the whole is judged again.
"""

from collections.abc import Sequence
from datetime import date

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.projects.terms import Stage, Step

FORWARD = (
    Stage.RESERVED,
    Stage.SIGNED,
    Stage.STARTED,
    Stage.BUILDING,
    Stage.COMPLETED,
    Stage.OPERATING,
    Stage.AT_CAPACITY,
)
_OPTIONAL = frozenset({Stage.SIGNED, Stage.BUILDING})
_RANK = {stage: place for place, stage in enumerate(FORWARD)}
History = tuple[Step, ...]


def recorded(history: History, step: Step, *, today: date) -> History:
    """Add an entry to a history.

    Args:
        history: All entries so far, corrections included.
        step: A step, of any day up to today, or a correction.
        today: The day it is recorded.

    Returns:
        The history with the entry behind the others.

    Raises:
        BaylineError: If the stages could then not follow one another.
    """
    if any(step.key == each.key for each in history):
        raise BaylineError(
            f"an entry “{step.key}” is there already",
            why="entries are told apart by their keys",
            do="give it another key, or correct the one that is there",
            zh=Words(f"已有编号为“{step.key}”的记录", "记录以编号区分", "请换编号，或更正原记录"),
        )
    if step.corrects and step.corrects not in {each.key for each in in_force(history)}:
        raise BaylineError(
            f"no entry “{step.corrects}” stands to be corrected",
            why="it was never recorded, or it has been corrected before",
            do="correct the entry that stands now",
            zh=Words(
                f"没有可更正的记录“{step.corrects}”", "从未记录，或已更正过", "请更正现行的那一条"
            ),
        )
    refuse_future(step, today=today)
    after = (*history, step)
    walked(in_force(after))
    return after


def in_force(history: Sequence[Step]) -> tuple[Step, ...]:
    """Give the steps that no later entry corrects, in the order in which they were reached."""
    corrected = {each.corrects for each in history if each.corrects}
    standing = [each for each in history if each.key not in corrected and not each.is_withdrawn]
    return _ordered(standing)


def walked(steps: Sequence[Step]) -> Stage | None:
    """Go through steps in order; give the last stage, None of no step.

    Raises:
        BaylineError: If a step cannot follow the one before it, or is dated before it.
    """
    stage: Stage | None = None
    held: Stage | None = None  # where it was suspended
    earliest = date.min
    for before, step in zip((None, *steps), steps, strict=False):
        if not may_follow(stage, step.stage, held=held):
            raise _backwards(before, step) or _illegal(stage, step.stage, held)
        last = step.on.last
        if last is not None and last < earliest:
            raise _too_early(step, earliest)
        held = stage if step.stage is Stage.SUSPENDED else None
        stage, earliest = step.stage, max(earliest, step.on.start or date.min)
    return stage


def stage_on(history: Sequence[Step], day: date) -> Stage | None:
    """Tell where a project stood at the end of a day; None before its first step.

    A step whose day is not known counts from the last day that it can have been.
    """
    reached = [step for step in in_force(history) if step.on.last and step.on.last <= day]
    return reached[-1].stage if reached else None


def may_follow(before: Stage | None, after: Stage, *, held: Stage | None = None) -> bool:
    """Tell whether one stage may follow another.

    Args:
        before: The stage a project is in; None if it is new to the record.
        after: The stage it would reach.
        held: The stage it was suspended in, where it is suspended.
    """
    if before is None:
        return after in _RANK  # a project may be met for the first time at any stage
    if before in {Stage.TERMINATED, Stage.AT_CAPACITY}:
        return False
    if before is Stage.SUSPENDED:
        return after in {held, Stage.TERMINATED}
    if after not in _RANK:
        return True
    return _RANK[after] > _RANK[before] and missing_between(before, after) is None


def missing_between(before: Stage, after: Stage) -> Stage | None:
    """Name the first stage that must be recorded between two, if any."""
    between = FORWARD[_RANK[before] + 1 : _RANK[after]]
    return next((stage for stage in between if stage not in _OPTIONAL), None)


def _ordered(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Put steps in order of days; where days leave it open, in the order of the stages."""
    placed: list[Step] = []
    for step in sorted(steps, key=lambda each: each.on.start or date.min):
        at = len(placed)
        while at and _belongs_before(step, placed[at - 1]):
            at -= 1
        placed.insert(at, step)
    return tuple(placed)


def _belongs_before(step: Step, other: Step) -> bool:
    is_forward = step.stage in _RANK and other.stage in _RANK
    return is_forward and _RANK[step.stage] < _RANK[other.stage] and step.on.overlaps(other.on)


def _backwards(before: Step | None, step: Step) -> BaylineError | None:
    """Refuse a stage that is dated after one that comes later, such as a start after completion."""
    ranks = [_RANK.get(each.stage) for each in (before, step) if each is not None]
    if before is None or None in ranks or ranks[0] <= ranks[1]:  # type: ignore[operator] # no None
        return None
    return BaylineError(
        f"the {step.stage.step_en} ({step.on.edtf}) is dated after the {before.stage.step_en}"
        f" ({before.on.edtf})",
        why="the one comes before the other",
        do="check both dates and correct the one that is wrong",
        zh=Words(
            f"{step.stage.step_zh}（{step.on.edtf}）晚于{before.stage.step_zh}（{before.on.edtf}）",
            f"先{step.stage.step_zh}，后{before.stage.step_zh}",
            "请核对两个日期，更正错的一个",
        ),
    )


def _illegal(before: Stage | None, after: Stage, held: Stage | None) -> BaylineError:
    if before is None:
        return BaylineError(
            f"a project cannot begin as {after.en}",
            why="only what was there can be suspended or terminated",
            do="record the stage it was in first",
            zh=Words(f"项目不能一开始就是{after.zh}", "先有项目才谈得上", "请先记录它原来的阶段"),
        )
    what = f"{before.en} cannot become {after.en}"
    what_zh = f"{before.zh}不能直接变为{after.zh}"
    do, do_zh = _remedy(before, after, held)
    return BaylineError(what, do=do, zh=Words(what_zh, do=do_zh))


def _remedy(before: Stage, after: Stage, held: Stage | None) -> tuple[str, str]:
    if before is Stage.SUSPENDED and held is not None:
        return f"record that it resumed as {held.en} first", f"请先记录恢复{held.zh}"
    if before in _RANK and after in _RANK and _RANK[after] > _RANK[before]:
        missing = missing_between(before, after)
        if missing is not None:
            return f"record the {missing.step_en} first", f"请先记录{missing.step_zh}"
    return (
        f"correct the {before.step_en} if it was recorded by mistake",
        f"如果{before.step_zh}记错了，请更正那一条",
    )


def _too_early(step: Step, earliest: date) -> BaylineError:
    return BaylineError(
        f"the {step.stage.step_en} ({step.on.edtf}) lies before the step that it follows",
        why=f"that was not before {earliest}",
        do="check both dates and correct the one that is wrong",
        zh=Words(
            f"{step.stage.step_zh}（{step.on.edtf}）早于它的上一步",
            f"上一步不早于{earliest}",
            "请核对两个日期，更正错的一个",
        ),
    )


def refuse_future(step: Step, *, today: date) -> None:
    """Refuse a step that is dated after a day.

    Args:
        step: A step that is told as reached.
        today: The day; of a coarse date the first day counts.

    Raises:
        BaylineError: It is still to come.
    """
    if step.on.start is not None and step.on.start > today:
        raise BaylineError(
            f"the {step.stage.step_en} of {step.on.edtf} is still to come",
            why="a stage is recorded once it is reached",
            do="record it as a plan",
            zh=Words(
                f"{step.on.edtf}的{step.stage.step_zh}还没有到", "到了才能记录", "请作为计划记录"
            ),
        )
