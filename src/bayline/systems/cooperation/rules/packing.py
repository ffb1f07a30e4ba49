"""The histories of tasks as a file of a pack: one event a line, in the order they were kept."""

from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs.histories import Kind
from bayline.systems.cooperation.rules import writing
from bayline.systems.cooperation.terms import Event

PATH = "cooperation/tasks.jsonl"


def _event(found: Any, where: str) -> Event:  # noqa: ANN401 - whatever JSON holds
    try:
        return writing.read(found)
    except BaylineError as error:
        raise BaylineError(
            f"this is no event: {error.sentence()}",
            where=where,
            do="write it as the program exports it",
            zh=Words(f"不是事项的经过：{error.in_chinese()}", do="请按程序导出的样子写"),
        ) from None


EVENTS = Kind("event", ("event of a task", "事项的经过"), _event, writing.plain)
