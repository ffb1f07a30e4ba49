"""Which registers there are: those of the region pack, and those that installed systems bring."""

from functools import lru_cache
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.reaching import present_reach
from bayline.platform.record.queries.prepared import Values as Asked
from bayline.platform.record.queries.prepared import ask
from bayline.platform.registers.brought import brought_files
from bayline.platform.registers.declaring import declared
from bayline.platform.registers.models import Declaration
from bayline.platform.registers.terms import Register
from bayline.platform.standstill import once


def register(name: str) -> Register:
    """Find a register by its name; a declaration of the region pack goes before a system's.

    Raises:
        BaylineError: No register has that name.
    """
    found = _declaration(name)
    if found is None or not _is_seen(found):
        raise BaylineError(
            f"no register “{name[:40]}”",
            why="it is not declared",
            do="see /registers for those that are",
            zh=Words(f"没有名册“{name[:40]}”", "没有它的声明", "已有的名册见/registers"),
        )
    return found


@once
def _declaration(name: str) -> Register | None:
    stored = ask(("declaration",), {"name": name}, _named)
    return _declared(*stored[0]) if stored else _brought().get(name)


def _named(marks: Asked) -> Any:  # noqa: ANN401 - a query
    return Declaration.objects.filter(name=marks["name"]).values_list("toml", "where")


def _is_seen(register: Register) -> bool:
    """Tell whether a register is within reach: it is public now, and was when it was published."""
    reach = present_reach()
    return reach.is_whole or (register.is_public and register.name in reach.registers)


def registers() -> tuple[Register, ...]:
    """List all registers by name."""
    return tuple(each for each in _every_declaration() if _is_seen(each))


@once
def _every_declaration() -> tuple[Register, ...]:
    stored = {each.name: _declared(each.toml, each.where) for each in Declaration.objects.all()}
    found = {**_brought(), **stored}
    return tuple(found[name] for name in sorted(found))


def declarations() -> dict[str, str]:
    """Give the declarations that came with a region pack as they are stored, by their files."""
    return dict(Declaration.objects.order_by("where").values_list("where", "toml"))


@lru_cache(maxsize=256)
def _declared(toml: str, where: str) -> Register:
    return declared(toml.encode(), where=where)


@lru_cache(maxsize=1)
def _brought() -> dict[str, Register]:
    """Declare what installed systems bring."""
    return {name: declared(data, where=f"{name}.toml") for name, data in brought_files().items()}
