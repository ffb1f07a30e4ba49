"""`bayline ecology import`: take readings in, or say what bars them."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, reason_in_chinese
from bayline.platform.terminal import complain
from bayline.systems.ecology.commands.tables import write
from bayline.systems.ecology.terms import Spot

if TYPE_CHECKING:
    from bayline.systems.ecology.actions.taking import Handed
    from bayline.systems.ecology.rules.intake.taking import Intake

COLUMNS = ("weight", "word", "row", "column", "value", "sentence")
_STANDARD_INPUT = "-"
_BARRED = 2  # exit status of bad input


class Wished(NamedTuple):
    """How a file is to be taken in; see `Handed`."""

    holds: bool
    skips_known: bool
    corrects: bool


def take(file: str, *, kind: str, check: bool, wish: Wished, by: str, form: str) -> int:
    """Take a file in; print what is told of its cells.

    Args:
        file: Its path, or `-` for standard input.
        kind: water, air or air-hour.
        check: Whether it is only looked at.
        wish: What is wished besides.
        by: Who takes it in; empty for whoever is logged in.
        form: csv or jsonl.

    Returns:
        0 where it was, or could be, taken in; 2 where something bars it.
    """
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.systems.ecology.actions import taking

    handed = _handed(file, kind, wish)
    now = datetime.now(UTC)
    with told():
        if check:
            return _looked(taking.looked_at(handed, at=now), form)
        who = by or os.environ.get("USER") or either("经办人", "operator")
        try:
            kept = taking.take_in(handed, by=who, at=now)
        except taking.BarredError as barred:
            return _looked(barred.intake, form)
    write(map(_record, kept.notes), COLUMNS, form=form)
    number, number_zh = f", delivery {kept.delivery}", f"，批次{kept.delivery}"
    complain(
        either(
            f"入库{kept.samples}个样品，已有而相同的{kept.skipped}个"
            f"{number_zh if kept.delivery else ''}",
            f"{kept.samples} samples taken in, {kept.skipped} were kept already"
            f"{number if kept.delivery else ''}",
        )
    )
    return 0


def _looked(intake: "Intake", form: str) -> int:
    write(map(_record, intake.spots), COLUMNS, form=form)
    bars = len(intake.bars)
    complain(
        either(
            f"共{intake.samples}个样品，{bars}处要改正或核对，没有入库",
            f"{intake.samples} samples, {bars} cells to correct or to confirm; nothing was kept",
        )
    )
    return _BARRED if bars else 0


def _handed(file: str, kind: str, wish: Wished) -> "Handed":
    from bayline.systems.ecology.actions.taking import Handed

    if file == _STANDARD_INPUT:
        data = sys.stdin.buffer.read()
        return Handed(name="stdin.csv", kind=kind, data=data, **wish._asdict())
    path = Path(file)
    try:
        with path.open("rb"):
            return Handed(name=path.name, kind=kind, file=path, **wish._asdict())
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be read",
            where=file,
            why=getattr(error, "strerror", "") or str(error),
            do="name a CSV file or a workbook",
            zh=Words("文件读不了", reason_in_chinese(error), "请写一个csv或xlsx文件"),
        ) from None


def _record(spot: Spot) -> dict[str, object]:
    said = spot.error("")
    return {
        "weight": spot.weight.value,
        "word": spot.word,
        "row": spot.line,
        "column": spot.head,
        "value": spot.value,
        "sentence": either(said.in_chinese(), said.sentence()),
    }
