"""A backup holds all that a home keeps, comes back on either engine, or is refused as it is."""

import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import connection, transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.backups.reading import Archive
from bayline.platform.backups.restoring import load, unpack_folders
from bayline.platform.backups.terms import MANIFEST
from bayline.platform.backups.writing import Made, back_up
from bayline.platform.homes import migrate
from bayline.platform.packs.actions import keep_files
from bayline.systems.reading.queries.verifying import verified

pytestmark = pytest.mark.storage

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
Empty = Callable[[str], AbstractContextManager[str]]


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """A home with a folder of its own, beside what is in no backup."""
    home = tmp_path / "home"
    (home / "publications/2021").mkdir(parents=True)
    (home / "publications/2021/figures.parquet").write_bytes(b"PAR1 35")
    (home / "publications/2021/同样.parquet").write_bytes(b"PAR1 35")
    (home / "backups").mkdir()
    (home / "backups/old.zip").write_bytes(b"old")
    (home / "secret.key").write_text("never told")
    (home / "publications/2021/link").symlink_to(home / "secret.key")
    return home


@pytest.fixture
def archive(empty_database: Empty, folders: Path, tmp_path: Path, request: pytest.FixtureRequest):
    """Makes a backup of a full home on a kind of database; gives the file and what it holds."""

    def archive(kind: str = "sqlite") -> tuple[Path, Made]:
        file = tmp_path / "backup.zip"
        with empty_database(kind):
            migrate()
            request.getfixturevalue("full_home")
            return file, back_up(file, home=folders, at=NOON, version="1")

    return archive


def restored(file: Path, home: Path) -> None:
    with file.open("rb") as opened, Archive(opened, where=file.name) as archive:
        archive.check()
        load(archive, where=file.name)
        unpack_folders(archive, home)


