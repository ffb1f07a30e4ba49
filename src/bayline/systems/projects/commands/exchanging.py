"""`bayline projects export-oc4ids` and `import-oc4ids`: the record as a package, and back."""

import json
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, reason_in_chinese
from bayline.platform.terminal import complain, escaped, write
from bayline.systems.projects.commands.packages import given
from bayline.systems.projects.commands.validating import show_faults

if TYPE_CHECKING:
    from bayline.systems.projects.queries.incoming import Incoming, Row

_STANDARD_OUTPUT = "-"
_PREFIX = re.compile(r"oc4ids-[a-z0-9]{6}")


class Wish(NamedTuple):
    """How a package is taken in."""

    is_preview: bool
    prefix: str
    by: str
    reason: str
    form: str


def write_package(out: str, *, is_public: bool, prefix: str) -> int:
    """Write the projects of the home as a package.

    Args:
        out: The file, or `-`.
        is_public: Whether only what the public may see is written.
        prefix: What stands before codes as identifiers; that of the region if empty.

    Raises:
        BaylineError: The prefix is none, or the file cannot be written.
    """
    from bayline.platform.homes import open_home, told

    _refuse_bad_prefix(prefix)
    open_home()
    from bayline.platform.people.terms import Visitor
    from bayline.platform.publishing.queries import reach_of
    from bayline.platform.reaching import WHOLE, within
    from bayline.systems.projects.queries.packages import package

    with told(), within(reach_of(Visitor()) if is_public else WHOLE):
        found = package(prefix=prefix, at=datetime.now(UTC))
    count = len(found.package["projects"])
    if not count:
        raise _empty(is_public=is_public)
    _written(out, found.text)
    complain(either(f"写出{count}个项目", f"{count} projects written"))
    if found.bare:
        complain(_bare(found.bare))
    return 0


def _written(out: str, text: str) -> None:
    if out == _STANDARD_OUTPUT:
        write(text)
        return
    try:
        Path(out).write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be written",
            where=out,
            why=str(getattr(error, "strerror", None) or error),
            do="check the path and its rights",
            zh=Words("文件写不了", reason_in_chinese(error), "请核对路径和写入权限"),
        ) from None


def take(name: str, wish: Wish) -> int:
    """Take a package in, or show what would be stored.

    Args:
        name: The file, or `-`.
        wish: How.

    Returns:
        The exit status: 1 if the package has errors, else 0.

    Raises:
        BaylineError: It cannot be read, or the prefix is none.
    """
    from bayline.platform.homes import open_home, told

    _refuse_bad_prefix(wish.prefix)
    data = given(name)
    open_home()
    from bayline.platform.registers.terms import Edit
    from bayline.systems.projects.actions.exchanging import take_package
    from bayline.systems.projects.queries.incoming import incoming

    file = Path(name).name if name != _STANDARD_OUTPUT else "package.json"
    with told():
        found = incoming(file, data, prefix=wish.prefix)
        if found.faults:
            return show_faults(name, [("error", one) for one in found.faults], form=wish.form)
        if not wish.is_preview:
            by = wish.by or os.environ.get("USER") or either("经办人", "operator")
            edit = Edit(by=by, at=datetime.now(UTC), reason=wish.reason)
            take_package(file, data, edit=edit, prefix=wish.prefix, basis=found.basis)
    write(_objects(found.rows) if wish.form == "jsonl" else _rows(found.rows))
    complain(_concluded(found, is_preview=wish.is_preview))
    return 0


def _concluded(found: "Incoming", *, is_preview: bool) -> str:
    counts = (len(found.new), len(found.changed), found.same, len(found.rows))
    chinese = "项目新增{}个，改动{}个，相同{}个；条目{}条".format(*counts)
    english = "{} projects new, {} changed, {} the same; {} entries".format(*counts)
    if is_preview:
        return either(f"{chinese}。尚未写入", f"{english}; nothing was stored")
    return either(f"{chinese}。已写入", f"{english} stored")


_COLUMNS = ("change", "register", "key", "project", "values")


def _objects(rows: Iterable["Row"]) -> str:
    records = (
        {
            "change": _change(row),
            "register": row.register,
            "key": row.key,
            "project": row.project,
            "values": {} if row.is_gone else dict(row.values),
            "old": dict(row.old),
        }
        for row in rows
    )
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def _rows(rows: Iterable["Row"]) -> str:
    lines = [(_change(row), row.register, row.key, row.project, _differing(row)) for row in rows]
    told = [_COLUMNS, *lines] if lines else []
    return "".join("\t".join(map(escaped, line)) + "\n" for line in told)


def _change(row: "Row") -> str:
    return "gone" if row.is_gone else "changed" if row.old else "new"


def _differing(row: "Row") -> str:
    if row.is_gone:
        return ""
    changed = (name for name, text in row.values.items() if row.old.get(name, "") != text)
    return "; ".join(f"{name}={row.values[name]}" for name in changed)


def _refuse_bad_prefix(prefix: str) -> None:
    if prefix and not _PREFIX.fullmatch(prefix):
        raise BaylineError(
            f"“{prefix}” is no prefix of OC4IDS",
            where="--prefix",
            why="the registry gives out oc4ids- and six letters or digits",
            do="write it like oc4ids-abc123",
            zh=Words(
                f"“{prefix}”不是OC4IDS前缀",
                "登记的前缀是oc4ids-加六个字母或数字",
                "请写成oc4ids-abc123这样",
            ),
        )


def _empty(*, is_public: bool) -> BaylineError:
    if is_public:
        return BaylineError(
            "no project is public",
            why="the last publication holds none, or there is none yet",
            do="publish first",
            zh=Words("没有公开的项目", "最近一次发布里没有项目，或还没有发布过", "请先发布"),
        )
    return BaylineError(
        "the home holds no project",
        why="a package without projects is none",
        do="add or import projects first",
        zh=Words("资料里没有项目", "没有项目就不成项目包", "请先新增或导入项目"),
    )


def _bare(count: int) -> str:
    return either(
        f"{count}个项目的编号没有登记过的前缀；前缀写在region.toml的oc4ids_prefix，或用--prefix",
        f"{count} identifiers have no registered prefix; "
        "write it as oc4ids_prefix in region.toml, or give --prefix",
    )
