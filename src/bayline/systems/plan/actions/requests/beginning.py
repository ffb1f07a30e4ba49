"""Do with the tables of a demonstration what its pack says was done."""

from django.db import transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.packs.queries import file as pack_file
from bayline.platform.people.terms import Grant, Role, Visitor
from bayline.systems.plan.actions.requests.answering import (
    Sending,
    WarnedError,
    filled_now,
    save_draft,
    send,
)
from bayline.systems.plan.actions.requests.asking import Hand, Wish, ask, code_of
from bayline.systems.plan.actions.requests.deciding import accept
from bayline.systems.plan.actions.requests.stepping import Move, move
from bayline.systems.plan.queries.requests import asked, is_any_asked, template
from bayline.systems.plan.rules.requests.moving import SYSTEM
from bayline.systems.plan.rules.requests.rounds import PATH, Doing, Line, rounds_of
from bayline.systems.plan.rules.requests.terms import Act, Filled


@transaction.atomic
def begin_rounds() -> int:
    """Do what the pack says was done, by the rules that hold for everybody; tell how much it was.

    Nothing is done where tables were asked before.

    Raises:
        BaylineError: A line cannot be read, or says what may not be done; names the line.
    """
    data = pack_file(PATH)
    if not data or is_any_asked():
        return 0
    lines = [*rounds_of(data, where=PATH)]
    for line in lines:
        try:
            _done(line)
        except BaylineError as error:
            where = f"{line.where} {error.where}".strip()
            raise BaylineError(
                error.what, where=where, why=error.why, do=error.do, zh=error.zh
            ) from None
    return len(lines)


def _done(line: Line) -> None:
    asker = template(line.template).asker
    if line.doing is Doing.ASK:
        ask(Wish(template=line.template, period=line.period), hand=_hand(line, asker))
        return
    code, unit = code_of(line.template, line.period), line.unit
    if line.doing is Doing.SEND:
        _send(line, code)
        return
    seen, hand = asked(code, unit).standing.step, _hand(line, asker)
    if line.doing is Doing.ACCEPT:
        accept(code, unit, seen=seen, reason=line.reason, hand=hand)
        return
    move(code, unit, Move(act=Act.RETURNED, seen=seen, reason=line.reason), hand=hand)


def _send(line: Line, code: str) -> None:
    hand = _hand(line, line.unit)
    _, version = filled_now(code, line.unit)
    kept = save_draft(code, line.unit, Filled(rows=line.rows), version=version, hand=hand)
    sending = Sending(seen=asked(code, line.unit).standing.step, draft=kept)
    try:
        send(code, line.unit, sending, hand=hand)
    except WarnedError as warned:  # what may be wrong is shown to whoever accepts it
        again = Sending(seen=sending.seen, draft=kept, warned=warned.seen)
        send(code, line.unit, again, hand=hand)


def _hand(line: Line, unit: str) -> Hand:
    grant = Grant(role=Role.REVIEWER, organisation=unit, system=SYSTEM)
    account = f"{SYSTEM}/{unit}/{line.by}"
    return Hand(visitor=Visitor(name=line.by, account=account, grants=(grant,)), at=line.at)
