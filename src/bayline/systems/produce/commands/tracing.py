"""`bayline produce trace` and `recall`: where things come from, and where they went."""

from collections.abc import Iterable, Sequence
from datetime import UTC

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.instants import moment
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.produce.queries.events import facts_of
from bayline.systems.produce.rules.facts import name_of
from bayline.systems.produce.rules.recalling import Concerned, concerned
from bayline.systems.produce.rules.tracing import traced
from bayline.systems.produce.terms import Fact, Reached


def show(epc: str, *, forward: bool, form: str) -> None:
    """Print what is reached from a thing, nearest first.

    Raises:
        BaylineError: No event is about it.
    """
    found = _reached(epc, forward=forward)
    known = facts_of([one.thing for one in found])
    facts = {fact.event: fact for listed in known.values() for fact in listed}
    if form == "json":
        told = {
            "epc": found[0].thing,
            "direction": "forward" if forward else "back",
            "things": [_thing(one, facts) for one in found],
            "events": [_event(facts[one]) for one in sorted(facts)],
        }
        write(f"{orjson.dumps(told).decode()}\n")
        return
    write("".join(f"{one.level}\t{one.thing}\t{_last(one, facts)}\n" for one in found))


def recall(epc: str, *, form: str) -> None:
    """Print every thing that a lot is in, what it weighs, and to whom it went.

    Raises:
        BaylineError: No event is about it.
    """
    found = _reached(epc, forward=True)
    listed = concerned(found, facts_of([one.thing for one in found]))
    if form == "json":
        told = {"epc": found[0].thing, "things": [_concerned(one) for one in listed]}
        write(f"{orjson.dumps(told).decode()}\n")
    else:
        write("".join(_rows(listed)))
    buyers = {sale.buyer for one in listed for sale in one.sales}
    complain(
        either(
            f"涉及{len(listed)}件，去了{len(buyers)}个买家",
            f"{len(listed)} things are concerned, they went to {len(buyers)} buyers",
        )
    )


def _reached(epc: str, *, forward: bool) -> Sequence[Reached]:
    start = name_of(epc)
    if not facts_of([start])[start]:
        raise BaylineError(
            f"no event is about {epc}",
            why="it was never captured here",
            do="check how it is written, or capture its events",
            zh=Words(f"没有关于{epc}的事件", "这里从未收过", "请核对写法，或先收录它的事件"),
        )
    return traced(start, facts_of, forward=forward)


def _thing(one: Reached, facts: dict[int, Fact]) -> dict[str, object]:
    by = [facts[number].name for number in sorted(one.events) if number in facts]
    return {"epc": one.thing, "level": one.level, "by": by}


def _event(fact: Fact) -> dict[str, object]:
    return {
        "eventID": fact.name,
        "type": fact.kind,
        "eventTime": _time(fact.time),
        "bizStep": fact.step,
        "place": fact.place,
        "epcs": fact.things,
    }


def _last(one: Reached, facts: dict[int, Fact]) -> str:
    known = [facts[number] for number in sorted(one.events) if number in facts]
    return f"{_time(known[-1].time)}\t{known[-1].step or known[-1].kind}" if known else "-\t-"


def _time(count: int) -> str:
    return moment(count).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _concerned(one: Concerned) -> dict[str, object]:
    sales = [
        {"buyer": sale.buyer, "time": _time(sale.time), "kg": _mass(sale.mass)}
        for sale in one.sales
    ]
    return {"epc": one.thing, "level": one.level, "kg": _mass(one.mass), "sales": sales}


def _mass(mass: object) -> str | None:
    return None if mass is None else format(mass, "f")


def _rows(listed: Iterable[Concerned]) -> Iterable[str]:
    for one in listed:
        mass = _mass(one.mass) or "-"
        for sale in one.sales:
            sold = _mass(sale.mass) or "-"
            yield f"{one.level}\t{one.thing}\t{sold}\t{sale.buyer}\t{_time(sale.time)}\n"
        if not one.sales:
            yield f"{one.level}\t{one.thing}\t{mass}\t-\t-\n"
