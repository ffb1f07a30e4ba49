"""What follows from the chains of the record, worked out again and compared with what is stored."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import orjson
from django.db import connection

from bayline.platform.languages import either
from bayline.platform.record.chain import content_hash, named
from bayline.platform.record.finding_rows import is_of_system
from bayline.platform.record.recounting import strayed_tallies, strayed_undecided
from bayline.platform.record.walking import chunked, told

_MOST_OF_ONE_NAME = 1_000  # findings of one check on the same inputs


def strayed() -> Iterator[str]:
    """Give a sentence for each row that does not follow from the chains."""
    yield from _strayed_standings()
    yield from strayed_undecided()
    yield from _strayed_mentions()
    yield from _strayed_lines()
    yield from _unused_passages()
    yield from _strayed_findings()
    yield from strayed_tallies()  # last, since one row too many is told by several of them


def _strayed_standings() -> Iterator[str]:
    """Fold the decisions on each claim again; every one holds until the next."""
    strayed = (
        "SELECT d.claim_id FROM (SELECT id, claim_id, state, recorded, LEAD(recorded)"
        " OVER (PARTITION BY claim_id ORDER BY id) AS next FROM record_decision) d"
        " LEFT JOIN record_standing n ON n.decision_id = d.id"
        " WHERE n.id IS NULL OR n.claim_id <> d.claim_id OR n.state <> d.state"
        " OR n.since <> d.recorded OR COALESCE(n.until, -1) <> COALESCE(d.next, -1)"
        " UNION SELECT n.claim_id FROM record_standing n LEFT JOIN record_decision d"
        " ON d.id = n.decision_id WHERE d.id IS NULL ORDER BY 1"
    )
    wrong = either("所处状态与审定经过不符", "its standing does not follow its decisions")
    return told(strayed, wrong, table="record_standing")


def _strayed_mentions() -> Iterator[str]:
    """Count again how many claims have each attribute, subject and place."""
    wrong = either("记下的条数与资料不符", "its count is not that of the claims")
    kept = "SELECT words, figures, superseded, events FROM record_mention"
    for aspect, (words, wanted, event) in _MENTIONED.items():
        counted = (
            f"SELECT {words}, SUM({_FIGURE}), SUM({_GONE}), SUM({event})"  # noqa: S608 - our own names
            f" FROM {_WITH_STATE} WHERE {wanted} GROUP BY 1"
        )
        those = f"{kept} WHERE aspect = '{aspect}'"
        strayed = (
            f"SELECT words FROM ({those} EXCEPT {counted}) a UNION"  # noqa: S608 - our own names
            f" SELECT words FROM (SELECT * FROM ({_NAMED} UNION ALL {counted}) b EXCEPT {those}) c"
        )
        yield from told(f"{strayed} ORDER BY 1", wrong, table=f"record_mention {aspect}")


_WITH_STATE = "record_claim c LEFT JOIN record_standing n ON n.claim_id = c.id AND n.until IS NULL"
_FIGURE = "CASE WHEN c.kind = 'figure' THEN 1 ELSE 0 END"
_GONE = "CASE WHEN c.kind = 'figure' AND n.state = 'superseded' THEN 1 ELSE 0 END"
_EVENT = "CASE WHEN c.kind = 'event' THEN 1 ELSE 0 END"
_NAMED = "SELECT '' AS words, 0, 0, 0 WHERE 1 = 0"
# What is counted of each aspect: its words, of which claims, and whether events.
_MENTIONED = {
    **{
        aspect: (f"c.{aspect}", f"c.{aspect} <> '' AND c.kind = 'figure'", "0")
        for aspect in ("attribute", "subject", "kind")
    },
    "place": ("c.place", "c.place <> '' AND c.kind IN ('figure', 'event')", _EVENT),
}


def _strayed_lines() -> Iterator[str]:
    """Find standings that are of another line, and lines of which two readings are accepted."""
    origins = _origins()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.claim_id, n.line_id FROM record_standing n LEFT JOIN record_claim c"
            " ON c.id = n.claim_id WHERE n.line_id <> n.claim_id OR c.supersedes_id IS NOT NULL"
            " ORDER BY n.id"
        )
        stray = [claim for claim, line in cursor.fetchall() if line != origins.get(claim, claim)]
        cursor.execute(
            "SELECT claim_id FROM record_standing WHERE state = 'accepted' AND until IS NULL"
            " ORDER BY claim_id"
        )
        accepted = [claim for (claim,) in cursor.fetchall()] if origins else []
    wrong = either(
        "记下的不是它那句话的第一种读法", "its line is not that of the claim it follows upon"
    )
    yield from (f"record_standing {claim}: {wrong}" for claim in dict.fromkeys(stray))
    yield from _rivals(accepted, origins)


def _origins() -> dict[int, int]:
    """Give the first reading of the line of each claim that supersedes another."""
    found: dict[int, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, supersedes_id FROM record_claim WHERE supersedes_id IS NOT NULL ORDER BY id"
        )
        for claim, earlier in cursor.fetchall():  # the earlier one always has the smaller number
            found[claim] = found.get(earlier, earlier)
    return found


def _rivals(accepted: Sequence[int], origins: Mapping[int, int]) -> Iterator[str]:
    first: dict[int, int] = {}
    for claim in accepted:
        other = first.setdefault(origins.get(claim, claim), claim)
        if other != claim:
            wrong = either(
                f"与第{other}行是同一句话的两种读法，却都已采用；请退回一条",
                f"it and row {other} are readings of one statement and both are accepted; "
                "send one of them back",
            )
            yield f"record_claim {claim}: {wrong}"


def _unused_passages() -> Iterator[str]:
    """Find passages that no claim stands in; those that one does are covered by its digest."""
    unused = "SELECT id FROM record_passage EXCEPT SELECT passage_id FROM record_claim ORDER BY 1"
    wrong = either("没有哪一条出自这一句", "no claim stands in this passage")
    return told(unused, wrong, table="record_passage")


class _Input(NamedTuple):
    """An input of a finding: its source, and the claim and its place, if it is one."""

    source: str
    claim: str
    start: int | None
    end: int | None


def _strayed_findings() -> Iterator[str]:
    """Compare the columns and the inputs of findings with what their bodies say."""
    texts, inputs = _texts(), _inputs()
    asked = "SELECT c.id, c.key, c.check_id, c.state, c.body FROM record_finding c"
    other = either("检查项或结论与正文不符", "its check or its state is not that of its body")
    inputless = either("所依据的各条与正文不符", "its inputs are not those of its body")
    for number, key, check, state, body in chunked(asked, key="c.id"):
        parts = orjson.loads(body)
        if (check, state) != (parts.get("check"), parts.get("state")):
            yield f"record_finding {number}: {other}"
        name = _Name(key, check, body)
        if not _follow(name, inputs.pop(number, []), places=_places(parts), texts=texts):
            yield f"record_findinginput {number}: {inputless}"
    for number in inputs:
        yield f"record_findinginput {number}: {inputless}"


def _texts() -> Mapping[str, list[str]]:
    """Give the texts that were taken from each source."""
    asked = (
        "SELECT c.id, s.sha256, c.sha256 FROM record_text c JOIN record_source s"
        " ON s.id = c.source_id"
    )
    found: dict[str, list[str]] = defaultdict(list)
    for _, source, text in chunked(asked, key="c.id"):
        found[source].append(text)
    return found


def _inputs() -> dict[int, list[_Input]]:
    """Give the inputs of each finding; a claim of another source is as none at all."""
    asked = (
        "SELECT c.id, c.finding_id, COALESCE(s.sha256, ''), COALESCE(k.identifier, '?'),"
        ' c.claim_id, k.start, k."end" FROM record_findinginput c'
        " LEFT JOIN record_source s ON s.id = c.source_id"
        " LEFT JOIN record_claim k ON k.id = c.claim_id AND k.source_id = c.source_id"
    )
    found: dict[int, list[_Input]] = defaultdict(list)
    for _, finding, source, claim, number, start, end in chunked(asked, key="c.id"):
        found[finding].append(_Input(source, claim if number else "", start, end))
    return found


def _places(parts: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """List the places that a finding speaks of: source, first and last character."""
    rows = [row[-1] for row in parts.get("rows", []) if row[-1] is not None]
    return [(source, start, end) for source, start, end, _ in [*parts.get("claims", []), *rows]]


class _Name(NamedTuple):
    """The key of a finding, with what it is made of besides what it rests on."""

    key: str
    check: str
    body: str


def _follow(
    name: _Name,
    inputs: Sequence[_Input],
    *,
    places: Sequence[tuple[str, int, int]],
    texts: Mapping[str, Sequence[str]],
) -> bool:
    """Tell whether a finding with these inputs speaks of these places and has this key."""
    claims = {(one.source, one.start, one.end): one.claim for one in inputs if one.claim}
    rests_on = {(place[0], claims.get(place, "")) for place in places}
    if sorted(rests_on) != sorted((one.source, one.claim) for one in inputs):
        return False
    bare = [place for place in dict.fromkeys(places) if place not in claims]
    sources = [*dict.fromkeys(source for source, _, _ in bare)]
    for chosen in product(*(texts.get(source, ()) for source in sources)):
        of = dict(zip(sources, chosen, strict=True))
        spots = {f"{of[source][:16]}:{start}:{end}" for source, start, end in bare}
        if _is_named(name, sorted({claim for _, claim in rests_on if claim} | spots)):
            return True
    return False


def _is_named(name: _Name, rests_on: Sequence[str]) -> bool:
    key, check, body = name
    if is_of_system(check):
        return key == named(content_hash([check, rests_on, body]))
    if key == named(content_hash([check, rests_on])):
        return True
    numbers = range(2, _MOST_OF_ONE_NAME)
    return any(key == named(content_hash([check, rests_on, number])) for number in numbers)
