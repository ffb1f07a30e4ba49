"""Tasks as lists show them: what is kept of each beside its events, and how it is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bayline.systems.cooperation.rules.waiting import waits
from bayline.systems.cooperation.terms import Act, Life, Side, Stage, Wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A task in a list.

    Attributes:
        task: Its code.
        title: What is to be done.
        stage: Where it stands.
        since: From when.
        due: The last day on which it is in time.
        proposed: When it was put forward as it is now.
        is_urgent: Whether it is major or urgent.
        has_slips: Whether a slip was ever sent.
        refused: How many events of its history do not count.
        agreement: Code of the agreement it carries out.
        decision: Code of the decision it stems from.
        track: Code of its cooperation track.
        sides: Its sides.
        waits: What it waits for.
    """

    task: str
    title: str
    stage: Stage
    since: date
    due: date
    proposed: date
    is_urgent: bool
    has_slips: bool
    refused: int
    agreement: str
    decision: str
    track: str
    sides: tuple[Side, ...]
    waits: tuple[Wait, ...]

    def waits_for(self, codes: Sequence[str] | frozenset[str]) -> tuple[Wait, ...]:
        """Give what it waits for from some sides."""
        return tuple(one for one in self.waits if one.side in codes)


def line_of(life: Life) -> Line:
    """Give a task as lists show it."""
    terms = life.terms
    return Line(
        task=life.task,
        title=terms.title,
        stage=life.stage,
        since=life.since,
        due=terms.due,
        proposed=life.proposal.day,
        is_urgent=terms.is_urgent,
        has_slips=any(one.act is Act.REMINDED for one in life.events),
        refused=len(life.refused),
        agreement=terms.agreement,
        decision=terms.decision,
        track=terms.track,
        sides=terms.sides,
        waits=waits(life),
    )


def plain_side(side: Side) -> dict[str, object]:
    """Give a side as JSON holds it."""
    return {"code": side.code, "lead": side.lead, "joint": [*side.joint]}


def side_of(values: Mapping[str, object]) -> Side:
    """Read a side from JSON."""
    joint = values.get("joint")
    names = tuple(map(str, joint)) if isinstance(joint, list) else ()
    return Side(code=str(values["code"]), lead=str(values["lead"]), joint=names)
