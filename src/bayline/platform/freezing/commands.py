"""The commands of publishing: freeze the record, make a publication again, compare two."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from bayline.platform.languages import either


def _place() -> Path:
    from django.conf import settings

    return Path(settings.HOME) / "snapshots"


@click.group(invoke_without_command=True)
@click.option("--title", default="", help="What the publication is called.")
@click.option("--by", default="", help="Who publishes.  [default: whoever is logged in here]")
@click.pass_context
def publish(ctx: click.Context, title: str, by: str) -> None:
    """Freeze the record as it stands and show it to the public.

    What is accepted, in documents that may be shown, is written into a folder under its own id:
    Parquet, JSON, CSV and HTML. It never changes; what changes later shows with the next one.
    """
    if ctx.invoked_subcommand is not None:
        return
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.platform.freezing.actions import publish as published

    now = datetime.now(UTC)
    name = title or either(f"{now.date()}发布", f"Published on {now.date()}")
    with told():
        made = published(_place(), title=name, by=by or _whoever(), at=now)
    facts = made.facts
    click.echo(
        either(
            f"已发布{made.id}：文件{facts.sources}份，已审{facts.claims}条，"
            f"其中数字{facts.figures}个。",
            f"published {made.id}: {facts.sources} documents, {facts.claims} claims, "
            f"{facts.figures} of them figures",
        )
    )


def _whoever() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or either("经办人", "operator")


@click.command()
@click.argument("identifier", metavar="ID")
def republish(identifier: str) -> int:
    """Make a publication again from the record, and compare it byte for byte.

    Exit status 1 where a file differs; what differs is named.
    """
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.platform.freezing.actions import republish as again

    with told():
        found = again(_place(), identifier)
    for name in (*found.differing, *found.lacking):
        click.echo(name)
    for name, then, now in found.versions:
        made_by = either(f"当时{name} {then}，现在{now}", f"{name} was {then} and is {now}")
        click.echo(made_by, err=True)
    for name in found.chains:
        wrong = either(f"{name}与发布时不同", f"{name} is not what it was")
        click.echo(wrong, err=True)
    if found.is_same:
        back = either("，已放回原处", ", and is in its place again") if found.is_restored else ""
        click.echo(
            either(
                f"{found.files}个文件逐字节相同{back}。",
                f"{found.files} files are the same, byte for byte{back}",
            )
        )
    return 0 if found.is_same else 1
