"""Save what a unit fills in, and send it; whatever is refused stays in the draft."""

from dataclasses import dataclass, replace
from hashlib import sha256

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.plan import models
from bayline.systems.plan.actions.requests.asking import Hand
from bayline.systems.plan.actions.requests.stepping import Move, begun, noted
from bayline.systems.plan.queries.requests import (
    asked_row,
    draft,
    earlier,
    known_figures,
    request,
    sent,
    taken,
)
from bayline.systems.plan.queries.requests.rows import standing_of
from bayline.systems.plan.rules.requests.answering import Read, prefilled, read_answer
from bayline.systems.plan.rules.requests.claiming import figures_stated, statements
from bayline.systems.plan.rules.requests.comparing import Beside, explained, warnings_on
from bayline.systems.plan.rules.requests.keeping import Sent, kept_filled, kept_sent
from bayline.systems.plan.rules.requests.moving import OvertakenError, Sides, refuse_act
from bayline.systems.plan.rules.requests.terms import Act, Filled, Standing, Warned


class FaultyAnswerError(BaylineError):
    """An answer that cannot be sent.

    Attributes:
        read: The answer as it was read, with the cells that are refused.
    """

    def __init__(self, read: Read) -> None:
        self.read = read
        if read.blank:
            super().__init__(
                "nothing is filled in",
                do="fill in the table; what there is none of is written 无",
                zh=Words("一格也没有填", do="请填表；没有的写“无”"),
            )
            return
        count, first = len(read.spots), read.spots[0]
        super().__init__(
            f"{count} cells are refused; {first.sentence(english=True).rstrip('.')}",
            zh=Words(f"有{count}格要改。{first.sentence(english=False).rstrip('。')}"),
        )


class WarnedError(BaylineError):
    """Values that may be wrong; nothing was sent, and it can be sent as it is all the same.

    Attributes:
        warned: What may be wrong.
        seen: What the form gives back to say that this was seen.
    """

    def __init__(self, warned: tuple[Warned, ...]) -> None:
        self.warned, self.seen = warned, digest_of(warned)
        super().__init__(
            f"{len(warned)} values may be wrong",
            do="mend them, or explain them and send the table all the same",
            zh=Words(f"有{len(warned)}处可能不对", do="请改，或写明原因后仍然报送"),
        )


def digest_of(warned: tuple[Warned, ...]) -> str:
    """Give what stands for the very warnings that were shown."""
    words = "\n".join(f"{each.key} {each.zh}" for each in warned)
    return sha256(words.encode()).hexdigest()[:16] if warned else ""


def filled_now(code: str, unit: str) -> tuple[Filled, int]:
    """Give what stands in the table of a unit, and the version of its draft.

    That is its draft, else the version it sent last, else the answers of the period before.
    """
    kept = draft(code, unit)
    if kept is not None:
        return kept.filled, kept.version
    row = asked_row(code, unit)
    last = sent(code, unit, row.version) if row.version else None
    if last is not None:
        return last.filled, 0
    return prefilled(request(code).template, unit, earlier(code, unit).rows), 0


@transaction.atomic
def save_draft(code: str, unit: str, filled: Filled, *, version: int, hand: Hand) -> int:
    """Save what a unit fills in.

    Args:
        code: Of the request.
        unit: Code of the unit.
        filled: All of it, as typed.
        version: The version of the draft that was seen; 0 where none was saved yet.
        hand: Who saves it, and when.

    Returns:
        The version it has now.

    Raises:
        OvertakenError: Somebody else of the unit saved it meanwhile.
        BaylineError: They may not answer, or not now.
    """
    take_turn()
    row = asked_row(code, unit)
    sides = Sides(asker=row.asker, unit=row.unit)
    refuse_act(Act.SENT, hand.visitor, sides, standing_of(row))
    kept = models.DraftRow.objects.filter(asked=row).first()
    if (kept.version if kept else 0) != version:
        raise _saved_meanwhile(kept)
    content = kept_filled(filled)
    values = {
        "content": content,
        "version": version + 1,
        "by": hand.name,
        "recorded": hand.at,
    }
    models.DraftRow.objects.update_or_create(asked=row, defaults=values)
    return version + 1


def _saved_meanwhile(kept: models.DraftRow | None) -> OvertakenError:
    by = kept.by if kept else ""
    return OvertakenError(
        f"“{by}” saved the draft meanwhile" if by else "the draft was sent or dropped meanwhile",
        why="saving this now would take their place",
        do="look at theirs; what was typed here stands below, and saving again takes it",
        zh=Words(
            f"“{by}”其间存过草稿" if by else "草稿其间已报送或删去",
            "现在保存会盖掉对方填的",
            "请看过对方填的；这里填的都在下面，再按一次“保存”就以这里的为准",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """An answer on its way.

    Attributes:
        seen: Number of the last step that was seen.
        draft: The version of the draft that is sent.
        warned: What `WarnedError.seen` gave, where warnings were shown; else empty.
    """

    seen: int
    draft: int
    warned: str = ""


@transaction.atomic
def send(code: str, unit: str, sending: Sending, *, hand: Hand) -> Standing:
    """Send the draft of a unit as the next version of its answer.

    Args:
        code: Of the request.
        unit: Code of the unit.
        sending: What was seen.
        hand: Who sends it, and when.

    Raises:
        FaultyAnswerError: Cells are refused.
        WarnedError: Values may be wrong, and that was not shown yet.
        OvertakenError: Somebody else did something meanwhile.
        BaylineError: They may not answer, or not now.
    """
    wanted = Move(act=Act.SENT, seen=sending.seen)
    row, standing = begun(code, unit, wanted, hand=hand)
    filled, version = filled_now(code, unit)
    if version != sending.draft:
        raise _saved_meanwhile(models.DraftRow.objects.filter(asked=row).first())
    read, warned = checked(code, unit, filled)
    if read.spots or read.blank:
        raise FaultyAnswerError(read)
    if warned and digest_of(warned) != sending.warned:
        raise WarnedError(explained(warned, filled.notes))
    answer = Sent(filled=read.filled, warned=explained(warned, filled.notes))
    content = kept_sent(answer)
    after = noted(row, standing, wanted, hand=hand, version=row.version + 1, content=content)
    models.DraftRow.objects.filter(asked=row).delete()
    return after


def checked(code: str, unit: str, filled: Filled) -> tuple[Read, tuple[Warned, ...]]:
    """Read an answer and compare it with what is known.

    Args:
        code: Of the request.
        unit: Code of the unit.
        filled: What was filled in, as typed.

    Returns:
        The answer as it was read, and what may be wrong with it.
    """
    asked, before = request(code), earlier(code, unit)
    read = read_answer(asked.template, unit, filled, earlier=before.rows)
    found = statements(asked, unit, read.filled)
    row = asked_row(code, unit)
    own = taken(code, unit, row.accepted) if row.accepted else None
    beside = Beside(
        period=before.period,
        rows=before.rows,
        known=known_figures(found, but=own.claims.values() if own else ()),
        stated=figures_stated(found),
    )
    return read, warnings_on(asked, read.filled, beside)


def with_notes(filled: Filled, notes: dict[str, str]) -> Filled:
    """Put beside an answer what was explained of warnings."""
    return replace(filled, notes={**filled.notes, **notes})
