"""The hash chain: every row's digest covers its content and the digest before it.

Whoever changes, drops, adds or reorders a stored row breaks every digest after it. A row is hashed
as a JSON array in UTF-8 without spaces, so that any program can check a chain.
"""

from collections.abc import Sequence
from hashlib import sha256

import orjson

GENESIS = "0" * 64  # what stands before the first row of a chain


def content_hash(values: Sequence[object]) -> bytes:
    """Hash what a row says: the SHA-256 of its values as a JSON array, 32 bytes."""
    return sha256(orjson.dumps(values)).digest()


def linked(previous: str, content: bytes, *, how: Sequence[object]) -> str:
    """Give the digest of a row.

    Args:
        previous: Digest of the row before it, or `GENESIS`.
        content: Hash of what it says.
        how: By whom and when it was recorded, and what else is not part of what it says.

    Returns:
        64 hexadecimal digits.
    """
    return sha256(previous.encode() + content + orjson.dumps(how)).hexdigest()


def named(content: bytes) -> str:
    """Give the identifier of what has this hash: its first 16 hexadecimal digits."""
    return content[:8].hex()
