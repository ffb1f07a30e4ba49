"""Readings that stations and line departments deliver, all of a table or nothing of it."""

from bayline.kernel.errors import BaylineError, Words
from bayline.platform import inlets
from bayline.platform.inlets import BarredTableError, Delivered, Delivery, Inlet, Told
from bayline.platform.people.terms import Audience
from bayline.surfaces.api.problems import with_status
from bayline.surfaces.api.shapes import DeliveryShape, NewReadings, TakenReadings, ToldCell
from bayline.surfaces.api.terms import Asked, Found, Listing, Page, ProblemError, Resource, Writing

_LONGEST = 200
_MOST_TOLD = 200  # cells of one refusal
Cell = str | int | float | None


def _deliveries(asked: Asked) -> Page:
    inlet = inlets.inlet()
    if inlet is None:
        return Page([])
    behind = int(asked.behind[0]) if asked.behind else None
    found = inlet.listed(behind, asked.size + 1, asked.as_of)
    shown = found[: asked.size]
    last = (shown[-1].number,) if len(found) > asked.size else None
    return Page([*map(_delivery, shown)], last)


def _delivery(one: Delivery) -> DeliveryShape:
    return {
        "number": one.number,
        "kind": one.kind,
        "name": one.name,
        "sha256": one.sha256,
        "kept": one.kept,
        "skipped": one.skipped,
        "first": one.first,
        "last": one.last,
        "by": one.by,
        "recorded": one.recorded,
    }


def _deliver(asked: Asked) -> Found:
    inlet = inlets.inlet()
    if inlet is None or asked.body["kind"] not in inlet.kinds:
        raise _no_kind(asked.body["kind"], inlet)
    try:
        taken = inlet.take(_table(asked))
    except BarredTableError as barred:
        raise _barred(barred) from None
    except BaylineError as error:
        raise with_status(error, 422) from None
    found: TakenReadings = {
        "delivery": taken.number,
        "kept": taken.kept,
        "skipped": taken.skipped,
        "notes": [*map(_told, taken.notes[:_MOST_TOLD])],
    }
    return found


def _table(asked: Asked) -> Delivered:
    body = asked.body
    name = "".join(filter(str.isprintable, body.get("name", "")))[:_LONGEST]
    return Delivered(
        kind=body["kind"],
        name=name or "api",
        heads=[*map(_text, body["columns"])],
        rows=[[*map(_text, row)] for row in body["rows"]],
        holds=body.get("holds", False),
        corrects=body.get("corrects", False),
        by=asked.visitor.name,
        at=asked.now,
    )


def _text(cell: Cell) -> str:
    """Write a cell as text; a number that is sent as such keeps the digits it was sent with."""
    return "" if cell is None else str(cell)


def _told(one: Told) -> ToldCell:
    return {
        "weight": one.weight,
        "row": one.row,
        "column": one.column,
        "value": one.value,
        "why": f"{one.why}; {one.do}" if one.do else one.why,
        "why_zh": "；".join(filter(None, one.zh)),
    }


def _barred(error: BarredTableError) -> ProblemError:
    found = with_status(error, 422)
    found.more = {
        "cells": [*map(_told, error.cells[:_MOST_TOLD])],
        "more": max(0, len(error.cells) - _MOST_TOLD),
    }
    return found


def _no_kind(kind: str, inlet: Inlet | None) -> ProblemError:
    listed = ", ".join(inlet.kinds if inlet else ())
    return with_status(
        BaylineError(
            f"nothing of the kind “{kind[:40]}” is taken in",
            do=f"send one of: {listed}",
            zh=Words(f"不收“{kind[:40]}”这一种", do=f"kind请写其中之一：{listed}"),
        ),
        422,
    )


RESOURCES = (
    Resource(
        address="readings",
        name="readings",
        title="测值",
        about="Files and tables of readings that were taken in, the newest first.",
        audience=Audience.READ,
        reads=Listing(page=_deliveries, shape=DeliveryShape),
        writes={
            "POST": Writing(
                act=_deliver,
                body=NewReadings,
                shape=TakenReadings,
                status=200,
                about="Deliver readings: all are kept or none, and what is kept already with the "
                "same values is passed over, so that a delivery may be sent again.",
            )
        },
    ),
)
