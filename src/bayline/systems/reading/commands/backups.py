"""The commands of backups: make one, restore one, bring an older home up to date."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, reason_in_chinese

if TYPE_CHECKING:
    from bayline.platform.backups.reading import Archive
    from bayline.platform.record.walking import Head

_STAGE = ".restoring"
_STAYS = frozenset({"secret.key", _STAGE})  # what may lie in a home that is restored into
_FILE = "bayline.sqlite3"


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--keys",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the keys of personal values into this new file.",
)
def backup(file: Path, *, keys: Path | None) -> None:
    """Write all that the home keeps into one archive, while others go on working.

    The archive is read back before it gets its name. The home's secret key, sessions and the keys
    of personal values are not in it.
    """
    from bayline.platform.homes import open_home, told

    open_home()
    from django.conf import settings

    from bayline.platform.backups.writing import back_up
    from bayline.systems.reading.actions.keyrings import write_keys

    with told():
        made = back_up(file, home=settings.HOME, at=datetime.now(UTC), version=version("bayline"))
        if keys is not None:
            write_keys(keys)
    _tell_heads(made.manifest.heads)
    rows = sum(one.rows for one in made.manifest.tables.values())
    click.echo(
        either(
            f"{file}：{rows}行，{len(made.manifest.blobs)}个文件，{made.size}字节，已读回核对。",
            f"{file}: {rows} rows, {len(made.manifest.blobs)} files, {made.size} bytes, "
            "read back and checked",
        ),
        err=True,
    )


def _tell_heads(heads: Mapping[str, "Head"]) -> None:
    for chain, head in heads.items():
        click.echo(f"{chain} {head.length} {head.digest}")


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--keys",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="File of keys that opens the personal values of the backup.",
)
@click.option(
    "--despite-faults",
    is_flag=True,
    help="Restore a record that does not verify as well, to see what is wrong with it.",
)
def restore(file: Path, *, keys: Path | None, despite_faults: bool) -> int:
    """Restore a backup into an empty home, on this machine or another, on either database.

    All of it is restored and verified, or nothing. Exits with 1 if the record does not verify.
    """
    from django.conf import settings

    from bayline.platform.backups.reading import Archive

    home: Path = settings.HOME
    _refuse_full_home(home)
    with _opened(file) as opened, Archive(opened, where=str(file)) as archive:
        archive.check()
        with _staged(home) as stage:
            archive.refuse_larger(shutil.disk_usage(stage).free)
            faults, heads = _restored(archive, stage, where=str(file), keys=keys)
            for fault in faults:
                click.echo(fault, err=True)
            if faults and not despite_faults:
                return _left_out()
            _move_up(stage, home)
    _tell_heads(heads)
    return 1 if faults else _restored_well(home)


def _left_out() -> int:
    """Leave nothing of a record that does not verify."""
    from django.db import connection

    from bayline.platform.backups.restoring import unload

    if connection.vendor != "sqlite":  # whose file goes with the folder that it was made in
        unload()
    click.echo(
        either(
            "这份备份里的资料核对不上，没有恢复。要看错在哪里，请加 --despite-faults。",
            "the record in the backup does not verify; nothing was restored. "
            "To look at what is wrong, use --despite-faults.",
        ),
        err=True,
    )
    return 1


def _restored_well(home: Path) -> int:
    click.echo(
        either(f"已恢复到{home}，每一环都相符。", f"restored into {home}, every link holds"),
        err=True,
    )
    return 0


def _refuse_full_home(home: Path) -> None:
    there = {path.name for path in home.iterdir()} if home.is_dir() else set()
    if there - _STAYS:
        raise BaylineError(
            "the home is not empty",
            where=str(home),
            why=f"“{min(there - _STAYS)}” lies in it",
            do="name another folder with --home",
            zh=Words(
                "家文件夹不是空的",
                f"里面有“{min(there - _STAYS)}”",
                "请用 --home 换一个文件夹",
            ),
        )


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        with file.open("rb") as opened:
            yield opened
    except OSError as error:
        raise BaylineError(
            "the backup cannot be restored",
            where=error.filename or str(file),
            why=error.strerror or str(error),
            do="see whether file and home can be read and written",
            zh=Words("备份恢复不了", reason_in_chinese(error), "请看文件和家文件夹能否读写"),
        ) from None


@contextmanager
def _staged(home: Path) -> Iterator[Path]:
    """Make a folder inside the home in which all is made ready; it goes when it is not needed."""
    stage = home / _STAGE
    shutil.rmtree(stage, ignore_errors=True)  # of one that was killed
    stage.mkdir(parents=True)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _restored(
    archive: "Archive", stage: Path, *, where: str, keys: Path | None
) -> tuple[tuple[str, ...], Mapping[str, "Head"]]:
    """Load an archive into the database and a folder; gives what does not verify, and the heads."""
    _choose_database(stage)
    import django

    from bayline.platform.homes import migrate, opening_turn, told

    django.setup()
    with told(), opening_turn():
        from bayline.platform.backups.restoring import load, unpack_folders
        from bayline.platform.seals.actions import restore_keys
        from bayline.systems.reading.actions.keyrings import read_keys
        from bayline.systems.reading.queries import verifying

        opens = read_keys(keys) if keys else {}
        load(archive, where=where)
        unpack_folders(archive, stage)
        migrate()
        restore_keys(opens)
        found = verifying.verified(archive.manifest.heads)
        _close()
    return found.faults, found.heads


def _choose_database(stage: Path) -> None:
    """Let the database of a home without a server be made in the folder where all is made ready."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["NAME"] == str(settings.HOME / _FILE):
        database["NAME"] = str(stage / _FILE)


def _close() -> None:
    """Leave the database in one file."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def _move_up(stage: Path, home: Path) -> None:
    """Put all into the home, the database last: with it the home is one."""
    for path in sorted(stage.iterdir(), key=lambda path: path.name == _FILE):
        path.rename(home / path.name)


@click.command()
@click.option(
    "--backup",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the backup goes that is made first; else into the folder backups of the home.",
)
def upgrade(file: Path | None) -> int:
    """Bring the tables of an older home to this version, after a backup.

    Whatever stops it, the home can be upgraded again, or its backup restored.
    """
    import django

    from bayline.platform.homes import migrate, opening_turn, told

    django.setup()
    with told(), opening_turn():
        from bayline.platform import migrating
        from bayline.systems.reading.queries import verifying

        if migrating.strange_migrations():
            raise migrating.too_new()
        steps = len(migrating.missing_migrations())
        if not steps:
            migrate()  # what follows the last step may have been cut off
            click.echo(either("已是这个版本，没有改动。", "the home is up to date"), err=True)
            return 0
        heads = _backed_up(file) if migrating.has_rows() else {}
        migrate()
        found = verifying.verified(heads)
    for fault in found.faults:
        click.echo(fault)
    click.echo(either(f"已完成{steps}步。", f"{steps} steps done"), err=True)
    return 1 if found.faults else 0


def _backed_up(file: Path | None) -> Mapping[str, "Head"]:
    from django.conf import settings

    from bayline.platform.backups.writing import back_up

    now = datetime.now(UTC)
    if file is None:
        folder = settings.HOME / "backups"
        folder.mkdir(mode=0o700, exist_ok=True)
        file = folder / f"before-{version('bayline')}-{now:%Y%m%dT%H%M%S}.zip"
    made = back_up(file, home=settings.HOME, at=now, version=version("bayline"))
    click.echo(either(f"已备份到{file}。", f"backed up into {file}"), err=True)
    return made.manifest.heads
