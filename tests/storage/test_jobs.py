"""Jobs are done one after another, wholly or not at all, whoever is killed meanwhile."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.jobs import models, queries
from bayline.platform.jobs.actions import ask_for, cancel, take_next, take_up
from bayline.platform.jobs.terms import Effect, Kind, Outcome, State, Task
from bayline.platform.jobs.working import do_next, work
from bayline.platform.packs.actions import keep_files
from bayline.platform.packs.queries import files
from bayline.platform.people.terms import Audience

pytestmark = pytest.mark.storage

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
DONE = Outcome(chinese="好了", english="done")
Until = Callable[[Callable[[], bool]], None]


def keeping(task: Task) -> Effect:
    """Keep a file, then do what the job was asked to."""

    def effect() -> Outcome:
        keep_files({f"documents/{task.id}.txt": b"kept"}, by=task.owner, at=task.at)
        if task.arguments.get("then") == "fail":
            raise ValueError("a mistake")
        if task.arguments.get("then") == "refuse":
            raise BaylineError("no", do="stop", zh=Words("不行", do="请停下"))
        if task.arguments.get("then") == "cancel":
            models.Job.objects.filter(pk=task.id).update(is_unwanted=True)
        return DONE

    return effect


STARTED, GO_ON = Event(), Event()


def waiting(task: Task) -> Effect:
    """Wait until told to go on, and tell how far it is."""
    STARTED.set()
    while not GO_ON.wait(0.05):
        task.progress(3, 7)
    return lambda: DONE


@pytest.fixture
def kinds(settings: Any, store: Any, tmp_path: Path) -> None:
    """A home with kinds of jobs of its own."""
    del store
    STARTED.clear()
    GO_ON.clear()
    settings.HOME = tmp_path
    made = {name: f"{__name__}:{name}" for name in ("keeping", "waiting")}
    settings.JOB_KINDS = {
        name: Kind(title=name, title_en=name, target=target, audience=Audience.WRITE)
        for name, target in made.items()
    }


def asked(kind: str = "keeping", **arguments: str) -> int:
    return ask_for(kind, owner="小林", at=NOON, arguments=arguments, data=b"file")


@pytest.mark.usefixtures("kinds")
def test_a_job_is_done_and_says_how_it_ended() -> None:
    number = asked()
    assert queries.job(number).state is State.WAITING
    assert do_next()
    assert not do_next()
    done = queries.job(number)
    assert (done.state, done.outcome, done.owner) == (State.DONE, DONE, "小林")
    assert [*files()] == [f"documents/{number}.txt"]
    assert bytes(models.Job.objects.get().data) == b""


@pytest.mark.usefixtures("kinds")
@pytest.mark.parametrize(
    ("then", "state", "said"),
    [
        ("fail", State.FAILED, "the program failed"),
        ("refuse", State.FAILED, "no; stop"),
        ("cancel", State.CANCELED, "nothing was changed"),
    ],
)
def test_what_does_not_end_well_changes_nothing(then: str, state: State, said: str) -> None:
    number = asked(then=then)
    following = asked()
    assert do_next()
    ended = queries.job(number)
    assert ended.state is state
    assert said in ended.outcome.english
    assert not files()
    assert do_next()  # the next one is done all the same
    assert queries.job(following).state is State.DONE


@pytest.mark.usefixtures("kinds")
def test_a_job_that_waits_is_canceled_at_once_and_one_that_is_over_is_not() -> None:
    number = asked()
    cancel(number, at=NOON)
    assert queries.job(number).state is State.CANCELED
    assert not do_next()
    with pytest.raises(BaylineError, match="is over"):
        cancel(number, at=NOON)


@pytest.mark.usefixtures("kinds")
def test_what_a_worker_that_is_gone_has_left_is_done_again_and_given_up_after_three() -> None:
    number = asked()
    for _ in range(2):
        assert take_next(at=NOON)
        assert not take_next(at=NOON)
        assert take_up(at=NOON) == 1
        assert queries.job(number).state is State.WAITING
    assert take_next(at=NOON)
    take_up(at=NOON)
    assert queries.job(number).state is State.FAILED
    assert "three times" in queries.job(number).outcome.english
    assert not files()


@pytest.mark.usefixtures("kinds")
def test_what_is_unknown_or_too_much_is_refused() -> None:
    with pytest.raises(BaylineError, match="no job of the kind"):
        asked("unknown")
    with pytest.raises(BaylineError, match="no job 77"):
        queries.job(77)
    for _ in range(100):
        asked()
    with pytest.raises(BaylineError, match="100 jobs are waiting"):
        asked()


def _worker(stop: Event) -> Thread:
    def run() -> None:
        try:
            work(stop)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


@pytest.mark.usefixtures("kinds")
def test_progress_is_seen_from_outside_and_a_running_job_is_canceled(until: Until) -> None:
    stop, number = Event(), asked("waiting")
    worker = _worker(stop)
    try:
        until(STARTED.is_set)
        until(lambda: queries.job(number).total == 7)
        assert (queries.job(number).state, queries.job(number).done) == (State.RUNNING, 3)
        cancel(number, at=NOON)
        until(lambda: queries.job(number).state is State.CANCELED)
    finally:
        stop.set()
        worker.join()


@pytest.mark.usefixtures("kinds")
def test_of_two_workers_one_works_and_the_other_steps_in(until: Until) -> None:
    first, second, number = Event(), Event(), asked("waiting")
    one = _worker(first)
    until(STARTED.is_set)
    other = _worker(second)
    try:
        later = asked()
        GO_ON.wait(1.5)  # time enough for the other to do it, if it did
        assert queries.job(later).state is State.WAITING
        assert queries.job(number).attempts == 1
        first.set()
        GO_ON.set()
        until(lambda: queries.job(later).state is State.DONE)
        assert queries.job(number).state is State.DONE
    finally:
        first.set()
        second.set()
        GO_ON.set()
        one.join()
        other.join()
