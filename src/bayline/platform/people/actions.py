"""What is done to accounts: made, given roles and passwords, closed."""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line
from bayline.platform.people import limiting, passwords, queries
from bayline.platform.people.demonstrating import demonstration_name, demonstration_password
from bayline.platform.people.models import Account, Grant
from bayline.platform.people.naming import role_word
from bayline.platform.people.openid import Vouched
from bayline.platform.people.terms import Grant as Granted
from bayline.platform.people.terms import Person, Role

_NAME = re.compile(r"[\w.@+-]{2,60}")
_LONGEST = 60


def account_name(typed: str) -> str:
    """Write the name to log in as it is kept: in small letters, full-width ones made plain."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


@transaction.atomic
def create(person: Person, *, password: str) -> Person:
    """Make an account.

    Args:
        person: What is known of it.
        password: Its first password; empty where it is to log in another way.

    Raises:
        BaylineError: A name cannot be taken, or is taken already; the password is weak.
    """
    name, display = _name(person.account), _display(person.name)
    if password:
        passwords.refuse_weak(password, name=name, display=display)
    return _made(person, name=name, display=display, password=password)


def _made(person: Person, *, name: str, display: str, password: str) -> Person:
    try:
        with transaction.atomic():
            row = Account.objects.create(
                name=name,
                display=display,
                organisation=one_line(person.organisation, 100),
                password=passwords.hashed(password),
                stamp=_stamp(),
                is_active=person.is_active,
                made=person.made,
            )
    except IntegrityError:
        raise _taken(name, display) from None
    _grant(row, person.grants)
    return queries.person(name)


def _name(typed: str) -> str:
    name = account_name(typed)
    if not _NAME.fullmatch(name) or name.endswith(".json"):  # as the address of a twin does
        raise BaylineError(
            f"“{name[:60]}” cannot be the name of an account",
            why="it has 2 to 60 letters, digits, or . _ - @ +",
            do="choose another",
            zh=Words(
                f"“{name[:60]}”不能作登录名", "要有2到60个字、字母、数字或. _ - @ +", "请换一个"
            ),
        )
    return name


def _display(typed: str) -> str:
    display = one_line(typed, _LONGEST)
    if not display:
        raise BaylineError(
            "the account has no name",
            why="it is written beside what its owner does",
            do="give the name that colleagues know",
            zh=Words("没有写姓名", "做过的事旁边要写是谁", "请写同事认得的名字"),
        )
    return display


def _taken(name: str, display: str) -> BaylineError:
    return BaylineError(
        f"there is already an account “{name}”, or one of somebody called “{display}”",
        why="it could not be told who did something",
        do="choose another name",
        zh=Words(
            f"登录名“{name}”或姓名“{display}”已有人用", "分不清是谁做的", "请换一个，或加上单位"
        ),
    )


def _stamp() -> str:
    return secrets.token_hex(16)


@transaction.atomic
def set_grants(name: str, grants: Iterable[Granted]) -> Person:
    """Give an account these roles and no others.

    Raises:
        BaylineError: There is no such account, or nobody would be left to give roles.
    """
    row = queries.account(name)
    row.grants.all().delete()
    _grant(row, grants)
    _refuse_without_administrator()
    return queries.person(name)


def _grant(row: Account, grants: Iterable[Granted]) -> None:
    for each in dict.fromkeys(grants):
        Grant.objects.create(
            account=row, role=each.role, organisation=each.organisation, system=each.system
        )


def _refuse_without_administrator() -> None:
    if not queries.has_administrator():
        raise BaylineError(
            "nobody would be left who gives roles",
            why="this is the last administrator",
            do="make somebody else administrator first",
            zh=Words("这样就没有管理员了", "这是最后一位管理员", "请先让别人任管理员"),
        )


@transaction.atomic
def set_password(name: str, password: str) -> None:
    """Set a password; all sessions of the account end.

    Raises:
        BaylineError: There is no such account, or the password is weak.
    """
    row = queries.account(name)
    passwords.refuse_weak(password, name=row.name, display=row.display)
    row.password, row.stamp = passwords.hashed(password), _stamp()
    row.is_demonstration = False
    row.save(update_fields=["password", "stamp", "is_demonstration"])
    limiting.forget(row.name)


@transaction.atomic
def change_password(name: str, old: str, new: str) -> None:
    """Set the own password; all sessions of the account end.

    Raises:
        BaylineError: The old password is another, or the new one is weak.
    """
    row = queries.account(name)
    if not passwords.fits(old, row.password):
        raise BaylineError(
            "the present password is another",
            do="type it again, or ask the administrators for a new one",
            zh=Words("现在的密码不对", do="请重新输入，或请管理员重设"),
        )
    set_password(name, new)


@transaction.atomic
def set_active(name: str, *, is_active: bool) -> Person:
    """Close an account, which ends all its sessions, or open it again.

    Raises:
        BaylineError: There is no such account, or it is that of the last administrator.
    """
    row = queries.account(name)
    row.is_active, row.stamp = is_active, _stamp()
    row.save(update_fields=["is_active", "stamp"])
    _refuse_without_administrator()
    return queries.person(name)


def log_in(name: str, password: str, *, address: str, now: datetime) -> Account:
    """Give the account that a name and a password belong to.

    Unknown names and closed accounts cost as much work as wrong passwords, and are told the same.

    Args:
        name: As it was typed.
        password: As it was typed.
        address: Where it comes from.
        now: The present moment.

    Raises:
        BaylineError: It is none, or too many were wrong lately.
    """
    account = account_name(name)[:_LONGEST]
    attempt = limiting.admit(account, address, now=now)
    row = Account.objects.filter(name=account, is_active=True).first()
    if not passwords.fits(password, row.password if row else None) or row is None:
        raise BaylineError(
            "name or password is another",
            do="try again; who forgot the password asks an administrator for a new one",
            zh=Words("登录名或密码不对", do="请再试一次；忘了密码，请管理员重设"),
        )
    limiting.forgive(attempt)
    limiting.forget(account)
    return row


@transaction.atomic
def take_over_vouched(found: Vouched, *, at: datetime) -> Person:
    """Give the account of somebody whom a provider vouches for, with the roles it says.

    The first time the account is made. One of the same name that is not theirs stays untouched.

    Args:
        found: Whom it vouches for.
        at: The present moment.

    Raises:
        BaylineError: They have no role, their account is closed, or the name is another's.
    """
    row = Account.objects.filter(subject=found.subject).first()
    if not found.grants or (row is not None and not row.is_active):
        raise BaylineError(
            f"“{found.name[:_LONGEST]}” may not log in here",
            why="none of their groups has a role, or the account is closed",
            do="ask an administrator",
            zh=Words(
                f"“{found.name[:_LONGEST]}”不能登录", "所在的组没有角色，或账号已停用", "请找管理员"
            ),
        )
    if row is None:
        new = Person(
            account=found.account,
            name=found.name,
            organisation="",
            is_active=True,
            grants=found.grants,
            made=at,
        )
        made = create(new, password="")
        Account.objects.filter(name=made.account).update(subject=found.subject)
        return made
    row.grants.all().delete()
    _grant(row, found.grants)
    return queries.person(row.name)


@transaction.atomic
def add_demonstration(*, at: datetime) -> int:
    """Make the accounts of the demonstration, one for each role, where they are not there yet.

    Their names and passwords stand on the page to log in.

    Returns:
        How many were made.
    """
    names = {demonstration_name(role): role for role in Role}
    there = {*Account.objects.filter(name__in=names).values_list("name", flat=True)}
    missing = {name: role for name, role in names.items() if name not in there}
    for name, role in missing.items():
        person = Person(
            account=name,
            name=f"示范{role_word(role)}",
            organisation="",
            is_active=True,
            grants=(Granted(role=role),),
            made=at,
        )
        _made(person, name=name, display=person.name, password=demonstration_password(role))
    Account.objects.filter(name__in=missing).update(is_demonstration=True)
    return len(missing)
