"""Keep that a person confirms what was read out of an agreement."""

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.registers.actions import save
from bayline.platform.registers.queries import entries, entries_in, register
from bayline.platform.registers.terms import Edit, Entry
from bayline.systems.cooperation.queries.agreeing import proposed_promises
from bayline.systems.cooperation.rules.entries import AGREEMENTS, PROMISES

_LONGEST = 120  # characters of a promise's name
_TRIED = 1000


@transaction.atomic
def confirm_promise(agreement: str, start: int, *, owner: str, edit: Edit) -> Entry:
    """Write an obligation that was read into the register of promises.

    Args:
        agreement: Code of the agreement.
        start: Where the obligation begins in its text.
        owner: The party that owes it; empty for the one that was read, where it is one.
        edit: Who confirms it, and when.

    Raises:
        BaylineError: No such obligation is read there.
        FaultyError: The owner is no party.
    """
    values = entries_in(AGREEMENTS, "code", [agreement]).get(agreement, {})
    read = proposed_promises(values) if values else ()
    found = next((one for one in read if one.start == start), None)
    if found is None:
        raise BaylineError(
            "no obligation is read there",
            where=agreement,
            why="it was confirmed already, or the text is another now",
            do="look at the agreement as it is now",
            zh=Words("这里没有读出约定", "已经核定过，或正文已换", "请看协议现在的样子"),
        )
    promises = register(PROMISES)
    keys = [f"{agreement}/{at}" for at in range(1, _TRIED)]
    taken = entries(promises, keys)
    given = {
        "code": next(one for one in keys if one not in taken),
        "agreement": agreement,
        "name": found.text[:_LONGEST].replace("\n", " "),
        "owner": owner or (found.owners[0] if len(found.owners) == 1 else ""),
        "due": found.due.isoformat() if found.due else "",
        "document": values["document"],
        "quote": found.text,
        "confirmed": edit.by,
    }
    return save(promises, {name: value for name, value in given.items() if value}, edit=edit)
