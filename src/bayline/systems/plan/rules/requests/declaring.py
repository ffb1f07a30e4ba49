"""Read a template from toml; what is wrong is refused by file, part and reason."""

import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from bayline.kernel.errors import Words
from bayline.kernel.periods import Precision
from bayline.platform.registers.declaring import choices_of
from bayline.platform.registers.declaring.tables import Option, Place, check, is_name
from bayline.platform.registers.terms import Choice, Field, Kind
from bayline.systems.plan.rules.requests.claim_columns import claim_of
from bayline.systems.plan.rules.requests.dates import REPEATS
from bayline.systems.plan.rules.requests.given_rows import given_rows
from bayline.systems.plan.rules.requests.terms import (
    Column,
    Cumulative,
    DueRule,
    Rows,
    Shows,
    Template,
)
from bayline.systems.plan.rules.requests.totals import totals_of

MOST_BYTES = 4 * 2**20  # 5,000 given rows fit
MOST_COLUMNS = 60
MOST_ROWS = 5_000
_DAYS_MOST = 366
_KINDS = (
    *(Kind.TEXT, Kind.LONG, Kind.INTEGER, Kind.DECIMAL, Kind.FIGURE, Kind.DATE),
    *(Kind.CHOICE, Kind.FLAG),
)
_WITH_UNIT = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.FIGURE})
_NUMERIC = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.FIGURE})

_TEXT = Option(str, "text in quotes", "引号中的文字")
_WANTED = _TEXT._replace(needed=True)
_YES_NO = Option(bool, "true or false", "true或false")
_LIST = Option(list, "a list of codes", "代码的列表")
_NUMBER = Option(int, "a whole number", "整数")
_TABLES = Option(list, "tables", "若干表")
_TOP = {
    "name": _WANTED,
    "title": _WANTED,
    "title_en": _TEXT,
    "about": _TEXT,
    "about_en": _TEXT,
    "asker": _WANTED,
    "units": _LIST,
    "every": _TEXT,
    "rows": _TEXT,
    "due": Option(dict, "a table [due]", "一个[due]表"),
    "column": Option(list, "tables [[column]]", "若干[[column]]表", needed=True),
    "row": _TABLES,
    "total": _TABLES,
}
_COLUMN = {
    "name": _WANTED,
    "title": _WANTED,
    "title_en": _TEXT,
    "type": _TEXT,
    "unit": _TEXT,
    "required": _YES_NO,
    "hint": _TEXT,
    "hint_en": _TEXT,
    "choices": Option(list, "tables [[column.choices]]", "若干[[column.choices]]表"),
    "given": _YES_NO,
    "shows": _TEXT,
    "prefill": _YES_NO,
    "cumulative": _TEXT,
    "claim": Option(dict, "a table [column.claim]", "一个[column.claim]表"),
}
_DUE = {
    "days": _NUMBER,
    "working_days": _NUMBER,
    "holidays": Option(list, "a list of days", "日期的列表"),
    "workdays": Option(list, "a list of days", "日期的列表"),
}


def template_of(toml_bytes: bytes, *, where: str) -> Template:
    """Read a template.

    Args:
        toml_bytes: The file, in UTF-8.
        where: Its name, for refusals.

    Raises:
        BaylineError: Something in it is malformed; the sentence names file, part and reason.
    """
    place = Place(where)
    top = _parsed(toml_bytes, place)
    check(top, _TOP, place)
    if not is_name(top["name"]):
        place.refuse_name("name", top["name"])
    columns = _columns(top["column"], place)
    rows = one_of("rows", top.get("rows", "fixed" if top.get("row") else "free"), [*Rows], place)
    given = given_rows(top.get("row", []), columns, place)
    _refuse_rows(Rows(rows), len(given), place)
    return Template(
        name=top["name"],
        title=top["title"],
        title_en=top.get("title_en") or top["title"],
        about=top.get("about", ""),
        about_en=top.get("about_en") or top.get("about", ""),
        asker=top["asker"],
        units=codes_of(top.get("units", []), "units", place),
        every=_every(top.get("every", ""), place),
        due=_due(top.get("due", {"days": 10}), place.part("due")),
        rows=Rows(rows),
        columns=columns,
        given=given,
        totals=totals_of(top.get("total", []), columns, [each.code for each in given], place),
    )


