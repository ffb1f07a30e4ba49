"""Note a publication, and take back from the public what must go."""

from collections.abc import Sequence

import orjson
from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.instants import microseconds
from bayline.platform.publishing import queries
from bayline.platform.publishing.models import Publication, Retraction
from bayline.platform.publishing.terms import Facts, Published, Retracted
from bayline.platform.record import queries as record
from bayline.platform.record.actions import open_sources
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked


@transaction.atomic
def note(made: Published, *, sources: Sequence[str]) -> Published:
    """Note that something was published, and open its documents to the public.

    Args:
        made: The publication.
        sources: Hashes of the documents that it opens.

    Raises:
        BaylineError: The very same was published before.
    """
    take_turn()
    if Publication.objects.filter(identifier=made.id).exists():
        raise BaylineError(
            f"publication {made.id} is there already",
            why="nothing was changed since",
            do="publish again when something is",
            zh=Words(f"{made.id}已发布过", "此后没有改动", "有改动后再发布"),
        )
    facts = facts_text(made.facts)
    said = (made.id, made.title, microseconds(made.moment), facts)
    how = (made.by, microseconds(made.recorded))
    digest = linked(last_digest(Publication), content_hash(said), how=how)
    Publication.objects.create(
        identifier=made.id,
        title=made.title,
        moment=made.moment,
        facts=facts,
        by=made.by,
        recorded=made.recorded,
        digest=digest,
    )
    move_head(Publication, rows=1, digest=digest)
    open_sources(made.id, sources)
    return made


def facts_text(facts: Facts) -> str:
    """Write what a publication holds as one line of JSON, its keys in order."""
    said = {
        **{name: getattr(facts, name) for name in ("manifest", "claims", "figures", "sources")},
        "registers": [*facts.registers],
        "heads": {name: [*head] for name, head in facts.heads.items()},
        "opened": facts.opened,
    }
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


@transaction.atomic
def retract(one: Retracted) -> Retracted:
    """Take a publication, a document or a claim back from the public, at once.

    Raises:
        BaylineError: It names nobody or no reason, names nothing that is there, or was taken back
            before.
    """
    take_turn()
    _refuse_unsaid(one)
    _refuse_unknown(one)
    said = (one.publication, one.source, one.claim)
    if any((each.publication, each.source, each.claim) == said for each in queries.retractions()):
        raise BaylineError(
            "it was taken back before",
            do="nothing is left to do",
            zh=Words("此前已经撤下", do="不必再撤"),
        )
    content = content_hash((*said, one.reason))
    how = (one.by, microseconds(one.recorded))
    digest = linked(last_digest(Retraction), content, how=how)
    Retraction.objects.create(
        publication=one.publication,
        source=one.source,
        claim=one.claim,
        reason=one.reason,
        by=one.by,
        recorded=one.recorded,
        digest=digest,
    )
    move_head(Retraction, rows=1, digest=digest)
    return one


def _refuse_unsaid(one: Retracted) -> None:
    if not shows(one.by) or not shows(one.reason):
        raise BaylineError(
            "something is taken back without a name or a reason",
            why="the public is told that it was, and whoever asks must be told why",
            do="give both",
            zh=Words("撤下没有写经办人或原因", "撤下要对外说明", "请写经办人和原因"),
        )


def _refuse_unknown(one: Retracted) -> None:
    if one.publication:
        queries.publication(one.publication)
    elif one.source:
        if record.source_by_hash(one.source) is None:
            raise _unknown(one.source[:12], "document", zh="文件")
    elif not record.states_of([one.claim]):
        raise _unknown(one.claim, "claim", zh="数字")


def _unknown(name: str, kind: str, *, zh: str) -> BaylineError:
    return BaylineError(
        f"no {kind} “{name}” is in the record",
        do="copy its id from its page",
        zh=Words(f"资料里没有{zh}“{name}”", do="请从它的页面上复制编号"),
    )
