"""What villages say of themselves on the page 业务."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.platform.business import Count, Group, Line
from bayline.platform.reaching import present_reach
from bayline.platform.registers.queries import entries_in
from bayline.systems.villages.queries import heaps, timings
from bayline.systems.villages.queries.grounds import campaigns
from bayline.systems.villages.queries.registers import DEMONSTRATION
from bayline.systems.villages.rules.deadlines import Timing


def line(at: datetime | None) -> Line:
    """Count the demonstration villages, and to the office the villages that are late."""
    counts = [
        Count(word=_("示范村"), count=len(entries_in(DEMONSTRATION, at=at)), path="/villages")
    ]
    if present_reach().is_whole:
        day = timezone.localdate(at) if at else timezone.localdate()
        for code, one in campaigns(at).items():
            timing = timings(one, day)
            late = sum(
                count for found, count in heaps(code, day).items() if timing[found] is Timing.LATE
            )
            path = f"/villages/campaigns/{code}"
            counts.append(Count(word=_("逾期的村"), count=late, path=path, is_due=True))
    return Line(
        system="villages",
        group=Group.NATURE,
        title=_("美丽乡村"),
        sentence=_("哪个村到了哪一步，谁查的，凭什么，哪天验收。"),
        path="/villages",
        counts=tuple(one for one in counts if one.count),
    )
