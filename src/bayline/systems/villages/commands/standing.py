"""`bayline villages state`, `late` and `replay`."""

from collections.abc import Iterator
from datetime import date

import orjson

from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.villages.commands.files import chosen, day_of, show_rows
from bayline.systems.villages.queries import heaps, lines_on, timings
from bayline.systems.villages.queries.events import faults, kept_of
from bayline.systems.villages.queries.grounds import grounds_for
from bayline.systems.villages.queries.registers import names_of
from bayline.systems.villages.rules.campaigns import reach
from bayline.systems.villages.rules.deadlines import Timing, counted_lines, timed_line
from bayline.systems.villages.rules.evidence import reused
from bayline.systems.villages.rules.limits import own_limits
from bayline.systems.villages.rules.merging import Kept
from bayline.systems.villages.rules.replaying import state_of
from bayline.systems.villages.rules.writing import digest_of, written
from bayline.systems.villages.terms.campaigns import Campaign

COLUMNS = (
    *("village", "name", "batch", "stage", "timing", "deadline", "days_left", "why"),
    *("round", "total", "grade", "accepted_on", "conflicts", "not_counted"),
)
_ALARMING = (Timing.LATE, Timing.AT_RISK)


def show(code: str, *, on: str, form: str) -> int:
    """Show where each village stands on a day.

    Raises:
        BaylineError: There is no such campaign, or the day is none.
    """
    campaign, day = chosen(code), day_of(on)
    show_rows(_rows(campaign, day), COLUMNS, form=form)
    _say_counts(campaign, day)
    return 0


def show_late(code: str, *, on: str, form: str) -> int:
    """List the villages that are late or at risk on a day.

    Raises:
        BaylineError: There is no such campaign, or the day is none.
    """
    campaign, day = chosen(code), day_of(on)
    rows = [row for row in _rows(campaign, day) if row["timing"] in {*_ALARMING}]
    show_rows(sorted(rows, key=lambda row: row["timing"] != Timing.LATE), COLUMNS, form=form)
    late = sum(row["timing"] == Timing.LATE for row in rows)
    risk = len(rows) - late
    complain(either(f"{day}：超期{late}个，有风险{risk}个", f"{day}: {late} late, {risk} at risk"))
    return 1 if late else 0


def _rows(campaign: Campaign, day: date) -> Iterator[dict[str, object]]:
    lines = lines_on(campaign.code, day)
    names = names_of([one.village for one in lines])
    for one in lines:
        told = timed_line(one, campaign, own_limits(), day=day)
        yield {
            "village": one.village,
            "name": names[one.village],
            "batch": one.batch,
            "stage": one.stage.value,
            "timing": told.timing.value,
            "deadline": told.deadline.isoformat() if told.deadline else None,
            "days_left": told.days_left,
            "why": either(told.zh, told.sentence),
            "round": one.round,
            "total": one.total or None,
            "grade": one.grade or None,
            "accepted_on": one.accepted_on.isoformat() if one.accepted_on else None,
            "conflicts": one.conflicts,
            "not_counted": one.refused,
        }


def _say_counts(campaign: Campaign, day: date) -> None:
    found = reach(campaign)
    complain(either(found.zh, found.sentence))
    for one in counted_lines(heaps(campaign.code, day), campaign, timings(campaign, day)):
        batch = campaign.batch(one.batch)
        named = either(batch.name, batch.name_en) if batch else one.batch
        quota = either("未写明", "not stated") if one.quota is None else str(one.quota)
        complain(
            either(
                f"{named}：应有{quota}，已列入{one.enrolled}，已验收{one.accepted}",
                f"{named}: quota {quota}, enrolled {one.enrolled}, accepted {one.accepted}",
            )
        )


def replay(code: str, *, on: str, compare: bool) -> int:
    """Compute the state of a campaign anew from its events, and print it with its digest.

    Raises:
        BaylineError: There is no such campaign, or the day is none.
    """
    campaign = chosen(code)
    day = day_of(on) if on else None
    kept = kept_of(campaign.code)
    state = state_of(kept, grounds_for(campaign.code), on=day)
    write(orjson.dumps(orjson.loads(written(state)), option=orjson.OPT_INDENT_2).decode() + "\n")
    complain(f"sha256 {digest_of(state)}")
    _say_reused(kept)
    wrong = [*faults()] if compare else []
    for one in wrong:
        complain(one)
    return 1 if wrong else 0


def _say_reused(kept: Kept) -> None:
    """Name the photos that stand for more than one village or round, and where."""
    places = {one.id: (one.village, one.round) for one in kept.counted}
    for photo in reused(kept.counted):
        used = sorted({places[one] for one in photo.events})
        named = photo.digest[:12]
        zh = "、".join(f"{village}第{number}轮" for village, number in used)
        en = ", ".join(f"{village} in round {number}" for village, number in used)
        complain(
            either(
                f"照片{named}用了不止一处：{zh}。请核对哪处是真的。",
                f"photo {named} stands for more than one occasion: {en}; check which is right",
            )
        )
