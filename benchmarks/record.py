"""Measures the record: loading and verifying claims, previewing an import, exporting a register.

The load is the median of its tenths; the others are the best of some rounds, in a home of its own.
Usage: python benchmarks/record.py [CLAIMS]
"""

import io
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from statistics import median
from tempfile import TemporaryDirectory

ROUNDS = 3
CLAIMS_AT_ONCE = 4_000
AT = datetime(2026, 1, 1, tzinfo=UTC)
WORKS = b"""
name = "works"
title = "Works"
title_en = "Works"
about = "Works"
about_en = "Works"
key = "code"
label = "name"
order = ["name"]
""" + b"".join(
    b'[[field]]\nname = "%s"\ntitle = "%s"\ntitle_en = "%s"\ntype = "%s"\n'
    % (name, name, name, kind)
    for name, kind in (
        (b"code", b"text"),
        (b"name", b"text"),
        (b"total", b"figure"),
        (b"length", b"decimal"),
        (b"number", b"integer"),
        (b"opened", b"date"),
        (b"year", b"period"),
        (b"note", b"text"),
    )
)


def main() -> None:
    """Print one line for each measure."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with TemporaryDirectory() as home:
        os.environ |= {"BAYLINE_HOME": home, "DJANGO_SETTINGS_MODULE": "bayline.site.settings"}
        from bayline.platform.homes import open_home

        open_home()
        from django.db import transaction

        with transaction.atomic():  # as a region is built
            rate = load(wanted)
        print(f"validated load      {rate:>12,.0f} claims/s over {wanted:,} claims")
        seconds, rows = timed(verified)
        print(f"verify              {seconds:>12.2f} s for {rows:,} rows")
        stored = registered(100_000)
        for name, run in stored.items():
            seconds, _ = best(run)
            print(f"{name:<20}{seconds:>12.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory         {peak:>12,} MB")


def timed(run: Callable[[], object]) -> tuple[float, object]:
    """Run something once; give the seconds and what it gave."""
    begun = time.perf_counter()
    found = run()
    return time.perf_counter() - begun, found


def best(run: Callable[[], object]) -> tuple[float, object]:
    """Run something some times; give the fewest seconds."""
    return min((timed(run) for _ in range(ROUNDS)), key=lambda one: one[0])


def load(wanted: int) -> float:
    """Load claims, some thousands on each text; give the median rate of its tenths."""
    from bayline.engines.documents import document_of
    from bayline.platform.record.actions import append, store_source, store_text
    from bayline.platform.record.terms import Handed

    rates: list[float] = []
    pending, seconds = 0, 0.0
    for first in range(0, wanted, CLAIMS_AT_ONCE):
        words, places = text_of(first)
        handed = Handed(name=f"{first}.txt", data=words.encode())
        source, _ = store_source(handed, by="bench", at=AT)
        text = store_text(source, document_of("bench", words), at=AT)
        drafts = [draft(source.cited, words, place) for place in places]
        begun = time.perf_counter()
        append(drafts, ground=text, by="bench", at=AT)
        seconds += time.perf_counter() - begun
        pending += len(drafts)
        if pending * 10 >= wanted:
            rates.append(pending / seconds)
            pending, seconds = 0, 0.0
    return median(rates)


def text_of(first: int) -> tuple[str, list[tuple[int, int, int, int]]]:
    """Write sentences with two figures each; give where the figures and the sentences stand."""
    parts, places, position = [], [], 0
    for number in range(first, first + CLAIMS_AT_ONCE // 2):
        sentence = f"第{number % 97}类项目计划投资{number / 90}亿元，完成投资{number / 100}亿元。"
        for word in ("计划投资", "完成投资"):
            start = sentence.index(word) + len(word)
            end = sentence.index("亿元", start) + 2
            whole = (position, position + len(sentence))
            places.append((position + start, position + end, *whole))
        parts.append(sentence)
        position += len(sentence)
    return "".join(parts), places


def draft(source: object, words: str, place: tuple[int, int, int, int]) -> object:
    """Make a claim with all that a figure of a document has."""
    from bayline.kernel.basis import Basis
    from bayline.kernel.claims import Claim
    from bayline.kernel.evidence import Evidence, TextPosition
    from bayline.kernel.figures import Figure, Stated
    from bayline.kernel.periods import year
    from bayline.platform.record.terms import Draft

    start, end, first, last = place
    value = Decimal(words[start : end - 2])
    claim = Claim(
        identifier="-",
        subject=words[first : words.index("目", first) + 1],
        attribute=words[start - 4 : start],
        evidence=Evidence(source=source, selectors=(TextPosition(start=start, end=end),)),
        figure=Figure.stated_as(
            value * 100_000_000,
            "CNY",
            resolution=Decimal(1_000_000),
            stated=Stated(value=value, unit="亿元"),
        ),
        basis=Basis(stage="开工"),
        period=year(2000 + start % 20),
        place="310116",
        reader="1",
    )
    return Draft(claim=claim, quote=words[start:end], sentence=(first, last))


def verified() -> int:
    """Verify the record; give how many rows it has."""
    from bayline.platform.record.verifying import verify

    found = verify()
    if found.faults:
        sys.exit(found.faults[0])
    return sum(found.rows.values())


def registered(rows: int) -> dict[str, Callable[[], object]]:
    """Fill a register; give what is measured of it."""
    from bayline.platform.registers import actions, exporting, queries
    from bayline.platform.registers.actions import Upsert
    from bayline.platform.registers.asking import Ask
    from bayline.platform.registers.terms import Edit

    register = actions.declare(WORKS, where="works.toml")
    edit = Edit(by="bench", at=AT)
    values = [entry(number) for number in range(rows)]
    actions.take_over(register, [Upsert(one, 0, edit) for one in values])
    book = workbook(values[:50_000])

    def written() -> int:
        entries = queries.selected(register, Ask())
        return sum(len(piece) for piece in exporting.csv_of(register, entries, english=False))

    return {
        "preview 50,000 xlsx": lambda: queries.preview(register, "works.xlsx", book),
        "export 100,000 csv": written,
        "export 100,000 xlsx": lambda: exporting.write_xlsx(
            io.BytesIO(), register, queries.selected(register, Ask()), english=False
        ),
    }


def entry(number: int) -> dict[str, str]:
    """Give the values of one entry."""
    return {
        "code": f"K{number:06}",
        "name": f"第{number}号工程",
        "total": f"{number % 900 + 1}亿元",
        "length": f"{number % 700}.5",
        "number": str(number % 50),
        "opened": f"2021-{number % 12 + 1:02}-15",
        "year": str(2000 + number % 25),
        "note": f"备注{number % 300}",
    }


def workbook(values: list[dict[str, str]]) -> bytes:
    """Write entries as a workbook in which every row differs from what is stored."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(values[0]))
        for number, one in enumerate(values, start=1):
            sheet.write_row(number, 0, [*[*one.values()][:-1], "改"])
    return made.getvalue()


if __name__ == "__main__":
    main()
