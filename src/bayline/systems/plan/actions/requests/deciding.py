"""Accept an answer: what it states comes into the record, with the form as evidence."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import localtime

from bayline.engines.documents import open_document
from bayline.engines.documents.terms import Document
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.evidence import Source, TableCell, TextPosition
from bayline.kernel.reviews import Review
from bayline.platform.bulk import without_collecting
from bayline.platform.record import queries as record
from bayline.platform.record.actions import accept_added, append, decide, store_source, store_text
from bayline.platform.record.terms import Draft, Handed, KeptText
from bayline.systems.plan.actions.requests.asking import Hand
from bayline.systems.plan.actions.requests.stepping import Move, begun, noted
from bayline.systems.plan.queries.requests import asked_row, request, sent, steps, taken, unit_names
from bayline.systems.plan.rules.periods import in_chinese
from bayline.systems.plan.rules.requests.claiming import Stating, claim_of_cell, statements
from bayline.systems.plan.rules.requests.forms import Placed, form_of, places_in
from bayline.systems.plan.rules.requests.keeping import Taken, kept_taken
from bayline.systems.plan.rules.requests.terms import Act, Request, Standing, Step

_NO_LONGER = "更正后的填报不再填这一格"


class Prepared(NamedTuple):
    """An answer made ready to come into the record; nothing is kept yet.

    Attributes:
        stating: What its cells state.
        form: The form as a document of the record, in bytes.
        document: The same as it reads.
        places: Where the cells stand in it.
    """

    stating: Sequence[Stating]
    form: bytes
    document: Document
    places: Mapping[tuple[str, str], Placed]


def cells_of(code: str, unit: str) -> int:
    """Tell how many cells may come into the record with what a unit sent last."""
    row = asked_row(code, unit)
    answer = sent(code, unit, row.version) if row.version else None
    stating = sum(column.claim is not None for column in request(code).template.columns)
    return len(answer.filled.rows) * stating if answer is not None else 0


def prepared(code: str, unit: str) -> Prepared:
    """Make ready what a unit sent last; it changes nothing, and nobody has to wait for it.

    Raises:
        BaylineError: Nothing was sent.
    """
    answer = sent(code, unit, asked_row(code, unit).version)
    if answer is None:
        raise _unsent()
    asked = request(code)
    with without_collecting():
        stating = statements(asked, unit, answer.filled)
        form = form_of(asked, unit, answer.filled, names=unit_names({unit, *_units(asked)}))
        document = open_document("form.csv", form)
        places = places_in(document, asked, unit, answer.filled)
    return Prepared(stating, form, document, places)


@transaction.atomic
def accept(
    code: str, unit: str, *, seen: int, reason: str, hand: Hand, ready: Prepared | None = None
) -> Standing:
    """Accept the answer of a unit.

    Args:
        code: Of the request.
        unit: Code of the unit.
        seen: Number of the last step that was seen.
        reason: What is said of it; may be empty.
        hand: Who accepts it, and when.
        ready: What `prepared` gave after that step; None to prepare it here.

    Raises:
        OvertakenError: Somebody else did something meanwhile.
        BaylineError: They may not, or not now.
    """
    wanted = Move(act=Act.ACCEPTED, seen=seen, reason=reason)
    row, standing = begun(code, unit, wanted, hand=hand)
    before = taken(code, unit, standing.accepted) if standing.accepted else None
    sender = next(each for each in reversed(steps(code, unit)) if each.act is Act.SENT)
    taking = _Taking(request(code), unit, ready or prepared(code, unit), sender, before or Taken())
    with without_collecting():
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
    ready: Prepared
    sender: Step
    before: Taken


def _taken(taking: _Taking, *, hand: Hand) -> Taken:
    """Take what an answer states into the record."""
    ready, sender, before = taking.ready, taking.sender, taking.before
    if not ready.stating and not before.claims:
        return Taken()
    text = _document(taking, hand=hand)
    cited = text.source.cited
    drafts = [_draft(each, text, cited, ready.places, before) for each in ready.stating]
    appended = append(drafts, ground=text, by=sender.by, at=hand.at)
    accept_added(appended, by=hand.name, at=hand.at)
    cells = [(each.row, each.column) for each in ready.stating]
    claims = dict(zip(cells, appended.identifiers, strict=True))
    _withdraw(before, claims, hand=hand)
    return Taken(claims=claims, source=text.source.sha256)


def _units(asked: Request) -> set[str]:
    rows = asked.template.given
    return {row.lead for row in rows} | {each for row in rows for each in row.joint}


def _document(taking: _Taking, *, hand: Hand) -> KeptText:
    asked, unit, ready, sender, before = taking
    called = unit_names({unit}).get(unit, unit)
    handed = Handed(
        name=f"{asked.code}-{unit.replace('/', '-')}-v{sender.version}.csv",
        data=ready.form,
        title=f"{asked.template.title}（{in_chinese(asked.period)}，{called}，第{sender.version}版）",
        publisher=called,
        published=localtime(sender.at).date(),
        replaces=before.source,
    )
    source, _is_new = store_source(handed, by=sender.by, at=hand.at)
    return store_text(source, ready.document, at=hand.at)


def _draft(
    stating: Stating,
    text: KeptText,
    cited: Source,
    places: Mapping[tuple[str, str], Placed],
    before: Taken,
) -> Draft:
    cell = stating.row, stating.column
    place = places[cell]
    row, column = place.at
    claim = claim_of_cell(
        stating,
        source=cited,
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
