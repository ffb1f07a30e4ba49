"""What ecology says of itself on the page 业务."""

from datetime import datetime

from django.utils.translation import gettext as _

from bayline.platform.business import Count, Group, Line
from bayline.platform.reaching import present_reach
from bayline.systems.ecology.queries import stations


def line(at: datetime | None) -> Line:
    """Count the sections and the stations of air."""
    is_inside = present_reach().is_whole
    counts = (
        Count(word=_("断面"), count=len(stations.stations(at)), path="/ecology"),
        Count(word=_("空气站点"), count=len(stations.air_stations(at)), path="/ecology/air"),
    )
    return Line(
        system="ecology",
        group=Group.NATURE,
        title=_("生态环境"),
        sentence=_("水是哪一类，空气有几天好，各凭哪些测值，都点得开。"),
        path="/ecology",
        counts=tuple(one for one in counts if one.count and is_inside),
    )
