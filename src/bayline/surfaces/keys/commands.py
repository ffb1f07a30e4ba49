"""Keys from the command line."""

import json
from datetime import UTC, date, datetime

import click

from bayline.platform.keys.terms import Key, Scope
from bayline.platform.languages import either
from bayline.platform.terminal import escaped, text_or_json

_COMMAND_LINE = "命令行"


@click.group()
def key() -> None:
    """Make keys for programs, list them, take them back."""


@key.command()
@click.argument("name", metavar="NAME")
@click.option("--organisation", required=True, help="Whose program it is.")
@click.option(
    "--scope",
    type=click.Choice([Scope.READ.value, Scope.WRITE.value]),
    default=Scope.READ.value,
    show_default=True,
    help="What it may do.",
)
@click.option(
    "--expires",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day on which it no longer works.  [default: it does not end]",
)
@click.option("--by", default=_COMMAND_LINE, help="Who makes it.")
def create(name: str, *, organisation: str, scope: str, expires: datetime | None, by: str) -> None:
    """Make a key; NAME says what it is for. It is shown now and never again."""
    _open()
    from bayline.platform.keys.actions import create as made

    wanted = Key(
        id="",
        name=name,
        organisation=organisation,
        scope=Scope(scope),
        made=datetime.now(UTC),
        made_by=by,
        expires=expires.date() if expires else None,
    )
    key, shown = made(wanted)
    _note("key create", key)
    click.echo(either("只显示这一次，请存好：", "shown this once; keep it:"), err=True)
    click.echo(shown)


@key.command(name="list")
@text_or_json
def list_(form: str) -> None:
    """List all keys, those made last first."""
    _open()
    from bayline.platform.keys import queries

    found = queries.made_keys()
    if form == "json":
        from bayline.platform.pages import plain

        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=1))
        return
    today = datetime.now(UTC).date()
    for one in found:
        click.echo(escaped(_line(one, today)))


def _line(one: Key, today: date) -> str:
    state = either("有效", "works") if one.works(today) else either("已失效", "ended")
    used = one.used.isoformat() if one.used else either("未用过", "never used")
    return "  ".join((one.id, one.scope.value, state, used, one.organisation, one.name))


@key.command()
@click.argument("identifier", metavar="KEY")
def revoke(identifier: str) -> None:
    """Take a key back; KEY is what the list calls it."""
    _open()
    from bayline.platform.keys.actions import revoke as taken_back

    _note("key revoke", taken_back(identifier, at=datetime.now(UTC)))
    click.echo(either(f"钥匙{identifier}已收回。", f"key {identifier} no longer works"))


def _note(words: str, key: Key) -> None:
    """Note what was done to a key in the log of writes, as the pages do."""
    from bayline.platform.people.noting import note_command

    note_command(words, about=key.id, at=datetime.now(UTC))


def _open() -> None:
    from bayline.platform.homes import open_home

    open_home()
