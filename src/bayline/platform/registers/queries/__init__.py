"""From the tables to terms: declarations, entries as they are and as they were, lists, history."""

from bayline.platform.registers.queries.declarations import register, registers
from bayline.platform.registers.queries.entries import (
    as_it_is,
    broken_at,
    entries,
    entry,
    entry_at,
    every_entry,
    every_step,
    faults,
    history,
    labels,
)
from bayline.platform.registers.queries.imports import preview
from bayline.platform.registers.queries.lists import count, listing, selected

__all__ = [
    "as_it_is",
    "broken_at",
    "count",
    "entries",
    "entry",
    "entry_at",
    "every_entry",
    "every_step",
    "faults",
    "history",
    "labels",
    "listing",
    "preview",
    "register",
    "registers",
    "selected",
]
