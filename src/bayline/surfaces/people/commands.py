"""Accounts from the command line; the first administrator is made here."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.people.naming import role_word
from bayline.platform.people.terms import Grant, Person, Role
from bayline.platform.terminal import escaped, text_or_json

if TYPE_CHECKING:
    from types import ModuleType

_ROLES = tuple(role.name.lower() for role in Role)
_password_option = click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from standard input, one line, instead of asking for it.",
)


@click.group()
def user() -> None:
    """Make accounts, give roles and passwords, close accounts."""


@user.command()
@click.argument("account", metavar="ACCOUNT")
@click.option("--name", help="Name written beside what they do.  [default: ACCOUNT]")
@click.option(
    "--role",
    "roles",
    metavar="ROLE[:SYSTEM]",
    multiple=True,
    help="A role, for one system where it is named; may be given again.  [default: viewer]",
)
@click.option(
    "--organisation",
    default="",
    help="Code of the organisation they work for; `user role` limits rights to one.",
)
@_password_option
def create(
    account: str,
    *,
    name: str | None,
    roles: tuple[str, ...],
    organisation: str,
    password_stdin: bool,
) -> None:
    """Make an account; ACCOUNT is what is typed to log in.

    The first one must be that of an administrator.
    """
    person = Person(
        account=account,
        name=name or account,
        organisation=organisation,
        is_active=True,
        grants=_grants(roles or ("viewer",), organisation=""),
        made=datetime.now(UTC),
    )
    actions = _opened()
    _refuse_unknown_systems(person.grants)
    _refuse_first_without_rights(person)
    made = actions.create(person, password=_password(is_piped=password_stdin))
    _noted("user create", made)


@user.command(name="list")
@text_or_json
def list_(form: str) -> None:
    """List all accounts with their roles."""
    _opened()
    from bayline.platform.people import queries

    people = queries.people()
    if form == "json":
        click.echo(json.dumps([_plain(one) for one in people], ensure_ascii=False, indent=1))
        return
    for one in people:
        click.echo(_line(one))


@user.command()
@click.argument("account", metavar="ACCOUNT")
@click.argument("roles", metavar="[ROLE[:SYSTEM]]...", nargs=-1)
@click.option("--organisation", default="", help="Code of the organisation the roles are held for.")
def role(account: str, roles: tuple[str, ...], *, organisation: str) -> None:
    """Give an account these roles and no others; without any it only sees what is published."""
    grants, actions = _grants(roles, organisation=organisation), _opened()
    _refuse_unknown_systems(grants)
    _noted("user role", actions.set_grants(_known(account), grants))


@user.command()
@click.argument("account", metavar="ACCOUNT")
@_password_option
def password(account: str, *, password_stdin: bool) -> None:
    """Set a new password; all sessions of the account end."""
    actions = _opened()
    actions.set_password(_known(account), _password(is_piped=password_stdin))
    _note("user password", _known(account))
    click.echo(either("密码已改，登录都已结束。", "the password is set; all sessions have ended"))


@user.command()
@click.argument("account", metavar="ACCOUNT")
@click.option("--undo", is_flag=True, help="Open the account again.")
def deactivate(account: str, *, undo: bool) -> None:
    """Close an account, which ends its sessions; what it did stays under its name."""
    _noted("user deactivate", _opened().set_active(_known(account), is_active=undo))


def _noted(words: str, person: Person) -> None:
    """Note what was done to an account, and tell how it stands."""
    _note(words, person.account)
    click.echo(_line(person))


def _note(words: str, account: str) -> None:
    from bayline.platform.people.noting import note_command

    note_command(words, about=account, at=datetime.now(UTC))


def _opened() -> "ModuleType":
    """Open the home, and give what is done to accounts."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.platform.people import actions

    return actions


def _known(account: str) -> str:
    from bayline.platform.people.actions import account_name

    return account_name(account)


def _refuse_first_without_rights(person: Person) -> None:
    from bayline.platform.people import queries

    rights = {grant.role for grant in person.grants if not grant.system}
    if queries.is_empty() and Role.ADMINISTRATOR not in rights:
        raise BaylineError(
            "the first account must be that of an administrator",
            why="nobody else could give roles on the pages",
            do="add --role administrator",
            zh=Words(
                "第一个账号要是管理员", "否则网页上没有人能给角色", "请加上 --role administrator"
            ),
        )


def _refuse_unknown_systems(grants: Iterable[Grant]) -> None:
    """Refuse a role for a system there is not: the code of an office, say."""
    from bayline.surfaces.people.systems import systems

    unknown = next((one.system for one in grants if one.system not in {"", *systems()}), "")
    if unknown:
        listed = ", ".join(systems())
        raise BaylineError(
            f"there is no system “{unknown[:40]}”",
            why="behind the colon stands a system, an office behind `user role --organisation`",
            do=f"write one of {listed}",
            zh=Words(
                f"没有“{unknown[:40]}”这个系统",
                "冒号后写系统；单位用user role的--organisation写明",
                f"请写{listed}之一",
            ),
        )


def _grants(written: Iterable[str], *, organisation: str) -> tuple[Grant, ...]:
    return tuple(_grant(one, organisation=organisation) for one in written)


def _grant(written: str, *, organisation: str) -> Grant:
    name, _colon, system = written.partition(":")
    if name.lower() not in _ROLES:
        raise BaylineError(
            f"“{name[:40]}” is no role",
            do=f"give one of {', '.join(_ROLES)}",
            zh=Words(f"没有“{name[:40]}”这个角色", do=f"请写{'、'.join(_ROLES)}之一"),
        )
    return Grant(role=Role[name.upper()], organisation=organisation, system=system)


def _password(*, is_piped: bool) -> str:
    if is_piped:
        return sys.stdin.readline().rstrip("\r\n")
    asked = either("密码", "Password")
    again = either("再输一次", "Once more")
    typed: str = click.prompt(asked, hide_input=True, confirmation_prompt=again, err=True)
    return typed


def _line(one: Person) -> str:
    language = either("zh", "en")
    roles = ", ".join(_said(grant, language) for grant in one.grants) or either(
        "没有角色", "no role"
    )
    closed = "" if one.is_active else either("（已停用）", " (closed)")
    where = f" · {one.organisation}" if one.organisation else ""
    return escaped(f"{one.account}\t{one.name}{where}\t{roles}{closed}").replace("\\t", "\t")


def _said(grant: Grant, language: str) -> str:
    where = ":".join(filter(None, (grant.system, grant.organisation)))
    word = role_word(grant.role, language)
    return f"{word}[{where}]" if where else word


def _plain(one: Person) -> dict[str, object]:
    return {
        "account": one.account,
        "name": one.name,
        "organisation": one.organisation,
        "is_active": one.is_active,
        "roles": [
            {
                "role": grant.role.name.lower(),
                "system": grant.system,
                "organisation": grant.organisation,
            }
            for grant in one.grants
        ],
        "made": one.made.isoformat(),
    }
