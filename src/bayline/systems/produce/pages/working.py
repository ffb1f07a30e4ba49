"""What produce says of itself on the page 业务."""

from datetime import datetime

from django.utils.translation import gettext as _

from bayline.platform.business import Count, Group, Line
from bayline.systems.produce.queries.books import book
from bayline.systems.produce.queries.lots import lots


def line(at: datetime | None) -> Line:
    """Count bases and products, and to the office the lots."""
    known = book(at)
    counts = (
        Count(word=_("基地"), count=len(known.bases), path="/produce"),
        Count(word=_("产品"), count=len(known.products), path="/produce"),
        Count(word=_("产品批次"), count=len(lots(at).harvests), path="/produce/lots"),
    )
    return Line(
        system="produce",
        group=Group.NATURE,
        title=_("品牌农产品"),
        sentence=_("品牌的承诺凭什么，一批从哪块地来、到了谁手里，哪几周没有货。"),
        path="/produce",
        counts=tuple(one for one in counts if one.count),
    )
