"""A task of two governments lives in two installations, whatever the network does."""

from collections import deque
from hashlib import sha256
from random import Random
from types import SimpleNamespace
from typing import Any


def test_a_task_is_agreed_reported_sent_back_and_closed_by_two_installations(
    pair: SimpleNamespace,
) -> None:
    east, west = pair.east, pair.west
    task = east.says("begin", side="east", title="修通断头路")
    pair.to_west.plan = deque(["cut", "cut_answer", "twice", "replay"])
    assert [east.says("post", partner="west") for _ in range(3)] == ["cut_off", "cut_off", ""]
    assert west.says("state", task=task)["stage"] == "proposed"

    def do(side: Any, what: str, person: str, **more: str) -> str:
        stage: str = side.says("do", task=task, what=what, side=side.name, person=person, **more)
        other = "west" if side is east else "east"
        assert side.says("post", partner=other) == ""
        return stage

    do(east, "accepted", "东乙")
    do(west, "accepted", "西甲")
    assert east.says("state", task=task)["stage"] == "in_hand"
    do(west, "reported", "西甲", words="修通了")
    do(east, "sent_back", "东乙", words="照片看不清")
    pair.to_east.plan = deque(["twice", "delay"])
    do(west, "reported", "西甲", words="重拍了")
    do(east, "reviewed", "东乙")
    own = west.says("do", task=task, what="closed", side="west", person="西甲")
    assert "reported on it" in own["refused"]
    do(east, "closed", "东乙")
    assert west.says("state", task=task)["stage"] == "reviewed"  # one side alone closes nothing
    foreign = west.says("do", task=task, what="closed", side="east", person="东丙")
    assert "refused" in foreign
    do(west, "closed", "西乙")
    ends = [side.says("state", task=task) for side in (east, west)]
    assert ends[0] == ends[1]
    assert ends[0]["stage"] == "closed"
    assert ends[0]["conflicts"] == ends[0]["refused"] == []
    assert east.says("compare", partner="west")[1:] == [0, 0, 0, []]
    assert "stage" not in own


def test_files_that_show_what_was_done_travel_with_the_report(pair: SimpleNamespace) -> None:
    east, west = pair.east, pair.west
    task = east.says("begin", side="east", title="修通断头路")
    assert east.says("post", partner="west") == ""
    for side, other, person in ((east, "west", "东乙"), (west, "east", "西甲")):
        side.says("do", task=task, what="accepted", side=side.name, person=person)
        assert side.says("post", partner=other) == ""
    photo = Random(1).randbytes(1_300_000)  # noqa: S311 - a photo of three pieces, no secret
    digest = sha256(photo).hexdigest()
    report = {"side": "west", "person": "西甲", "words": "修通了", "file": photo.hex()}
    west.says("do", task=task, what="reported", **report)
    assert west.says("holds", digest=digest)[0] == f"{task}-照片.jpg"
    pair.to_east.plan = deque(["cut", "cut_answer", "twice", "reorder"])
    assert [west.says("post", partner="east") for _ in range(3)][-1] == ""
    assert east.says("state", task=task)["stage"] == "reported"
    assert east.says("holds", digest=digest) == west.says("holds", digest=digest)
    # Sent back and reported again with the same photo, it does not travel a second time.
    before = east.says("queue", partner="west")[-1]
    east.says("do", task=task, what="sent_back", side="east", person="东乙", words="再核")
    assert east.says("post", partner="west") == ""
    west.says("do", task=task, what="reported", **report)
    assert west.says("post", partner="east") == ""
    assert east.says("queue", partner="west")[-1] == before + 1
    assert east.says("compare", partner="west")[1:] == [0, 0, 0, []]


def test_acts_that_cross_are_shown_to_both_with_both_versions(pair: SimpleNamespace) -> None:
    east, west = pair.east, pair.west
    task = east.says("begin", side="east", title="联合清淤")
    assert east.says("post", partner="west") == ""
    east.says("do", task=task, what="proposed", side="east", person="东甲", title="联合清淤二期")
    west.says("do", task=task, what="accepted", side="west", person="西甲")  # of the first terms
    pair.to_west.plan = deque(["reorder", "delay"])
    for side, other in ((east, "west"), (west, "east")):
        assert side.says("post", partner=other) == ""
    ends = [side.says("state", task=task) for side in (east, west)]
    assert ends[0] == ends[1]
    assert ends[0]["stage"] == "proposed"  # what was accepted is not what stands now
    assert ends[0]["title"] == "联合清淤二期"
    assert ends[0]["conflicts"] == [["东甲", "西甲"]]
    assert len(ends[0]["refused"]) == 1
    assert ends[0]["is_crossed"]
    again = west.says("do", task=task, what="accepted", side="west", person="西甲")
    assert again == "proposed"


def test_acts_that_cross_and_both_count_are_in_conflict_until_both_act_again(
    pair: SimpleNamespace,
) -> None:
    east, west = pair.east, pair.west
    task = east.says("begin", side="east", title="联合清淤")
    assert east.says("post", partner="west") == ""
    for side, person in ((east, "东甲"), (west, "西甲")):
        more = {"side": side.name, "person": person, "title": f"{person}的提法"}
        side.says("do", task=task, what="proposed", **more)
    for side, other in ((east, "west"), (west, "east")):
        assert side.says("post", partner=other) == ""
    ends = [side.says("state", task=task) for side in (east, west)]
    assert ends[0] == ends[1]
    assert (ends[0]["refused"], ends[0]["is_crossed"]) == ([], True)
    for side, other, person in ((west, "east", "西甲"), (east, "west", "东甲")):
        side.says("do", task=task, what="accepted", side=side.name, person=person)
        assert side.says("post", partner=other) == ""
    ends = [side.says("state", task=task) for side in (east, west)]
    assert [end["is_crossed"] for end in ends] == [False, False]
    assert ends[0]["stage"] == "in_hand"


def test_what_differs_is_named_to_both_by_whoever_compares(pair: SimpleNamespace) -> None:
    east, west = pair.east, pair.west
    task = east.says("begin", side="east", title="共建水质站")
    assert east.says("post", partner="west") == ""
    held = west.says("spoil", task=task, digest="0" * 64)
    status, told = east.says("command", all=["compare"])
    assert (status, task in told) == (1, True)
    assert east.says("differing") == {"west": [task]}
    assert west.says("differing") == {"east": [task]}
    west.says("spoil", task=task, digest=held)
    for side in (west, east):
        assert side.says("command", all=["compare"])[0] == 0
        assert side.says("differing") == {}
