"""Expressions that name figures in the words of a report: what they may say, and where they fail.

They read like `figure("地区生产总值", place="310116", period="year")`, may be added and subtracted,
and may end in `or "…"`, the words to print while nothing is known. Nothing is run: the text is
taken apart by Python's own parser and only what is listed here is understood.
"""

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from bayline.kernel.errors import BaylineError, Words

# Functions with the names of their plain arguments; what may be named besides stands behind.
# `overlaps` names a field of days that has to share days with the period of the report.
FUNCTIONS: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "figure": (
        ("attribute",),
        frozenset({"place", "period", "subject", "basis", "status", "change"}),
    ),
    "said": (("document", "quote"), frozenset({"nth"})),
    "value": (("register", "field"), frozenset({"key"})),
    "count": (("register",), frozenset({"unit"})),
    "total": (("register", "field"), frozenset()),
    "share": (("part", "whole"), frozenset()),
    "growth": (("new", "old"), frozenset()),
    "table": (("register",), frozenset({"columns", "sort", "limit", "title", "annex", "overlaps"})),
    "chart": (("attribute",), frozenset({"place", "subject", "basis", "change", "title"})),
    "graph": (("register", "field", "when"), frozenset({"title"})),
    "promises": ((), frozenset({"title", "limit"})),
    "offered": (("table",), frozenset({"place", "period", "title", "limit"})),
}
# Those that choose entries of a register take any of its fields as a condition.
CHOOSING = frozenset({"value", "count", "total", "table", "graph"})
BLOCKS = frozenset({"table", "chart", "graph", "promises", "offered"})
WORDS = ("title", "period", "region", "moment", "snapshot", "edition", "label")
_SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-"}


@dataclass(frozen=True, slots=True)
class Text:
    """Words, or a number, as they were written."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """A figure that the template declares, or a word such as `period`."""

    value: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments by name."""

    function: str
    given: "Mapping[str, Node]"


@dataclass(frozen=True, slots=True)
class Several:
    """A list of words: the columns of a table."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two figures added or subtracted."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Else:
    """A figure, and the words to print while it is not known."""

    figure: "Node"
    words: str


Node = Text | Name | Call | Several | Joined | Else


@lru_cache(maxsize=4096)
def parsed(text: str, *, where: str) -> Node:
    """Read an expression.

    Args:
        text: What stands between the braces.
        where: File and line, for refusals.

    Raises:
        BaylineError: It is no expression, or names a function or an argument that does not exist.
    """
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _refusal(text, where) from None
    try:
        return _node(body, where)
    except RecursionError:
        raise _refusal(text, where) from None


def nearest(name: str, known: Collection[str]) -> str:
    """Give the known name that is most like one; empty where none is."""
    found = get_close_matches(name, [*known], n=1, cutoff=0.5)
    return found[0] if found else ""


def unknown(name: str, known: Collection[str], *, where: str) -> BaylineError:
    """Refuse a figure that is not there, with the name that comes nearest."""
    like = nearest(name, known)
    return BaylineError(
        f"unknown figure “{name[:60]}”",
        where=where,
        why="neither the template nor the record knows it",
        do=f"the nearest name is “{like}”" if like else "see the list of names in the guide",
        zh=Words(
            f"没有“{name[:60]}”这个数字",
            "模板和资料里都没有",
            f"最接近的是“{like}”" if like else "可用的名称见手册",
        ),
    )


def _node(part: ast.expr, where: str) -> Node:
    match part:
        case ast.Constant(value=str() | int() | float() as value) if not isinstance(value, bool):
            return Text(str(value))
        case ast.Name(id=name):
            return Name(name)
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return Several(tuple(_words(each, where) for each in elements))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            return Joined(_SIGNS[type(sign)], _node(left, where), _node(right, where))
        case ast.BoolOp(op=ast.Or(), values=[figure, words]):
            return Else(_node(figure, where), _words(words, where))
        case ast.Call(func=ast.Name(id=name)):
            return _call(name, part, where)
        case _:
            raise _refusal(ast.unparse(part), where)


def _words(part: ast.expr, where: str) -> str:
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return part.value
    raise _refusal(ast.unparse(part), where)


def _call(name: str, part: ast.Call, where: str) -> Call:
    if name not in FUNCTIONS:
        raise unknown(name, FUNCTIONS, where=where)
    plain, named = FUNCTIONS[name]
    if len(part.args) > len(plain):
        raise _refusal(ast.unparse(part), where)
    given = {key: _node(each, where) for key, each in zip(plain, part.args, strict=False)}
    for each in part.keywords:
        is_known = each.arg in named or each.arg in plain or name in CHOOSING
        if each.arg is None or each.arg in given or not is_known:
            raise _no_argument(each.arg or "**", name, [*plain, *sorted(named)], where)
        given[each.arg] = _node(each.value, where)
    missing = [key for key in plain if key not in given]
    if missing:
        raise _no_argument(missing[0], name, plain, where, is_missing=True)
    return Call(name, given)


def _no_argument(
    key: str, name: str, known: Collection[str], where: str, *, is_missing: bool = False
) -> BaylineError:
    listed = ", ".join(known)
    what = f"{name}() lacks {key}" if is_missing else f"{name}() takes no {key}"
    zh = f"{name}()缺{key}" if is_missing else f"{name}()没有{key}这一项，或写了两次"
    return BaylineError(
        what, where=where, do=f"it takes {listed}", zh=Words(zh, do=f"可写的有：{listed}")
    )


def _refusal(text: str, where: str) -> BaylineError:
    shown = text.strip()[:60]
    return BaylineError(
        f"“{shown}” names no figure",
        where=where,
        why="it is no expression of the guide",
        do='write it like figure("地区生产总值", place="310116")',
        zh=Words(
            f"“{shown}”不是数字的写法",
            "读不成手册里的写法",
            '请写成figure("地区生产总值", place="310116")这样',
        ),
    )
