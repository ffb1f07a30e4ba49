"""An act on a task in words, for whoever has nothing but a browser."""

from collections.abc import Mapping
from typing import Any

from bayline.systems.cooperation.rules.exchanging import read
from bayline.systems.cooperation.rules.refusing import said
from bayline.systems.cooperation.terms import Event, Terms


def rows_of(content: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give the title of a message, and its rows of names and values.

    Raises:
        BaylineError: It carries no event.
    """
    event = read(content).event
    title = f"{said(event.act)[0]}：{event.terms.title if event.terms else event.task}"
    return title, tuple((name, value) for name, value in _rows(event) if value)


def _rows(event: Event) -> list[tuple[str, str]]:
    evidence = "；".join(
        " ".join(filter(None, (one.title, one.document, one.url))) for one in event.evidence
    )
    return [
        ("事项编号", event.task),
        ("办理", said(event.act)[0]),
        *(_terms(event.terms) if event.terms else ()),
        ("单位", event.unit),
        ("经办", event.by),
        ("日期", event.day.isoformat()),
        ("内容", event.words),
        ("证明材料", evidence),
        ("针对", event.about),
        ("期限", event.deadline.isoformat() if event.deadline else ""),
        ("更替为", event.successor),
    ]


def _terms(terms: Terms) -> list[tuple[str, str]]:
    sides = "；".join(
        f"{side.code}：★{side.lead}" + "".join(f"、{unit}" for unit in side.joint)
        for side in terms.sides
    )
    return [
        ("事项", terms.title),
        ("各方", sides),
        ("完成期限", terms.due.isoformat()),
        ("报送方", "、".join(terms.reporters)),
    ]
