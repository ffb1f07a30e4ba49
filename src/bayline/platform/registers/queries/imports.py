"""What an import would do to the entries that stand now; asking stores nothing."""

from collections.abc import Hashable
from hashlib import sha256

from django.utils import timezone

from bayline.platform.bulk import without_collecting
from bayline.platform.registers.importing import Mends, Preview, compared, refused, table_in, typed
from bayline.platform.registers.queries.entries import Unseal, entries, every_entry, personal_names
from bayline.platform.registers.queries.ruled import breaches
from bayline.platform.registers.queries.verifying import ends_everywhere
from bayline.platform.registers.terms import Register
from bayline.platform.seals.queries import unseal as unsealed

_FEW = 2000  # keys that are asked for one by one; for more the whole register is read at once


@without_collecting()
def preview(
    register: Register,
    name: str,
    data: bytes,
    *,
    mends: Mends | None = None,
    unseal: Unseal = unsealed,
) -> Preview:
    """Read a file for a register and compare it with what stands now.

    Args:
        register: The declaration.
        name: The name of the file.
        data: Its bytes.
        mends: What was typed in place of faulty cells, by row and field.
        unseal: Opens personal values.

    Raises:
        BaylineError: The file holds no table of this register.
    """
    mends = mends or {}
    asked = _asked(register, name, data, mends)
    if asked is None or unseal is not unsealed:
        return _preview(register, name, data, mends, unseal)
    known = _LAST.get(asked)
    if known is None:
        known = _preview(register, name, data, mends, unseal)
        _LAST.clear()
        _LAST[asked] = known
    return known


_LAST: dict[Hashable, Preview] = {}  # one: looked at, confirmed and stored, it is read once
_KEPT_MOST = 8 * 2**20  # bytes of a file


def forget() -> None:
    """Forget the last preview, once it is stored."""
    _LAST.clear()


def _asked(register: Register, name: str, data: bytes, mends: Mends) -> Hashable | None:
    """Give all that a preview rests on; None where nothing of it may stay in memory."""
    if personal_names(register) or len(data) > _KEPT_MOST:
        return None
    held = ends_everywhere()
    typed_in = frozenset(mends.items())
    return register, name, sha256(data).digest(), typed_in, held, timezone.localdate()


def _preview(register: Register, name: str, data: bytes, mends: Mends, unseal: Unseal) -> Preview:
    table = table_in(register, name, data)
    read = typed(register, table, mends=mends)
    keys = [row.values[register.key] for row in read.rows]
    is_small = len(keys) <= _FEW
    standing = (
        entries(register, keys, unseal=unseal) if is_small else every_entry(register, unseal=unseal)
    )
    return _ruled(register, compared(register, table, read, standing=standing))


def _ruled(register: Register, preview: Preview) -> Preview:
    """Leave out what rules refuse, and then what they refuse because that is left out."""
    while preview.new or preview.changed:
        rows = {row.key: row.values for row in (*preview.new, *preview.changed)}
        found = [each for each in breaches(register, rows) if each.key in rows]
        if not found:
            break
        preview = refused(register, preview, found)
    return preview
