"""What is said of a figure of a draft beside the record, in a sentence in each language."""

from collections.abc import Callable
from typing import NamedTuple

from bayline.kernel.english import in_english
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict
from bayline.kernel.statuses import Change, Status
from bayline.systems.reading.rules.beside.matching import Pair
from bayline.systems.reading.rules.beside.sides import Side
from bayline.systems.reading.rules.beside.standing import Cause, Judged, Stand
from bayline.systems.reading.rules.wording import finding

CHECK = "figure_on_record"
TITLES = ("与资料对照", "Beside the record")
Place = Callable[[str], str]


class Spot(NamedTuple):
    """A figure with the document it stands in, as findings name both."""

    side: Side
    reference: Reference


_WHY = {
    Cause.UNIT: ("数字相同，单位不同", "the same digits in another unit"),
    Cause.DIRECTION: ("升降方向相反", "up and down are exchanged"),
    Cause.ROUNDING: ("取整不对", "it is not rounded properly"),
    Cause.HEDGE: ("限定不同", "it is hedged otherwise"),
    Cause.PERIOD: ("时期不同", "of another time"),
    Cause.TIME_UNSAID: ("文稿没有写明时期，与资料的时期可能不同", "the draft does not say of when"),
    Cause.PLACE: ("地点不同", "of another place"),
    Cause.STATUS: ("一个是完成数，一个是计划数", "one is a result, the other a plan"),
    Cause.RANK: ("位次不同", "another rank"),
    Cause.BASIS: ("口径不同", "on another basis"),
}


def reason(judged: Judged, place: Place) -> tuple[str, str]:
    """Say in Chinese and in English why a figure stands as it does; nothing where it agrees.

    Args:
        judged: What the record says of it.
        place: Names a place by its code.
    """
    pair = judged.pair
    if judged.stand is Stand.UNKNOWN or pair is None:
        return "资料里没有可比的数字", "the record has nothing to compare it with"
    if judged.stand is Stand.AGREES:
        return "", ""
    zh, en = _WHY.get(judged.cause, ("数值不同", "another value"))
    if judged.cause is Cause.BASIS and judged.part is not None:
        zh, en = f"{zh}（{judged.part.zh}）", f"{en} ({judged.part.en})"
    if judged.cause in {Cause.PERIOD, Cause.TIME_UNSAID, Cause.PLACE, Cause.STATUS}:
        about = f"资料所写是{_of(pair.kept, place)}的"
        zh, en = f"{zh}：{about}", f"{en}: the record’s is of {_of_english(pair.kept)}"
    other = judged.elsewhere
    if other is not None and other is not pair:
        zh += f"；文稿所写的数，资料里是{_of(other.kept, place)}的"
        en += f"; what the draft says, the record says of {_of_english(other.kept)}"
    return zh, en


def _of(side: Side, place: Place) -> str:
    claim = side.claim
    where = place(claim.place or side.home)
    plan = "计划数" if claim.status is Status.PLANNED else ""
    words = "、".join(filter(None, (where, _when(side), plan)))
    return words or f"另一处“{side.quote}”"


def _of_english(side: Side) -> str:
    claim = side.claim
    when = claim.period.edtf if claim.period else ""
    planned = "planned" if claim.status is Status.PLANNED else ""
    where = claim.subject or claim.place
    return ", ".join(filter(None, (where, when, planned))) or f"“{side.quote}”"


def _when(side: Side) -> str:
    period = side.claim.period
    if period is None or period.last is None:
        return ""
    if period.edtf.isdigit():
        return f"{period.edtf}年"
    return f"到{period.last}" if period.start is None else f"{period.start}至{period.last}"


def told(judged: Judged, draft: Spot, kept: Spot, place: Place) -> Finding | None:
    """Make the finding of a figure that does not simply agree; None where it does.

    Args:
        judged: What the record says of it.
        draft: The figure of the draft.
        kept: The one of the record that it is held against.
        place: Names a place by its code.
    """
    if judged.stand not in {Stand.DISAGREES, Stand.NOT_COMPARABLE} or judged.pair is None:
        return None
    is_hedge = judged.cause is Cause.HEDGE
    disagrees = judged.stand is Stand.DISAGREES
    name, title = _name(judged.pair), kept.reference.document
    a, b = draft.reference.quote, kept.reference.quote
    zh, en = reason(judged, place)
    head, head_en = (
        ("注意", "Check")
        if is_hedge
        else ("不一致", "Does not agree")
        if disagrees
        else ("口径不同，不作比较", "Not comparable")
    )
    sentences = (
        f"{head}：{name}，文稿写“{a}”，{title}写“{b}”（{zh}）。",
        in_english(
            f"{head_en}: {name}, the draft says “{a}”, {title} “{b}” ({en}).", names={title}
        ),
    )
    return finding(
        CHECK,
        Verdict.CONTRADICTION if disagrees else Verdict.NOT_COMPARABLE,
        sentences,
        rows=(_row(draft, draft.reference.document), _row(kept, title)),
        claims=(draft.reference, kept.reference),
        severity=Severity.WARNING if is_hedge else None,
    )


def _name(pair: Pair) -> str:
    claim = pair.draft.claim if pair.draft.claim.attribute else pair.kept.claim
    grows = "增速" if claim.change is Change.GROWTH else ""
    return f"{claim.attribute}{grows}" or pair.kept.quote


def _row(spot: Spot, label: str) -> Row:
    return Row(label=label, figure=spot.side.figure, reference=spot.reference)
