"""Keeps what the office does about lots, in a chain that is only added to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from bayline.platform.instants import microseconds
from bayline.platform.record.actions.turns import last_digest, move_head
from bayline.platform.record.chain import content_hash, linked
from bayline.systems.produce.models import ActRow
from bayline.systems.produce.rules.facts import marked


def keep_act(
    kind: str, subject: str, told: Mapping[str, Any], *, lot: str, by: str, at: datetime
) -> None:
    """Add an act; whoever calls has taken a turn in a transaction.

    Args:
        kind: recall, certificate or label.
        subject: What it is about.
        told: What was done.
        lot: The one name of the lot.
        by: Who did it.
        at: When.
    """
    written = orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode()
    said = (kind, subject, marked(lot), written, by)
    digest = linked(last_digest(ActRow), content_hash(said), how=(microseconds(at),))
    ActRow.objects.create(
        kind=kind,
        subject=subject,
        thing=marked(lot),
        told=written,
        by=by,
        recorded=at,
        digest=digest,
    )
    move_head(ActRow, rows=1, digest=digest)
