"""Pack the parts of an Office file so that the same parts give the same bytes."""

import io
import re
import zipfile
from collections.abc import Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
# What XML 1.0 cannot hold, by section 2.2.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(words: str) -> str:
    """Replace the characters that XML cannot hold, one for one."""
    return _FORBIDDEN.sub("\ufffd", words)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack parts in the order given, with a fixed time.

    Args:
        parts: Names and contents; text is XML without its declaration.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            whole = f"{DECLARATION}{content}" if isinstance(content, str) else content
            archive.writestr(entry, whole)
    return out.getvalue()
