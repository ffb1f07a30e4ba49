"""Which figure of a text of progress is judged, which are not, and why not."""

import re
from dataclasses import dataclass, replace

from bayline.kernel.statuses import Change
from bayline.systems.plan.rules.elapsing import same_days
from bayline.systems.plan.rules.likeness import OTHER, UNSAID, likeness, stands_in
from bayline.systems.plan.rules.sentences import words
from bayline.systems.plan.terms.results import Progress, Result, Role
from bayline.systems.plan.terms.targets import Measure, Rule
from bayline.systems.plan.terms.verdicts import Occasion, Trap, Words
from bayline.systems.reading.rules.figures import middle

_PERSONS = frozenset(
    {"人", "户", "人次", "户次", "名", "次", "场", "场次", "批", "年", "a", "mo", "d"}
)
_NOT_COUNTS = frozenset({"1", "pp", "CNY", "USD", "EUR", "m", "m2", "m3", "kg", "kWh", "x"})
_APPLIED = re.compile(r"申报|推荐|报名|上报|储备")
_SO_FAR = re.compile(r"目前|已|现|累计完成|截至")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The figure that is judged, and what had to be minded in choosing it.

    Attributes:
        result: The figure; None where the text has none of the target.
        traps: What was left out or has to be said.
        notes: The sentences on it.
    """

    result: Result | None
    traps: tuple[Trap, ...] = ()
    notes: tuple[Words, ...] = ()


def chosen_for(rule: Rule, progress: Progress, occasion: Occasion) -> Chosen:
    """Choose the figure of a target out of a text of progress."""
    pool = [one for one in progress.of(Role.VALUE, *_also(rule)) if fits(rule, one)]
    pool = [one for one in pool if not _is_asked_for(rule, one, progress.text)]
    others = [one for one in pool if _likeness(rule, one) == OTHER]
    alike = [one for one in pool if one not in others]
    return _of_place(rule, alike, others, progress, occasion)


def _is_asked_for(rule: Rule, one: Result, text: str) -> bool:
    """Tell whether a figure counts what is only applied for: 已申报138家，待认定."""
    near = re.split(r"[，。；]", text[: one.start])[-1]
    return bool(_APPLIED.search(near)) and not _APPLIED.search(rule.passage)


def _also(rule: Rule) -> tuple[Role, ...]:
    """Give the roles besides that hold the figure: a rate that is itself the target, a part."""
    roles: list[Role] = []
    if rule.measure is Measure.LEVEL and re.search(r"率$|进度$", rule.attribute):
        roles.append(Role.SHARE)
    if rule.is_part:
        roles.append(Role.PART)
    return (*roles,)


def fits(rule: Rule, result: Result) -> bool:
    """Tell whether a figure counts in the manner of a target: a growth for a growth."""
    bar = rule.bars[0] if rule.bars else None
    unit = bar.figure.unit if bar else "1"
    is_growth = result.change is Change.GROWTH and result.figure.unit == "1"
    if rule.measure is Measure.GROWTH:
        return is_growth
    if rule.measure is Measure.DELTA:
        return result.figure.unit == unit and result.change in {Change.DELTA, Change.GROWTH}
    if is_growth or (result.change is Change.DELTA and result.figure.unit in {"1", "pp"}):
        return False
    return same_unit(unit, result.figure.unit)


def same_unit(asked: str, found: str) -> bool:
    """Tell whether two units count alike; 个, 家 and 处 do, people and households do not."""
    if asked == found:
        return True
    counted = {asked, found}
    if counted & (_PERSONS | _NOT_COUNTS):
        return False
    return all(len(one) <= _CLASSIFIER and "/" not in one for one in counted)


_CLASSIFIER = 2  # characters of a classifier


def _likeness(rule: Rule, result: Result) -> float:
    name = result.attribute
    if result.place and result.place in name:
        name = name.replace(result.place, "")
    found = likeness(rule.attribute, name)
    return found or stands_in(rule.passage, name)


def _of_place(
    rule: Rule,
    alike: list[Result],
    others: list[Result],
    progress: Progress,
    occasion: Occasion,
) -> Chosen:
    here = [one for one in alike if not _is_elsewhere(rule, one)]
    if not here and alike:
        place = alike[0].place
        note = words(
            f"文中的{alike[0].words}是{place}的数，不能用来判断这里的目标。",
            f"{alike[0].words} in the text is of {place} and says nothing of the place asked for.",
        )
        return Chosen(result=None, traps=(Trap.PLACE,), notes=(note,))
    if not here and others:
        one = others[0]
        note = words(
            f"文中的{one.words}是“{one.attribute}”的数，不是目标的指标。",
            f"{one.words} in the text is of another indicator (“{one.attribute}”).",
        )
        return Chosen(result=None, traps=(Trap.OTHER_INDICATOR,), notes=(note,))
    return _of_year(rule, here, progress, occasion)


def _is_elsewhere(rule: Rule, result: Result) -> bool:
    return bool(result.place) and result.place not in rule.passage


def _of_year(rule: Rule, here: list[Result], progress: Progress, occasion: Occasion) -> Chosen:
    now = [one for one in here if _is_of_time(one, occasion)]
    if not now and here:
        note = words(
            f"文中的{here[0].words}不是这段时期的数。",
            f"{here[0].words} in the text is not of this period.",
        )
        return Chosen(result=None, traps=(Trap.OTHER_YEAR,), notes=(note,))
    return _of_basis(rule, now, progress, occasion)


def _is_of_time(result: Result, occasion: Occasion) -> bool:
    if result.period is None:
        return True
    if result.is_of_one_month and not same_days(result.period, occasion.table):
        return False
    return result.period.overlaps(occasion.whole) and result.period.overlaps(occasion.table)


def _nearness(one: Result, occasion: Occasion) -> int:
    """Tell how near the end of a figure's period is to that of the table: 0 or fewer, in days."""
    last, asked = one.period.last if one.period else None, occasion.table.last
    return -abs((last - asked).days) if last and asked else 0


