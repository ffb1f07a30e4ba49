"""What projects say of themselves on the page 业务."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.platform.business import Count, Group, Line
from bayline.systems.projects.pages.asked import STAGES
from bayline.systems.projects.pages.list_words import stage_word
from bayline.systems.projects.queries import counted_overdue, counted_stages, lines_at
from bayline.systems.projects.rules.listing import NONE


def line(at: datetime | None) -> Line:
    """Count the projects by stage, and those that are overdue."""
    lines = lines_at(at)
    today = timezone.localdate(at) if at else timezone.localdate()
    found, overdue = counted_stages(lines, today=today), counted_overdue(today, lines)
    stages = tuple(
        Count(word=stage_word(stage), count=found[stage], path=f"/projects?stage={stage or NONE}")
        for stage in STAGES
        if found.get(stage)
    )
    due = Count(word=_("逾期"), count=overdue, path="/projects?overdue=1", is_due=True)
    return Line(
        system="projects",
        group=Group.DEVELOPMENT,
        title=_("项目"),
        sentence=_("每个项目走到哪一步、凭什么、花多少、下一步何时到期。"),
        path="/projects",
        counts=(*stages, *((due,) if overdue else ())),
    )
