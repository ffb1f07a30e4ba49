"""From a table of samples to one record a row: the class, what it rests on, what is odd."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.classing import classified, key_pollutants, printed
from bayline.systems.ecology.rules.heads import Heads, heads_of
from bayline.systems.ecology.rules.oddities import oddities
from bayline.systems.ecology.rules.sampling import Seen, samples_of
from bayline.systems.ecology.terms import (
    AssessmentRules,
    Classified,
    Flag,
    Record,
    Sample,
    WaterClass,
    WaterStandard,
)

CANNOT_DECIDE = "cannot decide"
# The columns of a result, in this order.
COLUMNS = (
    *("sample", "section", "time", "water_body", "class", "complete", "deciding_item"),
    *("exceedance", "items", "items_used", "missing", "key_pollutants", "at_best", "at_worst"),
    *("flags", "remarks", "standard", "line"),
)


class Judge(NamedTuple):
    """The documents that a sample is judged by."""

    standard: WaterStandard
    rules: AssessmentRules


def judge_for(day: date | None, *, named: str = "") -> Judge:
    """Give the documents of a day.

    Args:
        day: The day of the sample; None where it bears none, which takes the newest.
        named: The standard that was asked for; empty for that of the day.

    Raises:
        BaylineError: None was in force, or not the one that was asked for.
    """
    if day is None:
        pack = packs.latest(packs.WATER)
        pack = packs.pack_named(named, family=packs.WATER, day=pack.since) if named else pack
        rules = packs.latest(packs.ASSESSMENT)
    else:
        pack = packs.pack_for(packs.WATER, day)
        pack = packs.pack_named(named, family=packs.WATER, day=day) if named else pack
        rules = packs.pack_for(packs.ASSESSMENT, day)
    return Judge(packs.water_standard(pack), packs.assessment_rules(rules))


def judged(
    rows: Iterable[tuple[int, Sequence[str]]], *, where: str, named: str = ""
) -> tuple[Heads, Iterator[Record]]:
    """Judge the samples of a table, in the order of its rows.

    Args:
        rows: Line and cells of each row that is not empty, the heads first.
        where: The file, for refusals.
        named: The standard that was asked for; empty for that of each sample's day.

    Returns:
        What the columns are, and a record for each row.

    Raises:
        BaylineError: The table has no heads or none that is an item; when the records are asked
            for: a cell cannot be read, or a standard was not in force.
    """
    lines = iter(rows)
    first = next(lines, None)
    if first is None:
        raise BaylineError(
            "the table is empty", where=where, do="give a table with heads", zh=_EMPTY_ZH
        )
    heads = heads_of(first[1], judge_for(None, named=named).standard, where=where)
    return heads, _records(lines, heads, len(first[1]), where, named)


_EMPTY_ZH = Words("表是空的", "", "请给有栏名的表")


def _records(
    lines: Iterable[tuple[int, Sequence[str]]], heads: Heads, width: int, where: str, named: str
) -> Iterator[Record]:
    seen = Seen()
    judges: dict[date | None, Judge] = {}
    for sample in samples_of(lines, heads, width=width, where=where):
        try:
            if sample.day not in judges:
                judges[sample.day] = judge_for(sample.day, named=named)
            yield _record(sample, judges[sample.day], heads, seen)
        except BaylineError as wrong:
            raise _in_row(wrong, sample.line, where) from None


def _in_row(wrong: BaylineError, line: int, where: str) -> BaylineError:
    zh = wrong.zh and wrong.zh._replace(what=f"第{line}行：{wrong.zh.what}")
    return BaylineError(f"row {line}: {wrong.what}", where=where, why=wrong.why, do=wrong.do, zh=zh)


def _record(sample: Sample, judge: Judge, heads: Heads, seen: Seen) -> Record:
    found = classified(
        sample.readings, body=sample.body, standard=judge.standard, rules=judge.rules
    )
    odd = [
        *seen.flags(sample),
        *oddities(sample, heads.columns),
        *_open(found, sample),
        *_missing(found, sample),
    ]
    return {
        "sample": sample.name,
        "section": sample.section,
        "time": sample.time,
        "water_body": sample.body.value if sample.body else "",
        "class": found.water_class.numeral if found.water_class else CANNOT_DECIDE,
        "complete": found.is_complete,
        "deciding_item": found.deciding[0] if found.deciding else None,
        "exceedance": None if found.multiple is None else format(found.multiple, "f"),
        "items": len(found.used),
        "items_used": found.used,
        "missing": found.missing,
        "key_pollutants": [printed(one) for one in key_pollutants(found.pollutants, judge.rules)],
        "at_best": _numeral(found.at_best),
        "at_worst": _numeral(found.at_worst),
        "flags": [one.word for one in odd],
        "remarks": [one.sentence for one in odd],
        "remarks_zh": [one.zh for one in odd],
        "standard": judge.standard.pack.number,
        "line": sample.line,
    }


def _numeral(one: WaterClass | None) -> str | None:
    return None if one is None else one.numeral


def _open(found: Classified, sample: Sample) -> Iterator[Flag]:
    if not found.used:
        yield Flag("no_items", "no assessed item was measured", "没有测任何参评指标")
    for key in found.undecided:
        reading = sample.readings[key]
        is_least = reading.high is None
        why = "write the value" if is_least else "its limit of detection is too high"
        why_zh = "请写测值" if is_least else "检出限太高"
        yield Flag(
            f"undecided:{key}",
            f"{key} {reading.text} may be of more than one class: {why}",
            f"{key}的{reading.text}可能属于不止一类：{why_zh}",
        )


def _missing(found: Classified, sample: Sample) -> Iterator[Flag]:
    empty = [key for key in found.missing if key in sample.empty]
    if empty and found.used:
        listed = ", ".join(empty)
        yield Flag("missing", f"no value of {listed}", f"没有测值：{listed}")
