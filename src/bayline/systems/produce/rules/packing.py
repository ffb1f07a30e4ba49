"""What produce keeps, as files of a pack: one event or one act a line, in the order of keeping."""

from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from bayline.engines.epcis.words import Event
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs.histories import Kind
from bayline.systems.produce.rules.certificates import FIELDS
from bayline.systems.produce.rules.recalls import Kind as Step
from bayline.systems.produce.rules.recalls import Scope

PATH = "produce/events.jsonl"
ACTS_PATH = "produce/acts.jsonl"
DEMONSTRATION = "produce/demonstration.toml"
LIMITS = "produce/limits.toml"
RECALL, CERTIFICATE, LABEL = "recall", "certificate", "label"


class Done(NamedTuple):
    """Something that the office did about lots, as a pack tells it.

    Attributes:
        kind: recall, certificate or label.
        subject: Number of the recall or of the certificate, name of the lot of labels.
        lot: The one name of the lot it is about.
        told: What was done.
        by: Who did it.
    """

    kind: str
    subject: str
    lot: str
    told: dict[str, Any]
    by: str


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


def _act(found: Any, where: str) -> Done:  # noqa: ANN401 - whatever JSON holds
    try:
        named = [found[name] for name in ("kind", "subject", "lot", "by")]
        if all(isinstance(one, str) and one for one in named):
            made = Done(**found)
            if _SOUND[made.kind](made):
                return made
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation):
        pass
    raise BaylineError(
        "this is no act of the office",
        where=where,
        why="a recall, a certificate or labels are told with all that they say",
        do="write it as the program exports it",
        zh=Words(
            "不是业务登记的一步", "召回、合格证、标签要写全各自的内容", "请按程序导出的样子写"
        ),
    )


def _is_step(one: Done) -> bool:
    """Say whether an act is a step of a recall that pages can tell."""
    told = one.told
    match Step(told["kind"]):
        case Step.OPENED:
            is_listed = isinstance(told["roots"], list) and told["scope"] in [*Scope]
            return is_listed and told["start"] == one.lot and bool(told["reason"])
        case Step.CLOSED:
            return bool(told["reason"])
        case Step.NOTIFIED:
            return bool(told["buyer"])
        case _:
            return bool(told["buyer"]) and Decimal(told["kilograms"]) > 0


def _is_certificate(one: Done) -> bool:
    told = one.told
    return told["number"] == one.subject and told["lot"] == one.lot and FIELDS.keys() <= told.keys()


def _is_label(one: Done) -> bool:
    told = one.told
    return one.subject == one.lot and told["serial"][-1:].isdigit() and int(told["count"]) > 0


_SOUND = {RECALL: _is_step, CERTIFICATE: _is_certificate, LABEL: _is_label}


def _told(one: Done) -> dict[str, Any]:
    return one._asdict()


ACTS: Kind[Done] = Kind("act", ("act of the office", "业务登记"), _act, _told)


def check_order(one: Done, opened: set[str], where: str) -> None:
    """See that a step of a recall follows its opening, and note an opening.

    Raises:
        BaylineError: It does not, or the recall was opened before.
    """
    if one.kind != RECALL:
        return
    is_opening = one.told["kind"] == Step.OPENED
    if is_opening is (one.subject in opened):
        told, told_zh = ("opened twice", "开了两次") if is_opening else ("not open yet", "还没有开")
        raise BaylineError(
            f"{one.subject} is {told} at the step “{one.told['kind']}” of {one.by}",
            where=where,
            do="order the lines by when they were kept",
            zh=Words(
                f"{one.subject}{told_zh}，见{one.by}的“{one.told['kind']}”一步",
                do="请按登记先后排列",
            ),
        )
    opened.add(one.subject)
