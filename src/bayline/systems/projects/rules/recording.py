"""What entries must be by themselves: of days that have come, correcting one of their project."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.projects.rules.entries import (
    ENTERED,
    STAGES,
    fault_of,
    is_planned,
    keyed_by,
    step_of,
)
from bayline.systems.projects.rules.listings import stage_of
from bayline.systems.projects.rules.stages import refuse_future
from bayline.systems.projects.terms import Stage


def reached_by(today: Callable[[], date]) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that nothing is told as reached before its day.

    Args:
        today: Gives the day of the region.
    """

    def rule(changed: Changed, _around: Around) -> Iterator[Breach]:
        for key, values in changed.items():
            if not values or is_planned(values):
                continue
            try:
                step = step_of(values)
            except BaylineError:  # the walk through the history says what is wrong
                continue
            try:
                refuse_future(step, today=today())
            except BaylineError as error:
                yield Breach(key=key, field="date", fault=fault_of(error, values["date"]))

    return rule


def come_by(
    today: Callable[[], date], field: str, *, kinds: Collection[str] = ()
) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that what was done is not of a period that is still to come.

    Args:
        today: Gives the day of the region.
        field: Holds the day or period.
        kinds: The kinds of entries that tell what was done; all of a register without kinds.
    """

    def rule(changed: Changed, _around: Around) -> Iterator[Breach]:
        for key, values in changed.items():
            told = (values or {}).get(field, "")
            if not values or not told or (kinds and values.get("kind") not in kinds):
                continue
            start = periods.parse(told).start
            if start is not None and start > today():
                yield Breach(key=key, field=field, fault=_to_come(told))

    return rule


def _to_come(told: str) -> Fault:
    return refused(
        told,
        "还没有到，不能记为已经做到",
        "请核对日期，到了再记",
        "is still to come and cannot be told as done",
        "check the date, and record it once it has come",
    )


def names_in_bounds(changed: Changed, _around: Around) -> Iterator[Breach]:
    """Refuse a name or a category longer than lists can be sorted and filtered by."""
    for key, values in changed.items():
        for field, most in _LONGEST.items():
            words = values.get(field, "") if values else ""
            if len(words) > most:
                yield Breach(key=key, field=field, fault=_too_long(words, most))


# Characters of four bytes at most: with a key of 200, an index of PostgreSQL holds 2,700 bytes.
_LONGEST = {"name": 450, "category": 200}


def codes_apart(
    spelled: Callable[[Collection[str]], Iterable[str]],
) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that no new code differs from another one in capitals alone: PARK, park.

    Args:
        spelled: Gives the codes on record that are one of some, in whatever capitals.
    """

    def rule(changed: Changed, around: Around) -> Iterator[Breach]:
        before = around.before()
        new = [key for key, values in changed.items() if values and key not in before]
        held = {code.casefold(): code for code in spelled(new) if code not in changed}
        first: dict[str, str] = {}
        for key in new:
            folded = key.casefold()
            other = first.setdefault(folded, key)
            if folded in held or other != key:
                yield Breach(key=key, field="code", fault=_alike(key, held.get(folded, other)))

    return rule


def _alike(key: str, other: str) -> Fault:
    return refused(
        key,
        f"与“{other}”只差大小写",
        "是同一个项目的，请用原来的编号；是另一个的，请换一个编号",
        f"differs from “{other}” in capitals alone",
        "use that code if it is the same project, else another one",
    )


def _too_long(words: str, most: int) -> Fault:
    return refused(
        f"{words[:20]}…",
        f"有{len(words)}个字，多于{most}个",
        "请写短，其余写进建设内容",
        f"has {len(words)} characters, more than {most}",
        "shorten it, and write the rest into the description",
    )


