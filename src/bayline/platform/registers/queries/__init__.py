"""From the tables to terms: declarations, entries as they are and as they were, lists, history."""

from bayline.platform.registers.queries.declarations import declarations, register, registers
from bayline.platform.registers.queries.entries import (
    as_it_is,
    broken_at,
    entries,
    entry,
    entry_at,
    every_change,
    every_entry,
    every_step,
    every_value,
    history,
    labels,
    values_ever,
    values_where,
)
from bayline.platform.registers.queries.imports import forget, preview
from bayline.platform.registers.queries.lists import (
    count,
    counts,
    entries_behind,
    in_order,
    listing,
    selected,
)
from bayline.platform.registers.queries.ruled import breaches
from bayline.platform.registers.queries.verifying import (
    digest_at,
    ends,
    ends_everywhere,
    faults,
    heads,
)
from bayline.platform.registers.queries.within import entries_in, entries_naming

__all__ = [
    "as_it_is",
    "breaches",
    "broken_at",
    "count",
    "counts",
    "declarations",
    "digest_at",
    "ends",
    "ends_everywhere",
    "entries",
    "entries_behind",
    "entries_in",
    "entries_naming",
    "entry",
    "entry_at",
    "every_change",
    "every_entry",
    "every_step",
    "every_value",
    "faults",
    "forget",
    "heads",
    "history",
    "in_order",
    "labels",
    "listing",
    "preview",
    "register",
    "registers",
    "selected",
    "values_ever",
    "values_where",
]
