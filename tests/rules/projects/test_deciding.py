"""What may be merged, what a merge gives, and what is left when it is taken back."""

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.projects.rules.identity.comparing import Relation
from bayline.systems.projects.rules.identity.deciding import (
    Moved,
    decision_key,
    joined,
    lines_of,
    moved_in,
    parted,
    refuse_merge,
)
from bayline.systems.projects.rules.identity.matching import compared_again, doubles, told_of


def decided(project: str, into: str, decision: str) -> dict[str, str]:
    return {"project": project, "into": into, "decision": decision}


def test_two_stay_two_whatever_they_were_merged_with() -> None:
    known = [decided("a", "b", "two"), decided("b", "c", "same"), decided("c", "d", "same")]
    refuse_merge("a", "d", [decided("a", "b", "undone"), *known[1:]])
    for project, into in (("a", "d"), ("d", "a"), ("b", "a")):
        with pytest.raises(BaylineError, match="said to be two"):
            refuse_merge(project, into, known)


def test_a_project_has_again_what_it_had_but_for_what_was_changed_since() -> None:
    gone = {"code": "a", "name": "甲", "also": "老甲\n乙", "place": "1", "lead": "x"}
    stays = {"code": "b", "name": "乙", "lead": "y"}
    values, moved = joined(gone, stays)
    assert values == {"code": "b", "name": "乙", "lead": "y", "also": "甲\n老甲", "place": "1"}
    assert [*moved_in(lines_of(moved))] == [*moved]
    assert {k: v for k, v in parted(gone, values, moved).items() if v} == stays
    changed = {**values, "place": "2", "also": "甲\n老甲\n新名"}
    assert parted(gone, changed, moved) == {**stays, "place": "2", "also": "新名"}


def test_keys_with_blanks_are_read_as_they_were_written() -> None:
    assert (decision_key("a", "b"), len(decision_key("a" * 200, "b"))) == ("a+b", 64)
    moved = (Moved("project_stages", "project", "a b/c  d"), Moved("projects", "place", ""))
    assert (*moved_in(lines_of(moved)),) == moved


def test_entries_of_one_project_are_suggested_once_and_parts_of_it_are_not() -> None:
    projects = {
        "a": ["海湾光源二期"],
        "b": ["海灣光源二期項目"],
        "c": ["海湾光源三期"],
        "d": ["叶新公路", "海湾光源二期工程"],
    }
    found = doubles(projects, apart={frozenset({"a", "d"})})
    assert {frozenset({one.left, one.right}) for one in found} == {
        frozenset({"a", "b"}),
        frozenset({"b", "d"}),
    }
    assert found[0].relation is Relation.SAME


def test_after_a_change_only_what_moved_is_compared_with_the_same_result() -> None:
    before = {
        "a": ["海湾光源二期"],
        "b": ["海灣光源二期項目"],
        "c": ["叶新公路"],
        "d": ["叶新公路工程"],
    }
    first = compared_again(before)
    after = {**before, "b": ["北站枢纽"], "e": ["叶新公路项目"], "f": ["海湾光源二期工程"]}
    del after["c"]
    again, anew = compared_again(after, first), compared_again(after)
    assert [*first.found] == [frozenset({"a", "b"}), frozenset({"c", "d"})]
    assert {*again.found} == {*anew.found} == {frozenset({"a", "f"}), frozenset({"d", "e"})}
    (left,) = told_of(again.found, apart={frozenset({"a", "f"})})
    assert ({left.left, left.right}, left.relation) == ({"d", "e"}, Relation.SAME)
    assert compared_again(after, again) == again
