"""Sources and the sentences in them."""

from datetime import date

from bayline.kernel.errors import BaylineError
from bayline.platform.instants import microseconds, moment
from bayline.platform.people.terms import Audience
from bayline.platform.record import queries
from bayline.platform.record.queries.listed_sources import (
    SourcesAsked,
    listed_passages,
    listed_sources,
    text_numbers,
)
from bayline.platform.record.terms import KeptSource
from bayline.surfaces.api.problems import missing
from bayline.surfaces.api.shapes import PassageShape, SourceShape
from bayline.surfaces.api.terms import Asked, Filter, Found, Kind, Listing, Page, Resource, Single

_SHORT = 12


def _sources(asked: Asked) -> Page:
    values, behind = asked.values, asked.behind
    wanted = SourcesAsked(
        publisher=values.get("publisher", ""),
        begins=values.get("published_from"),
        ends=values.get("published_until"),
        as_of=asked.as_of,
        behind=(moment(int(behind[0])), int(behind[1])) if behind else None,
        size=asked.size + 1,
    )
    found = listed_sources(wanted)
    shown = found[: asked.size]
    has_more = len(found) > asked.size
    last = (microseconds(shown[-1].recorded), shown[-1].key) if has_more else None
    return Page([*map(_source, shown)], last)


def _one(asked: Asked) -> Found:
    return _source(_found(asked))


def _found(asked: Asked) -> KeptSource:
    try:
        return queries.source_by_id(asked.parts["id"], as_of=asked.as_of)
    except BaylineError as error:
        raise missing(error) from None


def _passages(asked: Asked) -> Page:
    numbers = text_numbers(_found(asked).sha256)
    if not numbers:
        return Page([])
    start = int(asked.behind[0]) if asked.behind else -1
    found = listed_passages(numbers[-1], behind=start, size=asked.size + 1)
    shown = found[: asked.size]
    told: list[PassageShape] = [
        {"start": one.start, "end": one.end, "words": one.words} for one in shown
    ]
    return Page(told, (shown[-1].start,) if len(found) > asked.size else None)


def _source(found: KeptSource) -> SourceShape:
    published: date | None = found.published
    return {
        "id": found.id,
        "sha256": found.sha256,
        "name": found.name,
        "title": found.title,
        "publisher": found.publisher,
        "published": published.isoformat() if published else None,
        "licence": found.licence,
        "url": found.url,
        "media_type": found.media_type,
        "size": found.size,
        "replaces": found.replaces[:_SHORT] or None,
        "recorded": found.recorded,
    }


_EXAMPLE = {"id": "0123456789ab"}
RESOURCES = (
    Resource(
        address="sources",
        name="sources",
        title="文件",
        about="Documents, those recorded last first.",
        audience=Audience.PUBLISHED,
        reads=Listing(
            page=_sources,
            shape=SourceShape,
            filters=(
                Filter(name="publisher", about="Who published it, exactly."),
                Filter(
                    name="published_from",
                    about="Published on this day or later.",
                    kind=Kind.DAY,
                    example="2021-01-01",
                ),
                Filter(
                    name="published_until",
                    about="Published on this day or earlier.",
                    kind=Kind.DAY,
                    example="2021-12-31",
                ),
            ),
        ),
    ),
    Resource(
        address="sources/{id}",
        name="source",
        title="一份文件",
        about="One document.",
        audience=Audience.PUBLISHED,
        reads=Single(get=_one, shape=SourceShape),
        examples=_EXAMPLE,
    ),
    Resource(
        address="sources/{id}/passages",
        name="passages",
        title="文件里的句子",
        about="The sentences and rows of a document that claims stand in, in reading order.",
        audience=Audience.PUBLISHED,
        reads=Listing(page=_passages, shape=PassageShape),
        examples=_EXAMPLE,
    ),
)
