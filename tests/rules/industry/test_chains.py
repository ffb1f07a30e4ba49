"""Chains: each member once, what is published against who is listed, and how they are drawn."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from bayline.kernel.figures import Figure
from bayline.platform.registers.terms import Values
from bayline.systems.industry.rules import entries
from bayline.systems.industry.rules.chains import (
    Link,
    Member,
    Position,
    Role,
    Stand,
    Statement,
    account_of,
    empty_links,
    once,
)
from bayline.systems.industry.rules.picturing import NARROW, WIDE, cut, narrow, wide


class Around:
    """Registers as they would be after a change, in memory."""

    def __init__(self, **registers: Mapping[str, Values]) -> None:
        self._registers = registers

    def before(self) -> Mapping[str, Values]:
        """Give the entries that change as they stand now."""
        return {}

    def entries(self, register: str) -> Mapping[str, Values]:
        """Give a register."""
        return self._registers.get(register, {})

    def related(self, register: str, field: str, values: Collection[str]) -> Mapping[str, Values]:
        """Give those of its entries that have one of some values."""
        found = self.entries(register)
        return {key: one for key, one in found.items() if one.get(field) in values}


def yuan(amount: int) -> Figure:
    return Figure.exactly(amount, "CNY")


ANCHOR = Member(key="a", label="甲", role=Role.ANCHOR, link="m", whose="firm a")
PROJECT = Member(key="p", label="乙", role=Role.SUPPORTING, whose="project p", amount=yuan(30))
OTHERS = Member(key="o", label="其他", role=Role.SUPPORTING, link="u", count=3)
AGAIN = Member(key="q", label="乙", role=Role.SUPPORTING, link="u", whose="project p")


def test_what_is_published_is_set_against_members_of_its_role_each_once() -> None:
    stated = Statement(covers="supporting", count=Figure.exactly(19, "个"), amount=yuan(100))
    account = account_of(stated, [ANCHOR, PROJECT, OTHERS, AGAIN])
    assert (account.listed, account.counted) == (4, Stand.OPEN)
    assert (account.count_left, account.amount_left) == (
        Figure.exactly(15, "个"),
        yuan(70),
    )
    assert account.silent == 1


def test_an_open_end_stays_open_and_too_many_are_told() -> None:
    over = Figure(low=yuan(460).low, high=None, unit="CNY", low_open=True)
    account = account_of(Statement(covers="all", amount=over), [ANCHOR])
    assert (account.amount_left, account.valued, account.counted) == (over, Stand.OPEN, Stand.NONE)
    account = account_of(Statement(covers="all", amount=over), [PROJECT])
    assert account.amount_left is not None
    assert (account.amount_left.low, account.amount_left.high) == (Decimal(430), None)
    few = Statement(covers="supporting", count=Figure.exactly(2, "个"), amount=yuan(20))
    account = account_of(few, [PROJECT, OTHERS])
    assert (account.counted, account.count_left) == (Stand.OVER, None)
    assert (account.valued, account.amount_left) == (Stand.OVER, None)
    whole = Statement(covers="anchor", count=Figure.exactly(1, "家"))
    assert account_of(whole, [ANCHOR]).counted is Stand.WHOLE


def test_a_picture_marks_what_is_empty_and_keeps_everything_inside() -> None:
    links = [
        Link(code="d", name="应用", position=Position.DOWNSTREAM),
        Link(code="u", name="材料" * 30, position=Position.UPSTREAM, feeds=("m",)),
        Link(code="m", name="制造", position=Position.MIDSTREAM, is_gap=True),
        Link(code="t", name="检测", position=Position.SERVICES),
    ]
    many = [
        Member(key=f"{n:02}", label="很长的名称" * 9, role=Role.SUPPORTING, link="u")
        for n in range(20)
    ]
    assert [link.code for link in empty_links(links, [ANCHOR, *many])] == ["d", "t"]
    for picture, width in ((wide(links, [PROJECT, *many]), WIDE), (narrow(links, many), NARROW)):
        assert picture.width == width
        for box in picture.boxes:
            assert 0 <= box.x <= width - box.width
            assert box.y + box.height <= picture.height
        (full,) = [box for box in picture.boxes if box.code == "u"]
        assert (len(full.lines), full.lines[-1].more) == (8, 13)
        assert full.title.endswith("…")
    heads = [head.position for head in wide(links, many).heads]
    assert heads == [*Position]
    assert len(wide(links, many).arrows) == 1  # what supplies what, as recorded
    assert len(wide([one for one in links if one.code != "u"], []).arrows) == 1
    assert wide([], []).boxes == ()
    assert cut("ab制造业", 42) == "ab制…"


def member(key: str, **more: str) -> dict[str, str]:
    known = {"code": key, "chain": "c", "name": key, "role": "anchor", "document": "a.md"}
    return {**known, **more}


def link(code: str, **more: str) -> dict[str, str]:
    return {"code": code, "chain": "c", "name": code, "position": "upstream", **more}


def fields(rule: object, changed: dict[str, dict[str, str]], **registers: object) -> list[str]:
    found = rule(changed, Around(**registers))
    return [breach.field for breach in found]


def test_members_of_another_chain_twice_or_of_two_kinds_are_refused() -> None:
    links = {"l": link("l"), "x": link("x", chain="other")}
    rule = entries.members_fit_their_chain

    def asked(*members: dict[str, str]) -> list[str]:
        known = {one["code"]: one for one in members}
        return fields(rule, {"new": known["new"]}, chain_links=links, chain_members=known)

    assert asked(member("new", link="l", firm="f")) == []
    assert asked(member("new", link="x")) == ["link"]
    assert asked(member("new", firm="f", project="p")) == ["firm"]
    assert asked(member("new", firm="f"), member("old", firm="f")) == ["firm"]
    assert asked(member("new", firm="f"), member("old", firm="f", link="l")) == []
    assert asked(member("new"), member("old")) == []
    assert asked(member("new", firm="f", count="3")) == ["count"]
    assert asked(member("new", amount="35")) == ["amount"]


def test_segments_supply_others_of_their_chain_only() -> None:
    rule = entries.links_join_their_chain
    known = {"a": link("a", feeds="b\nb"), "b": link("b"), "x": link("x", chain="other")}
    assert fields(rule, {"a": known["a"]}, chain_links=known) == []
    for wrong in ("a", "x", "none"):
        assert fields(rule, {"a": link("a", feeds=wrong)}, chain_links=known) == ["feeds"]


def test_a_published_figure_has_a_number_and_a_currency() -> None:
    rule = entries.statements_say_something
    base = {"code": "s", "chain": "c", "covers": "all", "date": "2021", "document": "a.md"}
    assert fields(rule, {"s": base}) == ["projects"]
    assert fields(rule, {"s": {**base, "projects": "19个"}}) == []
    assert fields(rule, {"s": {**base, "investment": "460亿"}}) == ["investment"]
    assert fields(rule, {"s": {**base, "investment": "-4亿元"}}) == ["investment"]
    assert fields(rule, {"s": None}) == []  # type: ignore[dict-item]  # taken out


def test_a_firm_that_is_only_named_is_the_linked_one_of_that_name() -> None:
    named = Member(key="n", label=" 乙", role=Role.SUPPORTING, amount=yuan(5))
    twice = Member(key="t", label="丙 Ａ", role=Role.SUPPORTING)
    again = Member(key="u", label="丙a", role=Role.SUPPORTING, amount=yuan(7))
    found = once([named, PROJECT, OTHERS, twice, again, replace(OTHERS, key="o2")])
    assert [(one.key, one.count) for one in found] == [("n", 1), ("o", 3), ("t", 1), ("o2", 3)]
    assert found[2].amount == yuan(7)
