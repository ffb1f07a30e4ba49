"""Tell partners what was done here to tasks of theirs, and take what they tell."""

from datetime import datetime

from django.db import transaction

from bayline.platform.transport import queries as transport
from bayline.platform.transport.actions.sending import send
from bayline.platform.transport.terms import Body, Delivery, Partner, Standing
from bayline.systems.cooperation.actions.carrying import send_files, take_files
from bayline.systems.cooperation.actions.keeping import keep
from bayline.systems.cooperation.models import CrossedRow
from bayline.systems.cooperation.queries.exchanging import is_apart, is_in_conflict, maybe_crossed
from bayline.systems.cooperation.queries.registers import organisations
from bayline.systems.cooperation.queries.tasks import events_of, lines, lives_of
from bayline.systems.cooperation.rules import exchanging
from bayline.systems.cooperation.rules.exchanging import Told
from bayline.systems.cooperation.rules.terming import foreign
from bayline.systems.cooperation.terms import Event, Life, Stage


def tell(life: Life, *, at: datetime) -> None:
    """Tell the partners of a task what was done to it here and they were not told yet.

    It is called in the transaction in which the event was kept. A partner that comes in later is
    told all from the beginning.

    Args:
        life: The task, with its latest event.
        at: The present moment.
    """
    own = transport.own_or_none()
    if own is None:
        return
    for partner in transport.partners():
        if partner.standing is not Standing.ENDED and {*partner.speaks_for} & {*life.terms.codes}:
            _tell_one(partner, life.task, codes={*own.speaks_for}, at=at)


def tell_all(*, at: datetime) -> None:
    """Tell partners of the open tasks in which only this side has acted yet.

    Args:
        at: The present moment.
    """
    own = transport.own_or_none()
    if own is None or not own.speaks_for:
        return
    for life in lives_of([line.task for line in lines(stages=[Stage.PROPOSED])]).values():
        if {event.side for event in life.events} <= {*own.speaks_for}:
            tell(life, at=at)


def _tell_one(partner: Partner, task: str, *, codes: set[str], at: datetime) -> None:
    events = events_of(task)
    if is_apart(partner, events):
        return
    told = {str(body["event"]["id"]) for body in transport.bodies(partner.id, task, is_ours=True)}
    known: list[str] = []
    for event in sorted(events, key=lambda one: (one.at, one.id)):
        if event.side in codes and event.id not in told:
            body = exchanging.body(event, known)
            send(partner.id, conversation=task, kind=exchanging.KIND, body=body, at=at)
            send_files(partner.id, event, at=at)
        known.append(event.id)


def take(delivery: Delivery) -> Body:
    """Keep what a partner tells; the answer says where the task stands here.

    Raises:
        BaylineError: It is no event, no act of the partner's own side, or other than one that is
            kept under its id.
    """
    told = exchanging.read(delivery.envelope.body)
    event = told.event if delivery.is_own else _of_partner(told, delivery)
    keep([event], at=delivery.at)
    if not delivery.is_own:
        take_files(delivery.partner, event, at=delivery.at)
    life = lives_of([event.task]).get(event.task)
    if life is None:
        return {"stage": ""}
    note_conflict(life, coming=told)
    refused = next((one.error for one in life.refused if one.event.id == event.id), None)
    if refused is not None and delivery.on_behalf:
        raise refused  # whoever records it is here and can put it right
    said = {} if refused is None else {"zh": refused.in_chinese(), "en": refused.sentence()}
    return {"stage": life.stage.value, **said}


def note_conflict(life: Life, *, coming: Told | None = None) -> None:
    """Keep whether acts of two sides crossed on a task, so that lists need not look into messages.

    Args:
        life: The task, with its latest event.
        coming: What is being taken, whose message is not kept yet.
    """
    if is_in_conflict(life, coming=coming):
        CrossedRow.objects.get_or_create(task=life.task)
    else:
        CrossedRow.objects.filter(pk=life.task).delete()


@transaction.atomic
def note_conflicts() -> None:
    """Look into the messages of all tasks of which something was told by a partner."""
    for life in lives_of(maybe_crossed()).values():
        note_conflict(life)


def _of_partner(told: Told, delivery: Delivery) -> Event:
    event, partner, sent = told.event, delivery.partner, delivery.envelope.sent
    if event.terms:  # nobody proposes that a unit of theirs acts for us
        theirs = partner.speaks_for
        for error in foreign(event.terms, event.task, organisations(), vouched=theirs):
            raise error
    signed = [
        (str(body["event"]["id"]), at, "zh" in answer)
        for body, at, answer in transport.acknowledged(partner.id, event.task)
    ]
    kept = events_of(event.task)
    exchanging.refuse_second_beginning(told, kept)
    counted = {one for one, _at, is_refused in signed if not is_refused}
    exchanging.refuse_undoing(event, kept, counted=counted)
    return exchanging.of_partner(
        event,
        codes=partner.speaks_for,
        sent=sent,
        last=exchanging.last_known(
            kept,
            codes=partner.speaks_for,
            seen=told.seen,
            signed=((one, at) for one, at, _is_refused in signed),
            sent=sent,
        ),
        partner=partner.id,
    )
