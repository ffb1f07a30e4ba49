"""The commands of the record: build it from a pack, write it back, verify it, begin a region."""

from pathlib import Path

import click

from bayline.platform.languages import either


@click.command()
@click.argument("pack", metavar="PACK", type=click.Path(path_type=Path))
@click.option("--keep", is_flag=True, help="Leave a home that holds a record as it is.")
def build(pack: Path, *, keep: bool) -> None:
    """Build the record of a region from its pack, a folder of plain files.

    All of it is built, or nothing: a broken pack is refused with file, row, column and reason.
    """
    from bayline.platform.homes import open_home, told
    from bayline.platform.packs.opening import opened_pack

    opened = opened_pack(pack)
    open_home()
    from django.utils import timezone

    from bayline.kernel.reviews import Review
    from bayline.platform.record import queries
    from bayline.systems.reading.actions.building import build as built

    if keep and not queries.is_empty():
        click.echo(
            either("家文件夹里已有资料，没有改动。", "the home holds a record; kept"), err=True
        )
        return
    with told():
        made = built(opened, at=timezone.now())
    accepted, waiting = made.claims[Review.ACCEPTED], made.claims[Review.PROPOSED]
    click.echo(
        either(
            f"{opened.region.name}：{made.documents}份文件，已审{accepted}条，待审{waiting}条，"
            f"核对结果{made.findings}条。",
            f"{opened.region.name_en or opened.region.name}: {made.documents} documents, "
            f"{accepted} claims accepted, {waiting} to review, {made.findings} results of checks",
        )
    )


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
def export(folder: Path) -> None:
    """Write the record back as a pack; building it gives the same record."""
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.systems.reading.actions.exporting import export as exported

    with told():
        count = exported(folder)
    click.echo(either(f"已写出{count}个文件。", f"{count} files written"))


@click.command()
def verify() -> int:
    """Go through the record: every hash, every link of every chain.

    Exits with 1 if anything was changed, dropped, put in or reordered.
    """
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.platform.packs.queries import faults as faults_of_files
    from bayline.platform.record.verifying import verify as verified
    from bayline.platform.registers.queries import faults as faults_of_registers

    with told():
        found = verified()
        faults = (*found.faults, *faults_of_files(), *faults_of_registers())
    for fault in faults:
        click.echo(fault)
    rows = sum(found.rows.values())
    if not faults:
        click.echo(either(f"{rows}行，每一环都相符。", f"{rows} rows, every link holds"))
    return 1 if faults else 0


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
            f"已建{folder}。写好documents里的文件后，用 bayline build {folder} 装入。",
            f"{folder} is there; put documents into it, then: bayline build {folder}",
        )
    )
