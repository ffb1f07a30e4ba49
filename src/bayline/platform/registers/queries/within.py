"""Entries of registers that a home may lack, or that whoever asks may not see."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import orjson
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from bayline.kernel.errors import BaylineError
from bayline.platform.reaching import seen_at
from bayline.platform.registers.queries.declarations import register
from bayline.platform.registers.queries.entries import (
    every_value,
    opened,
    standing,
    values_where,
)
from bayline.platform.registers.terms import Register, Values
from bayline.platform.seals.queries import unseal as unsealed


def entries_in(
    name: str, field: str = "", wanted: Collection[str] = (), *, at: datetime | None = None
) -> dict[str, Values]:
    """Give entries of a register by key; none where it is not within reach.

    Args:
        name: Of the register.
        field: A field; empty for all entries.
        wanted: The values that it must have.
        at: As they stood then; None for now.
    """
    try:
        declaration = register(name)
    except BaylineError:
        return {}
    if field:
        return values_where(declaration, field, wanted, at=at) if wanted else {}
    return every_value(declaration, at=at)


def entries_naming(
    fields: Mapping[Register, Sequence[str]], value: str, *, at: datetime | None = None
) -> dict[str, dict[str, Values]]:
    """Give the entries of many registers that name something, by one question.

    Args:
        fields: The fields that may name it, none of them personal, of each register.
        value: What they name it by.
        at: As they stood then; None for now.

    Returns:
        Values by key, personal ones closed, in the order of the keys, by the name of the register.
    """
    asked = [
        standing(register, seen_at(at))
        .filter(_any_of(names, value), is_deleted=False)
        .order_by()
        .annotate(text=Cast("values", TextField()))
        .values_list("register", "key", "text")
        for register, names in fields.items()
        if names
    ]
    if not asked:
        return {}
    known = {register.name: register for register in fields}
    found: dict[str, dict[str, Values]] = {}
    for name, key, text in sorted(asked[0].union(*asked[1:], all=True)):
        shown = opened(known[name], key, orjson.loads(text), unsealed)
        found.setdefault(name, {})[key] = shown
    return found


def _any_of(names: Sequence[str], value: str) -> Q:
    return Q.create([(f"values__{name}", value) for name in names], connector=Q.OR)
