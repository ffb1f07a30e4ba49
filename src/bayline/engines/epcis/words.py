"""Writes every word of the vocabulary in an event under its short name."""

from typing import Any

from bayline.engines.epcis.shapes import KINDS_OF_TYPE
from bayline.engines.epcis.vocabulary import WORDS, short_word

# The fields of a report that hold words, and of which kind.
OF_REPORTS = {"type": "measurement", "exception": "exception", "component": "component"}
_HOLDERS = frozenset(
    (*KINDS_OF_TYPE, "persistentDisposition", "errorDeclaration", "sensorElementList")
)
Event = dict[str, Any]
Json = Any  # whatever JSON can hold, before its shape is known


def shorten(event: Event) -> None:
    """Replace addresses of known words by their names, in place; leave everything else."""
    _shorten(event, "bizStep", "bizStep")
    _shorten(event, "disposition", "disposition")
    if _HOLDERS.isdisjoint(event):
        return
    for name, kind in KINDS_OF_TYPE.items():
        for one in _objects(event.get(name)):
            _shorten(one, "type", kind)
    _shorten_lasting(event.get("persistentDisposition"))
    declaration = event.get("errorDeclaration")
    if isinstance(declaration, dict):
        _shorten(declaration, "reason", "reason")
    for element in _objects(event.get("sensorElementList")):
        for report in _objects(element.get("sensorReport")):
            for name, kind in OF_REPORTS.items():
                _shorten(report, name, kind)


def _shorten_lasting(lasting: Json) -> None:
    if not isinstance(lasting, dict):
        return
    for name in ("set", "unset"):
        if isinstance(lasting.get(name), list):
            lasting[name] = [_short("disposition", one) for one in lasting[name]]


def _objects(found: Json) -> list[Event]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _shorten(holder: Event, name: str, kind: str) -> None:
    value = holder.get(name)
    if isinstance(value, str) and value not in WORDS[kind]:
        holder[name] = short_word(kind, value)


def _short(kind: str, value: Json) -> Json:
    return short_word(kind, value) if isinstance(value, str) else value
