"""Measures the forms of a report: PDF of eleven pages, Word, an annex of 3,000 rows, reissue.

Usage: python benchmarks/reports.py [ROUNDS]
The report is made up, with a footnote to every third sentence; times are of the processor, on one
core, without the start of the program; the first PDF of a process, which loads fonts, is apart.
"""

import sys
import time
from collections.abc import Callable, Mapping
from importlib.resources import files
from statistics import median
from typing import Any

import pypdfium2

from bayline.platform.reporting.annexes import annex_of
from bayline.platform.reporting.fonts import chosen
from bayline.platform.reporting.typesetting import Layout, pdf_of
from bayline.platform.reporting.wordfiles import word_of

SENTENCE = "全区围绕年度目标推进重点工作，有关部门按季报送进展，各镇对照清单逐项落实。"
PARAGRAPHS, NOTES, ROWS = 60, 60, 3000
ROUNDS = 5
LIMITS = {"PDF": 1.0, "Word": 0.5, "annex": 2.0}


def note(number: int) -> dict[str, Any]:
    """Make up what one figure rests on."""
    part = {
        "document": f"第{number}份公报",
        "publisher": "统计部门",
        "published": "2031-02-01",
        "sentence": f"当年完成投资{number}亿元。",
        "quote": f"{number}亿元",
        "accepted": "2031-03-01T00:00:00+00:00",
        "by": "",
        "claim": f"{number:016x}",
        "source": f"{number:064x}",
        "path": f"/figures/{number:016x}",
        "entry": "",
        "sentences": [f"当年完成投资{number}亿元。"],
        "entries": [],
        "claims": [f"{number:016x}"],
        "see": 0,
    }
    return {"n": number, "printed": f"{number}亿元", "parts": [part]}


def report(*, rows: int, round_: int = 0) -> dict[str, Any]:
    """Make up a report; other words in each round, since typst remembers what it has set."""
    notes = [note(number) for number in range(1, NOTES + 1)]
    paragraphs = [
        {
            "kind": "paragraph",
            "pieces": [
                {"t": f"其{round_}。{SENTENCE * 3}"},
                {"t": f"{n}亿元", "n": n},
                {"t": f"。{SENTENCE}"},
            ],
        }
        for n in range(1, PARAGRAPHS + 1)
    ]
    table = {
        "kind": "table",
        "title": "项目名单",
        "columns": [
            {"title": one, "numeric": one == "金额"} for one in ("名称", "镇", "金额", "日期")
        ],
        "rows": [
            {"cells": [f"第{n}个项目", "某镇", str(n), "2031-03-01"], "source": 1, "path": "/x"}
            for n in range(rows)
        ],
        "rest": 0,
        "sources": [notes[0]["parts"][0]],
        "annex": rows > 100,  # noqa: PLR2004 - a list that long is no part of the text
    }
    return {
        "format": 1,
        "template": "bench",
        "title": "年度报告",
        "edition": "2031",
        "called": "2031年",
        "language": "zh",
        "region": "某区",
        "moment": "2031-03-02T01:02:03+00:00",
        "snapshot": "0123456789abcdef",
        "named": {},
        "registers": [],
        "blocks": [*paragraphs, table],
        "notes": notes,
        "figures": [],
    }


def timed(make: Callable[[int], bytes], rounds: int) -> tuple[float, bytes]:
    """Give the median of the processor's time, and what was made."""
    times, data = [], b""
    for number in range(1, rounds + 1):
        start = time.process_time()
        data = make(number)
        times.append(time.process_time() - start)
    return median(times), data


def main() -> None:
    """Print the table of the documentation."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    looks = files("bayline.platform.reporting") / "looks"
    layout = Layout(
        path="report.typ",
        data=(looks / "report.typ").read_bytes(),
        library=(looks / "bayline.typ").read_bytes(),
        beside={},
    )
    text: Mapping[str, Any] = report(rows=40)
    start = time.process_time()
    pdf_of(text, layout, chosen())
    first = time.process_time() - start

    def another(number: int) -> bytes:
        return pdf_of(report(rows=40, round_=number), layout, chosen())

    pdf, made = timed(another, rounds)
    pages = len(pypdfium2.PdfDocument(made))
    word, _word = timed(lambda number: word_of(report(rows=40, round_=number), None), rounds)
    annex, _annex = timed(lambda number: annex_of(report(rows=ROWS, round_=number)), rounds)
    print("| what | median s | must |\n|---|---|---|")
    print(f"| first PDF of a process, {pages} pages | {first:.2f} | {LIMITS['PDF']} |")
    print(f"| PDF of {pages} pages, {NOTES} footnotes | {pdf:.2f} | {LIMITS['PDF']} |")
    print(f"| Word of the same | {word:.2f} | {LIMITS['Word']} |")
    print(f"| annex of {ROWS:,} rows | {annex:.2f} | {LIMITS['annex']} |")


if __name__ == "__main__":
    main()
