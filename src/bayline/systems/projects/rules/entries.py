"""From entries of registers to the nouns of projects, and what they must be beside one another.

A register checks each cell; what is here sees a project's history, a batch and its members. What
another register does not hold yet is unknown, not wrong, so that either may be filled first.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.projects.rules.amounts import amount_of, figure_in
from bayline.systems.projects.rules.batches import Batch, Member, TooManyError, remainder
from bayline.systems.projects.rules.blaming import at_fault
from bayline.systems.projects.rules.effects import Effect, EffectKind
from bayline.systems.projects.rules.stages import in_force, walked
from bayline.systems.projects.terms import Amount, AmountKind, Plan, Stage, Step

PLANNED = "planned"
STAGES, AMOUNTS, EFFECTS = "project_stages", "project_amounts", "project_effects"
BATCHES, MEMBERS, PROJECTS = "batches", "batch_members", "projects"
LISTED, PARCELS, FIRMS = "listed_projects", "renewal_parcels", "renewal_firms"
DESIGNATIONS = "designations"
ENTERED, MONTHS = "statistics_entries", "statistics_months"
LIBRARIES, CATEGORIES, HOLDINGS = "project_libraries", "library_categories", "library_members"
TOTALS, COUNTS = "batch_totals", "stage_counts"
RATES, PUBLISHERS = "published_rates", "rate_publishers"
DECISIONS = "project_decisions"
# Kinds of amounts that tell what was done, so never of days to come.
DONE = frozenset({AmountKind.COMPLETED, AmountKind.IN_PLACE, AmountKind.REGISTERED})
PLACED = (PROJECTS, BATCHES, TOTALS, LIBRARIES, RATES, DESIGNATIONS)  # with a field `place`
OF_PROJECTS = (
    STAGES,
    AMOUNTS,
    EFFECTS,
    MEMBERS,
    LISTED,
    PARCELS,
    ENTERED,
    MONTHS,
    HOLDINGS,
    FIRMS,
    DESIGNATIONS,
)


def step_of(values: Values) -> Step:
    """Read an entry of the register of stages that tells what was reached."""
    return Step(
        key=values["code"],
        stage=Stage(values["stage"]),
        on=periods.parse(values["date"]),
        evidence=values["document"],
        corrects=values.get("corrects", ""),
        reason=values.get("reason", ""),
        quote=values.get("quote", ""),
    )


def plan_of(values: Values, *, published: Mapping[str, date]) -> Plan:
    """Read an entry of the register of stages that tells what was announced.

    Args:
        values: The entry.
        published: When documents were published, for plans that say no day of their own.
    """
    due = periods.parse(values["date"])
    day = values.get("stated", "")
    stated = date.fromisoformat(day) if day else published.get(values["document"], date.min)
    return Plan(
        stage=Stage(values["stage"]),
        due=due,
        evidence=values["document"],
        stated=stated,
        key=values["code"],
        quote=values.get("quote", ""),
    )


def is_planned(values: Values) -> bool:
    """Tell whether an entry of the register of stages is a plan."""
    return values.get("nature") == PLANNED


def amount_in(values: Values) -> Amount:
    """Read an entry of the register of amounts."""
    period = values.get("period", "")
    return amount_of(
        AmountKind(values["kind"]),
        values["amount"],
        evidence=values["document"],
        period=periods.parse(period) if period else None,
    )


def effect_of(values: Values) -> Effect:
    """Read an entry of the register of expected effects."""
    return Effect(
        kind=EffectKind(values["kind"]),
        figure=figure_in(values["amount"]),
        text=values["text"],
        evidence=values["document"],
        announced=date.fromisoformat(values["announced"]),
        stage=Stage(values["stage"]),
    )


def batch_of(values: Values, members: Iterable[Values]) -> Batch:
    """Read an entry of the register of batches with its members."""
    return Batch(
        name=values["name"],
        stage=Stage(values["stage"]),
        on=periods.parse(values["date"]),
        evidence=values["document"],
        count=figure_in(values["projects"]),
        amount=_stated(values, "investment"),
        members=tuple(map(member_of, members)),
    )


def member_of(values: Values) -> Member:
    """Read an entry of the register of members."""
    return Member(
        label=values["name"],
        project=values.get("project", ""),
        count=int(values.get("count") or 1),
        amount=_stated(values, "amount"),
    )


def _stated(values: Values, field: str) -> Amount | None:
    words = values.get(field, "")
    if not words:
        return None
    kind = AmountKind(values.get("kind") or AmountKind.INVESTMENT)
    return amount_of(kind, words, evidence=values["document"])


def of_known(field: str, register: str) -> Callable[[Changed, Around], Iterator[Breach]]:
    """Make the rule that what a field names stands in a register."""

    def rule(changed: Changed, around: Around) -> Iterator[Breach]:
        named = {values[field] for values in changed.values() if values and values.get(field)}
        known = around.related(register, "code", named)
        for key, values in changed.items():
            code = values.get(field, "") if values else ""
            if code and code not in known:
                yield Breach(key=key, field=field, fault=_unknown(code, register))

    return rule


def _unknown(code: str, register: str) -> Fault:
    return refused(
        code,
        f"名册{register}里没有这个编号",
        "请先收进那个名册，或改正编号",
        f"is no code of the register {register}",
        "add it there first, or correct the code",
    )


def stages_in_order(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse what was reached before what must come first, or dated before it.

    An entry that is taken out, or given to another project, leaves a history that must hold too.
    """
    left = {key: one["project"] for key, one in around.before().items()}
    touched = {values["project"] for values in changed.values() if values} | {*left.values()}
    beside = keyed_by("project", around.related(STAGES, "project", touched))
    for project in sorted(touched):
        known = beside.get(project, {})
        entries = {key: one for key, one in known.items() if not is_planned(one)}
        mine = [key for key in entries if key in changed]
        gone = [key for key, of in left.items() if of == project and key not in entries]
        if mine:
            yield from _judged(entries, mine)
        elif gone:
            yield from _left_behind(entries, gone)


