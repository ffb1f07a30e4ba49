"""Accept an answer: what it states comes into the record, with the form as evidence."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import localtime

from bayline.engines.documents import open_document
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.evidence import TableCell, TextPosition
from bayline.kernel.reviews import Review
from bayline.platform.record import queries as record
from bayline.platform.record.actions import append, decide, store_source, store_text
from bayline.platform.record.terms import Draft, Handed, KeptText
from bayline.systems.plan.actions.requests.asking import Hand
from bayline.systems.plan.actions.requests.stepping import Move, begun, noted
from bayline.systems.plan.queries.requests import request, sent, steps, taken, unit_names
from bayline.systems.plan.rules.requests.claiming import Stating, claim_of_cell, statements
from bayline.systems.plan.rules.requests.forms import Placed, form_of, places_in
from bayline.systems.plan.rules.requests.keeping import Sent, Taken, kept_taken
from bayline.systems.plan.rules.requests.terms import Act, Request, Standing, Step

_NO_LONGER = "更正后的填报不再填这一格"


@transaction.atomic
def accept(code: str, unit: str, *, seen: int, reason: str, hand: Hand) -> Standing:
    """Accept the answer of a unit.

    Args:
        code: Of the request.
        unit: Code of the unit.
        seen: Number of the last step that was seen.
        reason: What is said of it; may be empty.
        hand: Who accepts it, and when.

    Raises:
        OvertakenError: Somebody else did something meanwhile.
        BaylineError: They may not, or not now.
    """
    wanted = Move(act=Act.ACCEPTED, seen=seen, reason=reason)
    row, standing = begun(code, unit, wanted, hand=hand)
    answer = sent(code, unit, standing.version)
    if answer is None:
        raise _unsent()
    before = taken(code, unit, standing.accepted) if standing.accepted else None
    sender = next(each for each in reversed(steps(code, unit)) if each.act is Act.SENT)
    taking = _Taking(request(code), unit, answer, sender, before or Taken())
    found = _taken(taking, hand=hand)
    content = kept_taken(found)
    return noted(row, standing, wanted, hand=hand, version=standing.version, content=content)


def _unsent() -> BaylineError:
    return BaylineError(
        "there is no answer to accept",
        do="wait until it is sent",
        zh=Words("没有可受理的答复", do="请等报送"),
    )


class _Taking(NamedTuple):
    """An answer on its way into the record."""

    asked: Request
    unit: str
    answer: Sent
    sender: Step
    before: Taken


def _taken(taking: _Taking, *, hand: Hand) -> Taken:
    """Take what an answer states into the record."""
    asked, unit, answer, sender, before = taking
    stating = statements(asked, unit, answer.filled)
    if not stating and not before.claims:
        return Taken()
    text = _document(taking, hand=hand)
    places = places_in(text.document, asked, unit, answer.filled)
    drafts = [_draft(each, text, places, before) for each in stating]
    appended = append(drafts, ground=text, by=sender.by, at=hand.at)
    decide(appended.identifiers, Review.ACCEPTED, by=hand.name, at=hand.at)
    cells = [(each.row, each.column) for each in stating]
    claims = dict(zip(cells, appended.identifiers, strict=True))
    _withdraw(before, claims, hand=hand)
    return Taken(claims=claims, source=text.source.sha256)


def _units(asked: Request) -> set[str]:
    rows = asked.template.given
    return {row.lead for row in rows} | {each for row in rows for each in row.joint}


def _document(taking: _Taking, *, hand: Hand) -> KeptText:
    asked, unit, answer, sender, before = taking
    names = unit_names({unit, *_units(asked)})
    called, period = names.get(unit, unit), asked.period.edtf
    handed = Handed(
        name=f"{asked.code}-{unit.replace('/', '-')}-v{sender.version}.csv",
        data=form_of(asked, unit, answer.filled, names=names),
        title=f"{asked.template.title}（{period}，{called}，第{sender.version}版）",
        publisher=called,
        published=localtime(sender.at).date(),
        replaces=before.source,
    )
    source, _is_new = store_source(handed, by=sender.by, at=hand.at)
    return store_text(source, open_document(handed.name, handed.data), at=hand.at)


def _draft(
    stating: Stating,
    text: KeptText,
    places: Mapping[tuple[str, str], Placed],
    before: Taken,
) -> Draft:
    cell = stating.row, stating.column
    place = places[cell]
    row, column = place.at
    claim = claim_of_cell(
        stating,
        source=text.source.cited,
        selectors=(
            TextPosition(start=place.cell.start, end=place.cell.end),
            TableCell(table=0, row=row, column=column),
        ),
        supersedes=before.claims.get(cell, ""),
    )
    quote = text.document.text[place.cell.start : place.cell.end]
    return Draft(claim=claim, quote=quote, sentence=(place.row.start, place.row.end))


def _withdraw(before: Taken, claims: Mapping[tuple[str, str], str], *, hand: Hand) -> None:
    """Send back what an earlier version stated and this one no longer does."""
    gone = [claim for cell, claim in before.claims.items() if cell not in claims]
    standing = record.states_of(gone)
    accepted = [each for each in gone if standing[each].state is Review.ACCEPTED]
    decide(accepted, Review.RETURNED, by=hand.name, at=hand.at, reason=_NO_LONGER)
