"""`bayline villages submissions` and `upload`: what devices sent, as files."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from bayline.kernel.errors import BaylineError
from bayline.platform.languages import either, spoken
from bayline.platform.terminal import complain
from bayline.systems.villages.actions import Told, keep_photos, take
from bayline.systems.villages.commands.files import chosen, read, show_rows
from bayline.systems.villages.queries import sheets
from bayline.systems.villages.rules.pictures import reduced
from bayline.systems.villages.rules.submissions import Sent, events_of, form_named
from bayline.systems.villages.rules.uploads import uploaded
from bayline.systems.villages.terms.events import Event, Photo

COLUMNS = ("event", "is_kept", "is_new", "problem")
_PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".webp"})


def take_submissions(files: Sequence[str], *, campaign: str, form: str) -> int:
    """Take submissions in; one that is refused leaves the others alone.

    Raises:
        BaylineError: There is no such campaign, or a file cannot be read.
    """
    of = chosen(campaign)
    told: list[Told] = []
    refused = 0
    for file in _xml_in(files):
        try:
            told += take(_events(file, of.code), at=timezone.now())
        except BaylineError as error:
            complain(f"{file.name}: {spoken(error)}")
            refused += 1
    return _show(told, form=form, refused=refused)


def _xml_in(files: Iterable[str]) -> Iterator[Path]:
    for name in files:
        path = Path(name)
        yield from sorted(path.rglob("*.xml")) if path.is_dir() else (path,)


def _events(file: Path, campaign: str) -> tuple[Event, ...]:
    xml = read(file)
    sheet = form_named(xml, sheets())
    beside = [one for one in sorted(file.parent.iterdir()) if one.suffix.lower() in _PHOTOS]
    photos = {one.name: _photo(one) for one in beside if one.name.encode() in xml}
    return events_of(xml, sheet, Sent(campaign, photos))


def _photo(file: Path) -> Photo:
    """Keep a photo reduced, with what it says of when and where it was taken."""
    zone = timezone.get_current_timezone()
    shot = reduced(read(file), by="odk", where=file.name, zone=zone)
    at = shot.taken_at or datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    keep_photos([shot.photo], at=timezone.now())
    return Photo(shot.photo.sha256, at, shot.position)


def take_uploads(files: Sequence[str], *, form: str) -> int:
    """Take uploads of devices in.

    Raises:
        BaylineError: A file cannot be read or is no upload; nothing of it is kept.
    """
    told: list[Told] = []
    for name in files:
        told += take(uploaded(read(name), where=name), at=timezone.now())
    return _show(told, form=form, refused=0)


def _show(told: Sequence[Told], *, form: str, refused: int) -> int:
    rows = (
        {
            "event": one.event,
            "is_kept": one.is_kept,
            "is_new": one.is_new,
            "problem": either(one.zh, one.problem),
        }
        for one in told
    )
    show_rows(rows, COLUMNS, form=form)
    new, bad = sum(one.is_new for one in told), sum(bool(one.problem) for one in told) + refused
    known = sum(one.is_kept and not one.is_new for one in told)
    complain(
        either(
            f"新收{new}条，已有{known}条，有问题{bad}条",
            f"{new} new, {known} known, {bad} with a problem",
        )
    )
    return 1 if bad else 0