def _left_behind(entries: Mapping[str, Values], gone: Sequence[str]) -> Iterator[Breach]:
    """Walk what is left of a history; what does not hold is laid to what was taken from it."""
    try:
        walked(in_force([step_of(one) for one in entries.values()]))
    except BaylineError as error:
        for key in gone:
            yield Breach(key=key, field="project", fault=fault_of(error, key))


def _judged(entries: Mapping[str, Values], mine: Collection[str]) -> Iterator[Breach]:
    """Walk a history; what cannot follow is laid to the entry that changes."""
    for key, error in at_fault(entries, mine, day=lambda one: one["date"], judge=_walked_of):
        yield Breach(key=key, field="stage", fault=fault_of(error, entries[key]["stage"]))


def _walked_of(entries: Iterable[Values]) -> None:
    walked(in_force([step_of(one) for one in entries]))


def amounts_well_stated(changed: Changed, _around: Around) -> Iterator[Breach]:
    """Refuse amounts below zero, without a currency, or without the period they need."""
    yield from _read("amount", amount_in, changed)


def effects_well_stated(changed: Changed, _around: Around) -> Iterator[Breach]:
    """Refuse effects that cannot be read, are below zero or in a unit of something else."""
    yield from _read("amount", lambda values: effect_of(values).refuse_unsound(), changed)


def batches_hold_their_members(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse a batch whose named members are more, or cost more, than the whole."""
    members = keyed_by("batch", around.related(MEMBERS, "batch", changed.keys()))
    for key, values in changed.items():
        error = _wrong_in(values, members.get(key, {})) if values else None
        if values and error:
            field = "projects" if isinstance(error, TooManyError) else "investment"
            yield Breach(key=key, field=field, fault=fault_of(error, values.get(field, "")))


def members_fit_their_batch(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse members that are more, or cost more, than their batch."""
    named = {values["batch"] for values in changed.values() if values}
    batches = around.related(BATCHES, "code", named)
    members = keyed_by("batch", around.related(MEMBERS, "batch", named))
    unread = {key: error for key, values in changed.items() if (error := _unread(values))}
    wrong = {
        code: _wrong_in(batches[code], _without(members[code], unread))
        for code in batches
        if code in members
    }
    for key, values in changed.items():
        error = unread.get(key) or (wrong.get(values["batch"]) if values else None)
        if values and error:
            field = "count" if _is_of_count(error, values) else "amount"
            yield Breach(key=key, field=field, fault=fault_of(error, values.get(field, "")))


def _unread(values: Values | None) -> BaylineError | None:
    """Say why one member cannot be read."""
    try:
        member_of(values) if values else None
    except BaylineError as error:
        return error
    return None


def _without(members: Mapping[str, Values], unread: Collection[str]) -> dict[str, Values]:
    return {key: values for key, values in members.items() if key not in unread}


def _is_of_count(error: BaylineError, values: Values) -> bool:
    return isinstance(error, TooManyError) or int(values.get("count") or 1) < 1


def _wrong_in(batch: Values, members: Mapping[str, Values]) -> BaylineError | None:
    """Say what does not hold between a batch and all its members."""
    try:
        remainder(batch_of(batch, members.values()))
    except BaylineError as error:
        return error
    return None


def _read(field: str, read: Callable[[Values], object], changed: Changed) -> Iterator[Breach]:
    for key, values in changed.items():
        if not values:
            continue
        try:
            read(values)
        except BaylineError as error:
            yield Breach(key=key, field=field, fault=fault_of(error, values.get(field, "")))


def fault_of(error: BaylineError, value: str) -> Fault:
    """Say a refusal as that of a cell."""
    what, why, do = error.zh or (error.what, error.why, error.do)
    return refused(
        value,
        f"{what}（{why}）" if why else what,
        do or "请核对",
        f"is refused: {error.what}" + (f", as {error.why}" if error.why else ""),
        error.do or "check it",
    )


def keyed_by(field: str, entries: Mapping[str, Values]) -> dict[str, dict[str, Values]]:
    """Group entries by what one of their fields holds, each with its key."""
    groups: dict[str, dict[str, Values]] = {}
    for key, values in entries.items():
        groups.setdefault(values[field], {})[key] = values
    return groups
