"""Rules of events that no schema can express; each names the field it is about."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from bayline.engines.epcis.faults import Fault
from bayline.engines.epcis.keys import is_sound, other_than_its_path, wrong_check_digit
from bayline.engines.epcis.links import faults_of_gtins
from bayline.engines.epcis.shapes import (
    BEFORE,
    FIELDS,
    KINDS_OF_TYPE,
    LISTS_OF_EPCS,
    LISTS_OF_QUANTITIES,
    TYPED_LISTS,
)
from bayline.engines.epcis.times import time_of
from bayline.engines.epcis.vocabulary import BUSINESS_STEPS, DISPOSITIONS, WORDS, is_of_gs1
from bayline.engines.epcis.words import OF_REPORTS, Event, Json

_ABOUT = {
    "ObjectEvent": ("epcList", "quantityList"),
    "AggregationEvent": ("childEPCs", "childQuantityList"),
    "AssociationEvent": ("childEPCs", "childQuantityList"),
    "TransactionEvent": ("epcList", "quantityList"),
}
_EPCS = frozenset(LISTS_OF_EPCS)
_PARTS = {**dict.fromkeys(LISTS_OF_QUANTITIES, "epcClass"), **TYPED_LISTS}
_SINGLE = frozenset(("parentID", "transformationID"))
_PLACES = frozenset(("readPoint", "bizLocation"))
# Where else than in step and disposition words stand.
_WORDED = frozenset(
    (*KINDS_OF_TYPE, "persistentDisposition", "errorDeclaration", "sensorElementList")
)
# With these alone an event says nothing in words of its own.
_KNOWN = frozenset(("type", *BEFORE, *chain.from_iterable(FIELDS.values()))) - {"ilmd"}
_INPUTS = ("inputEPCList", "inputQuantityList")
_OUTPUTS = ("outputEPCList", "outputQuantityList")


def faults_of_event(event: Event, at: int, now: int) -> list[Fault]:
    """List what stands against the meaning of an event whose shape is right.

    Of a hundred thousand events nearly all are right, so it is first asked whether anything can
    stand against one at all, and where only if so.

    Args:
        event: The event.
        at: Its place in the document.
        now: The moment after which nothing can have happened, in microseconds since 1970.
    """
    found: list[Fault] = []
    if _may_hold_strange_words(event):
        found += faults_of_words(event, at)
    found += _faults_of_identifiers(event, at)
    if not _has_sound_keys(event):
        found += _faults_of_keys(event, at)
    if time_of(event["eventTime"]) > now:
        found.append(_still_to_come(event["eventTime"], at))
    if not event.keys() <= _KNOWN:
        found += faults_of_gtins(event, at)
    if "ilmd" in event and event["type"] == "ObjectEvent" and event.get("action") != "ADD":
        found.append(
            Fault(
                at,
                "ilmd",
                "ilmd",
                "data of instance and lot come with action ADD only",
                "ilmd只随ADD出现",
            )
        )
    return found


def _may_hold_strange_words(event: Event) -> bool:
    is_plain = (
        event.get("bizStep", "other") in BUSINESS_STEPS
        and event.get("disposition", "unknown") in DISPOSITIONS
    )
    return not is_plain or not _WORDED.isdisjoint(event)


def faults_of_words(event: Event, at: int) -> Iterator[Fault]:
    """Find words that claim to be of the vocabulary and are not; the event may be of any shape."""
    for field, kind, value in _words_in(event):
        if isinstance(value, str) and not _is_allowed(kind, value):
            yield Fault(
                at,
                field,
                "vocabulary",
                f"{value} is no word of CBV 2.0 for {field}; take "
                "one of its words, or an address of your own vocabulary",
                f"{field}的{value}不在CBV 2.0词表中；请用表中的词，或自有词表的网址",
            )


def _is_allowed(kind: str, value: str) -> bool:
    if value in WORDS[kind]:
        return True
    if kind == "measurement" and value.startswith("gs1:"):
        return True  # the list of quantities in the Web Vocabulary is open, that of CBV is not
    return ":" in value and not is_of_gs1(value)


def _words_in(event: Event) -> Iterator[tuple[str, str, Any]]:
    yield "bizStep", "bizStep", event.get("bizStep")
    yield "disposition", "disposition", event.get("disposition")
    for name, kind in KINDS_OF_TYPE.items():
        for at, one in enumerate(_held(event, name)):
            if "type" in one:
                yield f"{name}.{at}.type", kind, one["type"]
    if "persistentDisposition" in event:
        yield from _lasting_words(event["persistentDisposition"])
    if isinstance(event.get("errorDeclaration"), dict):
        yield "errorDeclaration.reason", "reason", event["errorDeclaration"].get("reason")
    for at, element in enumerate(_held(event, "sensorElementList")):
        yield from _words_of_sensor(element, f"sensorElementList.{at}")


def _lasting_words(lasting: Json) -> Iterator[tuple[str, str, Any]]:
    for name in ("set", "unset"):
        for value in _listed(lasting.get(name) if isinstance(lasting, dict) else None):
            yield f"persistentDisposition.{name}", "disposition", value


def faults_of_reports(event: Event, at: int) -> Iterator[Fault]:
    """Find reports of sensors that do not say what they measured; XML lets that be left out."""
    for place, element in enumerate(_held(event, "sensorElementList")):
        for number, report in enumerate(_held(element, "sensorReport")):
            if "type" not in report:
                field = f"sensorElementList.{place}.sensorReport.{number}.type"
                yield Fault(
                    at,
                    field,
                    "required",
                    "the report does not say what was measured",
                    "传感报告没有写明测的是什么",
                )


def _words_of_sensor(element: Event, path: str) -> Iterator[tuple[str, str, Any]]:
    for at, report in enumerate(_held(element, "sensorReport")):
        for name, kind in OF_REPORTS.items():
            if name in report:
                yield f"{path}.sensorReport.{at}.{name}", kind, report[name]


def _listed(found: Json) -> list[Any]:
    return found if isinstance(found, list) else []


def _held(event: Event, name: str) -> list[Event]:
    found = event.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _faults_of_identifiers(event: Event, at: int) -> Iterable[Fault]:
    kind = event["type"]
    lists = _ABOUT.get(kind)
    if lists is None:
        return _faults_of_transformation(event, at) if kind == "TransformationEvent" else ()
    if event.get(lists[0]) or _says_what(event, lists):
        return ()
    sentence = f"the event says about nothing that it happened to; give {' or '.join(lists)}"
    zh = f"事件没有写对象，请给{'或'.join(lists)}"
    return (Fault(at, lists[0], "identifiers", sentence, zh),)


def _says_what(event: Event, lists: tuple[str, str]) -> bool:
    """Say whether an event names objects; an empty list will do where it stands for a class."""
    kind = event["type"]
    if kind in {"ObjectEvent", "TransactionEvent"} and isinstance(event.get("epcList"), list):
        return True
    if any(event.get(name) for name in lists):
        return True
    if kind == "ObjectEvent":
        return bool(event.get("sensorElementList")) and "readPoint" in event
    return event.get("action") == "DELETE"


def _faults_of_transformation(event: Event, at: int) -> Iterator[Fault]:
    has_in = any(event.get(name) for name in _INPUTS)
    has_out = any(event.get(name) for name in _OUTPUTS)
    is_whole = has_in and has_out
    if not is_whole and not ("transformationID" in event and (has_in or has_out)):
        yield Fault(
            at,
            "inputEPCList" if not has_in else "outputEPCList",
            "identifiers",
            "a transformation names inputs and outputs, or a transformationID and one of the two",
            "转化事件要写投入和产出，或transformationID和其一",
        )


def _has_sound_keys(event: Event) -> bool:
    found: list[str] = []
    for name, value in event.items():
        if name in _EPCS:
            found += value
        elif name in _PARTS:
            part = _PARTS[name]
            found += [one[part] for one in value]
        elif name in _PLACES:
            found.append(value["id"])
        elif name in _SINGLE:
            found.append(value)
    return all(map(is_sound, found))


def _faults_of_keys(event: Event, at: int) -> Iterator[Fault]:
    for field, value in addresses_in(event):
        if is_sound(value):
            continue
        wrong, other = wrong_check_digit(value), other_than_its_path(value)
        if wrong is not None:
            name, due = wrong
            yield Fault(
                at,
                field,
                "check_digit",
                f"{value}: the check digit of the {name} should be {due}; compare with the label",
                f"{value}：{name}的校验位应为{due}",
            )
        elif other is not None:
            yield Fault(
                at,
                field,
                "digital_link",
                f"{value}: {other}; give a link whose parts agree",
                f"{value}：数字链接的各部分对不上，请给前后一致的链接",
            )
        else:
            yield Fault(
                at,
                field,
                "epc",
                f"{value} is cut otherwise than its kind demands",
                f"{value}不合该类编码的分段",
            )


def addresses_in(event: Event) -> Iterator[tuple[str, str]]:
    """Give every place of an event where a key of GS1 may stand, with what stands there."""
    for name, value in event.items():
        if name in _EPCS:
            for place, one in enumerate(value):
                yield f"{name}.{place}", one
        elif name in _PARTS:
            part = _PARTS[name]
            for place, one in enumerate(value):
                yield f"{name}.{place}.{part}", one[part]
        elif name in _SINGLE:
            yield name, value
        elif name in _PLACES:
            yield f"{name}.id", value["id"]


def _still_to_come(told: str, at: int) -> Fault:
    return Fault(
        at,
        "eventTime",
        "future",
        f"{told} is still to come; an event tells what has happened",
        f"{told}还没到，事件只记已发生的事",
    )


def faults_of_twins(events: Sequence[Event]) -> Iterator[Fault]:
    """Find events of one document that have one id and other content."""
    seen: dict[str, Event] = {}
    for at, event in enumerate(events):
        name = event.get("eventID")
        if isinstance(name, str) and content_of(seen.setdefault(name, event)) != content_of(event):
            yield twin(name, at)


def twin(name: str, at: int) -> Fault:
    """Say that an id stands for other content already."""
    return Fault(
        at,
        "eventID",
        "same_id",
        f"{name} stands for another event already; give each event an id of its own",
        f"编号{name}已是另一个事件的，内容不同；请各用各的编号",
    )


def content_of(event: Event) -> Event:
    """Give what an event says, without when it was recorded and what was said of its error."""
    left = {"recordTime", "errorDeclaration", "@context"}
    return {name: value for name, value in event.items() if name not in left}
