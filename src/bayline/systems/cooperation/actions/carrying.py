"""Send partners the files that show what was done, and keep those that partners send.

A file is kept once a signed act of the partner's own side names its hash: whoever sends bytes that
no act speaks of has them kept nowhere but in the message.
"""

from collections.abc import Iterable
from datetime import datetime

from bayline.platform.reaching import WHOLE, within
from bayline.platform.record import queries as record
from bayline.platform.record.actions import store_source
from bayline.platform.record.terms import Handed
from bayline.platform.transport import queries as transport
from bayline.platform.transport.actions.sending import send
from bayline.platform.transport.terms import Body, Delivery, Partner
from bayline.systems.cooperation.queries.tasks import events_of
from bayline.systems.cooperation.rules import carrying
from bayline.systems.cooperation.rules.carrying import Piece
from bayline.systems.cooperation.rules.proving import proof_name
from bayline.systems.cooperation.terms import Event, Evidence

_LONGEST_TITLE = 200


def send_files(partner: str, event: Event, *, at: datetime) -> None:
    """Send the files that an act names and that this partner was not sent yet.

    Args:
        partner: Id of the partner.
        event: The act.
        at: The present moment.
    """
    for one in event.evidence:
        name = carrying.conversation(one.sha256)
        if not one.sha256 or transport.bodies(partner, name, is_ours=True):
            continue
        data = _bytes_of(one)
        if data is None or len(data) > carrying.LARGEST:
            continue
        for body in carrying.bodies(event.task, data, name=one.document, title=one.title):
            send(partner, conversation=name, kind=carrying.KIND, body=body, at=at)


def _bytes_of(one: Evidence) -> bytes | None:
    kept = record.source_by_hash(one.sha256)
    return None if kept is None else record.content_of(kept)


def take_piece(delivery: Delivery) -> Body:
    """Keep a file of a partner once all its pieces are here and an act of its side names it.

    Raises:
        BaylineError: The message carries no piece.
    """
    piece = carrying.read(delivery.envelope.body)
    is_kept = _keep(
        delivery.partner, events_of(piece.task), [piece], digest=piece.sha256, at=delivery.at
    )
    return {"kept": is_kept}


def take_files(partner: Partner, event: Event, *, at: datetime) -> None:
    """Keep the files that an act names and whose pieces came before it.

    Args:
        partner: Whose act it is.
        event: The act.
        at: The present moment.
    """
    for one in event.evidence:
        if one.sha256:
            _keep(partner, [event], [], digest=one.sha256, at=at)


def _keep(
    partner: Partner, events: Iterable[Event], coming: list[Piece], *, digest: str, at: datetime
) -> bool:
    named = [
        one
        for event in events
        if event.side in partner.speaks_for
        for one in event.evidence
        if one.sha256 == digest
    ]
    if not named:
        return False
    with within(WHOLE):  # a partner's program asks as the public does
        return _kept(partner, coming, digest=digest, at=at)


def _kept(partner: Partner, coming: list[Piece], *, digest: str, at: datetime) -> bool:
    if record.source_by_hash(digest) is not None:
        return True
    came = transport.bodies(partner.id, carrying.conversation(digest), is_ours=False)
    pieces = [*map(carrying.read, came), *coming]
    data = carrying.joined(pieces, digest)
    if data is None:
        return False
    task, name = pieces[0].task, pieces[0].name
    # The name is the partner's word: it is written as one of ours would be.
    called = proof_name(task, name.removeprefix(f"{task}-"))
    if record.living_by_name(called):  # another file has that name here
        called = f"{digest[:8]}-{called}"
    title = " ".join(pieces[0].title.split())[:_LONGEST_TITLE]
    handed = Handed(name=called, data=data, title=title or called)
    store_source(handed, by=partner.name, at=at)
    return True
