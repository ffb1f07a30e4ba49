"""One contestant of the benchmark, in its own process and environment: time one pass over a folder.

usage: peer.py NAME FOLDER [CHARACTERS]

Prints one JSON object: characters read, seconds of processor time, number of things found. Every
other text is read before the clock starts, so that tables are loaded as on a server that runs; the
texts that are timed have not been seen.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

Reader = Callable[[str], int]


def bayline_full() -> Reader:
    """Everything that `bayline read` knows: figures with their statements, times, names, events."""
    from bayline.engines.chinese.reader import read

    def run(text: str) -> int:
        reading = read(text, published=date(2025, 1, 20))
        return len(reading.statements) + len(reading.times) + len(reading.names)

    return run


def bayline_figures() -> Reader:
    """Figures alone: number, unit, bound."""
    from bayline.engines.chinese.quantities import quantities
    from bayline.engines.chinese.script import fold

    return lambda text: len(quantities(fold(text)))


def jionlp() -> Reader:
    """Money and times, what jionlp offers of the same kind."""
    import jionlp as jio

    def run(text: str) -> int:
        found = 0
        for line in filter(None, text.split("\n")):
            found += len(jio.ner.extract_money(line, with_parsing=True) or [])
            found += len(jio.ner.extract_time(line, time_base=1737331200) or [])
        return found

    return run


def recognizers() -> Reader:
    """Numbers, percentages, currencies, dimensions and dates by Recognizers-Text."""
    import ms_recognizers_suite as suite

    kinds = (
        suite.recognize_number,
        suite.recognize_percentage,
        suite.recognize_currency,
        suite.recognize_dimension,
        suite.recognize_datetime,
    )
    culture = suite.Culture.Chinese

    def run(text: str) -> int:
        lines = list(filter(None, text.split("\n")))
        return sum(len(recognize(line, culture)) for line in lines for recognize in kinds)

    return run


CONTESTANTS: dict[str, Callable[[], Reader]] = {
    "bayline-full": bayline_full,
    "bayline-figures": bayline_figures,
    "jionlp": jionlp,
    "recognizers": recognizers,
}


def main(name: str, folder: str, limit: str = "0") -> None:
    """Time one pass of a contestant over the texts of a folder."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))]
    warm, timed = texts[::2], texts[1::2] or texts
    if int(limit):
        warm, timed = ["".join(warm)[: int(limit) // 3]], ["".join(timed)[: int(limit)]]
    run = CONTESTANTS[name]()
    for text in warm:
        run(text)
    start = time.process_time()
    found = sum(run(text) for text in timed)
    seconds = time.process_time() - start
    size = sum(map(len, timed))
    print(json.dumps({"characters": size, "seconds": seconds, "found": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
