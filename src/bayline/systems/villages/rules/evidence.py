"""Photos as evidence: of the day, in the village, of a content that can be named.

Device clocks and positions are statements; they are held against the village and the day with
what they may be off, and the distance is said.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from bayline.engines.geography.distances import apart_m
from bayline.engines.geography.outlines import outside_m
from bayline.kernel.errors import Words
from bayline.systems.villages.rules.refusing import refusal
from bayline.systems.villages.terms.campaigns import Village
from bayline.systems.villages.terms.events import Act, Event, Limits, Photo

_DIGEST = re.compile(r"[0-9a-f]{64}")
_ACCURACY_MOST_M = 1_000


def check_photos(event: Event, village: Village, limits: Limits) -> None:
    """Refuse photos that show nothing of this village on this day.

    Raises:
        BaylineError: One was taken on another day or elsewhere, or names no content.
    """
    for photo in event.photos:
        _refuse_unnamed(event, photo)
        _refuse_other_day(event, photo, limits)
        _refuse_elsewhere(event, photo, village, limits)


def _refuse_unnamed(event: Event, photo: Photo) -> None:
    if not _DIGEST.fullmatch(photo.digest):
        raise refusal(
            event.id,
            Words(
                f"a photo is named “{photo.digest[:80]}”",
                "a photo is named by the SHA-256 of its content",
                "send it again from the device",
            ),
            Words(
                f"照片的编号是“{photo.digest[:80]}”", "照片按内容的SHA-256编号", "请从设备重新上传"
            ),
        )


def _refuse_other_day(event: Event, photo: Photo, limits: Limits) -> None:
    taken = photo.taken_at.date()
    if abs(taken - event.day) > timedelta(days=limits.photo_days):
        raise refusal(
            event.id,
            Words(
                f"a photo was taken on {taken}, the inspection is of {event.day}",
                "evidence is of the day of the inspection",
                "take it again, or correct the clock of the device",
            ),
            Words(
                f"照片拍于{taken}，检查日是{event.day}",
                "照片应当天拍",
                "请重拍，或校正设备时钟",
            ),
        )


def _refuse_elsewhere(event: Event, photo: Photo, village: Village, limits: Limits) -> None:
    if photo.position is None:
        return
    away = meters_away(photo, village)
    if away is None:
        return
    around = limits.photo_m if village.areas else limits.point_m
    accuracy = min(max(photo.accuracy_m, 0), _ACCURACY_MOST_M)
    if away > around + accuracy:
        what, what_zh = ("its outline", "村界") if village.areas else ("its point", "村的坐标点")
        raise refusal(
            event.id,
            Words(
                f"a photo was taken {away} m from {village.name}",
                f"{around} m from {what} are allowed, and {accuracy} m for the device",
                "take it in the village, or correct the place of the village",
            ),
            Words(
                f"照片的位置离{village.name}{away}米",
                f"离{what_zh}可差{around}米，设备误差{accuracy}米",
                "请在村里拍，或改正村的位置",
            ),
        )


def meters_away(photo: Photo, village: Village) -> int | None:
    """Give how far from a village a photo was taken; None where either place is unknown.

    Args:
        photo: The photo.
        village: The village; its outline counts where there is one, else its point.

    Returns:
        Meters, 0 inside the outline.
    """
    if photo.position is None or not (village.areas or village.point):
        return None
    longitude, latitude = map(float, photo.position)
    if village.areas:
        return round(outside_m(village.areas, (longitude, latitude)))
    if village.point is None:
        return None
    return round(apart_m((longitude, latitude), (float(village.point[0]), float(village.point[1]))))


class Reused(NamedTuple):
    """A photo that is to show two villages, or two rounds: its digest, and the events."""

    digest: str
    events: tuple[str, ...]


def reused(events: Iterable[Event]) -> tuple[Reused, ...]:
    """Find photos that stand for more than one village or round; items of one may share.

    Args:
        events: Events of a campaign.
    """
    found: dict[str, dict[tuple[str, str, int], list[str]]] = {}
    for event in events:
        # What was mended is shown after the inspection of the same round: another occasion.
        occasion = (event.village, "mended" if event.act is Act.RECTIFIED else "", event.round)
        for photo in event.photos:
            found.setdefault(photo.digest, {}).setdefault(occasion, []).append(event.id)
    return tuple(
        Reused(digest, tuple(sorted(one for some in by.values() for one in some)))
        for digest, by in sorted(found.items())
        if len(by) > 1
    )
