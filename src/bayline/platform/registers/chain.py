"""The hash chain of a register: each change's digest covers its content and the digest before it.

Whoever changes, drops, adds or reorders a stored change breaks every digest after it. A change is
hashed as JSON in UTF-8, keys sorted, without spaces, so that any program can check a chain.
"""

import json
from collections.abc import Sequence
from hashlib import sha256

from bayline.platform.registers.terms import Edit, Values

GENESIS = "0" * 64  # what stands before the first change of a register


def written(values: Values) -> str:
    """Write values as canonical JSON."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def linked(
    previous: str, what: Sequence[str | int | bool], *, values: Values, edit: Edit, at: int
) -> str:
    """Give the digest of a change.

    Args:
        previous: Digest of the change before it in the register, or `GENESIS`.
        what: Register, key, version, and whether the entry is deleted.
        values: The values as stored, personal ones sealed.
        edit: By whom, why, from which file.
        at: When, in microseconds since 1970.

    Returns:
        64 hexadecimal digits.
    """
    origin = edit.origin
    how = [edit.by, at, edit.reason, origin.name, origin.sheet, origin.row]
    row = json.dumps([*what, written(values), *how], ensure_ascii=False, separators=(",", ":"))
    return sha256(f"{previous}\n{row}".encode()).hexdigest()
