"""What links say of themselves on the page 业务."""

from datetime import datetime

from django.utils.translation import gettext as _

from bayline.platform.business import Count, Group, Line
from bayline.systems.links.queries.networks import network_at
from bayline.systems.links.queries.registers import BUSES, ROADS, listed


def line(at: datetime | None) -> Line:
    """Count named roads, bus lines, and to the office the links that are missing."""
    counts = [
        Count(word=_("省际道路"), count=len(listed(ROADS, at)), path="/links"),
        Count(word=_("跨省公交"), count=len(listed(BUSES, at)), path="/links"),
    ]
    standing = network_at(at)
    if standing and not standing.is_sketch:
        missing = len(standing.links)
        counts.append(Count(word=_("缺的路"), count=missing, path="/links/ranking"))
    return Line(
        system="links",
        group=Group.DEVELOPMENT,
        title=_("道路与公交"),
        sentence=_("哪条断头路修通最值，说的时间对不对，谁还走不到公交站。"),
        path="/links",
        counts=tuple(one for one in counts if one.count),
    )
