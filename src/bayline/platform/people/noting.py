"""The log of writes: who wrote when and through which address, in a chain that is only added to."""

from datetime import datetime

from django.db import transaction

from bayline.platform.instants import microseconds
from bayline.platform.people import models
from bayline.platform.people.terms import Deed
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked

_LONGEST = 200
COMMAND_LINE = "-"  # who used it is known to the machine


@transaction.atomic
def note(deed: Deed) -> None:
    """Add a deed to the chain."""
    take_turn()
    shown = (deed.who, deed.method, deed.address, deed.about)
    who, method, address, about = (_shown(words) for words in shown)
    content = content_hash((who, method, address, about, deed.status, deed.request))
    how = (microseconds(deed.recorded),)
    digest = linked(last_digest(models.Deed), content, how=how)
    models.Deed.objects.create(
        who=who,
        method=method,
        address=address,
        about=about,
        status=deed.status,
        request=deed.request,
        recorded=deed.recorded,
        digest=digest,
    )
    move_head(models.Deed, rows=1, digest=digest)


def _shown(words: str) -> str:
    return "".join(filter(str.isprintable, words))[:_LONGEST]


def note_command(words: str, *, about: str, at: datetime) -> None:
    """Add what the command line did to an account."""
    note(Deed(who=COMMAND_LINE, method="CLI", address=words, recorded=at, about=about))
