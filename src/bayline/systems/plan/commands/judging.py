"""`bayline plan verdicts`: a table of targets and progress, judged row by row."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import plain
from bayline.platform.languages import either, reason_in_chinese
from bayline.platform.terminal import complain, escaped
from bayline.systems.plan.queries.tables import places_in, rows_in
from bayline.systems.plan.queries.tolerances import tolerance_on
from bayline.systems.plan.rules.periods import table_period
from bayline.systems.plan.rules.tables import Judged, Setting, judged_rows
from bayline.systems.plan.rules.wording import rule_told
from bayline.systems.plan.terms.results import Result
from bayline.systems.plan.terms.verdicts import State

_COLUMNS = ("row", "verdict", "reason", "figures", "traps", "target", "progress")
_WIDTHS = (6, 12, 70, 24, 20, 40, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a table is to be judged and written.

    Attributes:
        target: Heading of the column of targets.
        progress: Heading of the column of progress.
        period: What the table is for, as typed.
        whole: What the targets are for, as typed; empty for what they name.
        form: table, jsonl, csv or xlsx.
        places: Names of the place that the table is of; empty for what its rows tell.
        gazetteer: File with the places of the region; empty for those of the country.
    """

    target: str
    progress: str
    period: str
    whole: str
    form: str
    places: tuple[str, ...] = ()
    gazetteer: str = ""


def show(file: str, wish: Wish, *, output: str | None) -> int:
    """Judge a table and write the verdicts.

    Args:
        file: Its name, or `-`.
        wish: How.
        output: Where to write; None or `-` for standard output.

    Returns:
        The exit status, 0.
    """
    table = table_period(wish.period)
    whole = table_period(wish.whole) if wish.whole else None
    if whole is not None and not whole.overlaps(table):
        raise _apart(wish)
    rows = rows_in(file, target=wish.target, progress=wish.progress)
    setting = Setting(
        table=table,
        tolerance=tolerance_on(table.last or date.max),
        whole=whole,
        places=frozenset(wish.places),
        gazetteer=places_in(wish.gazetteer) if wish.gazetteer else None,
    )
    judged = judged_rows(rows, setting)
    _deliver(_made(judged, wish.form), output)
    _conclude(judged)
    return 0


def _apart(wish: Wish) -> BaylineError:
    return BaylineError(
        f"the table is of {wish.period}, the targets are for {wish.whole}",
        where="--target-period",
        why="the two share no day",
        do="give the period that the targets are for",
        zh=Words(
            f"表是{wish.period}的，目标是{wish.whole}的",
            "两段时期没有一天相同",
            "请写目标管到的时期",
        ),
    )


def _made(judged: Sequence[Judged], form: str) -> bytes:
    if form == "xlsx":
        return _workbook(judged)
    return {"jsonl": _objects, "csv": _sheet, "table": _lines}[form](judged).encode()


def _objects(judged: Sequence[Judged]) -> str:
    return "".join(f"{json.dumps(_object(one), ensure_ascii=False)}\n" for one in judged)


def _object(one: Judged) -> dict[str, object]:
    verdict = one.verdict
    return {
        "row": one.row.number,
        "target": one.row.target,
        "progress": one.row.progress,
        "verdict": verdict.state.value,
        "reason": verdict.reason.zh,
        "reason_en": verdict.reason.en,
        "figures": [_figure(figure) for figure in verdict.figures],
        "traps": [trap.value for trap in verdict.traps],
        "arithmetic": [
            {"label": step.label.zh, "label_en": step.label.en, "value": step.printed}
            for step in verdict.steps
        ],
        "share": _number(verdict.share),
        "time_gone": _number(verdict.elapsed),
        "distance": _number(verdict.distance),
        "rules": [rule_told(rule) for rule in one.target.rules],
    }


def _figure(figure: Result) -> dict[str, object]:
    return {
        "words": figure.words,
        "attribute": figure.attribute,
        "low": _number(figure.figure.low),
        "high": _number(figure.figure.high),
        "unit": figure.figure.unit,
        "change": figure.change.value if figure.change else None,
        "period": figure.period.edtf if figure.period else None,
        "basis": sorted(figure.coverage),
        "is_forecast": figure.is_forecast,
        "start": figure.start,
        "end": figure.end,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(round(value, 12))


def _cells(one: Judged) -> tuple[str, ...]:
    verdict = one.verdict
    return (
        str(one.row.number),
        verdict.state.value,
        either(verdict.reason.zh, verdict.reason.en),
        "; ".join(figure.words for figure in verdict.figures),
        ", ".join(trap.value for trap in verdict.traps),
        one.row.target,
        one.row.progress,
    )


def _lines(judged: Sequence[Judged]) -> str:
    rows = [_COLUMNS[:4], *(_cells(one)[:4] for one in judged)]
    return "".join("\t".join(map(escaped, row)) + "\n" for row in rows)


def _sheet(judged: Sequence[Judged]) -> str:
    from bayline.platform.registers.cells.guarding import guarded

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([guarded(cell) for cell in _cells(one)] for one in judged)
    return text.getvalue()


def _workbook(judged: Sequence[Judged]) -> bytes:
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made, options) as book:
        sheet = book.add_worksheet("verdicts")
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        for at, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(at, at, width, wrapped)
            sheet.write_string(0, at, name, bold)
        sheet.freeze_panes(1, 0)
        for row, one in enumerate(judged, start=1):
            for at, cell in enumerate(_cells(one)):
                sheet.write_string(row, at, cell)
    return made.getvalue()


def _deliver(content: bytes, output: str | None) -> None:
    if output in {None, "-"}:
        import sys

        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        Path(str(output)).write_bytes(content)
    except OSError as error:
        raise BaylineError(
            "the output cannot be written",
            where=str(output),
            why=error.strerror or str(error),
            do="name another file",
            zh=Words("结果写不了", reason_in_chinese(error), "请换一个文件名"),
        ) from None


def _conclude(judged: Sequence[Judged]) -> None:
    counts = {state: sum(one.verdict.state is state for one in judged) for state in State}
    for one in judged:
        if not one.row.target.strip():
            complain(
                either(
                    f"第{one.row.number}行没有写目标",
                    f"row {one.row.number} names no target",
                )
            )
    complain(
        either(
            f"{len(judged)}行：已完成{counts[State.MET]}，正常{counts[State.ON_TRACK]}，"
            f"滞后{counts[State.BEHIND]}，未完成{counts[State.MISSED]}，"
            f"无法判断{counts[State.CANNOT_TELL]}",
            f"{len(judged)} rows: "
            + ", ".join(f"{count} {state.value}" for state, count in counts.items()),
        )
    )
