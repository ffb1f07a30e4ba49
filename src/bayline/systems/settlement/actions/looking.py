"""Write down that somebody looked at a person, before anything of it is shown."""

from django.db import transaction

from bayline.platform.instants import microseconds
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.systems.settlement.models import LookRow
from bayline.systems.settlement.queries.keys import opened
from bayline.systems.settlement.rules.looking import Look, reason


@transaction.atomic
def note_look(look: Look) -> None:
    """Add a look to the chain."""
    take_turn()
    said = (look.who, look.person, look.visit, look.what, look.why)
    how = (microseconds(look.recorded),)
    digest = linked(last_digest(LookRow), content_hash(said), how=how)
    LookRow.objects.create(**look._asdict(), digest=digest)
    move_head(LookRow, rows=1, digest=digest)


def open_personal(token: str, look: Look) -> str | None:
    """Decrypt name and diagnoses of a person; the look is written down first.

    Args:
        token: What is sealed.
        look: Who looks at whom, and why.

    Returns:
        The text; None if it does not open here.

    Raises:
        BaylineError: No reason is given.
    """
    note_look(look._replace(why=reason(look.why)))
    return opened(token, person=look.person)
