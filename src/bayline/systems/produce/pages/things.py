"""A lot, a box, a pallet: what happened to it, its origin, its buyers; and single events."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.engines.epcis.keys import CANONICAL
from bayline.engines.epcis.words import Event
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Linked
from bayline.platform.instants import moment
from bayline.platform.pages import Answer, refused
from bayline.systems.produce.pages import words
from bayline.systems.produce.pages.contexts import (
    EventLine,
    EventPage,
    PracticeLine,
    State,
    TestLine,
    ThingPage,
    TreeLine,
)
from bayline.systems.produce.pages.lines import Lines
from bayline.systems.produce.queries.kept import Kept, kept_by_number, kept_of
from bayline.systems.produce.rules.facts import fact_of, name_of
from bayline.systems.produce.rules.lots import Harvest, is_demonstration
from bayline.systems.produce.rules.recalling import Concerned, concerned
from bayline.systems.produce.rules.tracing import traced
from bayline.systems.produce.terms import Fact

_LEVELS = 20  # of a tree that a page shows; the command line goes on
_MOST = 300  # things of a tree that a page lists
_SHIPPED = "shipping"


def thing(request: HttpRequest, key: str) -> Answer:
    """Show a lot, a box or a pallet."""
    at, ways = as_of(request), addresses(request)
    name = name_of(f"{CANONICAL}/{key}")
    kept = kept_of([name], at)
    if not kept[name]:
        return refused(_nothing(key), status=404)
    return Answer(context=_Thing(name, at, ways).page(), template="produce/thing.html")


class _Thing:
    """A thing with all that its page shows of it."""

    def __init__(self, name: str, at: datetime | None, ways: Addresses) -> None:
        self._name, self._at, self._ways = name, at, ways
        self._lines = Lines(at, ways)
        self._kept: dict[str, Sequence[Kept]] = {}

    def page(self) -> ThingPage:
        back = traced(self._name, self._facts, forward=False, levels=_LEVELS)
        forward = traced(self._name, self._facts, forward=True, levels=_LEVELS)
        # What happened to it is what happened to it and to all that it went into.
        ways_of_it = [one.thing for one in (*reversed(back), *forward)]
        lot = self._lot([one.thing for one in (*forward[:1], *back)])
        events = self._events(ways_of_it)
        told = self._facts(ways_of_it)
        return ThingPage(
            name=self._lines.thing(self._name).label,
            address_in_events=self._name,
            lot=self._lines.lot(lot) if lot else None,
            events=tuple(self._event(one) for one in events),
            back=tuple(self._tree(concerned(back[1 : _MOST + 1], told))),
            forward=tuple(self._tree(concerned(forward[1 : _MOST + 1], told))),
            practices=self._practices(lot),
            tests=self._tests(lot),
            certificate=self._certificate(lot, events),
            is_demonstration=any(is_demonstration(one.event) for one in events),
            public_address=self._public(),
            recall_address=""
            if self._ways.as_of
            else self._ways.to("/produce/recalls", lot=self._name),
        )

    def _public(self) -> str:
        """Give the address behind the label, which only classes of goods have."""
        path = self._name.removeprefix(CANONICAL)
        return f"{self._ways.prefix}{path}" if path.startswith("/01/") else ""

    def _facts(self, things: Sequence[str]) -> Mapping[str, Sequence[Fact]]:
        unknown = [one for one in things if one not in self._kept]
        self._kept |= kept_of(unknown, self._at)
        return {
            one: [fact_of(each.number, each.event) for each in self._kept[one]] for one in things
        }

    def _events(self, things: Sequence[str]) -> list[Kept]:
        found = {each.number: each for one in things for each in self._kept.get(one, ())}
        return sorted(found.values(), key=lambda one: (one.time, one.number))

    def _lot(self, things: Sequence[str]) -> Harvest | None:
        """Find the harvest that a thing is of, where it is of one alone."""
        harvests = {one.thing: one for one in self._lines.lots.harvests}
        found = [harvests[one] for one in things if one in harvests]
        return found[0] if len({one.thing for one in found}) == 1 else None

    def _event(self, one: Kept) -> EventLine:
        event = one.event
        fact = fact_of(one.number, event)
        path = f"/produce/events/{one.number}"
        masses = sum(fact.masses.get(each, 0) for each in fact.outputs or fact.things)
        told = [words.kilograms(masses)] if masses else []
        if fact.kind == "AggregationEvent" and fact.parent:
            told.append(_("装入%(unit)s") % {"unit": self._lines.thing(fact.parent).label})
        return EventLine(
            time=words.moment(moment(one.time)),
            word=words.step_word(fact.step, fact.kind),
            place=self._place(event, fact),
            detail="，".join(told),
            buyers=tuple(map(self._lines.party, fact.buyers)),
            to=Linked(label=f"{one.number}", address=self._ways.to(path)),
            certificate=_written(event.get("certificationInfo")),
            is_demonstration=is_demonstration(event),
        )

    def _place(self, event: Event, fact: Fact) -> Linked:
        """Name where it happened, by its block where that is known."""
        read = name_of(event["readPoint"]["id"]) if "readPoint" in event else ""
        block = self._lines.book.by_place.get(read)
        return self._lines.block_link(block) if block else self._lines.place(fact.place)

    def _tree(self, listed: Sequence[Concerned]) -> Iterator[TreeLine]:
        for one in listed:
            facts = self._facts([one.thing])[one.thing]
            last = max(facts, key=lambda fact: fact.time, default=None)
            yield TreeLine(
                level=one.level,
                to=self._lines.thing(one.thing),
                kilograms=words.kilograms(one.mass),
                detail=words.step_word(last.step, last.kind) if last else "",
                buyers=tuple(dict.fromkeys(self._lines.party(sale.buyer) for sale in one.sales)),
            )

    def _practices(self, lot: Harvest | None) -> tuple[PracticeLine, ...]:
        base = self._lines.base_of(lot) if lot else ""
        return tuple(self._lines.practices_at(base, lot.day)) if lot and base else ()

    def _tests(self, lot: Harvest | None) -> tuple[TestLine, ...]:
        if lot is None:
            return ()
        return tuple(self._lines.test(lot, one) for one in self._lines.tests_of(lot))

    def _certificate(self, lot: Harvest | None, events: Sequence[Kept]) -> State | None:
        """Say whether what was shipped had a certificate, where it needs one."""
        product = self._lines.book.products.get(self._lines.product_of(lot)) if lot else None
        if product is None:
            return None
        if product.get("certificate") != "yes":
            return State(name="not due", look="good", word=_("不要合格证（不在范围内）"))
        shipped = [one.event for one in events if one.event.get("bizStep") == _SHIPPED]
        if not shipped:
            return State(name="not shipped", look="pending", word=_("还没有发货"))
        if all(one.get("certificationInfo") for one in shipped):
            return State(name="with", look="good", word=_("发货都有合格证"))
        return State(name="without", look="bad", word=_("有发货没有合格证"))


def event(request: HttpRequest, number: int) -> Answer:
    """Show one event as it is kept."""
    at, ways = as_of(request), addresses(request)
    kept = kept_by_number(number, at)
    if kept is None:
        return refused(_no_event(f"{number}"), status=404)
    lines, told = Lines(at, ways), kept.event
    fact = fact_of(kept.number, told)
    page = EventPage(
        name=told["eventID"],
        kind=told["type"],
        word=words.step_word(fact.step, fact.kind),
        time=told["eventTime"],
        recorded=words.moment(moment(kept.recorded)),
        number=kept.number,
        digest=kept.digest,
        things=tuple(map(lines.thing, fact.things)),
        fields=tuple((name, _written(value)) for name, value in told.items()),
        body=orjson.dumps(told, option=orjson.OPT_INDENT_2).decode(),
    )
    return Answer(context=page, template="produce/event.html")


def _written(value: Any) -> str:  # noqa: ANN401 - whatever an event holds
    if value is None:
        return ""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _nothing(key: str) -> BaylineError:
    return BaylineError(
        f"no event is about “{key[:60]}”",
        why="it was never captured here",
        do="see /produce/lots for lots that were",
        zh=Words(f"没有关于“{key[:60]}”的事件", "这里从未收过", "已有的批次见/produce/lots"),
    )


def _no_event(number: str) -> BaylineError:
    return BaylineError(
        f"there is no event {number[:20]}",
        why="the chain has none of this number",
        do="see the page of a lot",
        zh=Words(f"没有第{number[:20]}个事件", "链上没有这个号", "请从批次页点开"),
    )