def _parsed(toml_bytes: bytes, place: Place) -> dict[str, Any]:
    if len(toml_bytes) > MOST_BYTES:
        place.refuse(
            f"{len(toml_bytes)} bytes",
            why=f"a template has at most {MOST_BYTES}",
            do="take out what is no template",
            zh=Words(f"有{len(toml_bytes)}字节", f"模板最多{MOST_BYTES}字节", "请删去多余的内容"),
        )
    try:
        return tomllib.loads(toml_bytes.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        place.refuse(
            "not UTF-8",
            why="a template is written in UTF-8",
            do="save it as UTF-8",
            zh=Words("不是UTF-8编码", "模板须用UTF-8", "请另存为UTF-8"),
        )
    except (ValueError, RecursionError) as error:
        place.refuse(
            "not toml",
            why=str(error) or "nested too deep",
            do="mend that line",
            zh=Words("不是toml", str(error) or "嵌套太深", "请改正该行"),
        )


def one_of(option: str, written: str, known: Collection[str], place: Place) -> str:
    """Refuse a word that is none of those known; the word where it is one."""
    allowed = [str(each) for each in known if str(each)]
    if written and written not in allowed:
        place.refuse(
            f"{option} = “{written}”",
            why=f"known are {', '.join(allowed)}",
            do="take one of them",
            zh=Words(f"{option}是“{written}”", f"可用的有{'、'.join(allowed)}", "请选其中之一"),
        )
    return written


def codes_of(found: list[Any], option: str, place: Place) -> tuple[str, ...]:
    """Read a list of codes, each once."""
    for each in found:
        if not isinstance(each, str) or not each.strip():
            place.refuse(
                f"{option} holds {each!r}"[:100],
                why="it is no code in quotes",
                do="write codes of organisations",
                zh=Words(f"{option}里有{each!r}"[:100], "不是引号中的代码", "请写单位代码"),
            )
    return tuple(dict.fromkeys(each.strip() for each in found))


def _every(written: str, place: Place) -> Precision | None:
    one_of("every", written, [str(each) for each in REPEATS], place)
    return Precision(written) if written else None


def _due(found: dict[str, Any], place: Place) -> DueRule:
    check(found, _DUE, place)
    given = [name for name in ("days", "working_days") if name in found]
    if len(given) != 1 or not 0 <= found[given[0]] <= _DAYS_MOST or found[given[0]] is True:
        place.refuse(
            "days or working_days",
            why=f"one of them says how many days after the period, 0 to {_DAYS_MOST}",
            do="write days = 10, or working_days = 5",
            zh=Words(
                "days或working_days",
                f"要写其中一个：时期过后多少天，0到{_DAYS_MOST}",
                "请写days＝10，或working_days＝5",
            ),
        )
    return DueRule(
        days=found.get("days"),
        working_days=found.get("working_days"),
        holidays=_days(found.get("holidays", []), place),
        workdays=_days(found.get("workdays", []), place),
    )


def _days(found: list[Any], place: Place) -> frozenset[date]:
    try:
        days = [each if isinstance(each, date) else date.fromisoformat(each) for each in found]
    except (TypeError, ValueError):
        place.refuse(
            "a day that is none",
            why="days are written like 2024-05-01",
            do="correct it",
            zh=Words("有一个不是日期", "日期写成2024-05-01这样", "请改正"),
        )
    return frozenset(days)


def _columns(found: list[Any], place: Place) -> tuple[Column, ...]:
    if not found or len(found) > MOST_COLUMNS:
        place.refuse(
            f"{len(found)} columns",
            why=f"a table has 1 to {MOST_COLUMNS}",
            do="declare its columns as [[column]]",
            zh=Words(f"有{len(found)}栏", f"应有1至{MOST_COLUMNS}栏", "请用[[column]]逐栏写出"),
        )
    columns = tuple(_column(each, place.inside(each, at)) for at, each in enumerate(found, start=1))
    _refuse_twice(columns, place)
    if not any(each.is_answered for each in columns):
        place.refuse(
            "no column to answer",
            why="every column is given or shows something by itself",
            do="leave out given = true in one of them",
            zh=Words("没有要填的栏", "每一栏都已给定", "请去掉其中一栏的given"),
        )
    return columns


def _column(found: Any, place: Place) -> Column:  # noqa: ANN401 - what TOML may hold
    check(found, _COLUMN, place)
    if not is_name(found["name"]):
        place.refuse_name("name", found["name"])
    kind = Kind(one_of("type", found.get("type", "text"), _KINDS, place))
    shows = Shows(one_of("shows", found.get("shows", ""), [*Shows], place))
    cumulative = Cumulative(one_of("cumulative", found.get("cumulative", ""), [*Cumulative], place))
    claim = (
        claim_of(found["claim"], kind, found.get("unit", ""), place) if "claim" in found else None
    )
    fitting = {
        "unit": kind in _WITH_UNIT,
        "choices": kind is Kind.CHOICE,
        "cumulative": kind in _NUMERIC,
        "claim": kind in _NUMERIC and not shows,
    }
    _refuse_unfit(found, fitting, place)
    return Column(
        field=_field(found, kind, place),
        is_given=found.get("given", False),
        shows=shows,
        is_prefilled=found.get("prefill", True),
        cumulative=cumulative,
        claim=claim,
    )


def _field(found: Mapping[str, Any], kind: Kind, place: Place) -> Field:
    choices: tuple[Choice, ...] = ()
    if kind is Kind.CHOICE:
        choices = choices_of(found.get("choices", []), place)
        if not choices:
            place.refuse(
                "choices is missing",
                why="a column of type choice has them",
                do="write [[column.choices]]",
                zh=Words("缺少choices", "类型choice必须有选项", "请写[[column.choices]]"),
            )
    return Field(
        name=found["name"],
        title=found["title"],
        title_en=found.get("title_en") or found["title"],
        kind=kind,
        required=found.get("required", False),
        unit=found.get("unit", ""),
        hint=found.get("hint", ""),
        hint_en=found.get("hint_en") or found.get("hint", ""),
        choices=choices,
    )


def _refuse_unfit(found: Mapping[str, Any], fitting: Mapping[str, bool], place: Place) -> None:
    for option, may in fitting.items():
        if found.get(option) and not may:
            place.refuse(
                f"{option} with type {found.get('type', 'text')}",
                why="a column of this kind has none",
                do="remove it, or change the type",
                zh=Words(
                    f"类型{found.get('type', 'text')}配了{option}",
                    "这种栏没有这一项",
                    "请删去，或改类型",
                ),
            )


def _refuse_twice(columns: tuple[Column, ...], place: Place) -> None:
    seen: set[str] = set()
    for each in columns:
        names = {each.name.casefold(), each.field.title.casefold()}
        if twice := names & seen:
            place.refuse(
                f"“{min(twice)}” stands for two columns",
                why="a workbook names them by title",
                do="give each its own",
                zh=Words(f"“{min(twice)}”用了两次", "表格按栏名认它", "请各用各的栏名"),
            )
        seen |= names


def _refuse_rows(rows: Rows, given: int, place: Place) -> None:
    if given > MOST_ROWS or (rows is Rows.FIXED and not given):
        place.refuse(
            f"{given} rows",
            why=f"a table of fixed rows has 1 to {MOST_ROWS}",
            do="write them as [[row]], or rows = “free”",
            zh=Words(
                f"有{given}行",
                f"固定行的表应有1至{MOST_ROWS}行",
                "请用[[row]]逐行写出，或写rows＝“free”",
            ),
        )
