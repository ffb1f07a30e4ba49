"""`bayline produce residues`: each residue of a table against the limits of its day."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.produce.commands.files import read
from bayline.systems.produce.rules.residues import Limits, Verdict, judged, read_limits

_COLUMNS = ("sample", "food", "pesticide", "mg_per_kg", "day")
_NONE = frozenset(("", "未检出", "ND", "nd"))


def show(file: str, *, limits: str, form: str) -> int:
    """Judge the residues of a table and print a line for each.

    Args:
        file: Its path, or `-` for standard input.
        limits: The path of the file of limits.
        form: table or jsonl.

    Returns:
        1 if a residue fails or cannot be judged, else 0.

    Raises:
        BaylineError: A file cannot be read, or a cell cannot.
    """
    editions = read_limits(read(limits).decode("utf-8", "replace"), where=limits)
    found = list(_judged(read(file).decode("utf-8-sig", "replace"), editions, file))
    write("".join(_line(row, verdict, form) for row, verdict in found))
    open_ = sum(verdict.state != "pass" for _, verdict in found)
    if any(not one.is_verified for one in editions):
        complain(either("限量没有核对过原文，只供演示", "the limits were not compared with the "
                        "standard; they are for demonstration"))  # fmt: skip
    complain(either(f"{len(found)}项中{open_}项不合格或不能判定",
                    f"of {len(found)} residues {open_} fail or cannot be judged"))  # fmt: skip
    return int(open_ > 0)


def _judged(
    text: str, editions: list[Limits], where: str
) -> Iterator[tuple[dict[str, str], Verdict]]:
    rows = csv.DictReader(StringIO(text))
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise _wrong(where, f"the columns {', '.join(missing)} are missing",
                     f"缺少{'、'.join(missing)}栏")  # fmt: skip
    for at, row in enumerate(rows, 2):
        try:
            day = date.fromisoformat(row["day"])
            told = row["mg_per_kg"].strip()
            mass = None if told in _NONE else Decimal(told)
        except (ValueError, InvalidOperation, TypeError, AttributeError) as error:
            raise _wrong(where, f"row {at} cannot be read", f"第{at}行读不了") from error
        if mass is not None and not (mass.is_finite() and mass >= 0):
            raise _wrong(where, f"row {at}: {mass} is no mass", f"第{at}行：{mass}不是含量")
        yield row, judged(editions, row["pesticide"], row["food"], mass, day)


def _wrong(where: str, what: str, zh: str) -> BaylineError:
    return BaylineError(what, where=where, do="correct the table", zh=Words(zh, "", "请改正表格"))


def _line(row: dict[str, str], verdict: Verdict, form: str) -> str:
    sentence = either(verdict.zh, verdict.sentence)
    if form == "jsonl":
        told = {"sample": row["sample"], "food": row["food"], "pesticide": row["pesticide"],
                "state": verdict.state, "standard": verdict.standard,
                "sentence": sentence}  # fmt: skip
        return f"{orjson.dumps(told).decode()}\n"
    cells = (row["sample"], row["food"], row["pesticide"], verdict.state, verdict.standard or "-",
             sentence)  # fmt: skip
    return "\t".join(cells) + "\n"
