"""An act on a task in words, with the names that the registers here give to its units."""

from bayline.platform.transport.terms import Envelope, Told
from bayline.systems.cooperation.queries.registers import organisation_names
from bayline.systems.cooperation.queries.tasks import title_of
from bayline.systems.cooperation.rules.exchanging import read
from bayline.systems.cooperation.rules.telling import rows_of, units_of


def event_told(envelope: Envelope) -> Told:
    """Say an act on a task in words.

    Raises:
        BaylineError: The message carries no event.
    """
    event = read(envelope.body).event
    names = organisation_names(units_of(event))
    title, rows = rows_of(event, names, "" if event.terms else title_of(event.task))
    return Told(title=title, rows=rows)
