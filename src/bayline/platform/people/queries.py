"""Who is known: accounts and their roles, as terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.people.demonstrating import demonstration_name
from bayline.platform.people.models import Account
from bayline.platform.people.models import Deed as DeedRow
from bayline.platform.people.terms import Audience, Deed, Grant, Person, Role, Visitor, least_role
from bayline.platform.record.walking import Chain, walked

# Asked at every request: Django takes longer to write it than the database to answer it.
_VISITOR = """
SELECT a.name, a.display, g.role, g.organisation, g.system
FROM people_account a LEFT JOIN people_grant g ON g.account_id = a.id
WHERE a.id = %s AND a.stamp = %s AND a.is_active ORDER BY g.id
"""


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


def organisation_of(name: str) -> str:
    """Give the organisation that an account works for; empty where it names none, or is gone."""
    rows = Account.objects.filter(name=name).values_list("organisation", flat=True)
    return rows.first() or ""


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
    with connection.cursor() as cursor:
        cursor.execute(_VISITOR, [number, stamp])
        rows = cursor.fetchall()
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


_DEEDS = Chain(
    "people_deed",
    "SELECT c.id, c.digest, c.recorded, c.who, c.method, c.address, c.about, c.status, c.request"
    " FROM people_deed c",
    1,
)


def faults() -> tuple[str, ...]:
    """Say what is wrong with the log of writes, in a sentence each."""
    return walked(_DEEDS)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedsAsked:
    """Which deeds a list is asked for; empty where nothing is said.

    Attributes:
        who: The account or key.
        address: The name of the address, or the words of the command.
        since: The first moment.
        until: The moment after the last.
    """

    who: str = ""
    address: str = ""
    since: datetime | None = None
    until: datetime | None = None


def deeds(asked: DeedsAsked, *, first: int, count: int) -> tuple[int, list[tuple[int, Deed]]]:
    """List deeds, the last one first.

    Args:
        asked: Which.
        first: How many of them are passed over.
        count: How many are given at most.

    Returns:
        How many there are, and those of the page with their numbers.
    """
    wanted = {
        "who": asked.who,
        "address": asked.address,
        "recorded__gte": asked.since,
        "recorded__lt": asked.until,
    }
    found = DeedRow.objects.filter(**{name: value for name, value in wanted.items() if value})
    rows = found.order_by("-id")[first : first + count]
    return found.count(), [(row.pk, _deed(row)) for row in rows]


def deed_addresses() -> list[str]:
    """List through which addresses and commands was written."""
    return sorted(DeedRow.objects.values_list("address", flat=True).distinct())


def _deed(row: DeedRow) -> Deed:
    return Deed(
        who=row.who,
        method=row.method,
        address=row.address,
        recorded=row.recorded,
        about=row.about,
        status=row.status,
        request=row.request,
    )
