"""Certificates that were issued, and what goes out without one that is due."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files

from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.keys import key_of
from bayline.engines.epcis.words import Event
from bayline.systems.produce.queries import known
from bayline.systems.produce.queries.acts import CERTIFICATE, acts, acts_about, acts_of_kind
from bayline.systems.produce.queries.events import facts_of
from bayline.systems.produce.queries.stories import day_of, events_at
from bayline.systems.produce.rules.certificates import (
    Certificate,
    Rule,
    certificate_of,
    covered,
    fault_of,
    read_rules,
    rule_on,
    sends,
)
from bayline.systems.produce.rules.facts import fact_of
from bayline.systems.produce.rules.linking import GTIN
from bayline.systems.produce.rules.tracing import traced
from bayline.systems.produce.terms import Fact

_PATH = "parameters/certificates.toml"


def rules() -> list[Rule]:
    """Give the dated rules of certificates."""
    return read_rules(files("bayline.systems.produce").joinpath(_PATH).read_text("utf-8"))


def certificate_named(number: str) -> Certificate | None:
    """Find a certificate by its number."""
    found = acts(CERTIFICATE, number)
    return certificate_of(found[-1].told) if found else None


def certificates() -> list[Certificate]:
    """Give all certificates, the newest first."""
    return [certificate_of(one.told) for one in reversed(acts_of_kind(CERTIFICATE))]


def certificates_of(lots: Iterable[str]) -> list[Certificate]:
    """Give the certificates of some batches."""
    wanted = {*lots}
    found = (certificate_of(one.told) for one in acts_about(CERTIFICATE, wanted))
    return [one for one in found if one.lot in wanted]


def faults_of_sending(some: Sequence[tuple[int, Event]]) -> Iterator[Fault]:
    """Find what goes out without a certificate that is due.

    Args:
        some: Events that are about to be kept, with their places; they see each other too.
    """
    sent = [(at, event) for at, event in some if sends(event)]
    needing = known.gtins_with_certificate() if sent else {}
    if not needing:
        return
    dated, fetch = rules(), _together(some)
    for at, event in sent:
        rule = rule_on(dated, day_of(fact_of(-at - 1, event).time))
        if rule is not None:
            yield from _faults(at, event, rule, needing, fetch)


class _Together:
    """Facts that are kept, and those of events that come with them."""

    def __init__(self, coming: Sequence[Fact]) -> None:
        self._coming = coming

    def __call__(self, things: Sequence[str]) -> Mapping[str, Sequence[Fact]]:
        kept = facts_of(things)
        return {
            thing: [*kept[thing], *(one for one in self._coming if thing in one.things)]
            for thing in things
        }


def _together(some: Sequence[tuple[int, Event]]) -> _Together:
    moving = ("AggregationEvent", "TransformationEvent")
    return _Together([fact_of(-at - 1, event) for at, event in some if event["type"] in moving])


def _faults(
    at: int, event: Event, rule: Rule, needing: Mapping[str, str], fetch: _Together
) -> Iterator[Fault]:
    for thing in fact_of(-at - 1, event).things:
        due = _uncovered(thing, needing, fetch)
        if due:
            yield fault_of(at, event, rule, "、".join(due))
            return


def uncovered(thing: str, day: date) -> list[str]:
    """Name the products in a thing that need a certificate on a day and have none.

    Args:
        thing: The one name of a lot or a box.
        day: Whose rule is asked.
    """
    needing = known.gtins_with_certificate() if rule_on(rules(), day) else {}
    return _uncovered(thing, needing, facts_of) if needing else []


def _uncovered(
    thing: str,
    needing: Mapping[str, str],
    fetch: Callable[[Sequence[str]], Mapping[str, Sequence[Fact]]],
) -> list[str]:
    names = [one.thing for one in traced(thing, fetch, forward=False)]
    due = {needing[gtin] for one in names if (gtin := _gtin(one)) in needing}
    if not due:
        return []
    having = {one.lot for one in certificates_of(names)} | _named_before(names)
    is_covered = covered(having, thing, fetch(names)) or _came_inside(thing)
    return [] if is_covered else sorted(due)


def _gtin(thing: str) -> str:
    key = key_of(thing)
    return key.value if key is not None and key.identifier == GTIN else ""


def _named_before(names: Sequence[str]) -> set[str]:
    """Give the things that an event before named a certificate for: it goes on with them."""
    numbers: dict[int, str] = {}
    for name, facts in facts_of(names).items():
        numbers |= {fact.event: name for fact in facts}
    events = events_at([*numbers])
    return {
        thing
        for number, event in events.items()
        if event.get("certificationInfo")
        for thing in fact_of(number, event).things
    }


def _came_inside(thing: str) -> bool:
    """Say whether a thing lay in something that went out with a certificate before."""
    around = [one.thing for one in traced(thing, facts_of, forward=True)]
    return bool(_named_before(around) & {*around})
