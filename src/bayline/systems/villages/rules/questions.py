"""Questions of a form that nobody could answer or score: refused by sheet and row.

Source: XLSForm reference (types of questions, constraints), getodk and xlsform.org, 2026.
"""

import re
from collections.abc import Mapping, Sequence

from bayline.kernel.errors import Words
from bayline.systems.villages.rules.refusing import refusal

Survey = Sequence[Mapping[str, str]]
_TYPES = frozenset(
    {
        *("text", "string", "integer", "int", "decimal", "range", "note", "hidden", "calculate"),
        *("geopoint", "geotrace", "geoshape", "start-geopoint", "date", "time", "dateTime"),
        *("image", "photo", "audio", "background-audio", "video", "file", "barcode"),
        *("acknowledge", "trigger", "xml-external", "csv-external", "audit", "start", "end"),
        *("today", "deviceid", "phonenumber", "username", "email", "rank", "select"),
        *("select_one", "select_multiple", "select_one_from_file", "select_multiple_from_file"),
        *("begin_group", "end_group", "begin_repeat", "end_repeat"),
    }
)
_LISTED = ("select_one", "select_multiple", "rank")
_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_BROKEN = re.compile(r"=<|=>|<>|==|&&|\|\||(?:<|>|=|\band|\bor|\+|\*)\s*$|^\s*(?:<|>|=|and\b|or\b)")
_SHOWN = 60


def refuse_questions(survey: Survey, choices: Survey, *, where: str) -> None:
    """Refuse questions of no known type, without their list, or with a broken condition.

    Args:
        survey: The rows of the sheet of questions.
        choices: The rows of the sheet of choices.
        where: The file, for refusals.

    Raises:
        BaylineError: One is such; the sentence names row and column.
    """
    names = {row.get("name", "") for row in survey}
    lists = {row.get("list_name") or row.get("list name", "") for row in choices}
    for number, row in enumerate(survey, start=2):
        place = f"{where}, survey row {number}"
        _refuse_type(row.get("type", ""), lists, place)
        for column in ("constraint", "relevant", "calculation"):
            _refuse_condition(row.get(column, ""), column, names, place)


def _refuse_type(written: str, lists: set[str], place: str) -> None:
    kind, _space, rest = written.partition(" ")
    if kind in ("begin", "end") and rest.split(" ")[0] in ("group", "repeat"):
        return
    if kind and kind not in _TYPES:
        raise refusal(
            place,
            Words(f"type “{written[:_SHOWN]}”", "XLSForm has no such type", "correct it"),
            Words(f"type是“{written[:_SHOWN]}”", "XLSForm没有这个类型", "请改正"),
        )
    named = rest.split(" ")[0]
    if kind in _LISTED and named not in lists:
        raise refusal(
            place,
            Words(f"there is no list “{named[:_SHOWN]}”", "choices has none of it", "add it"),
            Words(f"没有选项表“{named[:_SHOWN]}”", "choices里没有", "请补上"),
        )


def _refuse_condition(written: str, column: str, names: set[str], place: str) -> None:
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "''", written)
    if bare.count("(") != bare.count(")") or _BROKEN.search(bare):
        raise refusal(
            place,
            Words(
                f"{column} “{written[:_SHOWN]}” cannot be read",
                "brackets come in pairs; compare by =, !=, <, <=, >, >=, join by and, or",
                "correct it",
            ),
            Words(
                f"{column}“{written[:_SHOWN]}”读不懂",
                "括号要成对，比较用=、!=、<、<=、>、>=，连接用and、or",
                "请改正",
            ),
        )
    for name in _REFERENCE.findall(bare):
        if name.strip() not in names:
            raise refusal(
                place,
                Words(
                    f"{column} asks for “{name[:_SHOWN]}”",
                    "no question has that name",
                    "correct it",
                ),
                Words(f"{column}引用“{name[:_SHOWN]}”", "没有这个题名", "请改正"),
            )
