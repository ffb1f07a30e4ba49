"""What industry says of itself on the page 业务."""

from datetime import datetime

from django.utils.translation import gettext as _

from bayline.platform.business import Count, Group, Line
from bayline.systems.industry.queries.chains import chains
from bayline.systems.industry.rules.chains import empty_links


def line(at: datetime | None) -> Line:
    """Count the chains, and the segments that nobody is listed in."""
    found = chains(at)
    empty = sum(len(empty_links(one.links, one.members)) for one in found)
    path = "/industry/chains"
    counts = (
        Count(word=_("产业链"), count=len(found), path=path),
        Count(word=_("没有列出成员的环节"), count=empty, path=path, is_due=True),
    )
    return Line(
        system="industry",
        group=Group.DEVELOPMENT,
        title=_("产业"),
        sentence=_("产业链缺哪一环，项目和企业各属哪一类，结构怎样变化。"),
        path="/industry",
        counts=tuple(one for one in counts if one.count),
    )
