"""`bayline villages draw`: who inspects which village, by a seed that anybody can draw again by."""

from typing import NamedTuple

from django.utils import timezone

from bayline.platform.languages import either
from bayline.platform.terminal import complain
from bayline.systems.villages.actions import enroll_and_assign
from bayline.systems.villages.commands.files import chosen, show_rows
from bayline.systems.villages.queries import lines_on
from bayline.systems.villages.queries.grounds import grounds_for
from bayline.systems.villages.rules.fairness import drawn
from bayline.systems.villages.rules.sheets import sheet_for
from bayline.systems.villages.terms.events import Grounds
from bayline.systems.villages.terms.standings import Stage

_WAITING = (Stage.OUTSIDE, Stage.PLANNED)


class Wish(NamedTuple):
    """What is to be drawn.

    Attributes:
        campaign: Its code; empty for the only one.
        seed: What the draw rests on.
        batch: Only villages of that batch; empty for all that are not inspected yet.
        each: How many inspectors each is given; None as the score sheet says.
        most: How many villages one takes at most.
        assign: The batch in which villages are enrolled that are in none, and assigned; None to
            draw only.
    """

    campaign: str
    seed: str
    batch: str
    each: int | None
    most: int | None
    assign: str | None


def show(wish: Wish, *, form: str) -> int:
    """Draw, print, and keep it where that is asked.

    Raises:
        BaylineError: There are too few inspectors of other towns; nothing is kept.
    """
    campaign = chosen(wish.campaign)
    grounds, today = grounds_for(campaign.code), timezone.localdate()
    batches = {one.village: one.batch for one in lines_on(campaign.code, today)}
    wanted = _wanted(grounds, wish, batches)
    each = wish.each or sheet_for(grounds.sheets, today, where=campaign.code).inspectors
    found = drawn(
        [grounds.villages[code] for code in wanted],
        [*grounds.inspectors.values()],
        each=each,
        seed=wish.seed,
        most=wish.most,
    )
    if wish.assign is not None:
        enroll = {code: wish.assign for code in found if not batches.get(code)}
        at = timezone.localtime()
        enroll_and_assign(campaign.code, enroll, found, by="office", at=at)
    rows = (
        {"village": code, "name": grounds.villages[code].name, "inspectors": some}
        for code, some in found.items()
    )
    show_rows(rows, ("village", "name", "inspectors"), form=form)
    said = either(
        f"种子“{wish.seed}”，{len(found)}个村", f"seed “{wish.seed}”, {len(found)} villages"
    )
    complain(said)
    return 0


def _wanted(grounds: Grounds, wish: Wish, batches: dict[str, str]) -> list[str]:
    """Give the villages to draw for: those of a batch, or all that nobody has inspected."""
    lines = {one.village: one for one in lines_on(grounds.campaign.code, timezone.localdate())}
    waiting = [
        code for code in grounds.villages if code not in lines or lines[code].stage in _WAITING
    ]
    return [code for code in waiting if not wish.batch or batches.get(code) == wish.batch]
