"""Tell administrators on 今日 that messages are stuck."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from bayline.platform.people.terms import Audience
from bayline.platform.transport import queries, rules
from bayline.platform.transport.naming import fault_words
from bayline.platform.waiting import Asking, Thing

_SHOWN = 5  # conversations


def stuck(asking: Asking) -> list[Thing]:
    """Give the partners whom somebody must look after, to whoever administers."""
    if not asking.visitor.may(Audience.ADMINISTER):
        return []
    partners, now, found = queries.partners(), datetime.now(UTC), []
    queues = queries.queues() if partners else {}
    for partner in partners:
        queue = queues.get(partner.id, queries.Queue())
        if rules.is_stuck(partner, oldest=queue.oldest, held=queue.held, now=now):
            note = fault_words(partner.fault, english=False) if partner.fault else ""
            found.append(
                Thing(
                    look="warn",
                    word=_("消息受阻"),
                    words=partner.name,
                    path=f"/transport/partners/{partner.id}",
                    note=note,
                )
            )
    for identifier, names in queries.differing().items():
        found.append(
            Thing(
                look="warn",
                word=_("两边内容不同"),
                words=queries.partner(identifier).name,
                path=f"/transport/partners/{identifier}",
                note=" ".join(names[:_SHOWN]),
            )
        )
    return found
