"""Which figure of a text of progress is judged, which are not, and why not."""

import re
from dataclasses import dataclass, replace

from bayline.kernel.basis import Price
from bayline.kernel.english import in_english
from bayline.kernel.statuses import Change
from bayline.systems.plan.rules.elapsing import same_days
from bayline.systems.plan.rules.facets import apart_from
from bayline.systems.plan.rules.likeness import OTHER, UNSAID, core, likeness, stands_in
from bayline.systems.plan.rules.netting import as_asked
from bayline.systems.plan.rules.placing import is_own
from bayline.systems.plan.rules.sentences import words
from bayline.systems.plan.rules.summing import in_kinds, summed
from bayline.systems.plan.terms.results import Progress, Result, Role
from bayline.systems.plan.terms.targets import Measure, Rule, Span
from bayline.systems.plan.terms.verdicts import Occasion, Trap, Words
from bayline.systems.reading.rules.attributes import is_known
from bayline.systems.reading.rules.figures import middle

_PERSONS = frozenset(
    {"人", "户", "人次", "户次", "名", "次", "场", "场次", "批", "年", "a", "mo", "d"}
)
_PEOPLE = frozenset({"人", "名", "位"})
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
    progress = as_asked(rule, progress)
    pool = [one for one in progress.of(Role.VALUE, *_also(rule)) if fits(rule, one)]
    pool += _of_the_land(rule, progress, occasion, has_own=bool(pool))
    pool = [one for one in pool if not _is_asked_for(rule, one, progress.text)]
    others = [one for one in pool if _likeness(rule, one) == OTHER]
    alike = [one for one in pool if one not in others]
    return _of_place(rule, alike, others, progress, occasion)


def _of_the_land(
    rule: Rule, progress: Progress, occasion: Occasion, *, has_own: bool
) -> list[Result]:
    """Give figures of a wider place (全省增长6.5%): the table's own, or the only ones there are."""
    wider = [one for one in progress.of(Role.COMPARED) if one.place and fits(rule, one)]
    own = [one for one in wider if is_own(one.place, occasion.places, rule.passage)]
    return own or ([] if has_own else wider)


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
        return is_growth or _is_bare_growth(rule, result)
    if rule.measure is Measure.DELTA:
        return result.figure.unit == unit and result.change in {Change.DELTA, Change.GROWTH}
    is_delta = result.change is Change.DELTA
    if is_growth or (
        is_delta and (result.figure.unit in {"1", "pp"} or _AGAINST.search(_near(result)))
    ):
        return False
    return same_unit(unit, result.figure.unit)


_AGAINST = re.compile(r"(?:去年|上年)(?:同期)?|同比")  # 20家，较上年同期减少3家: 20 are told, not 3


def _near(result: Result) -> str:
    return result.said.split("#", maxsplit=1)[0]


_BARE = re.compile(
    r"^(?:预计|约|为|是|达到?|实现|增速|全[市区县]|我[市区县]|目前|前?[一二三四]季度|上半年|\d{1,2}(?:[-—~至]\d{1,2})?月份?|截至|\s|：|:)*$"
)
_TIMES_OVER = 3  # how many times its target a mere percentage may be and still be taken for growth


def _is_bare_growth(rule: Rule, result: Result) -> bool:
    """Tell whether a mere percentage is the growth that is asked for: 6.2%, GDP 6.2%."""
    bar = rule.official
    if bar is None or result.figure.unit != "1" or result.change is not None:
        return False
    before = result.said.split("#")[0]
    rest = before.replace(result.attribute, "") if result.attribute else before
    size = abs(middle(bar.figure)) * _TIMES_OVER
    is_named = not result.attribute or likeness(rule.attribute, result.attribute) > UNSAID
    return is_named and bool(_BARE.match(rest)) and abs(middle(result.figure)) <= size


