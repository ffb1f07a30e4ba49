"""The documents of the demo pack, held against what was annotated by eye."""

import csv
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.reader import read
from bayline.engines.documents import open_document
from bayline.engines.documents.front_matter import split
from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.evidence import Source, TextPosition
from bayline.kernel.findings import Finding, Severity, state_of
from bayline.kernel.statuses import Change
from bayline.systems.reading.checks import check
from bayline.systems.reading.rules.recording import proposals
from bayline.systems.reading.terms import ReadDocument

ROOT = Path(__file__).resolve().parents[3]
PACK = ROOT / "regions" / "jinshan"
CASES = ROOT / "tests" / "cases"
LEAST = Decimal("0.95")
SOURCE = Source(sha256="0" * 64, title="")

Row = Mapping[str, str]


class Placed(NamedTuple):
    """A claim and where its figure stands."""

    claim: Claim
    start: int
    end: int


@cache
def rows(name: str) -> tuple[Row, ...]:
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def document(name: str) -> ReadDocument:
    meta, body = split((PACK / "documents" / name).read_bytes(), where=name)
    opened = open_document(name, body)
    places = (PACK / "geography" / "places.csv").read_text(encoding="utf-8")
    published = date.fromisoformat(meta["published"]) if meta.get("published") else None
    reading = read(
        opened.text,
        published=published,
        gazetteer=Gazetteer.load(places, where="places.csv"),
        tables=opened.tables,
    )
    return ReadDocument(name=name, reading=reading, tables=opened.tables)


@cache
def figures(name: str) -> tuple[Placed, ...]:
    found = []
    for each in proposals(document(name), source=SOURCE, reader="1"):
        place = each.claim.evidence.selectors[0]
        if each.claim.kind is ClaimKind.FIGURE and isinstance(place, TextPosition):
            found.append(Placed(each.claim, place.start, place.end))
    return tuple(found)


def claim_of(row: Row) -> Claim | None:
    """The claim whose figure stands where a row quotes it."""
    text, start = document(row["document"]).reading.text, -1
    for _ in range(int(row["nth"])):
        start = text.index(row["quote"], start + 1)
    end = start + len(row["quote"])
    found = (each for each in figures(row["document"]) if each.start < end and start < each.end)
    return next((each.claim for each in found), None)


# What is right -----------------------------------------------------------------------------------

_SCOPE = re.compile(r"（(?P<scope>不?含[^（）]*)）")
_GROWS = re.compile(r"(?:同比|年均)?(?:增长|上升|提高)")
_TALLIED = re.compile(r"合计|累计|^年|占比$")


def plain(words: str) -> str:
    return re.sub(r"[“”\"的\s]|（点）", "", words)


def is_same_thing(told: str, wanted: str) -> bool:
    """Alike, or one with more words before it: 重大产业项目 of 12个重大产业项目."""
    told, wanted = plain(told), plain(wanted)
    if told == wanted:
        return True
    return bool(told and wanted) and (told.endswith(wanted) or wanted.endswith(told))


def is_right_attribute(claim: Claim, row: Row) -> bool:
    """The thing measured; a growth is the level with its change, and a tally is what is tallied."""
    told, wanted = claim.attribute, row["attribute"]
    if claim.change in (Change.GROWTH, Change.DELTA):
        told, wanted = _GROWS.sub("", told), _GROWS.sub("", wanted)
    if not told or told[0].isdigit():
        return False
    shorter = _TALLIED.sub("", wanted)
    return is_same_thing(told, wanted) or is_same_thing(told, shorter)


def is_right_subject(claim: Claim, row: Row) -> bool:
    """Whose it is; what a bracket leaves in or out may stand in the basis instead."""
    wanted = row["subject"]
    scope = _SCOPE.search(wanted)
    if scope is not None and scope[0] not in claim.subject:
        if scope["scope"] not in claim.basis.coverage:
            return is_same_thing(claim.subject, wanted)
        wanted = _SCOPE.sub("", wanted)
    is_closer = bool(wanted) and plain(claim.subject).startswith(plain(wanted))
    return is_closer or is_same_thing(claim.subject, wanted)


def is_right(row: Row) -> bool:
    claim = claim_of(row)
    if claim is None:
        return False
    if plain(claim.subject + claim.attribute) == plain(row["subject"] + row["attribute"]):
        return True  # the same words, parted elsewhere
    return is_right_attribute(claim, row) and is_right_subject(claim, row)


def is_right_figure(claim: Claim, row: Row) -> bool:
    figure = claim.figure
    assert figure is not None
    value, high = Decimal(row["value"]), Decimal(row["high"] or row["value"])
    known = [end for end in (figure.low, figure.high) if end is not None]
    known.append(sum(known, Decimal(0)) / len(known))  # of what is hedged on both sides
    wanted = (value, high) if row["bound"] == "range" else (value,)
    near = all(any(abs(end - each) <= abs(each) / 10**6 for end in known) for each in wanted)
    return near and figure.unit == row["unit"] and figure.bound == row["bound"]


def test_attributes_and_subjects_are_right():
    listed = rows("jinshan_quantities.csv")
    wrong = [row for row in listed if not is_right(row)]
    told = []
    for row in wrong:
        claim = claim_of(row)
        got = (claim.attribute, claim.subject) if claim else None
        told.append((row["document"], row["quote"], row["attribute"], row["subject"], got))
    share = Decimal(len(listed) - len(wrong)) / len(listed)
    assert share >= LEAST, (share, *told)


def test_values_units_and_bounds_are_right():
    wrong = []
    for row in rows("jinshan_quantities.csv"):
        claim = claim_of(row)
        if claim is not None and not is_right_figure(claim, row):
            wrong.append((row["document"], row["quote"], claim.figure))
    assert wrong == []


# What the checks say of figures that belong together ---------------------------------------------

CONTRADICTING = {
    "2018-06-04-holiday-tourism.md",
    "2021-09-20-border-roads.md",
    "2023-01-03-starts.md",
}


@cache
def findings(names: tuple[str, ...]) -> tuple[Finding, ...]:
    return tuple(check([document(name) for name in names]))


def spans_of(row: Row) -> list[tuple[str, int, int]]:
    """Where the quotes of a group stand, wherever its documents print them."""
    found = []
    for name in row["documents"].split(";"):
        text = document(name).reading.text
        for quote in row["quotes"].split(";"):
            found += [
                (name, each.start(), each.end()) for each in re.finditer(re.escape(quote), text)
            ]
    return found


def said_of(row: Row) -> set[str]:
    """What findings say that quote figures of the group: their verdicts and what they ask for."""
    spans, said = spans_of(row), set()
    for each in findings(tuple(row["documents"].split(";"))):
        quoted = [
            each
            for quote in each.claims
            for name, start, end in spans
            if quote.document == name and quote.start < end and start < quote.end
        ]
        if quoted:
            said |= {str(state_of(each)), str(each.verdict)}
    return said


def is_reached(row: Row) -> bool:
    """Whether the checks say what is expected; nothing said, or only that it holds, holds."""
    said = said_of(row)
    return said <= {"holds"} if row["expected"] == "holds" else row["expected"] in said


@pytest.mark.parametrize("row", rows("jinshan_groups.csv"), ids=lambda row: row["group"])
def test_group_is_judged_as_expected(row: Row):
    assert is_reached(row), said_of(row)


def test_nothing_else_is_called_a_contradiction():
    every = tuple(sorted(path.name for path in (PACK / "documents").glob("*.md")))
    accused = [each for each in findings(every) if each.severity is Severity.CONTRADICTION]
    assert {quote.document for each in accused for quote in each.claims} == CONTRADICTING
