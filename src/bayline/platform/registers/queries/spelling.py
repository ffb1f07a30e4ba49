"""Which keys are on record in other capitals."""

from collections.abc import Collection, Iterator

from django.db.models.functions import Lower

from bayline.platform.registers.models import Entry

_FEW = 50  # keys that are asked for by themselves; for more, all are looked through


def keys_spelled(register: str, keys: Collection[str]) -> Iterator[str]:
    """Give the keys on record that are one of some, in whatever capitals.

    Args:
        register: Name of the register.
        keys: The keys.
    """
    folded = {key.casefold() for key in keys}
    rows = Entry.objects.filter(register=register, is_deleted=False)
    if len(folded) <= _FEW:
        rows = rows.annotate(lowered=Lower("key")).filter(lowered__in={key.lower() for key in keys})
    return (key for key in rows.values_list("key", flat=True) if key.casefold() in folded)
