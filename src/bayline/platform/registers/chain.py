"""What the digest of a change in a register covers; the hash chain is that of the record."""

from collections.abc import Sequence

import orjson

from bayline.platform.record import chain
from bayline.platform.registers.terms import Edit, Values

GENESIS = chain.GENESIS  # what stands before the first change of a register


def written(values: Values) -> str:
    """Write values as canonical JSON: keys sorted, without spaces."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def linked(
    previous: str, what: Sequence[str | int | bool], *, values: str, edit: Edit, at: int
) -> str:
    """Give the digest of a change.

    Args:
        previous: Digest of the change before it in the register, or `GENESIS`.
        what: Register, key, version, and whether the entry is deleted.
        values: The values as they are written, personal ones sealed.
        edit: By whom, why, from which file.
        at: When, in microseconds since 1970.

    Returns:
        64 hexadecimal digits.
    """
    origin = edit.origin
    content = chain.content_hash((*what, values))
    how = (edit.by, at, edit.reason, origin.name, origin.sheet, origin.row)
    return chain.linked(previous, content, how=how)
