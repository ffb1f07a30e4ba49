"""Two hundred tasks through a bad network, while both sides are killed again and again."""

import random
from threading import Timer
from types import SimpleNamespace

import pytest

pytestmark = pytest.mark.soak
TASKS, ROUNDS = 200, 12
PLANS = ("pass", "cut", "cut_answer", "twice", "replay", "reorder", "delay")
STEPS = (
    ("east", "accepted", "东乙", ""),
    ("west", "accepted", "西甲", ""),
    ("west", "reported", "西甲", "办好了"),
    ("east", "reviewed", "东乙", ""),
    ("east", "closed", "东乙", ""),
    ("west", "closed", "西乙", ""),
)


def test_both_ends_are_equal_whatever_was_cut_repeated_or_killed(
    pair: SimpleNamespace,
) -> None:
    chance = random.Random(20260302)
    sides = {"east": pair.east, "west": pair.west}
    tasks = [pair.east.says("begin", side="east", title=f"事项{number}") for number in range(TASKS)]
    steps = dict.fromkeys(tasks, 0)
    for turn in range(ROUNDS):
        for task in tasks:
            _act(sides, steps, task, chance)
        for proxy in (pair.to_east, pair.to_west):
            proxy.plan += chance.choices(PLANS, k=6)
        for side, other in (("east", "west"), ("west", "east")):
            for _try in range(4):
                sides[side].says("post", partner=other)
        hit = sides[chance.choice(("east", "west"))]
        ending = Timer(chance.random() / 2, hit.kill)  # while it takes what is posted
        ending.start()
        for _try in range(3):
            sides[_other(hit.name)].says("post", partner=hit.name)
        ending.join()
        if turn % 3 == 2:
            hit.restart_driver()
        hit.serve("--no-worker")
        hit.wait()
    _drain(pair, sides)
    _equal(sides)


def _equal(sides: dict) -> None:
    boards = [sides[name].says("board") for name in ("east", "west")]
    assert boards[0] == boards[1]
    assert len(boards[0]) == TASKS
    closed = [task for task, (stage, *_events) in boards[0].items() if stage == "closed"]
    assert len(closed) > TASKS // 2
    for side, other in (("east", "west"), ("west", "east")):
        waiting, held, _delivered, _taken = sides[side].says("queue", partner=other)
        assert (waiting, held) == (0, 0)
        assert sides[side].says("compare", partner=other)[1:] == [0, 0, 0, []]
    sent = {side: sides[side].says("queue", partner=_other(side))[2] for side in sides}
    came = {side: sides[side].says("queue", partner=_other(side))[3] for side in sides}
    assert sent == {side: came[_other(side)] for side in sides}


def _other(side: str) -> str:
    return "west" if side == "east" else "east"


def _act(sides: dict, steps: dict, task: str, chance: random.Random) -> None:
    """Do the next act on a task where that side knows enough to."""
    if steps[task] >= len(STEPS) or chance.random() < 0.3:
        return
    side, what, person, words = STEPS[steps[task]]
    said = sides[side].says("do", task=task, what=what, side=side, person=person, words=words)
    steps[task] += isinstance(said, str)


def _drain(pair: SimpleNamespace, sides: dict) -> None:
    for proxy in (pair.to_east, pair.to_west):
        proxy.plan.clear()
    for _round in range(3):
        for side, one in sides.items():
            assert one.says("post", partner=_other(side)) == ""
