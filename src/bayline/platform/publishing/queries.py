"""Ask for publications, for what was taken back, and for how far somebody sees."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.people.terms import Audience, Visitor
from bayline.platform.publishing.models import Publication, Retraction
from bayline.platform.publishing.terms import Facts, Published, Retracted
from bayline.platform.reaching import NOTHING, WHOLE, Reach, within
from bayline.platform.record import queries as record
from bayline.platform.record.walking import Chain, Head, walked
from bayline.platform.registers.queries.verifying import ends_everywhere
from bayline.platform.standstill import known_at

CHAINS = (
    Chain(
        "publishing_publication",
        'SELECT c.id, c.digest, c."by", c.recorded, c.identifier, c.title, c.moment, c.facts'
        " FROM publishing_publication c",
        2,
    ),
    Chain(
        "publishing_retraction",
        'SELECT c.id, c.digest, c."by", c.recorded, c.publication, c.source, c.claim, c.reason'
        " FROM publishing_retraction c",
        2,
    ),
)


def publications() -> tuple[Published, ...]:
    """List all publications, the latest first; those that were withdrawn say so."""
    gone = {one.publication: one for one in retractions() if one.publication}
    rows = Publication.objects.order_by("-moment", "-pk")
    return tuple(_published(row, gone.get(row.identifier)) for row in rows)


def publication(identifier: str) -> Published:
    """Give a publication by its id.

    Raises:
        BaylineError: There is none.
    """
    row = Publication.objects.filter(identifier=identifier).first()
    if row is None:
        raise BaylineError(
            f"no publication “{identifier[:40]}”",
            why="nothing was published under this id",
            do="see /publications for those that are",
            zh=Words(
                f"没有“{identifier[:40]}”这一期", "没有以此编号发布过", "已发布的见/publications"
            ),
        )
    gone = Retraction.objects.filter(publication=identifier).order_by("pk").first()
    return _published(row, None if gone is None else _retracted(gone))


def latest(*, as_of: datetime | None = None) -> Published | None:
    """Give the last publication that is not withdrawn; None if there is none.

    Args:
        as_of: Of those cut by then; None for now.
    """
    withdrawn = Retraction.objects.exclude(publication="").values("publication")
    rows = Publication.objects.exclude(identifier__in=withdrawn)
    known = rows if as_of is None else rows.filter(moment__lte=as_of)
    row = known.order_by("-moment", "-pk").first()
    return None if row is None else _published(row, None)


def retractions(*, until: datetime | None = None) -> tuple[Retracted, ...]:
    """List what was taken back, in order.

    Args:
        until: Only what was by then; None for all.
    """
    rows = Retraction.objects.order_by("pk")
    known = rows if until is None else rows.filter(recorded__lte=until)
    return tuple(map(_retracted, known))


def reach_of(visitor: Visitor, *, as_of: datetime | None = None) -> Reach:
    """Tell how far somebody sees.

    Args:
        visitor: Who asks.
        as_of: The moment a page is asked for; the public is then given what was public then.

    Returns:
        Everything for whoever may read; else what the latest publication holds that is not
        withdrawn, without what was taken back since; nothing before there is one.
    """
    if visitor.may(Audience.READ):
        return WHOLE
    return known_at(ends_everywhere(), _public_reach, as_of)


def _public_reach(as_of: datetime | None) -> Reach:
    found = latest(as_of=as_of)
    return NOTHING if found is None else reach_into(found)


def reach_into(found: Published) -> Reach:
    """Give the reach of those who see one publication."""
    parts = [one for one in retractions() if not one.publication]
    sources = [one.source for one in parts if one.source]
    claims = [one.claim for one in parts if one.claim]
    with within(WHOLE):
        gone = record.sources_by_hash(sources) if sources else {}
        keys = record.numbers_of(claims) if claims else {}
    return Reach(
        publication=found.id,
        until=found.moment,
        registers=frozenset(found.facts.registers),
        removed_sources=frozenset(one.key for one in gone.values()),
        removed_claims=frozenset(keys.values()),
    )


def faults() -> tuple[str, ...]:
    """Say in a sentence each what is wrong with the tables of publishing."""
    broken = [fault for chain in CHAINS for fault in walked(chain)[1]]
    return (*broken, *_strayed())


def _strayed() -> Iterator[str]:
    """Compare the documents that publications open with what they say of them."""
    wrong = either(
        "公开的文件与发布时记下的不符",
        "the documents it opens are not those that it was published with",
    )
    for one in publications():
        if opened_hash(record.opened_by(one.id)) != one.facts.opened:
            yield f"publishing_publication {one.id}: {wrong}"


def opened_hash(hashes: list[str]) -> str:
    """Hash the hashes of documents: in order, a line each."""
    return sha256("".join(f"{one}\n" for one in sorted(hashes)).encode()).hexdigest()


def _published(row: Publication, gone: Retracted | None) -> Published:
    return Published(
        id=row.identifier,
        title=row.title,
        moment=row.moment,
        facts=_facts(row.facts),
        by=row.by,
        recorded=row.recorded,
        withdrawn=None if gone is None else gone.recorded,
        reason="" if gone is None else gone.reason,
    )


def _facts(written: str) -> Facts:
    said = orjson.loads(written)
    return Facts(
        **{
            **said,
            "registers": (*said["registers"],),
            "heads": {name: Head(*head) for name, head in said["heads"].items()},
        }
    )


def _retracted(row: Retraction) -> Retracted:
    return Retracted(
        publication=row.publication,
        source=row.source,
        claim=row.claim,
        reason=row.reason,
        by=row.by,
        recorded=row.recorded,
    )
