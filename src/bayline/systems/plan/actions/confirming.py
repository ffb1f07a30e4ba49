"""How a target reads is proposed by the reader and confirmed by a person."""

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.actions import save
from bayline.platform.registers.queries import entry, register
from bayline.platform.registers.terms import Edit, Entry
from bayline.systems.plan.rules.entries import TARGETS


@transaction.atomic
def confirm(key: str, wording: str, *, version: int, edit: Edit) -> Entry:
    """Confirm how a target reads, or correct it by another wording; the history keeps who did so.

    Args:
        key: Of the target.
        wording: The wording that reads as the rule meant; empty to take a confirmation back.
        version: The version of the entry that was looked at.
        edit: Who confirms, when and why.

    Returns:
        The entry as it stands now.

    Raises:
        ConflictError: Somebody has changed the target meanwhile.
        BaylineError: There is no such target.
    """
    targets = register(TARGETS)
    row = entry(targets, key)
    if row is None or row.is_deleted:
        raise BaylineError(
            f"there is no target “{key}”",
            do="look at the scoreboard as it is now",
            zh=Words(f"没有编号是“{key}”的目标", do="请看现在的目标表"),
        )
    values = {**row.values, "confirmed": wording}
    return save(targets, values, edit=edit, key=key, version=version)
