"""Answers are made one after another; one that takes long holds up nobody."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from bayline.site.turns import in_turns

LONG_S = 60


def asked(application: Callable[..., Iterable[bytes]], path: str) -> list[bytes]:
    return [*application({"PATH_INFO": path}, start)]


def start(*_said: object) -> Any:
    return None


def test_two_answers_are_never_made_at_the_same_time() -> None:
    making, most = 0, 0
    together = Barrier(4)

    def application(_environ: WSGIEnvironment, _start: StartResponse) -> list[bytes]:
        nonlocal making, most
        making += 1
        most = max(most, making)
        Event().wait(0.002)  # whoever else wants to begin could do so here
        making -= 1
        return [b"made"]

    answer = in_turns(application, patience_s=LONG_S)

    def ask_often() -> int:
        together.wait(LONG_S)
        return sum(asked(answer, "/") == [b"made"] for _ in range(20))

    with ThreadPoolExecutor(4) as threads:
        assert sum(each.result() for each in [threads.submit(ask_often) for _ in range(4)]) == 80
    assert most == 1


def test_what_takes_long_is_passed_once_and_waited_for_no_more() -> None:
    begun, end = Event(), Event()

    def application(environ: WSGIEnvironment, _start: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"] == "/long":
            begun.set()
            assert end.wait(LONG_S)
        return [b"made"]

    answer = in_turns(application, patience_s=0.01)
    with ThreadPoolExecutor(1) as threads:
        long = threads.submit(asked, answer, "/long")
        assert begun.wait(LONG_S)
        assert [asked(answer, "/") for _ in range(3)] == [[b"made"]] * 3
        assert not long.done()
        end.set()
        assert long.result(LONG_S) == [b"made"]
    assert asked(answer, "/") == [b"made"]


def test_a_turn_is_given_on_where_an_answer_fails() -> None:
    def application(_environ: WSGIEnvironment, _start: StartResponse) -> list[bytes]:
        raise ValueError

    answer = in_turns(application, patience_s=LONG_S)
    for _ in range(2):
        try:
            asked(answer, "/")
        except ValueError:
            continue
        raise AssertionError
