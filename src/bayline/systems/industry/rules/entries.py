"""From entries of registers to chains and classes, and what they must be beside one another."""

from collections.abc import Callable, Iterator, Mapping

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Fault, Values
from bayline.systems.industry.rules.chains import Link, Member, Position, Role, Statement
from bayline.systems.projects.rules.amounts import amount_of, figure_in
from bayline.systems.projects.rules.entries import fault_of
from bayline.systems.projects.terms import AmountKind

CHAINS, LINKS, MEMBERS, STATEMENTS = "chains", "chain_links", "chain_members", "chain_statements"
FIRM_KINDS = frozenset({"company", "enterprise", "firm"})  # of organisations, in region packs
ASSIGNMENTS, PROJECTS, FIRMS = "class_assignments", "projects", "organisations"
YES = "yes"


def link_of(values: Values) -> Link:
    """Read an entry of the register of segments."""
    return Link(
        code=values["code"],
        name=values["name"],
        position=Position(values["position"]),
        order=int(values.get("order") or 0),
        feeds=_lines(values.get("feeds", "")),
        is_gap=values.get("gap") == YES,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


def member_of(values: Values, amounts: Mapping[str, Figure] | None = None) -> Member:
    """Read an entry of the register of members.

    Args:
        values: The entry.
        amounts: What projects invest by their own account, for members that say nothing.
    """
    project, firm = values.get("project", ""), values.get("firm", "")
    return Member(
        key=values["code"],
        label=values["name"],
        role=Role(values["role"]),
        link=values.get("link", ""),
        whose=f"project {project}" if project else f"firm {firm}" if firm else "",
        count=int(values.get("count") or 1),
        amount=_money(values, "amount") or (amounts or {}).get(project),
    )


def statement_of(values: Values) -> Statement:
    """Read an entry of the register of published figures."""
    return Statement(
        covers=values["covers"],
        count=figure_in(values["projects"]) if values.get("projects") else None,
        amount=_money(values, "investment"),
    )


def _money(values: Values, name: str) -> Figure | None:
    """Read an amount, which names its currency and is not below zero."""
    if not values.get(name):
        return None
    return amount_of(AmountKind.INVESTMENT, values[name], evidence=values["document"]).figure


def links_join_their_chain(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse segments that supply themselves, or what is no segment of their chain."""
    chains = {values["chain"] for values in changed.values() if values}
    known = around.related(LINKS, "chain", chains)
    for key, values in changed.items():
        for code in _lines(values.get("feeds", "")) if values else ():
            other = known.get(code)
            if code == key or other is None or (values and other["chain"] != values["chain"]):
                yield Breach(key=key, field="feeds", fault=_no_segment(code))


def members_fit_their_chain(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse members of another chain's segment, of two kinds at once, or listed there before."""
    named = {values["link"] for values in changed.values() if values and values.get("link")}
    links = around.related(LINKS, "code", named)
    chains = {values["chain"] for values in changed.values() if values}
    beside = around.related(MEMBERS, "chain", chains)
    places = _places(beside)
    for key, values in changed.items():
        if values:
            yield from _member(key, values, links, places)


def _places(members: Mapping[str, Values]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for key, values in members.items():
        found.setdefault(_place(values), []).append(key)
    return found


def _place(values: Values) -> tuple[str, ...]:
    return tuple(values.get(name, "") for name in ("chain", "link", "role", "project", "firm"))


def _member(
    key: str,
    values: Values,
    links: Mapping[str, Values],
    places: Mapping[tuple[str, ...], list[str]],
) -> Iterator[Breach]:
    link = links.get(values.get("link", ""))
    if link is not None and link["chain"] != values["chain"]:
        yield Breach(key=key, field="link", fault=_no_segment(values["link"]))
    if values.get("project") and values.get("firm"):
        yield Breach(key=key, field="firm", fault=_both(values["firm"]))
    same = [one for one in places.get(_place(values), ()) if one != key]
    if same and (values.get("project") or values.get("firm")):
        whose = "project" if values.get("project") else "firm"
        yield Breach(key=key, field=whose, fault=_twice(values[whose], same[0]))
    field = "amount" if values.get("amount") else "count"
    yield from _read(key, field, values, member_of)


def statements_say_something(changed: Changed, _around: Around) -> Iterator[Breach]:
    """Refuse statements without any number, and amounts without a currency or below zero."""
    for key, values in changed.items():
        if not values:
            continue
        if not values.get("projects") and not values.get("investment"):
            yield Breach(key=key, field="projects", fault=_no_number())
        yield from _read(key, "projects", {**values, "investment": ""}, statement_of)
        yield from _read(key, "investment", {**values, "projects": ""}, statement_of)


def _read(
    key: str, field: str, values: Values, read: Callable[[Values], object]
) -> Iterator[Breach]:
    try:
        read(values)
    except BaylineError as error:
        yield Breach(key=key, field=field, fault=fault_of(error, values.get(field, "")))


def _no_segment(code: str) -> Fault:
    return refused(
        code,
        "不是这条产业链的另一个环节",
        "请写这条链里环节的编号",
        "is no other segment of this chain",
        "write the code of a segment of this chain",
    )


def _both(firm: str) -> Fault:
    return refused(
        firm,
        "已经填了项目",
        "项目和企业填一个，都要列就分两条",
        "stands beside a project",
        "give either a project or a firm, and two entries for both",
    )


def _twice(code: str, other: str) -> Fault:
    return refused(
        code,
        f"已经在“{other}”这一条里，会重复计算",
        "请只留一条",
        f"stands in the entry “{other}” already and would count twice",
        "keep one of them",
    )


def _no_number() -> Fault:
    return refused(
        "",
        "和总投资都没有填",
        "请至少填一个公布的数",
        "and the investment are both empty",
        "give at least one published number",
    )
