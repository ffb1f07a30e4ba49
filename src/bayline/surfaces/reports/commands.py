"""`bayline report`: drafts, issued reports, the same bytes again, what changed as mail."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from bayline.platform.languages import either, is_chinese, spoken
from bayline.platform.terminal import complain, table_or_lines, write

if TYPE_CHECKING:
    from bayline.platform.reporting.actions import Reissued
    from bayline.platform.reporting.terms import Document, Issued

_PERIOD = click.option(
    "--period",
    required=True,
    metavar="PERIOD",
    help="2025Q3, 2025, 2025-09, or the key of an entry.",
)
_BY = click.option("--by", default="", help="Who does it.  [default: whoever is logged in here]")


@click.group()
def report() -> None:
    """Make reports with live figures, issue them, and make them again byte for byte."""


@report.command(name="list")
@table_or_lines
def list_reports(form: str) -> int:
    """List the templates of the pack and the reports that were issued.

    Exit status 1 where a template cannot be used; each fault is named with its file and line.
    """
    _open()
    from bayline.platform.reporting import looking, queries

    english = not is_chinese()
    rows: list[dict[str, str]] = [
        {
            "kind": "template",
            "name": of.name,
            "for": of.cadence,
            "title": of.called(english=english),
        }
        for of in looking.usable()
    ]
    rows += [
        {
            "kind": "issued",
            "id": one.id,
            "template": one.template,
            "period": one.edition,
            "title": one.title,
            "snapshot": one.publication,
            "moment": one.moment.isoformat(),
        }
        for one in queries.issues()
    ]
    for row in rows:
        words = orjson.dumps(row).decode() if form == "jsonl" else "\t".join(row.values())
        click.echo(words)
    wrong = [spoken(error) for error in looking.faults()]
    for one in wrong:
        complain(one)
    return 1 if wrong else 0


@report.command()
@click.argument("template")
@_PERIOD
@click.option(
    "--as-of",
    "as_of",
    default="",
    metavar="MOMENT",
    help="As the record stood then; now if left out.",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Which words.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="What to write: .pdf, .docx, .xlsx or .json.",
)
def draft(template: str, *, period: str, as_of: str, language: str, output: Path) -> int:
    """Make a draft as a file, with its gaps where a figure cannot be printed.

    Exit status 1 where there are gaps; each is named with its file and line.
    """
    _open()
    from bayline.platform.homes import told
    from bayline.platform.reporting import making, templates

    at = _moment(as_of)
    with told():
        of = templates.template(template, at)
        edition = making.edition_of(of, period, at)
        found = making.document_of(of, edition, language, at=at)
        form = output.suffix.removeprefix(".")
        data = _made(found, making.looks_of(of, at), form)
        problems = making.problems_said(
            of, edition, found, language="zh" if is_chinese() else "en", at=at
        )
    _put(output, data)
    for one in problems:
        complain(f"{one.where}: {one.asked}: {one.sentence}")
    return 1 if found.problems else 0


def _made(found: "Document", looks: object, form: str) -> bytes:
    from bayline.platform.reporting import making

    assert isinstance(looks, making.Looks)  # noqa: S101 - said by the caller
    if form == "json":
        return making.written(found.facts)
    if form not in {"pdf", "docx", "xlsx"}:
        raise click.UsageError(
            either(
                "请写.pdf、.docx、.xlsx或.json结尾的文件名", "name a .pdf, .docx, .xlsx or .json"
            )
        )
    return making.made(found.facts, looks, form)


@report.command()
@click.argument("template")
@_PERIOD
@_BY
@click.option(
    "--explain",
    multiple=True,
    metavar="KEY=REASON",
    help="Why a contradiction is left standing; may be given several times.",
)
def issue(template: str, *, period: str, by: str, explain: tuple[str, ...]) -> None:
    """Issue a report: freeze its figures, keep its bytes, show it to the public."""
    _open()
    from bayline.platform.freezing.lying import snapshots
    from bayline.platform.homes import told
    from bayline.platform.reporting import making, queries, templates
    from bayline.platform.reporting.actions import issue as issued

    explained = dict(one.partition("=")[::2] for one in explain)
    with told():
        of = templates.template(template)
        edition = making.edition_of(of, period)
        before = next(iter(queries.issues(template=of.name, edition=edition.name)), None)
        made = issued(
            of,
            edition,
            place=snapshots(),
            by=by or _whoever(),
            at=datetime.now(UTC),
            explained=explained,
        )
    click.echo(
        either(
            f"已签发{made.id}：{made.title}，快照{made.publication}。",
            f"issued {made.id}: {made.title}, snapshot {made.publication}",
        )
    )
    if before:
        _tell_since(before, made)
    for one in made.files:
        click.echo(f"{one.sha256}  {one.name}")


def _tell_since(before: "Issued", made: "Issued") -> None:
    """Say that the period was issued before, and what is otherwise now."""
    from bayline.platform.reporting import queries
    from bayline.platform.reporting.subscribing import since_issued

    names = {one.language for one in made.files if one.form == "json"}
    now = {one: queries.document_of(made, one) for one in sorted(names, reverse=True)}
    since = since_issued(before, now)
    day = before.recorded.astimezone().date()
    zh = f"这一期此前签发过：{before.id}（{day}），仍保留"
    en = f"this period was issued before: {before.id} ({day}), which is kept"
    if since.is_same:
        complain(either(f"{zh}；此后没有改动。", f"{en}; nothing changed since"))
    elif not since.changes:
        complain(
            either(f"{zh}；数字没有变，文字或出处有改动。", f"{en}; words changed, no figure did")
        )
    else:
        complain(either(f"{zh}；数字改动{len(since.changes)}处：", f"{en}; figures that changed:"))
    for one in since.changes:
        complain(f"{one.about}: {one.old or '—'} → {one.new or '—'}")


@report.command()
@click.argument("identifier", metavar="ID")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write the files there, as they were issued.",
)
def reissue(identifier: str, *, output: Path | None) -> int:
    """Make an issued report again and compare it byte for byte.

    Its figures are looked up again as of its moment and its files are made again. Exit status 1
    where anything differs; the files that were issued are given in any case.
    """
    _open()
    from bayline.platform.homes import told
    from bayline.platform.reporting.actions import reissue as again
    from bayline.platform.reporting.actions.reissuing import write_out

    with told():
        found = again(identifier)
        names = write_out(found.issued, output) if output else ()
    _tell_differences(found)
    for name in names:
        click.echo(name)
    if found.is_same:
        click.echo(
            either(
                f"{found.files}个文件逐字节相同，数字与资料相符。",
                f"{found.files} files are the same, byte for byte, and so are the figures",
            )
        )
    return 0 if found.is_same else 1


def _tell_differences(found: "Reissued") -> None:
    for name in found.damaged:
        complain(either(f"{name}与签发时不符", f"{name} is not what was issued"))
    for name in found.differing:
        complain(
            either(
                f"{name}现在编出来不同，给出的是签发时的文件",
                f"{name} is made otherwise now; the issued file is given",
            )
        )
    for name, then, now in found.versions:
        complain(either(f"签发时{name} {then}，现在{now}", f"{name} was {then} and is {now}"))
    for language, changes in found.figures.items():
        for one in changes:
            complain(f"{language} {one.about}: {one.old or '—'} → {one.new or '—'}")
    if found.unresolved:
        complain(found.unresolved)


@report.command()
@click.argument("identifier", metavar="ID")
@table_or_lines
def changes(identifier: str, form: str) -> None:
    """Say what changed from the report before to this one, figure by figure."""
    _open()
    from bayline.platform.reporting.subscribing import changes_since_last

    for one in changes_since_last(_issued(identifier)):
        row = {"about": one.about, "old": one.old, "new": one.new, "kind": one.kind, "why": one.why}
        words = f"{one.about}\t{one.old or '—'} → {one.new or '—'}\t{one.why}"
        click.echo(orjson.dumps(row).decode() if form == "jsonl" else words)


def _issued(identifier: str) -> "Issued":
    from bayline.platform.reporting import queries

    return queries.issue(identifier)


@report.command()
@click.option("--print", "is_printed", is_flag=True, help="Print the text instead of sending it.")
@click.option("--to", multiple=True, metavar="ADDRESS", help="Whom to send it to.")
@click.option("--owner", default="", help="Only the promises of this owner.")
def mail(*, is_printed: bool, to: tuple[str, ...], owner: str) -> None:
    """Tell by mail what changed since the last report and which promises are overdue."""
    _open()
    from bayline.platform.homes import told
    from bayline.platform.reporting.mailing import mail_text, send

    with told():
        subject, text = mail_text(now=datetime.now(UTC), owner=owner, english=not is_chinese())
    if is_printed or not to:
        write(f"{subject}\n\n{text}")
        return
    send(subject, text, to=to)
    click.echo(either(f"已发给{'、'.join(to)}。", f"sent to {', '.join(to)}"), err=True)


def _open() -> None:
    from bayline.platform.homes import open_home

    open_home()


def _moment(written: str) -> datetime:
    from bayline.platform.asking import moment_of

    return moment_of(written, where="--as-of") if written else datetime.now(UTC)


def _put(output: Path, data: bytes) -> None:
    from bayline.kernel.errors import BaylineError, Words
    from bayline.platform.languages import reason_in_chinese

    try:
        output.write_bytes(data)
    except OSError as error:
        raise BaylineError(
            "the file cannot be written",
            where=str(output),
            why=error.strerror or str(error),
            do="choose another",
            zh=Words("文件写不进去", reason_in_chinese(error), "请换一个位置"),
        ) from None


def _whoever() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or either("经办人", "operator")
