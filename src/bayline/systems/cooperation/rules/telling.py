"""An act on a task in words, for whoever has nothing but a browser."""

from collections.abc import Callable, Mapping

from bayline.systems.cooperation.rules.refusing import said
from bayline.systems.cooperation.terms import Act, Event, Terms


def rows_of(
    event: Event, names: Mapping[str, str], title: str = ""
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give the title of a message, and its rows of names and values.

    Args:
        event: What it tells.
        names: What organisations are called, by code; one that is not named goes by its code.
        title: What the task is called, where the event itself does not say.
    """
    task = event.terms.title if event.terms else title or event.task
    found = _rows(event, names, task)
    return f"{said(event.act)[0]}：{task}", tuple((name, value) for name, value in found if value)


def units_of(event: Event) -> frozenset[str]:
    """Give the codes of the organisations that a message speaks of."""
    sides = event.terms.sides if event.terms else ()
    units = (unit for side in sides for unit in (side.code, *side.units))
    return frozenset({event.side, event.unit, event.about, *units} - {""})


def _rows(event: Event, names: Mapping[str, str], task: str) -> list[tuple[str, str]]:
    def name(code: str) -> str:
        return names.get(code, code)

    evidence = "；".join(
        " ".join(filter(None, (one.title, one.document, one.url))) for one in event.evidence
    )
    return [
        ("事项编号", event.task),
        ("办理", said(event.act)[0]),
        *(_terms(event.terms, name) if event.terms else [("事项", task)]),
        ("一方", name(event.side)),
        ("单位", name(event.unit)),
        ("经办", event.by),
        ("日期", event.day.isoformat()),
        ("内容", event.words),
        ("证明材料", evidence),
        ("针对", name(event.about) if event.act is not Act.ACCEPTED and event.about else ""),
        ("期限", event.deadline.isoformat() if event.deadline else ""),
        ("更替为", event.successor),
    ]


def _terms(terms: Terms, name: Callable[[str], str]) -> list[tuple[str, str]]:
    sides = "；".join(
        f"{name(side.code)}：★{'、'.join(map(name, (side.lead, *side.joint)))}"
        for side in terms.sides
    )
    return [
        ("事项", terms.title),
        ("各方", sides),
        ("完成期限", terms.due.isoformat()),
        ("报送方", "、".join(map(name, terms.reporters))),
        ("出自", terms.decided),
        ("协议", terms.agreed),
    ]
