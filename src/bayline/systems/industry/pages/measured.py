"""Results of measures as a page shows them, and as files."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import orjson
from django.utils.translation import gettext as _

from bayline.platform.pages import is_english
from bayline.systems.industry.pages import words
from bayline.systems.industry.pages.measure_context import Bar, ResultRow, Results
from bayline.systems.industry.terms import Record, SchemeClass

SHOWN = 100
_WIDTH = 200.0
_LABELS = ("region", "industry", "other_industry", "year", "from", "part")
_HIDDEN = frozenset({"measure", "definition", "reason", "reason_zh", *_LABELS})
_MAIN = ("result", "high")
_COMPARED = frozenset({"lq", "rca"})  # with 1
_DIGITS = 6


def results_view(
    found: Sequence[Record],
    title: str,
    *,
    is_sorted: bool,
    classes: Mapping[str, SchemeClass] | None = None,
) -> Results:
    """Show the first results, the largest first if they are sorted.

    Args:
        found: The results.
        title: What was measured.
        is_sorted: Whether they are sorted by size, those without a number last.
        classes: The classes whose codes stand under industry, if they are to be named.
    """
    first = found[0] if found else {}
    labels = [name for name in _LABELS if any(name in one for one in found[:1])]
    numbers = [name for name in first if name not in _HIDDEN]
    main = next((name for name in _MAIN if name in first), "")
    shown = sorted(found, key=lambda one: _size(one, main)) if is_sorted else found
    scale = _scale(shown[:SHOWN], main)
    measure = str(first.get("measure", ""))
    return Results(
        title=title,
        definitions=tuple(
            dict.fromkeys(str(one["definition"]) for one in found if "definition" in one)
        ),
        total=len(found),
        missing=sum(1 for one in found if main and one[main] is None),
        labels=tuple(map(label_word, labels)),
        numbers=tuple(map(number_word, numbers)),
        rows=tuple(_row(one, labels, numbers, (main, scale), classes) for one in shown[:SHOWN]),
        is_cut=len(found) > SHOWN,
        even=_WIDTH / scale if measure in _COMPARED and scale >= 1 else None,
    )


def _size(one: Record, main: str) -> tuple[bool, float]:
    value = one.get(main)
    return (value is None, -float(value or 0))


def _scale(shown: Iterable[Record], main: str) -> float:
    return max((abs(float(one.get(main) or 0)) for one in shown), default=0.0)


def _row(
    one: Record,
    labels: Sequence[str],
    numbers: Sequence[str],
    drawn: tuple[str, float],
    classes: Mapping[str, SchemeClass] | None,
) -> ResultRow:
    main, scale = drawn
    value = one.get(main)
    return ResultRow(
        labels=tuple(_label(one, name, classes) for name in labels),
        numbers=tuple(_number(one.get(name)) for name in numbers),
        bar=_bar(float(value), scale) if value is not None and scale else None,
        reason=str(one.get("reason" if is_english() else "reason_zh", "")),
    )


def _label(one: Record, name: str, classes: Mapping[str, SchemeClass] | None) -> str:
    value = str(one.get(name, ""))
    if name == "part":
        return {"national": _("全国增长"), "mix": _("结构"), "regional": _("竞争力")}.get(
            value, value
        )
    if name == "industry" and classes is not None:
        found = classes.get(value)
        return f"{value} {words.class_word(found)}" if found else _("不归任何一类")
    return value


def _number(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return f"{value:,.{_DIGITS}g}".replace("-", "−") if isinstance(value, float) else str(value)


def _bar(value: float, scale: float) -> Bar:
    width = abs(value) / scale * _WIDTH
    return Bar(x=0.0, width=round(width, 1), is_negative=value < 0)


def label_word(name: str) -> str:
    """Name a column of names."""
    return {
        "region": _("地区"),
        "industry": _("行业"),
        "other_industry": _("另一行业"),
        "year": _("年份"),
        "from": _("起始年"),
        "part": _("部分"),
    }.get(name, name)


def number_word(name: str) -> str:
    """Name a column of numbers."""
    return {
        "result": _("数值"),
        "normalized": _("归一后"),
        "equivalent_number": _("等价个数"),
        "advantage": _("有优势"),
        "together": _("同时有优势的地区"),
        "mean_log_deviation": _("对数离差均值"),
        "change": _("变化"),
        "low": _("至少"),
        "high": _("至多"),
    }.get(name, name)


def as_csv(found: Sequence[Record]) -> bytes:
    """Write results as a table that spreadsheets open, with all their digits."""
    names = [*dict.fromkeys(name for one in found for name in one)]
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(names)
    lines.writerows([_cell(one.get(name)) for name in names] for one in found)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> object:
    """Keep what a spreadsheet would take for a formula from being one."""
    is_formula = isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t"}
    return f"'{value}" if is_formula else "" if value is None else value


def as_lines(found: Sequence[Record]) -> bytes:
    """Write results as JSON, one object a line."""
    return b"".join(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in found)
