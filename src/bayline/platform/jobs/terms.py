"""Nouns of jobs: what is to be done, how far it is, how it ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bayline.platform.people.terms import Audience


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELED = "canceled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self not in {State.WAITING, State.RUNNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a job ended, in a sentence of each language, and where what it made is to be seen.

    Attributes:
        chinese: The sentence.
        english: The same.
        address: The address of a page, without language; empty if there is none.
    """

    chinese: str
    english: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job.

    Attributes:
        title: What it is called.
        title_en: The same in English.
        target: The function that does it, such as `package.module:function`.
        audience: Who may start and cancel it.
        is_offered: Whether the page of jobs offers to start one; others begin elsewhere.
    """

    title: str
    title_en: str
    target: str
    audience: Audience
    is_offered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What the worker does again and again, whenever it is due, and which nobody asks for.

    What is due stands in tables of its own, so nothing is forgotten however a worker ends.

    Attributes:
        is_due: The function that tells whether it is due at a moment.
        does: The function that does what is due, some of it at a time.
    """

    is_due: str
    does: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands.

    Attributes:
        id: Its number.
        kind: The name of its kind.
        owner: The name of who started it.
        state: Where it stands.
        done: How much of it is done, in whatever it counts.
        total: Of how much; 0 where that is not known.
        attempts: How often it was begun.
        made: When it was asked for.
        started: When it was begun last.
        finished: When it ended.
        is_unwanted: Whether somebody has asked to cancel it.
        outcome: How it ended.
    """

    id: int
    kind: str
    owner: str
    state: State
    done: int
    total: int
    attempts: int
    made: datetime
    started: datetime | None
    finished: datetime | None
    is_unwanted: bool
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What the function of a job is handed.

    Attributes:
        id: Number of the job, the same when it is begun again.
        arguments: What it was started with, texts by their names.
        data: The file it was started with; empty if there is none.
        owner: In whose name it works.
        at: When it was asked for.
        progress: Is told how much of how much is done; raises where the job is no longer wanted.
    """

    id: int
    arguments: Mapping[str, str]
    data: bytes
    owner: str
    at: datetime
    progress: Callable[[int, int], None]


# The function of a job does the long part and changes nothing that others see; what it gives back
# makes the change, in one transaction with the note that the job is done.
Effect = Callable[[], Outcome]
Work = Callable[[Task], Effect]


class Canceled(Exception):  # noqa: N818 - it is no error
    """Somebody has asked to cancel the job."""
