"""Read a backup, trusting nothing of it: names, sizes and hashes are looked at before use."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath
from types import TracebackType
from typing import IO, Any, BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError  # noqa: N812 - it is an exception

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.backups.terms import (
    MANIFEST,
    Manifest,
    blob_entry,
    damaged,
    is_folder_left_out,
    parsed,
    table_entry,
)

_PIECE = 2**20
_MANIFEST_MAX = 64 * 2**20
_AT_ONCE_MAX = 512 * 2**20  # bytes of one row or one value, which are held in memory
_NAME_MAX = 255
_BROKEN = (BadZipFile, DeflateError, EOFError, NotImplementedError, RuntimeError)


class Archive:
    """A backup that was opened.

    Attributes:
        manifest: What it says it holds.
    """

    manifest: Manifest

    def __init__(self, file: BinaryIO, *, where: str) -> None:
        self._where = where
        try:
            self._zip = ZipFile(file)
        except _BROKEN:
            raise damaged(where, "it is no zip file", "不是zip文件") from None
        except (OSError, ValueError):
            raise damaged(where, "its list of contents is broken", "目录已损坏") from None

    def __enter__(self) -> Self:
        """Read the manifest and compare names and sizes with it."""
        named = self._named()
        stated = named.pop(MANIFEST, None)
        if stated is None or stated.file_size > _MANIFEST_MAX:
            raise damaged(self._where, "it has no manifest", "没有清单")
        self.manifest = parsed(b"".join(self._pieces(stated)), where=self._where)
        self._compare(named)
        for path in self.manifest.folders:
            self._refuse_path(path)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        frames: TracebackType | None,
    ) -> None:
        """Close it."""
        self._zip.close()

    def size(self) -> int:
        """Give how many bytes it unpacks to."""
        return sum(entry.file_size for entry in self._zip.infolist())

    def refuse_larger(self, room: int) -> None:
        """Refuse an archive that unpacks to more than there is room for.

        Args:
            room: Bytes that are free.
        """
        if self.size() > room:
            raise BaylineError(
                f"the archive unpacks to {self.size() // 2**20} MiB",
                where=self._where,
                why=f"{room // 2**20} MiB are free on the disk of the home",
                do="make room, or see whether it is one of your own",
                zh=Words(
                    f"备份展开后有{self.size() // 2**20} MiB",
                    f"家文件夹所在磁盘只剩{room // 2**20} MiB",
                    "请腾出空间，并核对它是不是自己的备份",
                ),
            )

    def check(self) -> None:
        """Read everything once and compare every hash.

        Raises:
            BaylineError: Something is not as the manifest says.
        """
        for name, (_, digest) in self.manifest.entries().items():
            found = sha256()
            for piece in self._pieces(self._zip.getinfo(name)):
                found.update(piece)
            if found.hexdigest() != digest:
                raise damaged(self._where, f"the hash of {name} differs", f"{name}的哈希不符")

    def rows(self, table: str) -> Iterator[list[Any]]:
        """Give the rows of a table as they were written."""
        width = len(self.manifest.tables[table].columns)
        with self._zip.open(table_entry(table)) as entry:
            while line := self._line(entry):
                row = orjson.loads(line)
                if not isinstance(row, list) or len(row) != width:
                    raise damaged(self._where, f"a row of {table} is not whole", f"{table}有残行")
                yield row

    def _line(self, entry: IO[bytes]) -> bytes:
        line = entry.readline(_AT_ONCE_MAX + 1)
        if len(line) > _AT_ONCE_MAX:
            raise damaged(self._where, "a row is too long", "有一行过长")
        return line

    def blob(self, digest: str) -> bytes:
        """Give a file whole, by its hash."""
        if self.manifest.blobs.get(digest, _AT_ONCE_MAX + 1) > _AT_ONCE_MAX:
            raise damaged(self._where, "a value is missing or too long", "有一个值缺失或过长")
        return b"".join(self.pieces(digest))

    def pieces(self, digest: str) -> Iterator[bytes]:
        """Give a file by its hash, piece by piece."""
        return self._pieces(self._zip.getinfo(blob_entry(digest)))

    def _pieces(self, entry: ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except (*_BROKEN, ValueError):
            raise damaged(
                self._where, f"{entry.filename} cannot be unpacked", f"{entry.filename}解不开"
            ) from None

    def _named(self) -> dict[str, ZipInfo]:
        """Give the entries by their name, each of which stands once and is packed plainly."""
        found: dict[str, ZipInfo] = {}
        for entry in self._zip.infolist():
            is_plain = entry.compress_type in {ZIP_STORED, ZIP_DEFLATED} and not entry.flag_bits & 1
            if entry.filename in found or not is_plain:
                raise damaged(
                    self._where,
                    f"{entry.filename!r} stands twice or is packed in another way",
                    f"{entry.filename!r}出现两次，或用了别的打包方式",
                )
            found[entry.filename] = entry
        return found

    def _compare(self, named: dict[str, ZipInfo]) -> None:
        stated = {name: size for name, (size, _) in self.manifest.entries().items()}
        found = {name: entry.file_size for name, entry in named.items()}
        for name in sorted(stated.keys() ^ found.keys()):
            raise damaged(self._where, f"{name!r} is missing or too much", f"{name!r}缺少或多余")
        for name in sorted(name for name in stated if stated[name] != found[name]):
            raise damaged(self._where, f"the size of {name} differs", f"{name}的大小不符")
        if not self.manifest.blobs.keys() >= {*self.manifest.folders.values()}:
            raise damaged(self._where, "a file of a folder is missing", "文件夹中缺文件")

    def _refuse_path(self, path: str) -> None:
        """Refuse a path that leaves the home, or means another thing on another system."""
        parts = path.split("/")
        is_plain = (
            len(parts) > 1
            and PurePosixPath(path).as_posix() == path
            and not is_folder_left_out(parts[0])
            and all(map(_is_name, parts))
        )
        if not is_plain:
            raise damaged(
                self._where, f"{path!r} is no path inside a home", f"{path!r}不是家文件夹里的路径"
            )


def _is_name(part: str) -> bool:
    return (
        part not in {"", ".", ".."}
        and "\\" not in part
        and part.isprintable()
        and shows(part)
        and len(part.encode(errors="surrogatepass")) <= _NAME_MAX
    )