def plans_in_order(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse an end that is planned before the start that the same document plans."""
    touched = {one["project"] for one in changed.values() if one and is_planned(one)}
    known = around.related(STAGES, "project", touched) if touched else {}
    starts: dict[tuple[str, str, str], date] = {}
    for one in known.values():
        begins = periods.parse(one["date"]).start
        if is_planned(one) and one["stage"] == Stage.STARTED and begins:
            starts[_said_in(one)] = begins
    for key, values in changed.items():
        if values and is_planned(values) and values["stage"] in _ENDS:
            first, last = starts.get(_said_in(values)), periods.parse(values["date"]).last
            if first and last and last < first:
                yield Breach(key=key, field="date", fault=_before_start(values["date"], first))


_ENDS = frozenset({Stage.COMPLETED, Stage.OPERATING, Stage.AT_CAPACITY})


def _said_in(values: Values) -> tuple[str, str, str]:
    return values["project"], values["document"], values.get("stated", "")


def _before_start(told: str, start: date) -> Fault:
    return refused(
        told,
        f"早于同一文件计划的开工（{start}）",
        "请核对两个日期，更正错的一个",
        f"is before the start that the same document plans ({start})",
        "check both dates, and correct the wrong one",
    )


def whole_numbers(changed: Changed, _around: Around) -> Iterator[Breach]:
    """Refuse a number of projects that is none: a part of one, or less than none."""
    for key, values in changed.items():
        words = values.get("projects", "") if values else ""
        found = quantity_in(words)
        if found is None or found.value is None:
            continue
        if found.value < 0 or found.value != found.value.to_integral_value():
            yield Breach(key=key, field="projects", fault=_no_count(words))


def _no_count(words: str) -> Fault:
    return refused(
        words,
        "不是项目的个数",
        "请写整数，如12个",
        "is no number of projects",
        "write a whole number, such as 12个",
    )


def statuses_known(changed: Changed, _around: Around) -> Iterator[Breach]:
    """Refuse a status of a list that names no stage: 新开工 and 續建 do, 随便 does not."""
    for key, values in changed.items():
        words = values.get("status", "") if values else ""
        try:
            stage_of(words) if words else None
        except BaylineError as error:
            yield Breach(key=key, field="status", fault=fault_of(error, words))


# The first words of addresses below `/projects/` that are not a project's.
PAGES = frozenset(
    {"batches", "exchange", "libraries", "matching", "merging", "rates", "renewals", "statistics"}
)


def codes_of_no_page(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse a new project with the code of a page of projects: batches, rates."""
    before = around.before()
    for key, values in changed.items():
        first = key.split("/")[0].removesuffix(".json")
        if values and key not in before and first in PAGES:
            yield Breach(key=key, field="code", fault=_of_a_page(key))


def _of_a_page(code: str) -> Fault:
    return refused(
        code,
        "是一个网页的地址，项目用它就打不开",
        "请换一个编号",
        "is the address of a page, and a project of that code could not be opened",
        "take another code",
    )


def entered_after_applied(changed: Changed, _around: Around) -> Iterator[Breach]:
    """Refuse an entry in the statistics that is dated before its application."""
    for key, values in changed.items():
        applied, entered = ((values or {}).get(one, "") for one in ("applied", "entered"))
        if applied and entered and entered < applied:
            fault = refused(
                entered,
                f"早于申报日（{applied}）",
                "先申报，后入统；请核对两个日期",
                f"is before the day of application ({applied})",
                "a project is applied for first; check both dates",
            )
            yield Breach(key=key, field="entered", fault=fault)


def entered_once(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse a second entry of a project in the statistics, and a code that another one has."""
    mine = {key: one for key, one in changed.items() if one}
    for field, why in _ONCE.items():
        told = {one[field] for one in mine.values() if one.get(field)}
        beside = keyed_by(field, around.related(ENTERED, field, told)) if told else {}
        for key, values in mine.items():
            others = beside.get(values.get(field, ""), {})
            other = next((one for one in others if one != key and one not in mine), None)
            other = other or next((one for one in mine if one in others), key)
            if values.get(field) and other != key:
                yield Breach(key=key, field=field, fault=_twice(values[field], other, why))


_ONCE = {
    "project": ("已有一条入统", "is entered already"),
    "number": ("是另一个项目的统计编码", "is the code of another project"),
}


def _twice(told: str, other: str, why: tuple[str, str]) -> Fault:
    return refused(
        told,
        f"{why[0]}（{other}）",
        "请改那一条，或核对",
        f"{why[1]} ({other})",
        "change that entry, or check this one",
    )


def corrections_of_others(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse an entry that corrects itself, one of another project, or one that is nowhere.

    A package leaves out what was taken back; what corrects that comes in without naming it.
    """
    named = {values["corrects"] for values in changed.values() if values and values.get("corrects")}
    known = around.related(STAGES, "code", named)
    for key, values in changed.items():
        name = values.get("corrects", "") if values else ""
        if not values or not name:
            continue
        if name == key:
            yield Breach(key=key, field="corrects", fault=_itself(name))
        elif name not in known:
            yield Breach(key=key, field="corrects", fault=_nowhere(name))
        elif known[name]["project"] != values["project"]:
            yield Breach(key=key, field="corrects", fault=_elsewhere(name))


def _itself(name: str) -> Fault:
    return refused(
        name,
        "是这一条自己，更正以后就没有这一步了",
        "请写所更正的那一条的编号",
        "is the entry itself, which would then count for nothing",
        "name the entry that it corrects",
    )


def _nowhere(name: str) -> Fault:
    return refused(
        name,
        "不是已有的记录",
        "请写所更正的那一条的编号；新的一步不写更正",
        "is no entry on record",
        "name the entry that it corrects; a step of its own corrects none",
    )


def _elsewhere(name: str) -> Fault:
    return refused(
        name,
        "是另一个项目的记录",
        "请写同一项目里所更正的那一条",
        "is an entry of another project",
        "name the entry of the same project that it corrects",
    )
