"""Tables for people at a terminal: in its language, with as many columns as fit its width."""

import re
import sys
from collections.abc import Iterable, Sequence

from bayline.engines.documents.writers.wording import remark_of, state_word
from bayline.kernel.findings import Finding
from bayline.kernel.units import unit
from bayline.platform.languages import either, is_chinese
from bayline.platform.terminal import escaped
from bayline.systems.reading.checks import CHECKS
from bayline.systems.reading.rules.columns import READ_COLUMNS, Record, read_row

_WIDE = 110  # columns of characters that a full table needs
_FULL = ("text", "read as", "kind", "attribute", "subject", "time", "status")
_NARROW = ("text", "read as", "attribute", "time")
_HEADS = {
    "text": ("原文", "text"),
    "read as": ("读作", "read as"),
    "kind": ("类别", "kind"),
    "attribute": ("指标", "measure"),
    "subject": ("主体", "subject"),
    "time": ("时间", "time"),
    "status": ("状态", "status"),
}
_WORDS = {
    "quantity": "数量",
    "number": "数字",
    "time": "时间",
    "place": "地名",
    "name": "名称",
    "event": "事件",
    "promise": "承诺",
    "actual": "已发生",
    "planned": "计划",
    "period": "时期",
    "duration": "时长",
    "set": "周期",
    "clock": "时刻",
    "due": "期限",
    "village": "村",
    "organisation": "机构",
    "project": "项目",
    "road": "道路",
    "zone": "园区",
    "meeting": "会议",
    "document": "文件",
    "signed": "签约",
    "started": "开工",
    "completed": "完工",
    "opened": "开通",
    "operating": "投产",
    "at_capacity": "达产",
    "designated": "认定",
    "agreed": "约定",
    "accepted": "验收",
    "launched": "启动",
    "held": "召开",
}
_CHANGES = {"growth": "增减比例", "delta": "增减数量", "from": "变动前", "to": "变动后"}


def is_terminal() -> bool:
    """Tell whether the output is looked at while it is written."""
    return sys.stdout.isatty()


def draw_findings(findings: Sequence[Finding]) -> None:
    """Draw findings: their state, what was compared, the sentence and the places it rests on."""
    lang = "zh" if is_chinese() else "en"
    titles = {check.id: either(check.title_zh, check.title_en) for check in CHECKS}
    state, check, sentence, where = (
        either("状态", "state"),
        either("检查", "check"),
        either("结论", "finding"),
        either("出处", "where"),
    )
    cells = [
        (state_word(each, lang), titles.get(each.check, each.check), remark_of(each, lang))
        for each in findings
    ]
    places = [[*_places(each)] for each in findings]
    if _width() >= _WIDE:
        rows = ((*row, "\n".join(place)) for row, place in zip(cells, places, strict=True))
        _draw("", (state, check, sentence, where), rows, firm=2)
        return
    told = zip(cells, places, strict=True)
    narrow = ((word, f"{remark}\n{'; '.join(place)}".rstrip()) for (word, _, remark), place in told)
    _draw("", (state, sentence), narrow, firm=1)


def draw_records(name: str, records: Sequence[Record]) -> None:
    """Draw what was read in one document, under its name."""
    shown = _FULL if _width() >= _WIDE else _NARROW
    heads = tuple(either(*_HEADS[column]) for column in shown)
    rows = (tuple(_cells(record)[column] for column in shown) for record in records)
    _draw(name, heads, rows, firm=0)


def _cells(record: Record) -> dict[str, str]:
    cells = dict(zip(READ_COLUMNS, read_row(record), strict=True))
    cells["time"] = re.sub(r"(?<=\d)\.\.(?=\d)", "..\n", cells["time"])  # a day is never cut
    if not is_chinese():
        return cells
    code = record.get("unit") or ""
    if code and code != "1":
        cells["read as"] = cells["read as"].replace(f" {code}", f" {unit(code).zh}")
    return {name: _in_chinese(cell) for name, cell in cells.items()}


def _in_chinese(cell: str) -> str:
    """Say the codes that open a cell, or stand in brackets behind it, in Chinese."""
    first, colon, rest = cell.partition(": ")
    if colon and first in _WORDS:
        return f"{_WORDS[first]}：{rest}"
    first, space, rest = cell.partition(" ")
    said = f"{_WORDS.get(first, first)}{space}{rest}"
    for code, word in _CHANGES.items():
        said = said.replace(f"({code})", f"（{word}）")
    return said


def _places(finding: Finding) -> Iterable[str]:
    for claim in dict.fromkeys(finding.claims):
        yield f"{claim.document}:{claim.start} {' '.join(claim.quote.split())}"


def _width() -> int:
    from rich.console import Console

    return Console().width


def _draw(
    title: str, columns: Sequence[str], rows: Iterable[tuple[str, ...]], *, firm: int
) -> None:
    """Draw a table; its first `firm` columns are short and never fold."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    # Chinese has no spaces to break at: a long cell folds, it is never cut.
    folded = [
        Column(name, overflow="fold", no_wrap=place < firm) for place, name in enumerate(columns)
    ]
    table = Table(*folded, title=Text(escaped(title)), title_justify="left", box=SIMPLE_HEAD)
    for row in rows:
        table.add_row(*(Text(_shown(cell)) for cell in row))  # [brackets] are no markup
    Console().print(table)


def _shown(cell: str) -> str:
    return "\n".join(map(escaped, cell.split("\n")))
