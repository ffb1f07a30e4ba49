"""An act on a task in words, with the names that the registers here give to its units."""

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.transport.terms import Envelope, Told
from bayline.systems.cooperation.queries.registers import (
    organisation_code,
    organisation_names,
    organisations,
)
from bayline.systems.cooperation.queries.tasks import title_of
from bayline.systems.cooperation.rules import carrying
from bayline.systems.cooperation.rules.exchanging import read
from bayline.systems.cooperation.rules.telling import rows_of, units_of


def speaker(written: str) -> str:
    """Give the code of an organisation that a side is to speak for, as typed by code or name.

    Raises:
        BaylineError: The register of organisations has none of that code or name.
    """
    known = organisations()
    code = organisation_code(written)
    if not known or code in known:
        return code
    at_place = [(one.get("parent", ""), key) for key, one in known.items()]
    there = [key for _above, key in sorted(at_place) if known[key].get("place") == written]
    such = f"，如{there[0]}" if there else ""
    raise BaylineError(
        f"no organisation “{written[:60]}” is known",
        why="a side speaks for organisations of the register, not for places",
        do=f"give the code or the name of one{f', such as {there[0]}' if there else ''}, "
        "or enter it there first",
        zh=Words(
            f"名册里没有单位“{written[:60]}”",
            "代表的是单位，不是地名",
            f"请写单位的代码或名称{such}，或先在名册里登记",
        ),
    )


def event_told(envelope: Envelope) -> Told:
    """Say an act on a task in words.

    Raises:
        BaylineError: The message carries no event.
    """
    event = read(envelope.body).event
    names = organisation_names(units_of(event))
    title, rows = rows_of(event, names, "" if event.terms else title_of(event.task))
    return Told(title=title, rows=rows)


def proof_told(envelope: Envelope) -> Told:
    """Say a piece of a file in words.

    Raises:
        BaylineError: The message carries none.
    """
    piece = carrying.read(envelope.body)
    rows = (
        ("事项", piece.task),
        ("文件", piece.name),
        ("指纹", piece.sha256),
        ("第几段", f"{piece.number} / {piece.of}"),
    )
    return Told(title=piece.title or piece.name, rows=rows)
