"""What the digest of a kept file covers: its path, the hash of its bytes, who, when."""

from datetime import datetime
from hashlib import sha256

from bayline.platform.instants import microseconds
from bayline.platform.record.chain import content_hash, linked


def digest_of(previous: str, path: str, data: bytes | None, *, by: str, at: datetime) -> str:
    """Give the digest of a version of a file.

    Args:
        previous: Digest of the row before.
        path: Where the file lies in the pack.
        data: Its bytes; None where it is no longer part of the pack.
        by: Who put it there.
        at: When.
    """
    content = content_hash((path, None if data is None else sha256(data).hexdigest()))
    return linked(previous, content, how=(by, microseconds(at)))
