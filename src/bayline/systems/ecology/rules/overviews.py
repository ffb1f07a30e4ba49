"""From a table of samples to the assessment of each section, river, basin or lake by period."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.assessing import (
    Books,
    Overall,
    Section,
    assessed_lake,
    assessed_section,
    assessed_together,
    grade_of,
)
from bayline.systems.ecology.rules.changing import Change, by_grade, by_ratios, not_comparable
from bayline.systems.ecology.rules.classing import key_pollutants, printed
from bayline.systems.ecology.rules.heads import heads_of
from bayline.systems.ecology.rules.judging import CANNOT_DECIDE
from bayline.systems.ecology.rules.means import Mean, means_by_item, means_over, rounded
from bayline.systems.ecology.rules.periods import last_day, period_of
from bayline.systems.ecology.rules.sampling import Seen, refuse_double, samples_of
from bayline.systems.ecology.rules.trophic import trophic_level
from bayline.systems.ecology.terms import (
    Classified,
    Grade,
    Item,
    Pollutant,
    Record,
    Sample,
    StatisticsRules,
    WaterBody,
)

COLUMNS = (
    *("kind", "name", "period", "class", "grade", "color", "complete", "deciding_item"),
    *("exceedance", "key_pollutants", "samples", "results", "method", "unit", "sections"),
    *("by_class", "share_good", "share_worst", "undecided", "compared_with", "change", "direction"),
    *("points", "trophic", "trophic_level", "remarks", "standard"),
)
_PLACES = Decimal("0.1")
_HALF_OF_DETECTION = Decimal("0.5")


class _Before(NamedTuple):
    label: str
    sections: dict[str, Section]
    overall: Overall | None


def samples_in(rows: Iterable[tuple[int, Sequence[str]]], *, where: str) -> list[Sample]:
    """Read the samples of a table that is to be assessed.

    Raises:
        BaylineError: A cell cannot be read, a row lacks section or day, or a section and time
            stand twice with different values.
    """
    lines = iter(rows)
    first = next(lines, None)
    if first is None:
        raise BaylineError(
            "the table is empty",
            where=where,
            do="give a table with heads",
            zh=Words("表是空的", "", "请给有栏名的表"),
        )
    standard = packs.water_standard(packs.latest(packs.WATER))
    heads = heads_of(first[1], standard, where=where)
    read = samples_of(lines, heads, width=len(first[1]), where=where)
    return [*_once(read, where)]


def _once(samples: Iterable[Sample], where: str) -> Iterator[Sample]:
    seen = Seen()
    for sample in samples:
        _refuse_unplaced(sample, where)
        words = [one.word for one in seen.flags(sample) if one.word.startswith("duplicate")]
        if any(word.endswith("differs") for word in words):
            raise refuse_double(sample, int(words[0].split(":")[1]), where)
        if not words:
            yield sample


def _refuse_unplaced(sample: Sample, where: str) -> None:
    for head, value, zh in (
        ("section", sample.section, "断面"),
        ("time", sample.day, "采样日期"),
        ("water_body", sample.body, "水体类型"),
    ):
        if not value:
            raise BaylineError(
                f"row {sample.line}, column {head}",
                where=where,
                why="an assessment needs it, and it is empty or cannot be read",
                do="fill it in",
                zh=Words(f"第{sample.line}行{head}栏", f"评价要有{zh}，这里没有或读不出", "请填上"),
            )


def books_of(day: date) -> Books:
    """Give the documents of a day.

    Raises:
        BaylineError: None was in force then.
    """
    return Books(
        standard=packs.water_standard(packs.pack_for(packs.WATER, day)),
        rules=packs.assessment_rules(packs.pack_for(packs.ASSESSMENT, day)),
        statistics=statistics_of(day),
    )


def statistics_of(day: date) -> StatisticsRules:
    """Give the rules of means; before there were any, means are not rounded."""
    newest = packs.latest(packs.STATISTICS)
    if day >= newest.since:
        return packs.statistics_rules(newest)
    return StatisticsRules(pack=newest, decimals={}, below_detection_counts=_HALF_OF_DETECTION)


def overviews(samples: Sequence[Sample], *, by: str, period: str) -> Iterator[Record]:
    """Assess samples by period, each thing in the order of its name, its periods in order.

    Args:
        samples: The samples, each with section, day and kind of water.
        by: section, river, basin, lake, or all for all sections together.
        period: month, quarter or year.

    Raises:
        BaylineError: No standard was in force in a period.
    """
    for name, own in sorted(_grouped(samples, by).items()):
        before: _Before | None = None
        for label, some in sorted(_by_period(own, period).items()):
            books = books_of(last_day(label))
            sections = _sections(some, books, period)
            overall = None if by == "section" else _together(by, sections, books)
            found = _record(by, name, label, sections, overall, books)
            found["samples"] = len(some)
            remarks = [*_remarks(sections, overall, books), *_single(some)]
            found["remarks"] = [english for english, _ in remarks]
            found["remarks_zh"] = [chinese for _, chinese in remarks]
            found.update(_changed(before, sections, overall, books))
            before = _Before(label, sections, overall)
            yield found


def _grouped(samples: Iterable[Sample], by: str) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        name = {"section": sample.section, "all": "all"}.get(by) or sample.groups.get(by, "")
        if name:
            found.setdefault(name, []).append(sample)
    return found


def _by_period(samples: Iterable[Sample], period: str) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        if sample.day:
            found.setdefault(period_of(sample.day, period), []).append(sample)
    return found


def _sections(samples: Iterable[Sample], books: Books, period: str) -> dict[str, Section]:
    found: dict[str, dict[str, list[Sample]]] = {}
    bodies: dict[str, WaterBody] = {}
    for sample in samples:
        if sample.day and sample.body:
            bodies.setdefault(sample.section, sample.body)
            month = period_of(sample.day, "month")
            found.setdefault(sample.section, {}).setdefault(month, []).append(sample)
    return {
        name: assessed_section(
            name,
            bodies[name],
            [
                means_by_item([one.readings for one in some], books.statistics)
                for some in months.values()
            ],
            books,
            period=period,
        )
        for name, months in sorted(found.items())
    }


def _together(by: str, sections: Mapping[str, Section], books: Books) -> Overall:
    assess = assessed_lake if by == "lake" else assessed_together
    return assess([*sections.values()], books)


def _record(
    by: str,
    name: str,
    label: str,
    sections: Mapping[str, Section],
    overall: Overall | None,
    books: Books,
) -> Record:
    one = next(iter(sections.values())) if overall is None else None
    found = one.found if one else None
    grade = grade_of(one.water_class, books.rules) if one else None
    if overall:
        found, grade = overall.found, overall.grade
    return {
        "kind": by,
        "name": name,
        "period": label,
        **_classed(found, grade, overall),
        "results": one.results if one else min(each.results for each in sections.values()),
        "key_pollutants": _pollutants(found, overall, books),
        **_shares(overall),
        **_lake(by, sections),
        "means": _means(sections, books.statistics),
        "standard": f"{books.standard.pack.number}; {books.rules.pack.number}",
    }


def _classed(found: Classified | None, grade: Grade | None, overall: Overall | None) -> Record:
    is_by_means = found is not None and found.water_class is not None
    class_ = found.water_class.numeral if found and found.water_class else CANNOT_DECIDE
    return {
        "class": class_ if is_by_means or overall is None or overall.found else None,
        "grade": grade.name if grade else CANNOT_DECIDE,
        "grade_en": grade.name_en if grade else CANNOT_DECIDE,
        "color": grade.color if grade else None,
        "complete": found.is_complete if found else None,
        "deciding_item": found.deciding[0] if found and found.deciding else None,
        "exceedance": format(found.multiple, "f") if found and found.multiple else None,
    }


def _pollutants(found: Classified | None, overall: Overall | None, books: Books) -> list[str]:
    if overall is None:
        some: Iterable[Pollutant] = key_pollutants(found.pollutants, books.rules) if found else ()
        return [printed(one) for one in some]
    if overall.found:
        return [printed(one) for one in overall.pollutants]
    return [
        f"{one.item.name}({_percent(overall.exceeding[one.item.key])}%)"
        for one in overall.pollutants
    ]


def _shares(overall: Overall | None) -> Record:
    if overall is None:
        return {"method": "means", "unit": "samples"}
    return {
        "method": overall.method.value,
        "unit": "sections",
        "sections": overall.sections,
        "by_class": {one.numeral: count for one, count in sorted(overall.by_class.items())},
        "share_good": None if overall.good is None else _percent(overall.good),
        "share_worst": None if overall.worst is None else _percent(overall.worst),
        "undecided": overall.undecided,
    }


def _percent(share: Fraction) -> str:
    value = Decimal(share.numerator * 100) / share.denominator
    return str(value.quantize(_PLACES))


def _lake(by: str, sections: Mapping[str, Section]) -> Record:
    if by != "lake":
        return {}
    means = means_over(one.means for one in sections.values())
    found = trophic_level({key: one.value for key, one in means.items()})
    if found is None:
        return {"trophic": None, "trophic_level": CANNOT_DECIDE}
    return {"trophic": str(found.level.quantize(_PLACES)), "trophic_level": found.name}


def _means(sections: Mapping[str, Section], rules: StatisticsRules) -> dict[str, str]:
    means = means_over(one.means for one in sections.values())
    return {key: f"{rounded(key, one.value, rules):.12g}" for key, one in means.items()}


def _single(samples: Sequence[Sample]) -> Iterator[tuple[str, str]]:
    if len(samples) == 1:
        yield "of a single sample", "只有一个样品"


def _remarks(
    sections: Mapping[str, Section], overall: Overall | None, books: Books
) -> Iterator[tuple[str, str]]:
    """Give what must be said with an assessment, in English and in Chinese."""
    if overall is None:
        yield from _about_section(next(iter(sections.values())), books)
    elif overall.undecided:
        listed = ", ".join(overall.undecided)
        yield (
            f"sections without a class are in no share: {listed}",
            f"没有类别的断面不进任何比例：{listed}",
        )
    if overall and len(overall.undecided) > overall.sections:
        yield (
            "more sections have no class than have one, so there is no grade",
            "没有类别的断面多于有类别的，不定等级",
        )
    if overall and overall.sections == books.rules.sections_for_ratios:
        yield (
            "exactly five sections: prints of the rule differ, shares are used",
            "断面正好5个：规定的各处转载不同，这里按比例评",
        )
    if not books.statistics.decimals:
        yield (
            "no rule on rounding was in force yet: means are not rounded",
            "那时还没有修约的规定：均值没有修约",
        )


def _about_section(one: Section, books: Books) -> Iterator[tuple[str, str]]:
    if one.found is None:
        yield f"too few results: {one.results}", f"结果太少：{one.results}"
        return
    if not one.found.is_complete:
        count = len(one.found.used)
        yield f"of the {count} items that were measured", f"只是所测{count}项的"
    for key in one.found.deciding[:1]:
        yield from _censored(books.standard.items[key], one.means[key])


def _censored(item: Item, mean: Mean) -> Iterator[tuple[str, str]]:
    """Say that a class hangs on values of which only the limit of detection is known."""
    below, count = mean.below, mean.readings
    if below:
        said = f"{below} of the {count} values of {item.key}, which decides, are below detection"
        yield (
            f"{said}: each counts as half of its limit",
            f"定类的{item.name}有{count}个值，其中{below}个低于检出限，各按检出限的一半计",
        )


def _changed(
    before: _Before | None,
    sections: Mapping[str, Section],
    overall: Overall | None,
    books: Books,
) -> Record:
    if before is None:
        return {"change": None}
    change = not_comparable(
        sections=(before.sections, sections), items=(_used(before.sections), _used(sections))
    ) or _change(before, sections, overall, books)
    if change is None:
        return {"compared_with": before.label, "change": CANNOT_DECIDE}
    return {
        "compared_with": before.label,
        "change": change.extent.value if change.extent else "not comparable",
        "direction": change.direction.value if change.extent else None,
        "points": None if change.points is None else str(_percent(change.points / 100)),
        **_reason(change),
    }


def _reason(change: Change) -> Record:
    if change.reason is None:
        return {}
    return {"change_reason": change.reason[0], "change_reason_zh": change.reason[1]}


def _used(sections: Mapping[str, Section]) -> set[str]:
    return {key for one in sections.values() if one.found for key in one.found.used}


def _change(
    before: _Before,
    sections: Mapping[str, Section],
    overall: Overall | None,
    books: Books,
) -> Change | None:
    earlier = before.overall
    if earlier and overall and not earlier.found and not overall.found:
        if earlier.good is None or overall.good is None:
            return None
        return by_ratios(
            (earlier.good, earlier.worst or Fraction(0)),
            (overall.good, overall.worst or Fraction(0)),
            books.rules,
        )
    grades = [
        each.grade if each else grade_of(next(iter(some.values())).water_class, books.rules)
        for each, some in ((earlier, before.sections), (overall, sections))
    ]
    return by_grade(grades[0], grades[1], books.rules) if grades[0] and grades[1] else None
