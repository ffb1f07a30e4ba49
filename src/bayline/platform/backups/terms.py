"""Nouns of backups: the manifest of an archive, and what is left out of every one."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record.walking import Head

FORMAT = 1
MANIFEST = "manifest.json"
# What a copy must not carry: who is logged in, keys that open personal values (they travel in a
# file of their own), what this machine still has to do, and what is made again from the rest.
_LEFT_OUT = frozenset(
    {
        *("django_session", "django_migrations", "seals_key", "jobs_job"),
        "people_failure",
        *("search_text", "search_passage", "search_name"),
    }
)
_FOLDERS_LEFT_OUT = frozenset({"backups"})
_HASH = re.compile(r"[0-9a-f]{64}")
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}")


def is_left_out(table: str) -> bool:
    """Tell whether a table is in no archive."""
    return table in _LEFT_OUT


def is_folder_left_out(name: str) -> bool:
    """Tell whether a folder of the home is in no archive."""
    return name.startswith(".") or name in _FOLDERS_LEFT_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTable:
    """The rows of one table: names of columns, how many rows, size in bytes and hash as written."""

    columns: tuple[str, ...]
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive holds.

    Attributes:
        version: Version of the program that made it.
        made: When, as ISO 8601.
        migrations: The migrations that its tables had, by app and name.
        heads: Where each chain ended.
        tables: Its tables by name.
        blobs: Sizes in bytes of its files by their hash.
        folders: Files of the home by their path, and the hash of each.
    """

    version: str
    made: str
    migrations: frozenset[tuple[str, str]]
    heads: Mapping[str, Head]
    tables: Mapping[str, KeptTable]
    blobs: Mapping[str, int]
    folders: Mapping[str, str]

    def entries(self) -> dict[str, tuple[int, str]]:
        """Give the size and the hash of everything in the archive but the manifest, by name."""
        tables = {table_entry(name): (one.size, one.sha256) for name, one in self.tables.items()}
        return tables | {blob_entry(digest): (size, digest) for digest, size in self.blobs.items()}


def table_entry(table: str) -> str:
    """Give the name that a table has in an archive."""
    return f"tables/{table}.jsonl"


def blob_entry(digest: str) -> str:
    """Give the name that a file has in an archive."""
    return f"files/{digest}"


def damaged(where: str, why: str, why_zh: str) -> BaylineError:
    """Say that an archive cannot be used."""
    return BaylineError(
        "the archive is damaged or none of these",
        where=where,
        why=why,
        do="take another backup; nothing was changed",
        zh=Words("备份文件已损坏，或不是备份", why_zh, "请换一份备份，什么都没有改动"),
    )


def printed(manifest: Manifest) -> bytes:
    """Write a manifest as JSON."""
    body = {
        "format": FORMAT,
        "version": manifest.version,
        "made": manifest.made,
        "migrations": sorted(map(list, manifest.migrations)),
        "heads": {name: list(head) for name, head in manifest.heads.items()},
        "tables": {name: asdict(one) for name, one in manifest.tables.items()},
        "blobs": dict(manifest.blobs),
        "folders": dict(manifest.folders),
    }
    return orjson.dumps(body, option=orjson.OPT_INDENT_2)


def parsed(data: bytes, *, where: str) -> Manifest:
    """Read a manifest.

    Raises:
        BaylineError: It is none, or one of a later format.
    """
    try:
        body = orjson.loads(data)
        refuse_later(body["format"], where=where)
        return _manifest(body)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise damaged(where, "its manifest is not whole", "清单不完整") from None


def refuse_later(number: object, *, where: str) -> None:
    """Refuse an archive of a format that is not known yet."""
    if number != FORMAT:
        raise BaylineError(
            f"the archive has format {number}, which this version does not know",
            where=where,
            do="restore it with the version that made it, or a later one",
            zh=Words(f"备份的格式是{number}，这个版本不认识", do="请用做它的版本或更新的版本恢复"),
        )


def _manifest(body: dict[str, Any]) -> Manifest:
    return Manifest(
        version=_text(body["version"]),
        made=_text(body["made"]),
        migrations=frozenset((_text(app), _text(name)) for app, name in body["migrations"]),
        heads={_text(k): Head(_size(n), _text(d)) for k, (n, d) in body["heads"].items()},
        tables={_matched(_TABLE, k): _table(one) for k, one in body["tables"].items()},
        blobs={_matched(_HASH, k): _size(n) for k, n in body["blobs"].items()},
        folders={_text(k): _matched(_HASH, digest) for k, digest in body["folders"].items()},
    )


def _table(body: dict[str, Any]) -> KeptTable:
    return KeptTable(
        columns=tuple(map(_text, body["columns"])),
        rows=_size(body["rows"]),
        size=_size(body["size"]),
        sha256=_matched(_HASH, body["sha256"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _size(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise TypeError
    return value


def _matched(pattern: re.Pattern[str], value: object) -> str:
    if not pattern.fullmatch(_text(value)):
        raise ValueError
    return _text(value)
