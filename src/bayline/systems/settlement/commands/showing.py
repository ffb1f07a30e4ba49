"""`bayline settlement standing`: what the journal of this installation comes to."""

import orjson

from bayline.platform.terminal import write
from bayline.systems.settlement.queries import books
from bayline.systems.settlement.queries.orders import partner_of


def show(side: str, *, partner: str) -> None:
    """Print how one direction stands, towards the only partner or the one that is named."""
    name = partner_of(partner)
    found = {
        "unknown": books.unknowns(name),
        "days": books.days(name, side),
        "differences": books.differences(name) if side == "claimed" else {},
        "statements": books.statements(name, side),
        "rests": books.rests(name, side),
        "advance": books.advance(name, side),
        "left_out": [one._asdict() for one in books.left_out(name)] if side == "claimed" else [],
    }
    write(orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE).decode())
