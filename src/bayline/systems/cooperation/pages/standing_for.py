"""For whom somebody may act: for the units they hold a role for; home-wide roles for own side."""

from collections.abc import Iterable
from typing import NamedTuple

from bayline.platform.people.queries import organisation_of
from bayline.platform.people.terms import Role, Visitor
from bayline.systems.cooperation.queries.registers import own_organisations
from bayline.systems.cooperation.terms import Terms

_SYSTEM = "cooperation"


class Stand(NamedTuple):
    """A unit that somebody acts for, and its side."""

    side: str
    unit: str


def organisations_of(visitor: Visitor) -> tuple[frozenset[str], bool]:
    """Give the organisations that somebody acts for by name, and whether for all of own side.

    Whoever works for an organisation of another region acts for that one, however wide their role.
    """
    held = [
        grant
        for grant in visitor.grants
        if grant.role >= Role.CLERK and grant.system in {"", _SYSTEM}
    ]
    named = frozenset(grant.organisation for grant in held if grant.organisation)
    is_wide = any(not grant.organisation for grant in held)
    works_for = organisation_of(visitor.account) if is_wide and visitor.account else ""
    if works_for and works_for not in own_organisations({works_for}):
        return named | {works_for}, False
    return named, is_wide


def stands(visitor: Visitor, terms: Terms) -> tuple[Stand, ...]:
    """Give the units of a task that somebody acts for; none where it is not theirs.

    Args:
        visitor: Who.
        terms: What the task asks of whom.
    """
    named, is_wide = organisations_of(visitor)
    own = own_organisations(terms.codes) if is_wide else frozenset()
    return tuple(_of(terms, named, own))


def _of(terms: Terms, named: frozenset[str], own: frozenset[str]) -> Iterable[Stand]:
    for side in terms.sides:
        for unit in side.units:
            if unit in named or side.code in own:
                yield Stand(side.code, unit)
