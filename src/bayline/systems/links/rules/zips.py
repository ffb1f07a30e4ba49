"""The tables of a timetable out of a zip."""

import io
import zipfile
from pathlib import PurePosixPath

from bayline.kernel.errors import BaylineError, Words

_LARGEST = 500_000_000  # bytes of one table, unpacked


def tables_in(data: bytes, *, where: str) -> dict[str, bytes]:
    """Read the tables of a timetable out of a zip, by their names.

    Raises:
        BaylineError: It is no zip, or a table of it is enormous.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            some = [one for one in packed.infolist() if one.filename.endswith(".txt")]
            if any(one.file_size > _LARGEST for one in some):
                raise _no_zip(where)
            return {PurePosixPath(one.filename).name: packed.read(one) for one in some}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise _no_zip(where) from None


def _no_zip(where: str) -> BaylineError:
    return BaylineError(
        "it is no timetable in a zip",
        where=where,
        do="give the zip of a GTFS, or its folder",
        zh=Words("不是GTFS压缩包", do="请给出GTFS的zip，或解开后的文件夹"),
    )
