"""An inspection entered at a desk, without a script: a form of the items, and what it says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.listing import Option
from bayline.systems.villages.actions import keep_photos
from bayline.systems.villages.pages.village_context import Deed, ScoredItem
from bayline.systems.villages.pages.words import act_word, in_language
from bayline.systems.villages.rules.pictures import reduced
from bayline.systems.villages.rules.scoring import left_of, total_of
from bayline.systems.villages.terms.events import Act, Event, Grounds, Photo
from bayline.systems.villages.terms.sheets import Item, Method, ScoreSheet
from bayline.systems.villages.terms.standings import Standing

_VISIT = re.compile(r"(.+?)[\s:：,，]+(\d{1,5})")
_WORDS, _COUNT_MOST = 2000, 99_999


def scoring_deed(standing: Standing, grounds: Grounds, typed: Mapping[str, str]) -> Deed:
    """Give the form by which the inspection of one inspector is entered.

    Args:
        standing: Where the village stands; its last round is open.
        grounds: Campaign, sheets, inspectors.
        typed: What was typed into it before, where that was refused.
    """
    sheet, last = sheet_of_round(standing, grounds), standing.rounds[-1]
    people = grounds.inspectors
    return Deed(
        act=Act.SCORED.value,
        word=act_word(Act.SCORED),
        scorers=tuple(
            Option(
                value=one,
                word=people[one].name if one in people else one,
                is_chosen=typed.get("scorer", "") == one,
            )
            for one, found in last.inspections.items()
            if not found.is_submitted
        ),
        scored=tuple(_asked(sheet.by_code[code], sheet, typed) for code in last.asked),
    )


def _asked(item: Item, sheet: ScoreSheet, typed: Mapping[str, str]) -> ScoredItem:
    rule = item.sampling
    return ScoredItem(
        code=item.code,
        title=in_language(item.title, item.title_en),
        most=str(item.most),
        is_weighted=sheet.method is Method.WEIGHTED,
        zeros=tuple(
            Option(
                value=one.code,
                word=in_language(one.title, one.title_en),
                is_chosen=f"zero-{item.code}-{one.code}" in typed,
            )
            for one in item.zero_rules
        ),
        visits=f"{rule.in_each} {rule.of} ≥ {rule.at_least}" if rule else "",
        typed=typed.get(f"found-{item.code}", ""),
        visited=typed.get(f"visited-{item.code}", ""),
        reason=typed.get(f"reason-{item.code}", ""),
    )


def sheet_of_round(standing: Standing, grounds: Grounds) -> ScoreSheet:
    """Give the score sheet of the last round."""
    return next(one for one in grounds.sheets if one.id == standing.rounds[-1].sheet)


def scored_events(
    event: Event, standing: Standing, grounds: Grounds, request: HttpRequest
) -> list[Event]:
    """Read the scores of an inspection, and that it is done.

    Args:
        event: What is said of all of them.
        standing: Where the village stands.
        grounds: Campaign, sheets, inspectors.
        request: With the form.

    Raises:
        BaylineError: A number or a photo is none, or no round is open.
    """
    if not standing.rounds:
        raise BaylineError(
            "no inspection has begun",
            do="assign inspectors first",
            zh=Words("还没有派检查员", do="请先派检查员"),
        )
    sheet, last = sheet_of_round(standing, grounds), standing.rounds[-1]
    common = replace(
        event, by=str(request.POST.get("scorer", "")), round=last.number, sheet=sheet.id
    )
    events = [_scored(common, sheet.by_code[code], sheet, request) for code in last.asked]
    total = total_of(sheet, {one.item: one.score for one in events if one.score is not None})
    return [*events, replace(common, act=Act.SUBMITTED, sheet="", total=total)]


def _scored(common: Event, item: Item, sheet: ScoreSheet, request: HttpRequest) -> Event:
    told, code = request.POST, item.code
    zeroed = tuple(
        one.code for one in item.zero_rules if told.get(f"zero-{code}-{one.code}") is not None
    )
    number = _number(str(told.get(f"found-{code}", "")), item)
    if sheet.method is Method.WEIGHTED:
        score = Decimal(0) if zeroed else number
    else:
        score = left_of(item, _count(number, item), zeroed=bool(zeroed))
    is_less = score < item.most
    return replace(
        common,
        item=code,
        score=score,
        zeroed=zeroed,
        visited=tuple(_visited(str(told.get(f"visited-{code}", "")))) if item.sampling else (),
        photos=tuple(_photos(common, code, request)) if is_less else (),
        reason=str(told.get(f"reason-{code}", "")).strip()[:_WORDS] if is_less else "",
    )


def _number(written: str, item: Item) -> Decimal:
    try:
        found = Decimal(written.strip()[:20])
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise _no_number(written, item)
    return found


def _count(number: Decimal, item: Item) -> int:
    if number != number.to_integral_value() or number > _COUNT_MOST:
        raise _no_number(str(number), item)
    return int(number)


def _no_number(written: str, item: Item) -> BaylineError:
    return BaylineError(
        f"“{written[:40]}” cannot be counted",
        where=item.title_en,
        why="what was found is a number from 0 on",
        do="write how often, 0 where nothing was found",
        zh=Words(f"{item.title}：“{written[:40]}”不是数", "要写0以上的数", "没有查到的写0"),
    )


def _visited(lines: str) -> Iterable[tuple[str, int]]:
    for line in lines.splitlines()[:50]:
        found = _VISIT.fullmatch(line.strip())
        if found:
            yield found[1], int(found[2])


def _photos(common: Event, code: str, request: HttpRequest) -> Iterable[Photo]:
    """Keep the photo of an item; one without a time of its own is of now."""
    file = request.FILES.get(f"photo-{code}")
    if isinstance(file, UploadedFile):
        zone, where = timezone.get_current_timezone(), file.name or code
        shot = reduced(file.read(), by=common.by, where=where, zone=zone)
        keep_photos([shot.photo], at=timezone.now())
        yield Photo(shot.photo.sha256, shot.taken_at or common.at, shot.position)
