"""Keep what checks find, and what people make of it."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.findings import Life, Reference, state_of
from bayline.platform.instants import microseconds
from bayline.platform.record import models, queries
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked, named
from bayline.platform.record.finding_rows import finding_json, is_of_system
from bayline.platform.record.terms import FindingChange, Found, KeptFinding, KeptSource, KeptText

CHECKS = "checks"
GONE, BACK = "gone", "back"


class _Input(NamedTuple):
    """A place that a finding rests on, and the claim that stands there, if one does."""

    source: int
    claim: int | None
    identifier: str


# By text, first and last character: the number of a claim and its identifier.
_Standing = Mapping[tuple[int, int, int], tuple[int, str]]


@transaction.atomic
def keep_findings(
    found: Sequence[Found],
    *,
    about: KeptSource,
    beside: Sequence[KeptSource] = (),
    at: datetime,
    system: str = "",
) -> tuple[str, ...]:
    """Keep what the checks find about a document now.

    A finding is named by its check and its inputs, so it stays what people made of it until one of
    its inputs changes. What is no longer found is marked gone. What a system finds also rests on
    what only it keeps: where it says something else of the same claims, that is another finding.

    Args:
        found: All findings in which the document has a part.
        about: The document.
        beside: The documents it was compared with; a finding that speaks of others stays.
        at: When.
        system: The system whose checks were run, which are named `system.check`; those of others
            stay. Empty for the checks of documents alone, whose names have no system.

    Returns:
        Keys of the findings that were never found before.
    """
    take_turn()
    standing = queries.claims_on({text.key for each in found for text in each.texts.values()})
    stored = [one for one in queries.findings(source=about.key) if _system_of(one) == system]
    named_ones: dict[str, tuple[Found, list[_Input]]] = {}
    for each in found:
        inputs = [*_inputs(each, standing)]
        named_ones.setdefault(_key(each, inputs, named_ones), (each, inputs))
    looked_at = {about.sha256, *(source.sha256 for source in beside)}
    known = {one.key: one.is_present for one in stored}
    asked = {one.key for one in stored if {*one.sources} <= looked_at}
    fresh = [key for key in named_ones if key not in known]
    _insert({key: named_ones[key] for key in fresh}, at=at)
    gone = [
        key for key, is_present in known.items() if is_present and key in asked - named_ones.keys()
    ]
    back = [key for key, is_present in known.items() if not is_present and key in named_ones]
    for state, keys in ((GONE, gone), (BACK, back)):
        _append(_by_checks(keys, state, at=at))
    return (*fresh,)


def _system_of(kept: KeptFinding) -> str:
    """Give the system that a check is of; empty of those of documents alone."""
    check = kept.finding.check
    return check.partition(".")[0] if is_of_system(check) else ""


def _inputs(found: Found, standing: _Standing) -> Iterator[_Input]:
    finding = found.finding
    in_rows = (row.reference for row in finding.rows if row.reference)
    for reference in dict.fromkeys((*finding.claims, *in_rows)):
        yield _input(found.texts[reference.document], reference, standing)


def _input(text: KeptText, reference: Reference, standing: _Standing) -> _Input:
    claim = standing.get((text.key, reference.start, reference.end))
    if claim is None:
        place = f"{text.sha256[:16]}:{reference.start}:{reference.end}"
        return _Input(text.source.key, None, place)
    return _Input(text.source.key, *claim)


def _key(found: Found, inputs: Iterable[_Input], taken: Container[str]) -> str:
    """Name a finding; two of one check on the same inputs are told apart by their order.

    Of the checks of systems, which also rest on what is not among the inputs, by what they say.
    """
    check, rests_on = found.finding.check, sorted({each.identifier for each in inputs})
    if is_of_system(check):
        return named(content_hash([check, rests_on, _body(found)]))
    key, number = named(content_hash([check, rests_on])), 1
    while key in taken:
        number += 1
        key = named(content_hash([check, rests_on, number]))
    return key


def _body(found: Found) -> str:
    hashes = {name: text.source.sha256 for name, text in found.texts.items()}
    return finding_json(found.finding, hashes)


def _insert(found: Mapping[str, tuple[Found, list[_Input]]], *, at: datetime) -> None:
    digest, how = last_digest(models.Finding), (microseconds(at),)
    rows = []
    for key, (one, _) in found.items():
        body = _body(one)
        digest = linked(digest, content_hash((key, body)), how=how)
        rows.append(
            models.Finding(
                key=key,
                check_id=one.finding.check,
                state=state_of(one.finding).value,
                body=body,
                recorded=at,
                digest=digest,
            )
        )
    models.Finding.objects.bulk_create(rows)
    move_head(models.Finding, rows=len(rows), digest=digest)
    models.FindingInput.objects.bulk_create(
        models.FindingInput(finding=row, source_id=source, claim_id=claim)
        for row, (_, inputs) in zip(rows, found.values(), strict=True)
        for source, claim in dict.fromkeys((each.source, each.claim) for each in inputs)
    )


def _by_checks(keys: Iterable[str], state: str, *, at: datetime) -> Iterator[FindingChange]:
    for key in keys:
        yield FindingChange(
            key=key, state=state, owner="", due=None, reason="", by=CHECKS, recorded=at
        )


@transaction.atomic
def settle_finding(change: FindingChange) -> None:
    """Say what was made of a finding, or who sees to it until when.

    Args:
        change: The finding's key, one of the words of `Life`, owner, due date, reason, by whom and
            when; closing needs a reason, since the public reads it.

    Raises:
        BaylineError: The finding is not there, or it is closed without a reason or a name.
    """
    take_turn()
    queries.finding(change.key)
    if not change.by.strip():
        raise _refusal("a finding is changed without a name", zh="没有写经办人", do="请填经办人")
    if Life(change.state) is not Life.OPEN and not change.reason.strip():
        raise _refusal(
            f"finding {change.key} is closed without a reason",
            zh="没有写原因",
            do="请用一句话写明原因",
        )
    _append([change])


def _refusal(what: str, *, zh: str, do: str) -> BaylineError:
    return BaylineError(
        what,
        why="whoever asks later must be able to see who decided and why",
        do="fill it in",
        zh=Words(zh, "日后要查得到是谁定的、为什么", do),
    )


@transaction.atomic
def restore_changes(changes: Sequence[FindingChange]) -> None:
    """Take over events of an exported pack, also of findings that are no longer found."""
    take_turn()
    _append(changes)


def _append(changes: Iterable[FindingChange]) -> None:
    digest = last_digest(models.FindingEvent)
    rows = []
    for change in changes:
        due = change.due.isoformat() if change.due else None
        said = (change.key, change.state, change.owner, due, change.reason)
        how = (change.by, microseconds(change.recorded))
        digest = linked(digest, content_hash(said), how=how)
        rows.append(
            models.FindingEvent(
                key=change.key,
                state=change.state,
                owner=change.owner,
                due=change.due,
                reason=change.reason,
                by=change.by,
                recorded=change.recorded,
                digest=digest,
            )
        )
    models.FindingEvent.objects.bulk_create(rows)
    move_head(models.FindingEvent, rows=len(rows), digest=digest)