def _of_basis(rule: Rule, now: list[Result], progress: Progress, occasion: Occasion) -> Chosen:
    if not now:
        return Chosen(result=None)
    same = [one for one in now if one.coverage == rule.coverage and _same_price(rule, one)]
    if not same:
        return _other_basis(rule, now[0])
    best = _part_done(rule, progress) or max(
        same,
        key=lambda one: (*_rank(rule, one, same, progress), _nearness(one, occasion), -one.start),
    )
    if len({one.coverage for one in now}) == 1:
        return Chosen(result=best)
    apart = next(one for one in now if one.coverage != rule.coverage)
    scope = "、".join(sorted(apart.coverage)) or "全部范围"
    scope_en = "、".join(sorted(apart.coverage)) or "the whole"
    note = words(
        f"文中有两个口径，按目标的口径用{best.words}判断；{scope}的{apart.words}不用。",
        f"The text has two scopes; {best.words} has that of the target and is judged, "
        f"{apart.words} ({scope_en}) is not.",
    )
    return Chosen(result=best, traps=(Trap.SCOPES,), notes=(note,))


def _same_price(rule: Rule, result: Result) -> bool:
    return rule.price is None or result.price is None or rule.price is result.price


def _other_basis(rule: Rule, found: Result) -> Chosen:
    scope = "、".join(sorted(found.coverage ^ rule.coverage)) or "价格"
    note = words(
        f"口径不同，不作比较：文中的{found.words}与目标的口径不一样（{scope}）。",
        f"Not comparable: {found.words} has another basis than the target ({scope}).",
    )
    return Chosen(result=None, traps=(Trap.BASIS,), notes=(note,))


def _rank(
    rule: Rule, one: Result, same: list[Result], progress: Progress
) -> tuple[float, bool, bool]:
    """Rank figures: the name first, then one told as reached."""
    near = progress.text[max(0, one.start - 14) : one.start]
    behind = progress.text[one.end : one.end + 8]
    is_told = bool(_SO_FAR.search(near) or "已" in behind)
    is_repeated = _repeats(rule, one) and any(not _repeats(rule, other) for other in same)
    named = _likeness(rule, one)
    return (-1.0 if is_repeated else max(named, UNSAID), named > UNSAID, is_told)


def _repeats(rule: Rule, one: Result) -> bool:
    bar = rule.official
    return bar is not None and middle(bar.figure) == middle(one.figure)


_ENDED = re.compile(r"竣工|完工|完成|建成|投用|验收|交付|通过|办结|开工")


def _part_done(rule: Rule, progress: Progress) -> Result | None:
    """Give the part that is done, where the text repeats the number of the target as the whole.

    新建学校6所，其中4所已竣工: four are done.
    """
    if rule.is_part or rule.measure is not Measure.AMOUNT or not rule.bars:
        return None
    unit = rule.bars[0].figure.unit
    told = [one for one in progress.of(Role.VALUE) if _repeats(rule, one)]
    if not told:
        return None
    for one in progress.of(Role.PART):
        around = progress.text[max(0, one.start - 8) : one.end + 10]
        is_done = bool(_ENDED.search(around)) and not re.search(r"未|尚|正在|待", around)
        if is_done and same_unit(unit, one.figure.unit) and one.start > told[0].start:
            return one
    return None


def before_of(rule: Rule, progress: Progress, result: Result) -> Result | None:
    """Give the figure of the year before, where the text tells it beside this year's."""
    found = [one for one in progress.of(Role.BEFORE) if one.figure.unit == result.figure.unit]
    return replace(found[0]) if found and rule.bars else None
