"""Rounds, conflicts and history of a village, as its file shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses
from bayline.systems.villages.pages.village_context import (
    ConflictView,
    EventView,
    ItemView,
    PhotoView,
    RoundView,
    ScoreView,
)
from bayline.systems.villages.pages.words import act_word, in_language, number_of
from bayline.systems.villages.rules.evidence import meters_away
from bayline.systems.villages.terms.events import Act, Event, Grounds, Photo
from bayline.systems.villages.terms.sheets import ScoreSheet
from bayline.systems.villages.terms.standings import Held, Round, Standing


@dataclass(frozen=True, slots=True)
class Names:
    """What inspectors and items are called, and how pages are."""

    grounds: Grounds
    ways: Addresses
    # Photos that stand for several occasions, and the names of the villages of those.
    shared: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    villages: Mapping[str, str] = field(default_factory=dict)

    def inspector(self, code: str) -> str:
        """Name an inspector."""
        known = self.grounds.inspectors
        return known[code].name if code in known else code

    def sheet(self, identifier: str) -> ScoreSheet | None:
        """Give a sheet by its id; None where it is not there any more."""
        return next((one for one in self.grounds.sheets if one.id == identifier), None)

    def item(self, code: str) -> str:
        """Name an item of any sheet."""
        for one in self.grounds.sheets:
            if code in one.by_code:
                return in_language(one.by_code[code].title, one.by_code[code].title_en)
        return code

    def photo(self, one: Photo, of: Event) -> PhotoView:
        """Show a photo with how far from the village it says it was taken, and its other uses."""
        away = meters_away(one, self.grounds.villages[of.village])
        others = {
            _occasion(
                each
            ): f"{self.villages.get(each.village, each.village)} {_occasion_word(each)}"
            for each in self.shared.get(one.digest, ())
            if _occasion(each) != _occasion(of)
        }
        return PhotoView(
            address=f"/villages/photos/{one.digest}",
            taken_at=one.taken_at,
            away="" if away is None else str(away),
            also="；".join(sorted(others.values())),
        )


def _occasion(event: Event) -> tuple[str, int, bool]:
    return event.village, event.round, event.act is Act.RECTIFIED


def _occasion_word(event: Event) -> str:
    round_ = _("第%(n)s轮") % {"n": event.round}
    return f"{round_}{act_word(event.act)}" if event.act is Act.RECTIFIED else round_


def rounds_of(standing: Standing, names: Names, events: Iterable[Event]) -> Iterable[RoundView]:
    """Show the rounds of a village, the last one first."""
    by_id = {one.id: one for one in events}
    for one in reversed(standing.rounds):
        sheet = names.sheet(one.sheet)
        grade = next((g for g in sheet.grades if g.code == one.grade), None) if sheet else None
        yield RoundView(
            number=one.number,
            sheet=in_language(sheet.title, sheet.title_en) if sheet else one.sheet,
            is_sample=bool(sheet and sheet.is_sample),
            inspectors=tuple(map(names.inspector, one.inspections)),
            total=number_of(one.total),
            most=str(sheet.most) if sheet else "",
            grade=in_language(grade.title, grade.title_en) if grade else "",
            passes=one.passes,
            digest=one.digest,
            items=tuple(_items(one, sheet, names, by_id)),
        )


def _items(
    one: Round, sheet: ScoreSheet | None, names: Names, by_id: Mapping[str, Event]
) -> Iterable[ItemView]:
    for item in sheet.items if sheet else ():
        given = [
            _score(held, inspector, names, by_id)
            for inspector, found in one.inspections.items()
            if item.code in found.marks
            for held in found.marks[item.code].held
        ]
        yield ItemView(
            title=in_language(item.title, item.title_en),
            most=str(item.most),
            score=number_of(one.scores.get(item.code)),
            given=tuple(given),
        )


def _score(held: Held, inspector: str, names: Names, by_id: Mapping[str, Event]) -> ScoreView:
    event = by_id[held.event]
    return ScoreView(
        event=held.event,
        inspector=names.inspector(inspector),
        device=held.device,
        score=str(held.score),
        reason=held.reason,
        photos=tuple(names.photo(one, event) for one in event.photos),
    )


def conflicts_of(
    standing: Standing, names: Names, events: Iterable[Event]
) -> Iterable[ConflictView]:
    """Show what several devices say differently: every one of them."""
    by_id = {one.id: one for one in events}
    for one in standing.conflicts:
        yield ConflictView(
            round=one.round,
            inspector=names.inspector(one.inspector),
            item=names.item(one.item),
            held=tuple(_score(each, one.inspector, names, by_id) for each in one.held),
            ids=" ".join(each.event for each in one.held),
        )


def history_of(standing: Standing, names: Names, events: Iterable[Event]) -> Iterable[EventView]:
    """Show what was done, the last first; scores stand with their round, those refused here."""
    refused = {one.event: in_language(one.zh, one.sentence) for one in standing.refused}
    for one in sorted(events, key=lambda event: (event.at, event.id), reverse=True):
        if one.act is not Act.SCORED or one.id in refused:
            yield EventView(
                at=one.at,
                word=act_word(one.act),
                by=names.inspector(one.by),
                words=_words(one, names),
                photos=tuple(names.photo(each, one) for each in one.photos),
                problem=refused.get(one.id, ""),
            )


def _words(one: Event, names: Names) -> str:
    items = [] if one.act is Act.RESOLVED else [names.item(code) for code in one.items]
    told = [
        *map(names.inspector, one.inspectors),
        *items,
        one.due.isoformat() if one.due else "",
        str(one.total) if one.total is not None else "",
        one.reason,
    ]
    return "；".join(filter(None, told))
