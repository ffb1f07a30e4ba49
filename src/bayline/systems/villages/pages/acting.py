"""What may be done to a village of a campaign now, as forms; and what a form asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.asking import typed_line
from bayline.platform.listing import Option
from bayline.platform.people.visiting import visitor_of
from bayline.systems.villages.actions import keep_photos
from bayline.systems.villages.pages.scoring import scored_events, scoring_deed
from bayline.systems.villages.pages.village_context import Deed
from bayline.systems.villages.pages.words import act_word, in_language
from bayline.systems.villages.queries import events_of
from bayline.systems.villages.queries.grounds import grounds_for
from bayline.systems.villages.rules.fairness import drawn
from bayline.systems.villages.rules.pictures import reduced
from bayline.systems.villages.rules.replaying import standing_of
from bayline.systems.villages.rules.sheets import sheet_for
from bayline.systems.villages.terms.events import Act, Event, Grounds, Photo, Signature
from bayline.systems.villages.terms.sheets import ScoreSheet
from bayline.systems.villages.terms.standings import Stage, Standing

_LINE, _WORDS = 200, 2000
_OPEN = (Stage.PLANNED, Stage.UNDER_INSPECTION)
_DONE = (Stage.ACCEPTED, Stage.WITHDRAWN)
_DECIDABLE = (Stage.INSPECTED, Stage.RE_INSPECTED, Stage.FAILED, Stage.REJECTED)


def deeds_of(standing: Standing, grounds: Grounds, typed: Mapping[str, str]) -> Iterable[Deed]:
    """Give the forms of what can be done now.

    Args:
        standing: Where the village stands.
        grounds: Campaign, sheets, inspectors.
        typed: What was typed before, where it was refused.
    """
    stage = standing.stage
    if stage in (Stage.OUTSIDE, Stage.WITHDRAWN):
        yield _deed(Act.ENROLLED, batches=_batches(grounds))
    if stage is Stage.RECTIFIED or (stage is Stage.PLANNED and not standing.rounds):
        yield _deed(Act.ASSIGNED, inspectors=_inspectors(standing, grounds))
    if stage in _OPEN and standing.rounds:
        yield scoring_deed(standing, grounds, typed)
    if stage is Stage.RECTIFYING:
        asked = _options(standing.orders[-1].items, grounds)
        yield _deed(Act.RECTIFIED, has_photo=True, items=asked)
    if stage in _DECIDABLE:
        yield from _decisions(standing, grounds)
    if stage not in (*_DONE, Stage.OUTSIDE):
        yield _deed(Act.WITHDRAWN, needs_reason=True)


def _decisions(standing: Standing, grounds: Grounds) -> Iterable[Deed]:
    """Give what can be decided on a complete round."""
    if standing.stage in (Stage.INSPECTED, Stage.RE_INSPECTED):
        yield _deed(Act.ACCEPTED, has_signature=True, offices=grounds.campaign.signed_by)
    items = _losing(standing, grounds)
    if items:
        yield _deed(Act.ORDERED, needs_reason=True, has_due=True, items=items)
    if standing.stage is not Stage.REJECTED:
        yield _deed(Act.REJECTED, needs_reason=True)


def _deed(act: Act, **rest: object) -> Deed:
    return Deed(act=act.value, word=act_word(act), **rest)  # type: ignore[arg-type]  # by name


def _batches(grounds: Grounds) -> tuple[Option, ...]:
    return tuple(
        Option(value=one.code, word=in_language(one.name, one.name_en), is_chosen=False)
        for one in grounds.campaign.batches
    )


def _inspectors(standing: Standing, grounds: Grounds) -> tuple[Option, ...]:
    """Give who may inspect; those that the draw would give are chosen, seeded by the village."""
    village = grounds.villages[standing.village]
    sheet = _sheet(standing, grounds)
    try:
        found = drawn(
            [village],
            [*grounds.inspectors.values()],
            each=sheet.inspectors,
            seed=f"{grounds.campaign.code} {len(standing.rounds) + 1}",
        )
    except BaylineError:
        found = {}
    taken = found.get(village.code, ())
    return tuple(
        Option(value=code, word=one.name, is_chosen=code in taken)
        for code, one in grounds.inspectors.items()
        if village.town not in one.towns
    )


def _sheet(standing: Standing, grounds: Grounds) -> ScoreSheet:
    if standing.rounds:
        return next(one for one in grounds.sheets if one.id == standing.rounds[-1].sheet)
    return sheet_for(grounds.sheets, timezone.localdate(), where=standing.village)


def _losing(standing: Standing, grounds: Grounds) -> tuple[Option, ...]:
    last, sheet = standing.rounds[-1], _sheet(standing, grounds)
    lost = [code for code, score in last.scores.items() if score != sheet.by_code[code].most]
    return _options(lost, grounds, sheet)


def _options(
    codes: Iterable[str], grounds: Grounds, sheet: ScoreSheet | None = None
) -> tuple[Option, ...]:
    known: dict[str, str] = {}
    for one in (sheet,) if sheet else grounds.sheets:
        known |= {item.code: in_language(item.title, item.title_en) for item in one.items}
    return tuple(Option(value=code, word=known.get(code, code), is_chosen=True) for code in codes)


def events_in(request: HttpRequest, village: str) -> list[Event]:
    """Read what a form asks for.

    Args:
        request: With the form.
        village: Code of the village.

    Raises:
        BaylineError: It asks for no act, or a day or photo in it is none.
    """
    what = _act(typed_line(request, "act", _LINE))
    campaign = typed_line(request, "campaign", _LINE)
    grounds = grounds_for(campaign, [village])
    known = events_of(campaign, [village]).get(village, [])
    standing = standing_of(known, grounds, village=village)
    number = len(standing.rounds) + (1 if what is Act.ASSIGNED else 0)
    event = Event(
        id="",
        campaign=campaign,
        village=village,
        act=what,
        at=timezone.localtime(),
        by=visitor_of(request).name,
        round=max(number, 1),
        batch=typed_line(request, "batch", _LINE),
        inspectors=tuple(request.POST.getlist("inspector"))[:20],
        items=tuple(request.POST.getlist("item"))[:_LINE],
        reason=str(request.POST.get("reason", "")).strip()[:_WORDS],
        due=_day(typed_line(request, "due", _LINE)),
        replaces=typed_line(request, "take", _LINE),
    )
    if what is Act.SCORED:
        return scored_events(event, standing, grounds, request)
    return [_completed(event, standing, request)]


def _completed(event: Event, standing: Standing, request: HttpRequest) -> Event:
    if event.act is Act.RESOLVED:
        looked = tuple(typed_line(request, "looked", _WORDS).split())
        number = next(
            (
                one.round
                for one in standing.conflicts
                if {each.event for each in one.held} & {*looked}
            ),
            event.round,
        )
        return replace(event, items=looked, round=number)
    if event.act is Act.RECTIFIED:
        return replace(event, photos=tuple(_photos(request, event)))
    if event.act is Act.ACCEPTED:
        name, office = (typed_line(request, one, _LINE) for one in ("name", "office"))
        return replace(
            event, signature=Signature(name, office, typed_line(request, "digest", _LINE))
        )
    return event


def _photos(request: HttpRequest, event: Event) -> Iterable[Photo]:
    """Keep the photos that came along; one without a time of its own is of now."""
    for file in request.FILES.getlist("photo")[:9]:
        if isinstance(file, UploadedFile):
            zone = timezone.get_current_timezone()
            where = file.name or _("照片")
            shot = reduced(file.read(), by=event.by, where=where, zone=zone)
            keep_photos([shot.photo], at=timezone.now())
            yield Photo(shot.photo.sha256, shot.taken_at or event.at, shot.position)


def _act(written: str) -> Act:
    try:
        return Act(written)
    except ValueError:
        raise BaylineError(
            f"“{written}” is nothing that is done to a village",
            do="use the buttons of the page",
            zh=Words(f"“{written}”不是对村的办法", do="请用页面上的按钮"),
        ) from None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BaylineError(
            f"“{written}” is no day",
            why="a day is written as year, month and day",
            do="write it like 2021-11-05",
            zh=Words(f"“{written}”不是日期", "日期要写年月日", "请写成2021-11-05"),
        ) from None
