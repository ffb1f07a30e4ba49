"""Nouns of cooperation: tasks of several governments as the history of what was done to them.

A task is kept as its events and nothing else: where it stands is computed from them and from the
day (`rules.replaying`). Its terms are those of the last proposal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bayline.kernel.errors import BaylineError


class Act(StrEnum):
    """What a side does to a task.

    Attributes:
        PROPOSED: Its terms are put forward; also anew, while not all have accepted.
        ACCEPTED: A side takes the terms on.
        DECLINED: A side does not, and says why.
        UPDATED: How it goes; nothing changes by it.
        REPORTED: What was done, with evidence.
        REVIEWED: A report was looked into and holds.
        SENT_BACK: A report does not hold, with the reason.
        CLOSED: A side takes the task off its list.
        WITHDRAWN: The task is given up, with the reason.
        REPLACED: Another task takes its place.
        REMINDED: A slip asks for it by a day of its own.
        EXPLAINED: Why it is late.
        OVERRULED: That explanation does not excuse it, with the reason.
    """

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UPDATED = "updated"
    REPORTED = "reported"
    REVIEWED = "reviewed"
    SENT_BACK = "sent_back"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    REMINDED = "reminded"
    EXPLAINED = "explained"
    OVERRULED = "overruled"


class Stage(StrEnum):
    """Where a task stands."""

    PROPOSED = "proposed"  # not all sides have accepted
    DECLINED = "declined"
    IN_HAND = "in_hand"  # a report is still owed
    REPORTED = "reported"  # every report is there, not all are reviewed
    REVIEWED = "reviewed"  # all reports hold, not all sides have closed
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


ENDED = frozenset({Stage.CLOSED, Stage.WITHDRAWN, Stage.REPLACED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What shows that something was done.

    Attributes:
        title: What it is called.
        document: Name of a document of the record; empty where it is none.
        url: Address of what can be read elsewhere; empty where it is none.
        sha256: Hash of its bytes, 64 hexadecimal digits; empty where it is not known.
    """

    title: str
    document: str = ""
    url: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One government of a task, with who acts for it.

    Attributes:
        code: Organisation code of the government.
        lead: Code of its lead unit, the one with the star.
        joint: Codes of the units that join in.
    """

    code: str
    lead: str
    joint: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Who acts for the side: the lead, those that join in, and the government itself."""
        return tuple(dict.fromkeys((self.lead, *self.joint, self.code)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a task asks, of whom, by when.

    Attributes:
        title: What is to be done.
        sides: The governments, two or more.
        due: The last day on which it is in time.
        owing: Codes of the sides that have to report; all where none is named.
        is_urgent: Whether it is major or urgent.
        decision: Code of the decision it stems from; empty where it stems from none.
        agreement: Code of the agreement it carries out; empty where it carries out none.
        met: Day of the meeting that decided it; None where none did.
        track: Code of the cooperation track; empty where none is named.
        decided: The decision in words, for a side whose record does not hold it; may be empty.
        agreed: What the agreement is called, likewise.
    """

    title: str
    sides: tuple[Side, ...]
    due: date
    owing: tuple[str, ...] = ()
    is_urgent: bool = False
    decision: str = ""
    agreement: str = ""
    met: date | None = None
    track: str = ""
    decided: str = ""
    agreed: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The governments, in the order in which they were named."""
        return tuple(side.code for side in self.sides)

    @property
    def reporters(self) -> tuple[str, ...]:
        """The sides that have to report."""
        return self.owing or self.codes

    def side(self, code: str) -> Side | None:
        """Find a side by the code of its government."""
        return next((side for side in self.sides if side.code == code), None)

    def side_of(self, unit: str) -> Side | None:
        """Find the side that a unit acts for."""
        return next((side for side in self.sides if unit in side.units), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of one side; it is never changed, and means the same wherever it is read.

    Attributes:
        id: Tells it from all other events, in all installations.
        task: Code of the task, likewise.
        act: What was done.
        side: Code of the government that acts.
        unit: Code of the unit that acts for it.
        person: The account of who acted; where it comes from another installation, with its name.
        by: Who acted, as colleagues call them.
        at: When, with its time zone.
        day: The day of it in the region.
        words: What is said: what was done, or the reason.
        evidence: What shows it.
        terms: Of a proposal, its terms.
        about: Of a review, the side whose report is meant; empty where only one can be. Of an
            acceptance, the id of the proposal whose terms are accepted; empty for the present ones.
        deadline: Of a slip, its own last day.
        successor: Of a replacement, the code of the new task.
    """

    id: str
    task: str
    act: Act
    side: str
    unit: str
    person: str
    by: str
    at: datetime
    day: date
    words: str = ""
    evidence: tuple[Evidence, ...] = ()
    terms: Terms | None = None
    about: str = ""
    deadline: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An event of the history that does not count, and why not."""

    event: Event
    error: BaylineError


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A task as its events made it.

    Attributes:
        task: Its code.
        terms: What it asks now.
        proposal: The event that put these terms forward.
        stage: Where it stands.
        since: The day from which it stands there.
        accepted: Who took these terms on, by side.
        reports: The report of each side that stands, by side.
        reviews: The review of each report that holds, by side of the report.
        closings: Who closed it, by side.
        leavings: Who gave it up or replaced it, by side.
        successor: Code of the task that took its place; empty where none did.
        events: What counts, in order.
        refused: What does not.
    """

    task: str
    terms: Terms
    proposal: Event
    stage: Stage
    since: date
    accepted: Mapping[str, Event] = field(default_factory=dict)
    reports: Mapping[str, Event] = field(default_factory=dict)
    reviews: Mapping[str, Event] = field(default_factory=dict)
    closings: Mapping[str, Event] = field(default_factory=dict)
    leavings: Mapping[str, Event] = field(default_factory=dict)
    successor: str = ""
    events: tuple[Event, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def has_ended(self) -> bool:
        """Whether nothing more can be done to it."""
        return self.stage in ENDED

    @property
    def reported_by(self) -> frozenset[str]:
        """The people who reported on it, ever."""
        return frozenset(one.person for one in self.events if one.act is Act.REPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """What a task waits for.

    Attributes:
        side: Code of the government that has to act.
        act: What it has to do.
        unit: Code of the unit that has to; empty where any of the side may.
        about: Of a review, the side whose report it is of.
    """

    side: str
    act: Act
    unit: str = ""
    about: str = ""
