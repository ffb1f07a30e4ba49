"""Tasks as lists show them: what is kept of each beside its events, and how it is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bayline.systems.cooperation.rules.escalating.books import SlipRule
from bayline.systems.cooperation.rules.escalating.slips import StandingSlip, last_slips
from bayline.systems.cooperation.rules.waiting import waits
from bayline.systems.cooperation.terms import Life, Side, Stage, Wait


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
        slips: The slip that stands against each side.
        rule: Digest of the rule by which these were judged; empty where none stands.
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
    slips: tuple[StandingSlip, ...]
    rule: str
    refused: int
    agreement: str
    decision: str
    track: str
    sides: tuple[Side, ...]
    waits: tuple[Wait, ...]

    def waits_for(self, codes: Sequence[str] | frozenset[str]) -> tuple[Wait, ...]:
        """Give what it waits for from some sides."""
        return tuple(one for one in self.waits if one.side in codes)


def line_of(life: Life, rule: SlipRule | None) -> Line:
    """Give a task as lists show it.

    Args:
        life: The task.
        rule: How slips grow graver; None where no rule is in force.
    """
    terms = life.terms
    slips = last_slips(life, rule) if rule else ()
    return Line(
        task=life.task,
        title=terms.title,
        stage=life.stage,
        since=life.since,
        due=terms.due,
        proposed=life.proposal.day,
        is_urgent=terms.is_urgent,
        slips=slips,
        rule=digest_of(rule) if rule and slips else "",
        refused=len(life.refused),
        agreement=terms.agreement,
        decision=terms.decision,
        track=terms.track,
        sides=terms.sides,
        waits=waits(life),
    )


def digest_of(rule: SlipRule) -> str:
    """Name a rule by what it says."""
    told = (*(one.code for one in rule.colors), rule.urgent_start, rule.is_excused_by_reason)
    return sha256(repr(told).encode()).hexdigest()


def plain_slip(slip: StandingSlip) -> dict[str, str]:
    """Give a slip as JSON holds it."""
    day = slip.deadline.isoformat()
    return {"side": slip.side, "color": slip.color, "deadline": day, "grown": slip.grown}


def slip_of(values: Mapping[str, str]) -> StandingSlip:
    """Read a slip from JSON."""
    deadline = date.fromisoformat(values["deadline"])
    return StandingSlip(values["side"], values["color"], deadline, values["grown"])


def plain_side(side: Side) -> dict[str, object]:
    """Give a side as JSON holds it."""
    return {"code": side.code, "lead": side.lead, "joint": [*side.joint]}


def side_of(values: Mapping[str, object]) -> Side:
    """Read a side from JSON."""
    joint = values.get("joint")
    names = tuple(map(str, joint)) if isinstance(joint, list) else ()
    return Side(code=str(values["code"]), lead=str(values["lead"]), joint=names)
