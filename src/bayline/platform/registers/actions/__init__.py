"""What changes registers, each in one transaction; and what lists need beside the entries."""

from bayline.platform.registers.actions.entries import (
    Sealing,
    Upsert,
    declare,
    remove,
    restore,
    save,
    take_over,
)
from bayline.platform.registers.actions.lists import arrange, arrange_missing, follow_entries

__all__ = [
    "Sealing",
    "Upsert",
    "arrange",
    "arrange_missing",
    "declare",
    "follow_entries",
    "remove",
    "restore",
    "save",
    "take_over",
]