def same_unit(asked: str, found: str) -> bool:
    """Tell whether two units count alike; 个, 家 and 处 do, people and households do not."""
    if asked == found or {asked, found} <= _PEOPLE:
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
    found = likeness(rule.attribute, name) or stands_in(rule.said or rule.passage, name)
    label = result.said.split("#")[0].strip()
    is_longer = label.endswith(name) and len(label) <= _LABEL and not is_known(name)
    if not found and name and name not in result.said and _does_the_same(rule, label):
        return UNSAID  # a name out of another clause, and the deed is the target's
    return found or (likeness(rule.attribute, label) if is_longer else found)


_DEEDS = re.compile(
    r"新增|引进|引育|培育|建成|新建|改造|完成|创建|认定|招引|开工|竣工|培训|发放|签约"
)


def _does_the_same(rule: Rule, label: str) -> bool:
    return any(deed in rule.passage for deed in _DEEDS.findall(label))


_LABEL = 12  # characters of a clause that are a name: 到位市外资金


def _of_place(
    rule: Rule,
    alike: list[Result],
    others: list[Result],
    progress: Progress,
    occasion: Occasion,
) -> Chosen:
    here = [one for one in alike if is_own(one.place, occasion.places, rule.passage)]
    if not here and alike:
        return _elsewhere(alike[0])
    if not here and others and not is_own(others[0].place, occasion.places, rule.passage):
        return _elsewhere(others[0])
    if not here and others:
        one = others[0]
        note = words(
            f"文中的{one.words}是“{one.attribute}”的数，不是目标的指标。",
            f"{in_english(one.words)} in the text is of another indicator (“{one.attribute}”).",
        )
        return Chosen(result=None, traps=(Trap.OTHER_INDICATOR,), notes=(note,))
    return _of_thing(rule, here, progress, occasion)


def _elsewhere(one: Result) -> Chosen:
    note = words(
        f"文中的{one.words}是{one.place}的数，不能用来判断这里的目标。",
        f"{in_english(one.words)} in the text is of {one.place} and says nothing of the place "
        "asked for.",
    )
    return Chosen(result=None, traps=(Trap.PLACE,), notes=(note,))


def _of_thing(rule: Rule, here: list[Result], progress: Progress, occasion: Occasion) -> Chosen:
    """Leave out what is of another stage, stock, size, group or base than the target."""
    apart = {one.start: apart_from(rule, one) for one in here}
    same = [one for one in here if apart[one.start] is None]
    first = apart[here[0].start] if here else None
    part = _part_done(rule, progress)
    if part is not None and apart_from(rule, part) is None:
        return Chosen(result=part)
    inner = [one for one in _parts_of_it(rule, progress) if first and apart_from(rule, one) is None]
    if not same and inner:
        return _of_year(rule, inner, progress, occasion)
    if not same and first is not None:
        return Chosen(result=None, traps=(first.trap,), notes=(first.note,))
    return _of_year(rule, same, progress, occasion)


def _parts_of_it(rule: Rule, progress: Progress) -> list[Result]:
    """Give the parts that may be what is asked for: 亿元以上46个，其中10亿元以上7个."""
    return [
        one
        for one in progress.of(Role.PART)
        if fits(rule, one) and _likeness(rule, one) > OTHER and "其中" in one.sentence
    ]


def _of_year(rule: Rule, here: list[Result], progress: Progress, occasion: Occasion) -> Chosen:
    now = [one for one in here if _trap_of_time(rule, one, occasion) is None]
    trap = _trap_of_time(rule, here[0], occasion) if here and not now else None
    if trap is not None:
        note = words(
            f"文中的{here[0].words}不是这段时期的数。",
            f"{in_english(here[0].words)} in the text is not of this period.",
        )
        return Chosen(result=None, traps=(trap,), notes=(note,))
    return _of_basis(rule, now, progress, occasion)


def _trap_of_time(rule: Rule, result: Result, occasion: Occasion) -> Trap | None:
    """Tell what is wrong with the time of a figure: another year, other months, nothing."""
    period, table = result.period, occasion.table
    if _SEASON.search(result.sentence + result.said) and not _SEASON.search(rule.passage):
        return Trap.PERIOD
    if period is None or same_days(period, table) or same_days(period, occasion.whole):
        return None
    if not period.overlaps(occasion.whole) or period.last is None or table.last is None:
        return Trap.OTHER_YEAR
    is_later = period.last > table.last and not result.is_forecast
    is_single = result.is_of_one_month or _is_of_a_month(rule, result)
    return Trap.PERIOD if is_later or is_single or not period.overlaps(table) else None


