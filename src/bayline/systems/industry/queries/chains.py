"""What the registers hold of chains, with the names and amounts of who stands in them."""

from collections.abc import Collection, Hashable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from bayline.kernel.figures import Figure
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.platform.remembering import present_state
from bayline.systems.industry.rules.chains import Link, Member, Statement
from bayline.systems.industry.rules.entries import (
    CHAINS,
    FIRMS,
    LINKS,
    MEMBERS,
    PROJECTS,
    STATEMENTS,
    link_of,
    member_of,
    statement_of,
)
from bayline.systems.projects.rules.amounts import figure_in

_AMOUNTS = "project_amounts"
_TOTALS = ("investment", "planned_investment")  # kinds that tell a whole project, the first counts
_Entries = Mapping[str, Values]


class Chain(NamedTuple):
    """What is recorded of one chain.

    Attributes:
        values: Its entry.
        links: Its segments.
        members: Who stands in it.
        statements: What is published of it.
        entries: The entries that these were read from, by register and key.
    """

    values: Values
    links: tuple[Link, ...]
    members: tuple[Member, ...]
    statements: tuple[tuple[str, Statement], ...]
    entries: Mapping[str, _Entries]


def chains(at: datetime | None, code: str = "") -> tuple[Chain, ...]:
    """Give the chains by name.

    Args:
        at: As they stood then; None for now.
        code: Only this one; empty for all.
    """
    return _chains(at, code) if code else _every_chain(at, present_state())


@lru_cache(maxsize=2)  # the same for all pages until the record changes
def _every_chain(at: datetime | None, _state: Hashable) -> tuple[Chain, ...]:
    return _chains(at, "")


def _chains(at: datetime | None, code: str) -> tuple[Chain, ...]:
    asked = [code] if code else []
    found = entries_in(CHAINS, "code" if code else "", asked, at=at)
    parts = {
        name: entries_in(name, "chain" if code else "", asked, at=at) if found else {}
        for name in (LINKS, MEMBERS, STATEMENTS)
    }
    codes = {one["project"] for one in parts[MEMBERS].values() if one.get("project")}
    amounts = investments(codes, at=at)
    ordered = sorted(found.values(), key=lambda one: (one["name"], one["code"]))
    grouped = {name: _by_chain(entries) for name, entries in parts.items()}
    return tuple(_chain(values, grouped, amounts) for values in ordered)


def _by_chain(entries: _Entries) -> dict[str, dict[str, Values]]:
    groups: dict[str, dict[str, Values]] = {}
    for key, values in entries.items():
        groups.setdefault(values["chain"], {})[key] = values
    return groups


def _chain(
    values: Values, grouped: Mapping[str, Mapping[str, _Entries]], amounts: Mapping[str, Figure]
) -> Chain:
    mine = {name: groups.get(values["code"], {}) for name, groups in grouped.items()}
    return Chain(
        values=values,
        links=tuple(map(link_of, mine[LINKS].values())),
        members=tuple(member_of(one, amounts) for one in mine[MEMBERS].values()),
        statements=tuple((key, statement_of(one)) for key, one in mine[STATEMENTS].items()),
        entries=mine,
    )


def investments(codes: Collection[str] | None, *, at: datetime | None) -> dict[str, Figure]:
    """Give what projects invest in all, as far as it is stated and can be read.

    Args:
        codes: Which projects; None for all.
        at: As the register stood then; None for now.
    """
    if codes is not None and not codes:
        return {}
    entries = entries_in(_AMOUNTS, "" if codes is None else "project", codes or (), at=at)
    found: dict[str, tuple[int, Figure]] = {}
    for values in entries.values():
        if values["kind"] in _TOTALS:
            rank, figure = _TOTALS.index(values["kind"]), figure_in(values["amount"])
            known = found.get(values["project"])
            if known is None or rank < known[0]:
                found[values["project"]] = rank, figure
    return {code: figure for code, (_rank, figure) in found.items()}


def names_of_members(
    members: Collection[Values], *, at: datetime | None
) -> tuple[dict[str, str], dict[str, str]]:
    """Give the names of the projects and of the firms that entries name, by code."""
    named = ({one[field] for one in members if one.get(field)} for field in ("project", "firm"))
    projects, firms = (
        {
            code: values.get("name", "") or code
            for code, values in entries_in(name, "code", codes, at=at).items()
        }
        if codes
        else {}
        for name, codes in zip((PROJECTS, FIRMS), named, strict=True)
    )
    return projects, firms
