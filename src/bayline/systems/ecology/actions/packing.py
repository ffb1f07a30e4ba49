"""Take readings in from a pack, as they were kept where it was exported."""

from datetime import datetime

from django.db import transaction

from bayline.platform.record.actions.turns import take_turn
from bayline.systems.ecology.actions.holding import hold_again
from bayline.systems.ecology.actions.storing import Told, store
from bayline.systems.ecology.rules.intake.packing import deliveries_in


def check_readings(data: bytes, where: str, now: datetime) -> None:
    """See that a file of a pack holds deliveries.

    Raises:
        BaylineError: A line is none.
    """
    for _each in deliveries_in(data, where=where, now=now):
        pass


@transaction.atomic
def take_readings(data: bytes, where: str, now: datetime) -> None:
    """Keep the deliveries of a file of a pack, each as of when it was taken in."""
    take_turn()
    for one in deliveries_in(data, where=where, now=now):
        told = Told(
            kind=one.kind,
            sha256=one.sha256,
            name=one.name,
            heads=one.heads,
            skipped=one.skipped,
            notes=one.notes,
            by=one.by,
            recorded=one.recorded,
        )
        store(told, one.stretches)
    hold_again(at=now)
