"""The cases that officials can read, run through reader and checks."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bayline.engines.chinese.reader import read
from bayline.kernel.findings import Finding, Severity
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument

_CASES = Path(__file__).resolve().parents[2] / "cases" / "reading_checks.yaml"


def _cases() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(_CASES.read_text(encoding="utf-8"))
    return cases


def _findings(texts: list[str], published: date | None) -> list[Finding]:
    return check(
        [
            ReadDocument(name=f"文件{number}", reading=read(text, published=published))
            for number, text in enumerate(texts, start=1)
        ]
    )


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["title"])
def test_known_answers_come_out(case: dict[str, Any]) -> None:
    findings = _findings(case["documents"], case.get("published"))
    told = [(each.check, each.verdict.value, each.sentence) for each in findings]
    for wanted in case["expect"]:
        assert any(
            check_id == wanted["check"]
            and verdict == wanted["verdict"]
            and wanted.get("words", "") in sentence
            for check_id, verdict, sentence in told
        ), (wanted, told)
    contradictions = {each.sentence for each in findings if each.severity is Severity.CONTRADICTION}
    assert len(contradictions) == case.get("contradictions", 0), contradictions
