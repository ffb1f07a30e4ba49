"""`bayline ecology survey`: the result of a survey of satisfaction, year by year."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from unicodedata import normalize

from bayline.engines.chinese.script import fold
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.systems.ecology.commands.tables import rows_of, write
from bayline.systems.ecology.rules.surveys import Question, Surveyed, compared, surveyed
from bayline.systems.ecology.terms import Record

COLUMNS = (
    *("year", "question", "answers", "people", "mean", "low", "high", "error", "effect", "plain"),
    *("compared", "difference", "remarks"),
)


class Plan(NamedTuple):
    """What the plan of a survey says: its scale, its population, how many answers it asked for."""

    low: str
    high: str
    population: int | None
    at_least: int


def show(file: str, strata: str, plan: Plan, *, form: str) -> int:
    """Give the result of each year of a survey, and what changed since the year before.

    Args:
        file: Answers: stratum, score, and perhaps year, question, low and high.
        strata: Populations: stratum, people.
        plan: What the plan says.
        form: csv or jsonl.

    Raises:
        BaylineError: A file cannot be read, or the survey is unsound.
    """
    people = _people(strata)
    write(_results([*_table(file, ("stratum", "score"))], file, people, plan), COLUMNS, form=form)
    return 0


def _people(file: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in _table(file, ("stratum", "people")):
        name, count = row["stratum"], _number(row, "people", file)
        if name in found or count != int(count):
            raise _no_people(row, file, is_double=name in found)
        found[name] = int(count)
    return found


def _no_people(row: Mapping[str, str], where: str, *, is_double: bool) -> BaylineError:
    line, name = row["line"], row["stratum"]
    if is_double:
        return BaylineError(
            f"row {line}: the stratum “{name}” stands twice",
            where=where,
            why="only one of the populations can be its own",
            do="leave one of them, or add them up",
            zh=Words(
                f"第{line}行：层“{name}”写了两次", "人口只能有一个数", "请只留一个，或合成一行"
            ),
        )
    return BaylineError(
        f"row {line}, people, value “{row['people']}”",
        where=where,
        why="people are whole",
        do="write a whole number",
        zh=Words(f"第{line}行人口的值“{row['people']}”", "人数是整数", "请写整数"),
    )


_CHINESE = {
    "层": "stratum",
    "分层": "stratum",
    "分数": "score",
    "得分": "score",
    "人口": "people",
    "人口数": "people",
    "人数": "people",
    "年": "year",
    "年份": "year",
    "题目": "question",
    "最低分": "low",
    "最高分": "high",
}


def _table(file: str, needed: Sequence[str]) -> Iterator[dict[str, str]]:
    rows = iter(rows_of(file))
    plain = [fold(head).strip().casefold() for head in next(rows, (0, ()))[1]]
    heads = [_CHINESE.get(head, head) for head in plain]
    for name in needed:
        if name not in heads:
            raise BaylineError(
                f"the column {name} is missing",
                where=file,
                do=f"use the columns {', '.join(needed)}",
                zh=Words(f"缺{name}栏", "", f"栏名请用{'、'.join(needed)}"),
            )
    for line, cells in rows:
        values = dict(zip(heads, (cell.strip() for cell in cells), strict=False))
        yield {**dict.fromkeys(needed, ""), **values, "line": str(line)}


def _number(row: Mapping[str, str], name: str, where: str) -> Decimal:
    try:
        found = Decimal(normalize("NFKC", row[name]))
        if found.is_finite():
            return found
    except InvalidOperation:
        pass
    raise BaylineError(
        f"row {row['line']}, column {name}, value “{row[name]}”",
        where=where,
        why="it is no number",
        do="write a number",
        zh=Words(f"第{row['line']}行{name}栏的值“{row[name]}”", "不是数", "请写数"),
    )


def _results(
    rows: Sequence[Mapping[str, str]], where: str, people: Mapping[str, int], plan: Plan
) -> Iterator[Record]:
    years: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        years.setdefault(row.get("year", ""), []).append(row)
    before: Surveyed | None = None
    for year, some in sorted(years.items()):
        found = surveyed(
            [(row["stratum"], _number(row, "score", where)) for row in some],
            people,
            _question(some[0], plan, where),
            total=plan.population,
            at_least=plan.at_least,
        )
        yield {"year": year, **_record(found), **_since(before, found)}
        before = found


def _question(row: Mapping[str, str], plan: Plan, where: str) -> Question:
    ends = {"line": row["line"], "low": row.get("low") or plan.low}
    ends["high"] = row.get("high") or plan.high
    return Question(
        words=row.get("question", ""),
        low=_number(ends, "low", where),
        high=_number(ends, "high", where),
    )


def _record(found: Surveyed) -> Record:
    return {
        "question": found.question.words,
        "answers": found.answers,
        "people": found.people,
        "mean": f"{float(found.mean):.2f}",
        "low": f"{found.low:.2f}",
        "high": f"{found.high:.2f}",
        "error": f"{found.error:.4f}",
        "effect": None if found.effect is None else f"{found.effect:.3f}",
        "plain": f"{float(found.plain):.2f}",
        "strata": [
            {"stratum": one.name, "people": one.people, "answers": one.answers}
            | {"mean": f"{float(one.mean):.2f}", "error": f"{one.error:.4f}"}
            for one in found.strata
        ],
    }


def _since(before: Surveyed | None, found: Surveyed) -> Record:
    if before is None:
        return {"compared": None, "difference": None, "remarks": []}
    change = compared(before, found)
    difference = None if change.difference is None else f"{float(change.difference):.2f}"
    return {
        "compared": change.verdict.value,
        "difference": difference,
        "remarks": [either(change.zh, change.sentence)],
    }
