"""What a classification must be: every code once, each in its place below another."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.industry.terms import Scheme, SchemeClass

NATIONAL = "gbt4754-2017"
NATIONAL_TITLE = "国民经济行业分类 GB/T 4754-2017"
NATIONAL_TITLE_EN = "Industrial classification for national economic activities, GB/T 4754-2017"
_LEVELS = ("门类", "大类", "中类", "小类")
_LEVELS_EN = ("sections", "divisions", "groups", "classes")
# How many of each level the standard has. The text in force has one class more than the one first
# published; a table of either is whole.
_COUNTS = ((20,), (97,), (473,), (1381, 1382))
_CODES = (r"[A-T]", r"[0-9]{2}", r"[0-9]{3}", r"[0-9]{4}")


class Entry(NamedTuple):
    """A row of a classification.

    Attributes:
        row: Where it stands, as a spreadsheet counts.
        level: How deep it says it lies; empty if it does not say.
        section: The section it says it is in; empty if it does not say.
        code: Its code.
        parent: The code above it; empty at the top.
        name: Its name.
        name_en: The name in English.
    """

    row: int
    level: str
    section: str
    code: str
    parent: str
    name: str
    name_en: str = ""


class Titled(NamedTuple):
    """What a scheme is called, and where it was read from."""

    id: str
    title: str
    title_en: str = ""


def scheme_of_rows(entries: Sequence[Entry], titled: Titled, *, where: str) -> Scheme:
    """Read a classification from the rows of a table.

    Args:
        entries: Its rows.
        titled: What it is called.
        where: The file, for refusals.

    Raises:
        BaylineError: A code stands twice, or lies below none or below itself; the sentence names
            row and column.
    """
    by_code: dict[str, Entry] = {}
    for entry in entries:
        if entry.code in by_code:
            first = by_code[entry.code].row
            raise _bad(where, entry, "code", f"row {first} has it already", zh=f"第{first}行已有")
        by_code[entry.code] = entry
    for entry in entries:
        _refuse_stray(entry, by_code, where)
    return Scheme(
        id=titled.id,
        title=titled.title,
        title_en=titled.title_en,
        classes={
            entry.code: SchemeClass(entry.code, entry.name, entry.parent, name_en=entry.name_en)
            for entry in entries
        },
        source=where,
    )


def _refuse_stray(entry: Entry, by_code: Mapping[str, Entry], where: str) -> None:
    seen = {entry.code}
    above = entry
    while above.parent:
        if above.parent not in by_code:
            raise _bad(where, above, "parent", "no row has this code", zh="没有这个代码的行")
        if above.parent in seen:
            raise _bad(where, entry, "parent", "it lies below itself", zh="上级绕回了自己")
        seen.add(above.parent)
        above = by_code[above.parent]
    if entry.level and entry.level != str(len(seen)):
        raise _bad(
            where,
            entry,
            "level",
            f"its parents make it level {len(seen)}",
            zh=f"按上级它在第{len(seen)}级",
        )
    if entry.section and entry.section != above.code:
        raise _bad(
            where,
            entry,
            "section",
            f"it lies in section {above.code}",
            zh=f"它属于门类{above.code}",
        )


def refuse_not_national(entries: Sequence[Entry], *, where: str) -> None:
    """Refuse a table that is not the whole of GB/T 4754-2017.

    Args:
        entries: Its rows, that make a scheme.
        where: The file, for refusals.

    Raises:
        BaylineError: A code is none of the standard's form, lies in the wrong place, or some are
            missing.

    Source: GB/T 4754-2017, 4.2 and 5.
    """
    by_code = {entry.code: entry for entry in entries}
    counts: Counter[int] = Counter()
    for entry in entries:
        level = _national_level(entry, by_code, where)
        counts[level] += 1
    for level, (known, name, name_en) in enumerate(
        zip(_COUNTS, _LEVELS, _LEVELS_EN, strict=True), start=1
    ):
        if counts[level] not in known:
            listed = " or ".join(map(str, known))
            raise BaylineError(
                f"it has {counts[level]} {name_en}",
                where=where,
                why=f"GB/T 4754-2017 has {listed}",
                do="take the whole table",
                zh=Words(
                    f"{name}有{counts[level]}个",
                    f"GB/T 4754-2017有{'或'.join(map(str, known))}个",
                    "请用完整的表",
                ),
            )


def _national_level(entry: Entry, by_code: Mapping[str, Entry], where: str) -> int:
    """Tell the level of a code by its form, which must go with the code above it."""
    level = next((n for n, form in enumerate(_CODES, start=1) if re.fullmatch(form, entry.code)), 0)
    if not level:
        raise _bad(
            where,
            entry,
            "code",
            "it is neither a letter from A to T nor two to four digits",
            zh="不是A到T的字母，也不是两到四位数字",
        )
    above = "" if level == 1 else entry.parent if level == 2 else entry.code[:-1]  # noqa: PLR2004 - divisions lie below a letter
    is_letter = level != 2 or re.fullmatch(_CODES[0], entry.parent) is not None  # noqa: PLR2004 - as above
    if entry.parent != above or not is_letter or (above and above not in by_code):
        raise _bad(
            where,
            entry,
            "parent",
            f"a code of {_LEVELS_EN[level - 1]} such as {entry.code} does not lie below it",
            zh=f"{_LEVELS[level - 1]}{entry.code}不在它下面",
        )
    return level


def _bad(where: str, entry: Entry, column: str, why: str, *, zh: str) -> BaylineError:
    value = getattr(entry, column)
    return BaylineError(
        f"row {entry.row}, column {column}, value “{value}”",
        where=where,
        why=why,
        do="write the code as the classification does",
        zh=Words(f"第{entry.row}行{column}栏的值“{value}”", zh, "请照分类标准的写法写"),
    )


def scheme_of_toml(parts: Mapping[str, Any], *, identifier: str, where: str) -> Scheme:
    """Read a scheme from a file of a region pack, such as `schemes/industry.toml`.

    Args:
        parts: What the file says.
        identifier: The name of the file.
        where: Its path, for refusals.

    Raises:
        BaylineError: An item has no code or name, or its code stands twice.
    """
    classes: dict[str, SchemeClass] = {}
    for place, item in enumerate(parts.get("item", ()), start=1):
        code, name = str(item.get("code", "")), str(item.get("name", ""))
        if not code or not name or code in classes:
            raise BaylineError(
                f"item {place}, code “{code}”",
                where=where,
                why="the code stands twice" if code in classes else "an item has a code and a name",
                do="give each item a code of its own and a name",
                zh=Words(
                    f"第{place}项，代码“{code}”",
                    "代码重复" if code in classes else "每项要有代码和名称",
                    "请给每项一个自己的代码和名称",
                ),
            )
        group, name_en = str(item.get("group", "")), str(item.get("name_en", ""))
        classes[code] = SchemeClass(code, name, str(item.get("parent", "")), group, name_en)
    source = parts.get("source", {})
    said = {name: str(parts.get(name, "")) for name in ("title", "title_en", "note", "note_en")}
    return Scheme(
        id=identifier,
        **said,
        classes=classes,
        source=where,
        groups={
            group: (str(parts.get(group, "")), str(parts.get(f"{group}_en", "")))
            for group in dict.fromkeys(one.group for one in classes.values())
        },
        document=(str(source.get("document", "")), str(source.get("quote", ""))),
    )


def counts_by_level(scheme: Scheme) -> tuple[int, ...]:
    """Count the classes of each level, from the top."""
    counted = Counter(scheme.level(code) for code in scheme.classes)
    return tuple(counted[level] for level in sorted(counted))
