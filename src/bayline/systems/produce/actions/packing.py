"""Take in from a pack what was kept elsewhere, or make events for a demonstration."""

from datetime import datetime
from itertools import groupby
from typing import Any

import orjson
from django.db import transaction

from bayline.engines.epcis.words import Event
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs.histories import Kept, kept_in
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.produce.actions.acting import keep_act
from bayline.systems.produce.actions.capturing import capture
from bayline.systems.produce.models import EventRow
from bayline.systems.produce.queries.acts import is_kept
from bayline.systems.produce.queries.grounds import buyer_addresses, grounds
from bayline.systems.produce.rules.demonstrating import NAMESPACES, made, read_demonstration
from bayline.systems.produce.rules.packing import ACTS, EVENTS, check_order


def check_events(data: bytes, where: str, now: datetime) -> None:
    """See that a file of a pack holds events.

    Raises:
        BaylineError: A line is none.
    """
    for _each in kept_in(data, EVENTS, where=where, now=now):
        pass


@transaction.atomic
def take_events(data: bytes, where: str, now: datetime) -> None:
    """Keep the events of a file of a pack, each as of when it was kept.

    Raises:
        BaylineError: Something stands against one of them.
    """
    found = kept_in(data, EVENTS, where=where, now=now)
    for (recorded, spaces), together in groupby(found, key=_alike):
        events = [_bare(one.thing) for one in together]
        _keep(events, orjson.loads(spaces), at=recorded, where=where)


def _alike(one: Kept[Event]) -> tuple[datetime, bytes]:
    """Name what can be kept at once: what came together and stands in the same words."""
    spaces: dict[str, Any] = {}
    for part in one.thing.get("@context", ()):
        spaces |= part if isinstance(part, dict) else {}
    return one.recorded, orjson.dumps(spaces, option=orjson.OPT_SORT_KEYS)


def _bare(event: Event) -> Event:
    return {name: value for name, value in event.items() if name != "@context"}


def _keep(events: list[Event], spaces: dict[str, str], *, at: datetime, where: str) -> None:
    # How they came once is not asked again: only what holds for JSON and XML alike.
    done = capture(events, namespaces=spaces, now=at, whole=True, form="xml")
    if done.faults:
        first = done.faults[0]
        raise BaylineError(
            f"event {first.event}: {first.sentence}",
            where=where,
            do="correct the file",
            zh=Words(f"第{first.event}个事件：{first.zh}", do="请改正文件"),
        )


def check_acts(data: bytes, where: str, now: datetime) -> None:
    """See that a file of a pack holds acts, and that steps of recalls follow their openings.

    Raises:
        BaylineError: A line is none, or a step follows nothing.
    """
    opened: set[str] = set()
    for one in kept_in(data, ACTS, where=where, now=now):
        check_order(one.thing, opened, where)


@transaction.atomic
def take_acts(data: bytes, where: str, now: datetime) -> None:
    """Keep the acts of a file of a pack, each as of when it was kept; once, if it comes again."""
    take_turn()
    for recorded, one in kept_in(data, ACTS, where=where, now=now):
        if not is_kept(one, recorded):
            keep_act(one.kind, one.subject, one.told, lot=one.lot, by=one.by, at=recorded)


def check_demonstration(data: bytes, where: str, _now: datetime) -> None:
    """See that a file of a pack says what a demonstration shows.

    Raises:
        BaylineError: It does not.
    """
    read_demonstration(data.decode("utf-8", "replace"), where=where)


@transaction.atomic
def take_demonstration(data: bytes, where: str, now: datetime) -> None:
    """Make the events of a demonstration and keep them; a home that has events is left alone.

    Raises:
        BaylineError: The file names what no register has.
    """
    if EventRow.objects.exists():
        return
    asked = read_demonstration(data.decode("utf-8", "replace"), where=where)
    events = made(asked, grounds(), buyer_addresses(), where=where)
    _keep(events, NAMESPACES, at=now, where=where)
