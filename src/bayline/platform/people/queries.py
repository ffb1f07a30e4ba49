"""Who is known: accounts and their roles, as terms."""

from collections.abc import Iterable

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.people.demonstrating import demonstration_name
from bayline.platform.people.models import Account
from bayline.platform.people.terms import Audience, Grant, Person, Role, Visitor, least_role

_OF_VISITOR = ("name", "display", "grants__role", "grants__organisation", "grants__system")


def is_empty() -> bool:
    """Tell whether there is no account yet."""
    return not Account.objects.exists()


def has_administrator() -> bool:
    """Tell whether somebody can give roles."""
    least = least_role(Audience.ADMINISTER)
    return Account.objects.filter(
        is_active=True, grants__role__gte=least, grants__system=""
    ).exists()


def people() -> list[Person]:
    """List all accounts by name."""
    return [_person(one) for one in Account.objects.order_by("name").prefetch_related("grants")]


def demonstration_roles() -> list[Role]:
    """List the roles of the demonstration that one can log in with."""
    names = {demonstration_name(role): role for role in Role}
    standing = Account.objects.filter(is_demonstration=True, is_active=True, name__in=names)
    return sorted(names[name] for name in standing.values_list("name", flat=True))


def person(name: str) -> Person:
    """Give one account.

    Args:
        name: What is typed to log in.

    Raises:
        BaylineError: There is no such account.
    """
    return _person(account(name))


def account(name: str) -> Account:
    """Give the row of one account.

    Raises:
        BaylineError: There is none of this name.
    """
    found = Account.objects.filter(name=name).prefetch_related("grants").first()
    if found is None:
        raise BaylineError(
            f"there is no account “{name[:60]}”",
            do="see the list of people",
            zh=Words(f"没有账号“{name[:60]}”", do="请看人员名单"),
        )
    return found


def visitor_with(number: int, stamp: str) -> Visitor | None:
    """Give the visitor of a session by one question; None where the session is over.

    Args:
        number: Of the account.
        stamp: What the account's stamp was when the session began.
    """
    standing = Account.objects.filter(pk=number, stamp=stamp, is_active=True)
    rows = [*standing.values_list(*_OF_VISITOR)]
    if not rows:
        return None
    name, display = rows[0][:2]
    return Visitor(name=display, account=name, grants=_granted(row[2:] for row in rows))


def _granted(rows: Iterable[tuple[int | None, str, str]]) -> tuple[Grant, ...]:
    return tuple(
        Grant(role=Role(role), organisation=organisation, system=system)
        for role, organisation, system in rows
        if role is not None
    )


def _person(one: Account) -> Person:
    rows = ((each.role, each.organisation, each.system) for each in one.grants.all())
    return Person(
        account=one.name,
        name=one.display,
        organisation=one.organisation,
        is_active=one.is_active,
        grants=tuple(sorted(_granted(rows), key=lambda each: (each.system, -each.role))),
        made=one.made,
    )
