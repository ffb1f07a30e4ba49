"""The commands of publishing: freeze the record, make a publication again, compare two."""

import os
from datetime import UTC, datetime

import click

from bayline.platform.languages import either
from bayline.platform.terminal import table_or_lines


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
    from bayline.platform.freezing.lying import snapshots

    now = datetime.now(UTC)
    name = title or either(f"{now.date()}发布", f"Published on {now.date()}")
    with told():
        made = published(snapshots(), title=name, by=by or _whoever(), at=now)
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
    from bayline.platform.freezing.lying import snapshots

    with told():
        found = again(snapshots(), identifier)
    for name in (*found.differing, *found.lacking):
        click.echo(name)
    for name, then, now in found.versions:
        made_by = either(f"当时{name} {then}，现在{now}", f"{name} was {then} and is {now}")
        click.echo(made_by, err=True)
    if found.versions:
        click.echo(
            either("要逐字节相同，请用当时的版本。", "use those for the same bytes"), err=True
        )
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


@publish.command(name="diff")
@click.argument("earlier", metavar="A")
@click.argument("later", metavar="B")
@table_or_lines
def differences(earlier: str, later: str, form: str) -> None:
    """Say what changed from publication A to publication B, figure by figure."""
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.platform.freezing.comparing import Pair, changes
    from bayline.platform.freezing.lying import snapshots

    with told():
        pair = Pair(snapshots(), earlier, later)
        found = changes(pair)
    for part, (_total, listed) in found.items():
        for one in listed:
            click.echo(one.line() if form == "jsonl" else f"{part}\t{one.words()}")
    if form == "table":
        added, corrected, withdrawn = (total for total, _listed in found.values())
        click.echo(
            either(
                f"新增{added}，更正{corrected}，撤回{withdrawn}",
                f"{added} added, {corrected} corrected, {withdrawn} withdrawn",
            ),
            err=True,
        )


@publish.command()
@click.option("--publication", default="", metavar="ID", help="Take back a whole publication.")
@click.option("--document", default="", metavar="SHA256", help="Take back a document from all.")
@click.option("--claim", default="", metavar="ID", help="Take back one figure from all.")
@click.option("--reason", required=True, help="Why; the public is told.")
@click.option("--by", default="", help="Who does it.  [default: whoever is logged in here]")
def retract(publication: str, document: str, claim: str, reason: str, by: str) -> None:
    """Take something back from the public at once: it is wrong, or it concerns a person."""
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.platform.publishing.actions import retract as retracted
    from bayline.platform.publishing.terms import Retracted

    named = [one for one in (publication, document, claim) if one]
    if len(named) != 1:
        raise click.UsageError(
            either(
                "请只写 --publication、--document、--claim 中的一个",
                "give exactly one of --publication, --document, --claim",
            )
        )
    one = Retracted(
        publication=publication,
        source=document,
        claim=claim,
        reason=reason,
        by=by or _whoever(),
        recorded=datetime.now(UTC),
    )
    with told():
        retracted(one)
    click.echo(either(f"{named[0]}已撤下。", f"{named[0]} is taken back"))
