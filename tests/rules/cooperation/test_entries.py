"""What agreements, promises, meetings and decisions must be beside one another."""

import pytest

from bayline.kernel.figures import Figure
from bayline.systems.cooperation.rules import entries
from bayline.systems.cooperation.rules.counting import counted


class Around:
    """Registers at hand."""

    def __init__(self, **registers):
        self._registers = registers

    def related(self, register, field, values):
        """Give the entries that have one of some values."""
        found = self._registers.get(register, {})
        return {key: one for key, one in found.items() if one.get(field) in values}


def known(names):
    return frozenset(names) & {"东岸区", "西岸市", "west-roads"}


def told(rule, values, **registers):
    found = [*rule({"a": values}, Around(**registers))]
    return [(one.field, one.fault.why) for one in found]


AGREED = entries.parties_well_named(known, least=entries.least_of_agreement)


@pytest.mark.parametrize(
    ("parties", "kind", "why"),
    [
        ("东岸区\n西岸市", "agreement", []),
        ("东岸区；west-roads", "agreement", []),
        ("东岸区", "alliance", []),
        ("东岸区", "agreement", ["只有一方，协议至少要有两方"]),
        ("东岸区\n东岸区", "agreement", ["写了两次，各方要不同", "只有一方，协议至少要有两方"]),
        ("东岸区\n无名县", "plan", ["不是地名表中的地方，也不是名册中的单位"]),
    ],
)
def test_an_agreement_has_two_known_parties(parties, kind, why):
    found = told(AGREED, {"parties": parties, "kind": kind})
    assert found == [("parties", one) for one in why]


def test_before_a_region_is_there_no_party_is_called_unknown():
    rule = entries.parties_well_named(lambda _names: None)
    assert not told(rule, {"parties": "甲地\n乙地"})


@pytest.mark.parametrize(
    ("day", "fields"), [("2026-03-05", []), ("2026-07-01", ["date"]), ("", [])]
)
def test_a_meeting_is_not_moved_behind_what_it_decided(day: str, fields: list[str]) -> None:
    rule = entries.days_follow(entries.DECISIONS, "meeting", "开会")
    decided = {"d": {"meeting": "a", "name": "修桥", "due": "2026-06-30"}, "e": {"meeting": "a"}}
    found = told(rule, {"date": day}, meeting_decisions=decided)
    assert [field for field, _why in found] == fields
    assert all("晚于“修桥”的期限2026-06-30" in why for _field, why in found)


AGREEMENT = {"code": "g", "parties": "东岸区\n西岸市", "date": "2022-03"}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"owner": "东岸区", "due": "2022-03-01"}, []),
        ({"owner": "东岸区"}, []),
        ({"owner": "北县"}, ["owner"]),
        ({"owner": "西岸市", "due": "2022-02-28"}, ["due"]),
    ],
)
def test_a_promise_is_of_a_party_and_due_after_signing(values, fields):
    found = told(
        entries.promises_fit_their_agreement,
        {"agreement": "g"} | values,
        agreements={"g": AGREEMENT},
    )
    assert [field for field, _why in found] == fields


MEETING = {"code": "m", "date": "2022-05-10", "document": "minutes.md"}
MINUTES = "会议定下：先修东堤，\n再修西堤。"
DECIDED = entries.decisions_fit_their_meeting({"minutes.md": MINUTES}.get)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quote": "先修东堤，再修西堤", "document": "minutes.md"}, None),
        ({"quote": "先修北堤", "document": "minutes.md"}, "quote"),
        ({"quote": "先修东堤", "document": "other.md"}, "document"),
        ({"quote": "先修东堤", "document": "minutes.md", "due": "2022-05-09"}, "due"),
    ],
)
def test_a_decision_stands_in_the_minutes_and_is_due_after_the_meeting(values, field):
    found = told(DECIDED, {"meeting": "m"} | values, joint_meetings={"m": MEETING})
    assert [one for one, _why in found] == ([field] if field else [])


def test_a_decision_of_minutes_that_are_not_kept_yet_is_not_called_wrong():
    assert not told(DECIDED, {"meeting": "m", "quote": "先修东堤", "document": "later.md"})


def test_one_unit_does_not_lead_a_group_on_both_sides():
    rule = entries.groups_have_two_leads
    assert told(rule, {"lead": "a", "partner": "a"}) == [("partner", "两方的牵头单位相同")]
    assert not told(rule, {"lead": "a", "partner": "b"})


def test_a_published_number_is_compared_with_the_list_by_level():
    stated = Figure.exactly(88, "item")
    parts = [{"level": "town"}, {"level": "town"}, {"level": "county"}, {}]
    found = counted(stated, parts)
    assert (found.recorded, found.least_left, found.most_left) == (4, 84, 84)
    assert found.by_level == (("county", 1), ("town", 2), ("", 1))
    assert counted(Figure.exactly(3, "item"), parts).is_over
