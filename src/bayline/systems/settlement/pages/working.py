"""What settlement says of itself on the page 业务."""

from datetime import datetime

from django.utils.translation import gettext as _

from bayline.platform.business import Count, Group, Line
from bayline.platform.reaching import present_reach
from bayline.systems.settlement.actions.following import follow_journal
from bayline.systems.settlement.queries.cases import tallies
from bayline.systems.settlement.rules.packs import packs


def line(_at: datetime | None) -> Line:
    """Count the rules, and to the office what is not known and what differs."""
    counts = [Count(word=_("规则包"), count=len(packs()), path="/settlement#rules")]
    if present_reach().is_whole:
        follow_journal()
        found = tallies()
        counts += [
            Count(
                word=word, count=found[name], path=f"/settlement/desk?standing={name}", is_due=True
            )
            for name, word in (("unknown", _("未知的")), ("difference", _("有差异的")))
        ]
    return Line(
        system="settlement",
        group=Group.BORDERS,
        title=_("医保结算"),
        sentence=_("异地就医的一张单据谁付多少，每一分凭哪条规则；未知和差异一笔不藏。"),
        path="/settlement",
        counts=tuple(one for one in counts if one.count),
    )
