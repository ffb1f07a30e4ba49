"""The commands of schemes: load a classification, list what is at hand, tell amounts in another."""

import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, reason_in_chinese
from bayline.platform.terminal import complain, escaped
from bayline.systems.industry.queries import AtHand, at_hand, crosswalk
from bayline.systems.industry.queries.tables import opened
from bayline.systems.industry.rules.crosswalks import converted, refuse_group
from bayline.systems.industry.rules.grids import grids
from bayline.systems.industry.rules.schemes import NATIONAL, counts_by_level
from bayline.systems.industry.rules.tables import refuse_unsound
from bayline.systems.industry.terms import Record, Scheme, Wish

_FIRST_TEXT = (20, 97, 473, 1381)  # of GB/T 4754-2017; the text in force has one class more


def load(file: str, *, identifier: str, by: str) -> int:
    """Load a classification into the home and say what it holds."""
    from bayline.platform.homes import open_home, told

    data = bytes_of(file)
    open_home()
    from bayline.systems.industry.actions import load_classification

    who = by or os.environ.get("USER") or os.environ.get("LOGNAME") or either("经办人", "operator")
    with told():
        loaded = load_classification(
            data, name=file, identifier=identifier, by=who, at=datetime.now(UTC)
        )
    click.echo(_loaded(loaded.scheme, is_new=loaded.is_new))
    if identifier == NATIONAL and counts_by_level(loaded.scheme) == _FIRST_TEXT:
        complain(
            either(
                "小类1381个；现行文本有1382个，少的一个请对照标准补上",
                "1381 classes; the text in force has 1382: look the missing one up",
            )
        )
    return 0


def bytes_of(file: str) -> bytes:
    """Read a file, or standard input.

    Raises:
        BaylineError: It cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be read",
            where=file,
            why=getattr(error, "strerror", "") or str(error),
            do="name a CSV file",
            zh=Words("文件读不了", reason_in_chinese(error), "请写一个CSV文件"),
        ) from None


def _loaded(scheme: Scheme, *, is_new: bool) -> str:
    counts = ", ".join(map(str, counts_by_level(scheme)))
    if not is_new:
        return either(
            f"{scheme.id}：与已存的相同（{counts}）", f"{scheme.id} is kept already: {counts}"
        )
    return either(f"已存入{scheme.id}：各级{counts}", f"loaded {scheme.id}, by level {counts}")


def hand_of(pack: str) -> AtHand:
    """Read the schemes at hand.

    Args:
        pack: A folder; empty for the home.

    Raises:
        BaylineError: One of them cannot be used.
    """
    if pack:
        from bayline.platform.packs.folders import files_of

        return at_hand(files_of(Path(pack)))
    from bayline.platform.homes import open_home, told

    open_home()
    with told():
        return at_hand()


def show(pack: str, *, form: str) -> int:
    """List schemes and crosswalks; all of them are looked through first."""
    hand = hand_of(pack)
    found: list[Record] = [
        {
            "kind": "scheme",
            "id": one.id,
            "title": one.title,
            "title_en": one.title_en,
            "levels": counts_by_level(one),
            "source": one.source,
        }
        for one in hand.schemes.values()
    ]
    found += [
        {
            "kind": "crosswalk",
            "id": one.id,
            "title": one.title,
            "from": one.source,
            "to": one.target,
            "links": len(one.links),
        }
        for one in hand.crosswalks.values()
    ]
    write(found, ("kind", "id", "title", "levels", "links"), form=form)
    return 0


def convert(file: str, identifier: str, *, pack: str, group: str, form: str) -> int:
    """Tell the amounts of a table in another scheme."""
    hand = hand_of(pack)
    walk = crosswalk(identifier, hand)
    source, target = hand.schemes[walk.source], hand.schemes[walk.target]
    refuse_group(target, group, where="--group")
    with opened(file, asks=frozenset(), needs_industry=True) as table:
        refuse_unsound(table)
        found = [
            one
            for grid in grids(table, Wish())
            for one in converted(grid, walk, source=source, target=target, group=group)
        ]
    write(found, tuple(found[0]), form=form)
    return 0


def write(found: Iterable[Record], names: tuple[str, ...], *, form: str) -> None:
    """Print objects on lines, or some of their parts as a table.

    Args:
        found: The objects.
        names: The parts that people are shown.
        form: table or jsonl.
    """
    if form == "jsonl":
        lines = [orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in found]
    else:
        rows = [names, *(tuple(_shown(one.get(name, "")) for name in names) for one in found)]
        lines = [("\t".join(map(escaped, row)) + "\n").encode("utf-8", "replace") for row in rows]
    sys.stdout.flush()
    sys.stdout.buffer.write(b"".join(lines))
    sys.stdout.buffer.flush()


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever a record holds
    if isinstance(value, tuple):
        return "/".join(map(str, value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)
