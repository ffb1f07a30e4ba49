"""Events as a file of a pack: one a line, in the order they were kept."""

from typing import Any

from bayline.engines.epcis.words import Event
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs.histories import Kind

PATH = "produce/events.jsonl"
DEMONSTRATION = "produce/demonstration.toml"
LIMITS = "produce/limits.toml"


def _event(found: Any, where: str) -> Event:  # noqa: ANN401 - whatever JSON holds
    if isinstance(found, dict) and isinstance(found.get("eventID"), str):
        return found
    raise BaylineError(
        "this is no event of EPCIS",
        where=where,
        do="write it as the program exports it",
        zh=Words("不是EPCIS事件", do="请按程序导出的样子写"),
    )


def _plain(event: Event) -> Event:
    return event


EVENTS: Kind[Event] = Kind("event", ("event of EPCIS", "EPCIS事件"), _event, _plain)
