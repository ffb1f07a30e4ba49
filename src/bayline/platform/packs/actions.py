"""Keep the files of the pack: only what differs from what is kept becomes a new version."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from glob import escape
from pathlib import PurePosixPath

from django.db import connection, transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.keeping import hand_on
from bayline.platform.packs import models, queries
from bayline.platform.packs.chain import digest_of
from bayline.platform.packs.paths import PUBLISHING
from bayline.platform.packs.regions import openness_of, openness_text
from bayline.platform.packs.registers import is_declaration
from bayline.platform.packs.terms import KeptFiles, Openness
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.registers.queries.declarations import declarations


@transaction.atomic
def keep_files(mapping: Mapping[str, bytes | None], *, by: str, at: datetime) -> tuple[str, ...]:
    """Keep files under their paths; those that are as they were stay as they are.

    Args:
        mapping: The bytes of each file; None where it is no longer part of the pack.
        by: Who puts them there.
        at: When.

    Returns:
        The paths of which there is a new version now, in order.

    Raises:
        BaylineError: A path leads out of the pack, or nobody is named.
    """
    _refuse_bad(mapping, by=by)
    take_turn()
    kept = queries.files()
    changed = {path: mapping[path] for path in sorted(mapping) if mapping[path] != kept.get(path)}
    digest = last_digest(models.PackFile)
    rows = []
    for path, data in changed.items():
        digest = digest_of(digest, path, data, by=by, at=at)
        rows.append(models.PackFile(path=path, data=data, by=by, recorded=at, digest=digest))
    models.PackFile.objects.bulk_create(rows)
    move_head(models.PackFile, rows=len(rows), digest=digest)
    hand_on(KeptFiles(files=changed, at=at))
    return (*changed,)


def keep_declarations() -> tuple[str, ...]:
    """Keep declarations of registers as files of the pack that a home kept without.

    Returns:
        The paths that were added.
    """
    if models.PackFile._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's public name
        return ()  # the table is just being taken away
    declared = {path: toml for path, toml in declarations().items() if is_declaration(path)}
    known = {*models.PackFile.objects.filter(path__in=declared).values_list("path", flat=True)}
    missing = {path: toml.encode() for path, toml in declared.items() if path not in known}
    return keep_files(missing, by="bayline upgrade", at=datetime.now(UTC)) if missing else ()


@transaction.atomic
def open_documents(names: Iterable[str], *, by: str, at: datetime) -> Openness:
    """Let documents be published that were not: they are named in publishing.toml.

    Args:
        names: The names of their files, as they are.
        by: Who opens them.
        at: When.
    """
    take_turn()
    before = openness_of(queries.file(PUBLISHING))
    added = [escape(name) for name in dict.fromkeys(names) if not before.opens(name)]
    made = Openness(
        public=(*before.public, *added),
        internal=tuple(one for one in before.internal if one not in {*names, *added}),
    )
    if added:
        keep_files({PUBLISHING: openness_text(made)}, by=by, at=at)
    return made


def _refuse_bad(paths: Iterable[str], *, by: str) -> None:
    if not shows(by):
        raise BaylineError(
            "files are kept without a name",
            why="whoever asks later must be able to see who put them there",
            do="give the name of whoever does",
            zh=Words("没有写经办人", "日后要查得到文件是谁放进来的", "请填经办人"),
        )
    for path in paths:
        if not _is_inside(path):
            raise BaylineError(
                f"“{path}” is no path inside a pack",
                why="a pack names its files from its own folder down, with forward slashes",
                do="write it like schemes/targets.toml",
                zh=Words(
                    f"“{path}”不是资料包里的路径",
                    "路径从资料包的文件夹写起，用正斜线",
                    "请写成schemes/targets.toml这样",
                ),
            )


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    is_plain = path.isprintable() and "\\" not in path and ":" not in path
    return is_plain and bool(parts) and not {"/", ".."} & {*parts} and "/".join(parts) == path
