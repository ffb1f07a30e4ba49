"""The declarations of registers that systems bring, kept with the publications made by them.

A release may change such a declaration, and whoever makes a publication again must know the one it
was made by. Files of the pack are kept with their day, so they are kept among these.
"""

from collections.abc import Mapping
from datetime import datetime

from bayline.platform.packs import queries as packs
from bayline.platform.packs.actions import keep_files
from bayline.platform.packs.registers import is_declaration
from bayline.platform.registers.brought import brought_files
from bayline.platform.registers.declaring import declared
from bayline.platform.registers.queries import count, declarations, registers
from bayline.platform.registers.terms import Register

_FROZEN = "frozen/registers/"


def public_registers(moment: datetime, *, is_past: bool) -> tuple[Register, ...]:
    """List the registers that were public at a moment, as they were declared then.

    Of those that systems bring and the region never used, a publication says nothing.

    Args:
        moment: The moment.
        is_past: Whether a publication of that moment has kept its declarations.
    """
    files = packs.files(moment)
    known = {one.name: one for one in registers()} | (_declared(files, _FROZEN) if is_past else {})
    used = {name: one for name, one in known.items() if one.is_public and count(one, at=moment)}
    own = _declared({path: data for path, data in files.items() if is_declaration(path)}, "")
    found = {**used, **own}
    return tuple(found[name] for name in sorted(found) if found[name].is_public)


def _declared(files: Mapping[str, bytes], folder: str) -> dict[str, Register]:
    found = (declared(data, where=path) for path, data in files.items() if path.startswith(folder))
    return {one.name: one for one in found}


def freeze_declarations(*, by: str, at: datetime) -> None:
    """Keep the declarations of what systems bring and the region uses, as they are now.

    Args:
        by: Who publishes.
        at: The moment of the publication.
    """
    own = {declared(toml.encode(), where=path).name for path, toml in declarations().items()}
    brought = brought_files()
    used = [one.name for one in registers() if one.name in {*brought} - own and count(one, at=at)]
    last = (path for path in packs.files() if path.startswith(_FROZEN))
    now = {f"{_FROZEN}{name}.toml": brought[name] for name in used}
    keep_files({**dict.fromkeys(last), **now}, by=by, at=at)
