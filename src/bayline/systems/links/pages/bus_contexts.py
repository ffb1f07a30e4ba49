"""What the pages of buses show."""

from dataclasses import dataclass, field

from bayline.platform.maps.showing import MapFigure
from bayline.systems.links.pages.contexts import BusLine, NetworkView

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLine:
    """People near a stop, in all, on a side, or in a village."""

    kind: str
    name: str
    people: str
    shares: tuple[str, ...]
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStopLine:
    """Where one stop more would serve most."""

    position: str
    within_m: int
    people: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingView:
    """A line of the timetable that crosses a border, in one direction."""

    line: str
    sides: str
    departures: int
    headway: str
    span: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BusesPage:
    """Who has a bus within a walk."""

    network: NetworkView | None
    timetable: NetworkView | None
    least: int
    is_rarer: bool
    limits: tuple[int, ...]
    rows: tuple[CoverageLine, ...]
    left_out: tuple[CoverageLine, ...]
    next_stops: tuple[NextStopLine, ...]
    crossing: tuple[CrossingView, ...]
    lines: tuple[BusLine, ...]
    problem: str
    day: str
    journeys_address: str
    asked_day: str | None
    stored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RideView:
    """A part of a journey: a ride, or a walk where it has no line."""

    line: str
    start: str
    end: str
    departure: str
    arrival: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyView:
    """One way from door to door."""

    departure: str
    arrival: str
    minutes: int
    rides: int
    legs: tuple[RideView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneysPage:
    """How one comes from door to door by bus."""

    network: NetworkView | None
    timetable: NetworkView | None
    start: str
    end: str
    at: str
    day: str
    asked_day: str | None
    names: tuple[str, ...]
    journeys: tuple[JourneyView, ...]
    on_foot: str
    problem: str
    is_asked: bool
    figure: MapFigure | None
    back_address: str = field(default="", metadata=_PAGE)
