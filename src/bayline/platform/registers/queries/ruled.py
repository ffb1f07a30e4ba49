"""What rules refuse of entries that are to change."""

from collections.abc import Collection, Mapping

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.queries.declarations import register as declaration
from bayline.platform.registers.queries.entries import every_value, values_where
from bayline.platform.registers.ruling import Changed, rules_over
from bayline.platform.registers.terms import Breach, FaultyError, Register, Values

_AT_ONCE = 400  # SQLite takes a bounded number of values in one question


_ALONE: Mapping[str, Changed] = {}


class _Around:
    """The entries of all registers as they would be after a change of one, or of several."""

    def __init__(self, register: Register, changed: Changed, beside: Mapping[str, Changed]) -> None:
        self._register, self._changed = register, changed
        self._all = {**beside, register.name: changed}
        self._known: dict[str, dict[str, Values]] = {}

    def entries(self, register: str) -> dict[str, Values]:
        if register not in self._known:
            self._known[register] = self._with_changes(register, self._stored(register))
        return self._known[register]

    def before(self) -> dict[str, Values]:
        return values_where(self._register, self._register.key, self._changed.keys())

    def related(self, register: str, field: str, values: Collection[str]) -> dict[str, Values]:
        wanted = frozenset(values)
        if register in self._known or len(wanted) > _AT_ONCE:
            found = self.entries(register)
        else:
            found = self._with_changes(register, self._asked(register, field, wanted))
        return {key: each for key, each in found.items() if each.get(field, "") in wanted}

    def _stored(self, name: str) -> dict[str, Values]:
        register = self._declared(name)
        return every_value(register) if register else {}

    def _asked(self, name: str, field: str, wanted: frozenset[str]) -> dict[str, Values]:
        register = self._declared(name)
        return values_where(register, field, wanted) if register else {}

    def _declared(self, name: str) -> Register | None:
        if name == self._register.name:
            return self._register
        try:
            return declaration(name)
        except BaylineError:  # a region without this register
            return None

    def _with_changes(self, name: str, stored: dict[str, Values]) -> dict[str, Values]:
        changed = self._all.get(name)
        if not changed:
            return stored
        kept = {key: each for key, each in stored.items() if key not in changed}
        return kept | {key: each for key, each in changed.items() if each is not None}


def breaches(
    register: Register, changed: Changed, *, beside: Mapping[str, Changed] = _ALONE
) -> tuple[Breach, ...]:
    """Ask the rules over a register what they refuse of a change.

    Args:
        register: The declaration.
        changed: The entries as they would be, by key; None for those taken out.
        beside: What would change together with them in other registers, by the name of these.
    """
    rules = rules_over(register.name)
    if not rules or not changed:
        return ()
    around = _Around(register, changed, beside)
    return tuple(breach for rule in rules for breach in rule(changed, around))


def refuse_broken(
    register: Register, changed: Changed, *, rows: Mapping[str, int | None] | None = None
) -> None:
    """Refuse what a rule refuses, by its first sentence.

    Args:
        register: The declaration.
        changed: The entries as they would be, by key; None for those taken out.
        rows: The rows of the file that they come from.

    Raises:
        FaultyError: One entry is refused.
        BaylineError: A row of a file is.
    """
    found = breaches(register, changed)
    if not found:
        return
    first, row = found[0], (rows or {}).get(found[0].key)
    if row is None and first.key in changed and changed[first.key] is not None:
        raise FaultyError(register, {each.field: each.fault for each in found[::-1]})
    field = register.field(first.field) or register.fields[0]
    raise BaylineError(
        first.fault.sentence(field, english=True, row=row).rstrip("."),
        where=register.name,
        why=f"{len(found)} such in all; nothing was stored" if found[1:] else "",
        zh=Words(
            first.fault.sentence(field, english=False, row=row).rstrip("。"),
            f"共{len(found)}处，都没有写入" if found[1:] else "",
        ),
    )
