"""Uploads merged without loss or duplicate, in whichever order they come.

An event has an id and a content. The same content under the same id is one event, however often
it comes. Another content under the same id cannot be told from a forgery: where it is about to be
taken in it is refused by name, and where both lie in a store already neither counts and the id is
shown. What is kept is a set, so the order of arrival leaves no trace.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bayline.kernel.errors import Words
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.rules.writing import digest_of
from bayline.systems.villages.terms.events import Event
from bayline.systems.villages.terms.standings import Clash


class Kept(NamedTuple):
    """What was taken in: by id, the events of each content by its digest."""

    events: Mapping[str, Mapping[str, Event]]

    @property
    def counted(self) -> tuple[Event, ...]:
        """The events whose id is theirs alone, by when they happened, then by id."""
        single = (next(iter(one.values())) for one in self.events.values() if len(one) == 1)
        return tuple(sorted(single, key=lambda event: (event.at, event.id)))

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The ids under which several contents came."""
        several = ((name, one) for name, one in self.events.items() if len(one) > 1)
        return tuple(sorted(Clash(name, tuple(sorted(one))) for name, one in several))


NOTHING = Kept({})


def merged(kept: Kept, uploads: Iterable[Event]) -> Kept:
    """Take uploads in: what is there already changes nothing, what differs is kept beside it."""
    found = dict(kept.events)
    for event in uploads:
        same_id = found.get(event.id, {})
        digest = digest_of(event)
        if digest not in same_id:
            found[event.id] = {**same_id, digest: event}
    return Kept(found)


def is_new(kept: Kept, event: Event) -> bool:
    """Tell whether an event is about to be taken in for the first time.

    Raises:
        BaylineError: Another content is kept under its id.
    """
    same_id = kept.events.get(event.id)
    if not same_id:
        return True
    digest = digest_of(event)
    if digest not in same_id:
        known = next(iter(same_id))
        raise refusal(
            event.id,
            Words(
                f"the id {event.id} was sent before with other content",
                f"{known[:12]}… then, {digest[:12]}… now",
                "send it under an id of its own, as a correction of the other",
            ),
            Words(
                f"编号{event.id}已经上传过，内容不同",
                f"先前是{known[:12]}…，这次是{digest[:12]}…",
                "请另用编号，作为对前一条的更正",
            ),
        )
    return False