@pytest.mark.parametrize(
    ("made_on", "restored_on"),
    [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite")],
)
def test_what_was_kept_comes_back_on_another_machine_and_engine(
    archive, empty_database: Empty, tmp_path: Path, made_on: str, restored_on: str
) -> None:
    file, made = archive(made_on)
    assert all(head.length for head in made.manifest.heads.values())
    with empty_database(restored_on):
        restored(file, tmp_path / "other")
        migrate()
        found = verified(made.manifest.heads)
        assert found.faults == ()
        assert {name: head for name, head in found.heads.items() if head.length} == {
            name: head for name, head in made.manifest.heads.items() if head.length
        }
        again = back_up(tmp_path / "again.zip", home=tmp_path / "other", at=NOON, version="1")
        with transaction.atomic():  # rows can be added behind those that were loaded
            keep_files({"documents/b.txt": b"b"}, by="小林", at=NOON)
    assert {name: one.rows for name, one in again.manifest.tables.items()} == {
        name: one.rows for name, one in made.manifest.tables.items()
    }
    assert again.manifest.blobs == made.manifest.blobs
    assert again.manifest.folders == made.manifest.folders
    assert (tmp_path / "other/publications/2021/同样.parquet").read_bytes() == b"PAR1 35"


def test_equal_homes_give_equal_archives(archive, empty_database: Empty, tmp_path: Path) -> None:
    file, _ = archive()
    with empty_database("sqlite"):
        restored(file, tmp_path / "other")
        back_up(tmp_path / "again.zip", home=tmp_path / "other", at=NOON, version="1")
    assert (tmp_path / "again.zip").read_bytes() == file.read_bytes()


def test_secrets_and_what_is_no_part_of_the_record_are_left_out(archive) -> None:
    file, made = archive()
    assert not {"seals_key", "django_session"} & {*made.manifest.tables}
    assert {*made.manifest.folders} == {
        "publications/2021/figures.parquet",
        "publications/2021/同样.parquet",
    }
    assert b"never told" not in b"".join(contents(file).values())


def contents(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_a_file_that_is_there_stays_as_it_is(archive, folders: Path) -> None:
    file, _ = archive()
    before = file.read_bytes()
    with pytest.raises(BaylineError, match="name a new file"):
        back_up(file, home=folders, at=NOON, version="1")
    assert file.read_bytes() == before


def test_a_backup_that_is_given_up_leaves_no_file(empty_database: Empty, tmp_path: Path) -> None:
    class GivenUp(Exception):  # noqa: N818 - it is no error
        pass

    def give_up(_done: int, _all: int) -> None:
        raise GivenUp

    with empty_database("sqlite"):
        migrate()
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                " INSERT INTO record_head SELECT 'chain' || i, 0, '' FROM n"
            )
        with pytest.raises(GivenUp):
            back_up(tmp_path / "b.zip", home=tmp_path, at=NOON, version="1", progress=give_up)
    assert not [path for path in tmp_path.iterdir() if "b.zip" in path.name]


def test_what_is_written_meanwhile_is_in_it_wholly_or_not_at_all(
    empty_database: Empty, tmp_path: Path
) -> None:
    from threading import Thread

    def write() -> None:
        try:
            for number in range(30):
                files = {f"documents/{number}.txt": bytes([number]) * 40_000}
                with transaction.atomic():
                    keep_files(files, by="小林", at=NOON)
        finally:
            connection.close()

    with empty_database("sqlite"):
        migrate()
        writer = Thread(target=write)
        writer.start()
        made = [
            back_up(tmp_path / f"{n}.zip", home=tmp_path / "none", at=NOON, version="1")
            for n in range(3)
        ]
        writer.join()
    for number, one in enumerate(made):
        with empty_database("sqlite"):
            restored(tmp_path / f"{number}.zip", tmp_path / f"home{number}")
            assert verified(one.manifest.heads).faults == ()


def test_a_database_that_holds_something_is_refused(archive, empty_database: Empty, tmp_path: Path):
    file, _ = archive()
    with empty_database("sqlite"):
        restored(file, tmp_path / "other")
        with pytest.raises(BaylineError, match="holds something already"):
            restored(file, tmp_path / "another")


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Pack an archive anew after something in it was changed, with sizes and checksums that fit."""
    parts = contents(file)
    change(parts)
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return packed.getvalue()


def in_manifest(change: Callable[[dict], None]) -> Callable[[dict[str, bytes]], None]:
    def changed(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts[MANIFEST])
        change(manifest)
        parts[MANIFEST] = json.dumps(manifest).encode()

    return changed


def other_row(parts: dict[str, bytes]) -> None:
    parts["tables/record_source.jsonl"] = parts["tables/record_source.jsonl"].replace(
        "小林".encode(), "小王".encode()
    )


def other_path(path: str) -> Callable[[dict[str, bytes]], None]:
    def change(manifest: dict) -> None:
        manifest["folders"] = {path: next(iter(manifest["blobs"]))}

    return in_manifest(change)


def row_of(table: str, row: bytes) -> Callable[[dict[str, bytes]], None]:
    def changed(parts: dict[str, bytes]) -> None:
        data = parts[f"tables/{table}.jsonl"] + row + b"\n"
        manifest = json.loads(parts[MANIFEST])
        stated = manifest["tables"][table]
        stated |= {"size": len(data), "sha256": sha256(data).hexdigest()}
        parts |= {MANIFEST: json.dumps(manifest).encode(), f"tables/{table}.jsonl": data}

    return changed


BROKEN = {
    "a row that was changed": (other_row, "hash of tables/record_source.jsonl"),
    "a file that is missing": (lambda parts: parts.popitem(), "no manifest"),
    "a table that is missing": (
        lambda parts: parts.pop("tables/record_claim.jsonl"),
        "record_claim.jsonl' is missing",
    ),
    "an entry too much": (
        lambda parts: parts.update({"../../etc/cron.d/x": b"x"}),
        "cron.d/x' is missing or too much",
    ),
    "a manifest that is none": (lambda parts: parts.update({MANIFEST: b"[1]"}), "not whole"),
    "a manifest that nests without end": (
        lambda parts: parts.update({MANIFEST: b"[" * 100_000}),
        "not whole",
    ),
    "a later format": (in_manifest(lambda m: m.update(format=2)), "format 2"),
    "a later version": (
        in_manifest(lambda m: m["migrations"].append(["record", "9999_later"])),
        "later than this one",
    ),
    "a path upwards": (other_path("publications/../../x"), "no path inside a home"),
    "a path from the root": (other_path("/etc/x"), "no path inside a home"),
    "a path of another system": (other_path("publications\\..\\x"), "no path inside a home"),
    "a file beside the folders": (other_path("secret.key"), "no path inside a home"),
    "a hidden folder": (other_path(".ssh/x"), "no path inside a home"),
    "a row that is short": (row_of("record_head", b'["x"]'), "row of record_head is not whole"),
    "a row that is none": (row_of("record_head", b"{{"), "do not fit the tables"),
    "a row of other kinds": (
        row_of("record_head", b'["x", null, null]'),
        "do not fit the tables",
    ),
    "a table that nobody knows": (
        in_manifest(lambda m: m["tables"].update(sqlite_master=m["tables"]["record_head"])),
        "sqlite_master",
    ),
    "other columns": (
        in_manifest(lambda m: m["tables"]["record_head"].update(columns=["chain", "a", "b"])),
        "columns of record_head differ",
    ),
}


def test_whatever_is_not_whole_is_refused_and_nothing_is_stored(
    archive, empty_database: Empty, tmp_path: Path
) -> None:
    file, _ = archive()
    for number, (name, (change, said)) in enumerate(BROKEN.items()):
        broken = tmp_path / f"{number}.zip"
        broken.write_bytes(rewritten(file, change))
        with empty_database("sqlite"), pytest.raises(BaylineError) as refused:
            restored(broken, tmp_path / str(number))
        assert said in refused.value.sentence(), name
        assert refused.value.zh, name
        assert not (tmp_path / str(number)).exists(), name


def test_every_cut_and_every_flipped_byte_is_noticed(archive) -> None:
    file, _ = archive()
    data = file.read_bytes()
    step = len(data) // 60
    broken = [data[:at] for at in range(0, len(data), step)]
    broken += [
        data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :] for at in range(7, len(data), step)
    ]
    for one in broken:
        try:
            with Archive(io.BytesIO(one), where="x") as opened:
                opened.check()
                changed = opened.manifest
        except BaylineError:
            continue
        # What is left are bytes that say nothing: dates and rights of entries.
        with file.open("rb") as whole, Archive(whole, where="x") as good:
            assert changed == good.manifest


def test_a_bomb_is_refused_before_it_goes_off(archive) -> None:
    file, _ = archive()

    def swell(parts: dict[str, bytes]) -> None:
        row_of("record_head", b'["' + b"x" * 50_000_000 + b'", 0, ""]')(parts)

    bomb = io.BytesIO(rewritten(file, swell))
    assert len(bomb.getvalue()) < 500_000
    with Archive(bomb, where="x") as opened, pytest.raises(BaylineError, match="unpacks to 4"):
        opened.refuse_larger(40_000_000)
