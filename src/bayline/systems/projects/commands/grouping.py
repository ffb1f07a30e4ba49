"""`bayline projects groups`: published groups of figures of a file, recomputed one by one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.findings import Verdict
from bayline.platform.languages import either
from bayline.platform.terminal import escaped, write
from bayline.systems.projects.commands.packages import given
from bayline.systems.projects.rules.stated_groups import Checked, checked, verdict_of

_COLUMNS = ("id", "verdict", "check", "sentence")
_NOTHING = "nothing_to_check"


def show(name: str, *, is_strict: bool, form: str) -> int:
    """Recompute the groups of a file and write what came of each, in their order.

    Args:
        name: The file, or `-`.
        is_strict: Whether a contradiction makes the exit status 1.
        form: table or jsonl.

    Returns:
        The exit status.
    """
    records = [*_records(name)]
    every = [record for _line, record in records]
    found = [(record, _checked(name, line, record, every)) for line, record in records]
    write(_objects(found) if form == "jsonl" else _rows(found))
    verdicts = {verdict_of(answers) for _record, answers in found}
    return int(is_strict and Verdict.CONTRADICTION in verdicts)


def _records(name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        lines = given(name).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BaylineError(
            "the file is not in UTF-8",
            where=name,
            do="save it as UTF-8",
            zh=Words("文件不是UTF-8编码", do="请另存为UTF-8"),
        ) from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _record(line, f"{name}:{number}")


def _record(line: str, where: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BaylineError(
            "the line is no JSON object",
            where=where,
            why="each line holds one group of figures",
            do='write it like {"id": "2021Q1", "projects": 12, "invest_yi": 206}',
            zh=Words(
                "这一行不是JSON对象",
                "每行写一组数",
                '请写成{"id": "2021Q1", "projects": 12, "invest_yi": 206}',
            ),
        )
    return found


def _checked(
    name: str, line: int, record: Mapping[str, Any], every: Sequence[Mapping[str, Any]]
) -> Sequence[Checked]:
    try:
        return checked(record, every)
    except BaylineError as error:
        error.where = error.where or f"{name}:{line}"
        raise


_Found = Sequence[tuple[Mapping[str, Any], Sequence[Checked]]]


def _objects(found: _Found) -> str:
    return "".join(
        f"{json.dumps(_object(record, answers), ensure_ascii=False)}\n" for record, answers in found
    )


def _object(record: Mapping[str, Any], answers: Sequence[Checked]) -> dict[str, object]:
    return {
        "id": str(record.get("id", "")),
        "verdict": str(verdict_of(answers) or _NOTHING),
        "checks": [
            {
                "check": one.check,
                "verdict": str(one.answer.verdict),
                "sentence": one.answer.sentence,
                "sentence_en": one.answer.sentence_en,
            }
            for one in answers
        ],
    }


def _rows(found: _Found) -> str:
    rows = [_COLUMNS]
    for record, answers in found:
        name = str(record.get("id", ""))
        rows += [
            (
                name,
                str(one.answer.verdict),
                one.check,
                either(one.answer.sentence, one.answer.sentence_en),
            )
            for one in answers
        ] or [(name, _NOTHING, "", either("没有可以互相核对的数", "nothing can be recomputed"))]
    return "".join("\t".join(map(escaped, row)) + "\n" for row in rows)
