"""The commands of the record: build it from a pack, write it back, begin a region."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, spoken
from bayline.platform.terminal import complain

if TYPE_CHECKING:
    from bayline.platform.packs.terms import Pack


@click.command()
@click.argument("pack", metavar="PACK", type=click.Path(path_type=Path))
@click.option("--keep", is_flag=True, help="Leave a home that holds a record as it is.")
@click.option(
    "--keys",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="File of keys that opens the personal values of the pack.",
)
@click.option(
    "--convert", is_flag=True, help="Convert shapes that state GCJ-02 or BD-09 to WGS-84."
)
@click.option(
    "--demo-accounts",
    is_flag=True,
    help="Make an account for each role, with passwords that everybody may know.",
)
@click.option(
    "--publish",
    is_flag=True,
    help="Publish a demonstration, where nothing is published yet.",
)
def build(
    pack: Path, *, keep: bool, keys: Path | None, convert: bool, demo_accounts: bool, publish: bool
) -> None:
    """Build the record of a region from its pack, a folder of plain files.

    All of it is built, or nothing: a broken pack is refused with file, row, column and reason.
    """
    from bayline.platform.homes import open_home, told
    from bayline.platform.packs.opening import opened_pack

    now = datetime.now(UTC)
    opened = opened_pack(pack, now=now, convert=convert)
    if demo_accounts and not opened.region.is_demonstration:
        raise _no_demonstration(str(pack))
    open_home()
    if demo_accounts:
        _add_accounts(now)
    from bayline.platform.record.queries import is_empty

    if keep and not is_empty():
        click.echo(
            either("家文件夹里已有资料，没有改动。", "the home holds a record; kept"), err=True
        )
    else:
        with told():
            _build(opened, now=now, keys=keys)
    if publish and opened.region.is_demonstration:
        with told():
            _publish_first()


def _build(opened: "Pack", *, now: datetime, keys: Path | None) -> None:
    from bayline.kernel.reviews import Review
    from bayline.systems.reading.actions.building import build as built
    from bayline.systems.reading.actions.keyrings import read_keys

    made = built(opened, at=now, keys=read_keys(keys) if keys else {})
    accepted, waiting = made.claims[Review.ACCEPTED], made.claims[Review.PROPOSED]
    click.echo(
        either(
            f"{opened.region.name}：{made.documents}份文件，已审{accepted}条，待审{waiting}条，"
            f"核对结果{made.findings}条。",
            f"{opened.region.name_en or opened.region.name}: {made.documents} documents, "
            f"{accepted} claims accepted, {waiting} to review, {made.findings} results of checks",
        )
    )
    if opened.region.is_demonstration:
        from bayline.platform.packs.beginning import begin_all

        begin_all()
    from bayline.platform.reporting.looking import faults

    for error in faults():
        complain(
            either(f"报告模板用不了：{spoken(error)}", f"a report cannot be made: {spoken(error)}")
        )


def _publish_first() -> None:
    """Show a demonstration to the public, unless something was published before."""
    from bayline.platform.freezing.actions import publish
    from bayline.platform.freezing.lying import snapshots
    from bayline.platform.publishing.queries import publications

    if publications():
        return
    made = publish(snapshots(), title="首期", by="示范", at=datetime.now(UTC))
    click.echo(either(f"已发布首期{made.id}。", f"published {made.id}"))
    _issue_first(snapshots())


def _issue_first(place: Path) -> None:
    """Issue the first edition of each template that names one, where its figures can be printed."""
    from bayline.platform.reporting import looking, making
    from bayline.platform.reporting.actions import issue

    for of in looking.usable():
        if of.opens:
            edition = making.edition_of(of, of.opens)
            try:
                made = issue(of, edition, place=place, by="示范", at=datetime.now(UTC))
            except BaylineError as error:
                complain(spoken(error))
            else:
                click.echo(either(f"已签发{made.title}{made.id}。", f"issued {made.id}"))


def _no_demonstration(pack: str) -> BaylineError:
    return BaylineError(
        "only a demonstration has accounts that everybody knows",
        where=pack,
        why="its region.toml does not say demonstration = true",
        do="leave --demo-accounts out, and make accounts with bayline user create",
        zh=Words(
            "只有示范才建人人知道密码的账号",
            "region.toml没有写demonstration = true",
            "请不写 --demo-accounts，用 bayline user create 建账号",
        ),
    )


def _add_accounts(now: datetime) -> None:
    from bayline.platform.people.actions import add_demonstration

    count = add_demonstration(at=now)
    if count:
        click.echo(
            either(
                f"已建{count}个示范账号，登录名和密码写在登录页上。",
                f"{count} accounts of the demonstration; the log-in page names them",
            ),
            err=True,
        )


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--keys",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the keys of personal values into this new file.",
)
def export(folder: Path, *, keys: Path | None) -> None:
    """Write the record back as a pack; building it gives the same record.

    Personal values stay sealed in it. They open in another home only with their keys, which are
    never part of the pack.
    """
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.platform.publishing.queries import publications
    from bayline.systems.reading.actions.exporting import export as exported
    from bayline.systems.reading.actions.keyrings import write_keys

    with told(), _keys_beside(keys, write_keys):
        count = exported(folder)
    click.echo(either(f"已写出{count}个文件。", f"{count} files written"))
    if publications():
        left_out = either(
            "发布过的各期不在资料包里：它们属于这个家文件夹；要一起换机器，请用 bayline backup。",
            "publications are no part of a pack: they belong to this home; "
            "`bayline backup` takes them along",
        )
        click.echo(left_out, err=True)


@contextmanager
def _keys_beside(file: Path | None, write: Callable[[Path], int]) -> Iterator[None]:
    """Write the keys first, and take them away if the pack cannot be written: both, or neither."""
    if file is None:
        yield
        return
    write(file)
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise


@click.command()
@click.argument("subject", metavar="REGISTER/KEY")
@click.option("--by", required=True, help="Who erases.")
@click.option("--reason", required=True, help="On whose wish, or by which rule.")
def erase(subject: str, *, by: str, reason: str) -> None:
    """Erase the personal values of one entry for good, in every version and every copy."""
    from bayline.platform.homes import open_home, told

    open_home()
    from django.utils import timezone

    from bayline.platform.seals.actions import erase as erased

    with told():
        erased(subject, by=by, at=timezone.now(), reason=reason)
    click.echo(
        either(
            f"“{subject}”的个人信息已删除，打不开了。",
            f"personal values of “{subject}” are erased",
        )
    )
    kept = either(
        "以前用 --keys 另存的钥匙文件还打得开以前的备份和导出：请销毁那些文件，另存新的。",
        "files of keys that were written before still open backups and exports of that time: "
        "destroy them and write new ones",
    )
    click.echo(kept, err=True)


@click.command(name="new-region")
@click.argument("name", metavar="NAME")
@click.option(
    "--in",
    "parent",
    type=click.Path(path_type=Path),
    default=Path("regions"),
    show_default=True,
    help="Folder that packs lie in.",
)
def new_region(name: str, *, parent: Path) -> None:
    """Begin the pack of another region: a folder with what is needed and what it means."""
    from bayline.systems.reading.actions.beginning import begin

    folder = begin(name, parent=parent)
    click.echo(
        either(
            f"已建{folder}，每类各有一个样例。改成自己的，再用 bayline build {folder} 装入。",
            f"{folder} holds an example of each; make them yours, then: bayline build {folder}",
        )
    )
