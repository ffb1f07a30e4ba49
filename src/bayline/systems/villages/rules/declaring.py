"""Declarations of villages as they stand in files: tables that know their line."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from bayline.engines.documents.declarations import line_of
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.registers.declaring.tables import Option, Place, check
from bayline.systems.villages.rules.refusing import refusal

TEXT = Option(str, "text in quotes", "引号中的文字")
WANTED = TEXT._replace(needed=True)
YES_NO = Option(bool, "true or false", "true或false")
WHOLE = Option(int, "a whole number", "整数")
DECIMAL = Option((int, Decimal), "a number", "数")
DAY = Option(date, "a date such as 2021-11-01", "2021-11-01这样的日期")
OFFICES = Option(list, "a list of offices in quotes", "引号中的职务，列在方括号里")
TABLES = Option(list, "tables", "若干表")
TABLE = Option(dict, "a table", "一个表")

Path = tuple[str | int, ...]  # keys, and numbers from 0 in lists

_NOWHERE = Place("")
_BYTES_MOST = 64 * 1024
_MOST = Decimal(10) ** 6
_PLACES_MOST = 4


class Table:
    """A table of a file, asked for its members; what is wrong is refused by place and key.

    Args:
        found: What the file holds.
        locate: Names the place of what lies behind keys and numbers, such as `sheet.toml:12`.
        path: Where the table lies in the file.
    """

    def __init__(
        self,
        found: Any,  # noqa: ANN401 - whatever the file holds
        locate: Callable[[Path], str],
        *,
        path: Path = (),
    ) -> None:
        self.found, self._locate, self._path = found, locate, path

    def at(self, key: str = "") -> str:
        """Name the place of a member, or of the table itself."""
        return self._locate((*self._path, key) if key else self._path)

    def _place(self, key: str = "") -> Place:
        parts = [f"{one + 1}" if isinstance(one, int) else one for one in self._path]
        named = " ".join(parts)
        return Place(self.at(key), named, named)

    def check(self, options: Mapping[str, Option]) -> None:
        """Refuse what is unknown, mistyped or missing."""
        if isinstance(self.found, dict):
            for key, value in self.found.items():
                known = {key: options[key]} if key in options else options
                self._check({key: value}, known, key)
                self._check_number(key, value, options[key])
        self._check(self.found, options)

    def _check(self, found: object, options: Mapping[str, Option], key: str = "") -> None:
        """Check; the line, which takes time to find, is looked for only where it is needed."""
        try:
            check(found, options, _NOWHERE)
        except BaylineError:
            check(found, options, self._place(key))

    def _check_number(self, key: str, value: object, option: Option) -> None:
        wants_number = option.type in (int, (int, Decimal))
        if isinstance(value, bool) and wants_number:
            self.refuse(
                key,
                Words(f"{key} = {str(value).lower()}", "it is no number", "write a number"),
                Words(f"{key}是{str(value).lower()}", "不是数", "请写数"),
            )
        if wants_number and isinstance(value, int | Decimal) and not _is_plain(Decimal(value)):
            self.refuse(
                key,
                Words(
                    f"{key} = {value}",
                    f"numbers lie from 0 to {_MOST}, with at most {_PLACES_MOST} decimals",
                    "correct it",
                ),
                Words(
                    f"{key}是{value}", f"数须在0到{_MOST}之间，最多{_PLACES_MOST}位小数", "请改正"
                ),
            )

    def refuse(self, key: str, en: Words, zh: Words) -> NoReturn:
        """Refuse a member, naming its line."""
        raise refusal(self.at(key), en, zh)

    def text(self, key: str, default: str = "") -> str:
        """Give a text."""
        return str(self.found.get(key, default))

    def decimal(self, key: str, default: int = 0) -> Decimal:
        """Give a number, exactly as it is written."""
        return Decimal(self.found.get(key, default))

    def rows(self, key: str) -> "Iterator[Table]":
        """Give the tables of a list, one after another."""
        for at, one in enumerate(self.found.get(key, ())):
            yield Table(one, self._locate, path=(*self._path, key, at))

    def table(self, key: str) -> "Table | None":
        """Give a table below this one; None where there is none."""
        if key not in self.found:
            return None
        return Table(self.found[key], self._locate, path=(*self._path, key))

    def refuse_twice(self, key: str, rows: "Iterator[Table]") -> None:
        """Refuse rows of which two have the same text under a key."""
        first: dict[str, Table] = {}
        for row in rows:
            value = row.text(key)
            if value in first:
                also = first[value].at(key)
                row.refuse(
                    key,
                    Words(f"{key} “{value}” stands twice", f"also at {also}", "rename one"),
                    Words(f"{key}“{value}”写了两次", f"{also}已有", "请改其中一个"),
                )
            first[value] = row


def table_of(toml_bytes: bytes, *, where: str) -> Table:
    """Read a file of TOML, decimals exactly.

    Raises:
        BaylineError: It is too large, not UTF-8, or no TOML; the sentence names the line.
    """
    if len(toml_bytes) > _BYTES_MOST:
        raise refusal(
            where,
            Words(f"{len(toml_bytes)} bytes", f"at most {_BYTES_MOST} are read", "make it shorter"),
            Words(f"有{len(toml_bytes)}字节", f"最多{_BYTES_MOST}字节", "请缩短"),
        )
    try:
        text = toml_bytes.decode("utf-8-sig").replace("\r\n", "\n")
        found = tomllib.loads(text, parse_float=_decimal)
    except UnicodeDecodeError:
        en, zh = (
            Words("not UTF-8", "", "save it as UTF-8"),
            Words("不是UTF-8编码", "", "请另存为UTF-8"),
        )
    except (ValueError, RecursionError, ArithmeticError) as error:
        why = str(error) or "nested too deep"
        en, zh = Words("not toml", why, "mend that line"), Words("不是toml", why, "请改正该行")
    else:
        return Table(found, lambda path: f"{where}:{line_of(text, path)}" if path else where)
    raise refusal(where, en, zh)


def _decimal(text: str) -> Decimal:
    return Decimal(text)


def _is_plain(value: Decimal) -> bool:
    if not value.is_finite() or not 0 <= value <= _MOST:
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_PLACES_MOST


def is_said(text: str) -> bool:
    """Tell whether a text has anything in it that can be seen."""
    return shows(text.strip())
