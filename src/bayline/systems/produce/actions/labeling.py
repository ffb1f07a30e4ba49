"""Keeps which serial numbers were printed, so that none is printed twice."""

from datetime import datetime

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.produce.actions.acting import keep_act
from bayline.systems.produce.queries.acts import LABEL, acts
from bayline.systems.produce.rules.labels import Asked
from bayline.systems.produce.rules.linking import serials


@transaction.atomic
def keep_labels(asked: Asked, *, by: str, at: datetime) -> None:
    """Keep that serial numbers are printed for a lot; labels that are all alike need no keeping.

    Raises:
        BaylineError: Nobody is named, or a number was printed before.
    """
    if not asked.serial:
        return
    if not by.strip():
        raise BaylineError(
            "nobody is named who prints",
            why="serial numbers are kept, so that none is printed twice",
            do="name who prints",
            zh=Words("没有写谁在印", "序列号要留底，免得印两次", "请写明谁印的"),
        )
    take_turn()
    lot = asked.lot.name
    wanted = {*serials(asked.serial, asked.number)}
    for one in acts(LABEL, lot):
        both = wanted & {*serials(one.told["serial"], int(one.told["count"]))}
        if both:
            first = min(both)
            raise BaylineError(
                f"serial number {first} of this lot was printed before",
                why=f"by {one.by}, {one.recorded:%Y-%m-%d}",
                do="begin with a number that is free",
                zh=Words(
                    f"这一批的序列号{first}印过了",
                    f"{one.by}，{one.recorded:%Y-%m-%d}",
                    "请从没有用过的号开始",
                ),
            )
    told = {"serial": asked.serial, "count": asked.number}
    keep_act(LABEL, lot, told, lot=lot, by=by.strip(), at=at)