_SEASON = re.compile(
    r"(?:暑[期假]|寒假|国庆|中秋|春节|春运|五一(?:假|期间|节|小)|端午|清明|元旦|小长假|黄金周|双节|假日|假期|节日期间)"
    r"(?![^。；]*(?:累计|\d月|季度|全年|今年|年初|上半年|总数))"
)


def _is_of_a_month(rule: Rule, result: Result) -> bool:
    """Tell whether a rate is of one month, not of the time since the year began: 9月增长6.5%."""
    period = result.period
    is_rate = rule.measure is Measure.GROWTH or (
        rule.measure is Measure.LEVEL and result.figure.unit in _OF_A_TIME
    )
    if not is_rate or period is None or period.last is None:
        return False
    if result.figure.unit in _CONCENTRATIONS and period.start is not None:
        return period.start.month != 1  # the air of a summer is not that of the year
    is_month = period.start is not None and period.start.month == period.last.month != 1
    return is_month and period.start != period.last and not _SINCE.search(result.sentence)


_CONCENTRATIONS = frozenset({"ug/m3", "μg/m3", "mg/L", "微克/立方米", "毫克/立方米", "毫克/升"})
_OF_A_TIME = _CONCENTRATIONS | {"1"}
_SINCE = re.compile(r"\d月(?:末|底)|截[至止]|余额|累计|[一1][-—~至]")


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
    total = summed(rule, same, occasion) or in_kinds(rule, same)
    if total is not None:
        return Chosen(result=total)
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
        f"The text has two scopes; {in_english(best.words)} has that of the target and is judged, "
        f"{in_english(apart.words)} ({scope_en}) is not.",
    )
    return Chosen(result=best, traps=(Trap.SCOPES,), notes=(note,))


def _same_price(rule: Rule, result: Result) -> bool:
    if rule.price is None and result.price is Price.CURRENT:
        return not (rule.measure is Measure.GROWTH and _REAL.search(core(rule.attribute)))
    return rule.price is None or result.price is None or rule.price is result.price


_REAL = re.compile(r"生产总值|增加值")  # whose growth is published in constant prices


def _other_basis(rule: Rule, found: Result) -> Chosen:
    scope = "、".join(sorted(found.coverage ^ rule.coverage)) or "价格"
    note = words(
        f"口径不同，不作比较：文中的{found.words}与目标的口径不一样（{scope}）。",
        f"Not comparable: {in_english(found.words)} has another basis than the target ({scope}).",
    )
    return Chosen(result=None, traps=(Trap.BASIS,), notes=(note,))


def _rank(
    rule: Rule, one: Result, same: list[Result], progress: Progress
) -> tuple[bool, float, bool, bool, bool, bool]:
    """Rank figures: the name first, then one told as reached."""
    near = progress.text[max(0, one.start - 14) : one.start]
    behind = progress.text[one.end : one.end + 8]
    is_told = bool(_SO_FAR.search(near) or "已" in behind)
    is_repeated = _repeats(rule, one) and any(not _repeats(rule, other) for other in same)
    named = _likeness(rule, one)
    is_so = _is_total(rule, one) or not _SINCE_THEN.search(_near(one))
    is_counted_so = bool(rule.bars) and one.figure.unit == rule.bars[0].figure.unit
    name = -1.0 if is_repeated else max(named, UNSAID)
    return (_is_total(rule, one), name, is_so, named > UNSAID, is_counted_so, is_told)


_SINCE_THEN = re.compile(r"[比较](?:年初|上年末|上年底|去年底|去年末|上[月季])|环比")


def _is_total(rule: Rule, one: Result) -> bool:
    """Tell whether a figure is told as a total where one is asked for: 新增3个，累计15个."""
    return rule.span is Span.CUMULATIVE and bool(re.search("累计|总计", one.words + _near(one)))


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
