"""The nouns of produce."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

ALWAYS = (-(2**62), 2**62)
Window = tuple[int, int]


class Fact(NamedTuple):
    """What an event says of the way of things.

    Attributes:
        event: Its number in the store.
        name: Its eventID.
        kind: Its type.
        time: When it happened, in microseconds since 1970.
        step: Its business step.
        is_in: Whether it puts in (True), takes out (False) or neither (None).
        parent: What holds the children.
        children: What is put in or taken out.
        inputs: What goes into a transformation.
        outputs: What comes out of it.
        things: Everything it is about.
        masses: Kilograms by thing, where it says so.
        buyers: Who owns the things after it.
        place: Where it happened.
    """

    event: int
    name: str
    kind: str
    time: int
    step: str
    is_in: bool | None
    parent: str
    children: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    things: tuple[str, ...]
    masses: dict[str, Decimal]
    buyers: tuple[str, ...]
    place: str


@dataclass(slots=True)
class Reached:
    """A thing that the way of another leads to.

    Attributes:
        thing: Its digital link.
        level: Over how many steps.
        windows: When it matters: half-open, in microseconds since 1970.
        events: Numbers of the events by which it is reached.
    """

    thing: str
    level: int
    windows: list[Window] = field(default_factory=list)
    events: set[int] = field(default_factory=set)


class Job(NamedTuple):
    """A capture that came over the interface, as it ended.

    Attributes:
        name: Its captureID.
        created: When it came, in microseconds since 1970.
        finished: When it was done.
        is_whole: Whether a fault kept out the whole document.
        kept: How many events were kept.
        faults: What stood against it, as records.
    """

    name: str
    created: int
    finished: int
    is_whole: bool
    kept: int
    faults: list[dict[str, Any]]


class Subscription(NamedTuple):
    """Events of a query on their way to somebody, and how far they are.

    Attributes:
        name: Its subscriptionID.
        query: The name of the query.
        wish: What was asked for, as it was written, without the secret.
        token: The secret that deliveries are signed with.
        is_stream: Whether events are sent as they come.
        position: The number of the last event that is done with.
        due: When it is tried next, in microseconds since 1970.
        failures: How often the last delivery came to nothing.
        said: What was in the way.
        notified: When the receiver acknowledged last.
        created: When it was made.
    """

    name: str
    query: str
    wish: dict[str, Any]
    token: str
    is_stream: bool
    position: int
    due: int
    failures: int
    said: str
    notified: int | None
    created: int
