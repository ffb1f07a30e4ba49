"""The present publication in a few counts, asked of its snapshot."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses
from bayline.platform.freezing.counting import Count, Counts, counted
from bayline.platform.freezing.lying import snapshots
from bayline.platform.publishing.queries import latest, retractions
from bayline.platform.publishing.terms import Published
from bayline.systems.reading.queries import place_names


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """How many published figures there are of one year, indicator or place."""

    name: str
    figures: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPart:
    """Counts by year, by indicator, or by place."""

    name: str
    title: str
    lines: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationNote:
    """The publication that the public sees, in counts of its snapshot."""

    title: str
    address: str
    moment: datetime
    documents: int
    figures: int
    parts: tuple[CountPart, ...]


def publication_note(to: Addresses, *, as_of: datetime | None) -> PublicationNote | None:
    """Tell of the latest publication what it holds; None before there is one.

    Args:
        to: How the page names others.
        as_of: Of those that were cut by then; None for now.
    """
    found = latest(as_of=as_of)
    if found is None:
        return None
    counts = _counts(found)
    return PublicationNote(
        title=found.title,
        address=to.to(f"/publications/{found.id}", as_of=""),
        moment=found.moment,
        documents=found.facts.sources,
        figures=found.facts.figures,
        parts=_parts(counts, to) if counts else (),
    )


def _counts(found: Published) -> Counts | None:
    """Count by year, indicator and place; not where some of it was taken back or files are gone."""
    if any(not one.publication and one.recorded > found.moment for one in retractions()):
        return None
    try:
        return counted(snapshots() / found.id)
    except BaylineError:
        return None


def _parts(counts: Counts, to: Addresses) -> tuple[CountPart, ...]:
    names = place_names(one.name for one in counts.places)
    places = _lines(counts.places, "place", to, names)
    made = (
        CountPart(name="years", title=_("按年份"), lines=_lines(counts.years, "period", to)),
        CountPart(
            name="attributes", title=_("按指标"), lines=_lines(counts.attributes, "attribute", to)
        ),
        CountPart(name="places", title=_("按地点"), lines=places),
    )
    return tuple(part for part in made if part.lines)


def _lines(
    found: tuple[Count, ...], asked: str, to: Addresses, names: dict[str, str] | None = None
) -> tuple[CountLine, ...]:
    return tuple(
        CountLine(
            name=(names or {}).get(one.name, one.name),
            figures=one.figures,
            address=to.to("/figures", **{asked: one.name}),
        )
        for one in found
    )
