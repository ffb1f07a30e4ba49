"""Measures 核稿 against the record: altered figures in reworded sentences, and its time.

Usage: python benchmarks/audit.py [SHARED] [CLAIMS]
SHARED is the folder with the work reports; CLAIMS how many a made-up record holds that the time is
measured against (100,000). The reports at even places of the list were looked at while the matching
was made; those at odd places were held out.
"""

import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from audit_paraphrases import (  # type: ignore[import-not-found]  # a script beside this one
    ALTERATIONS,
    MOVED,
    Scene,
    Taken,
    Told,
    told,
)

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("BAYLINE_SHARED", ROOT.parent / "shared"))
REPORTS = "data/reading/documents"
KINDS = (*ALTERATIONS, *MOVED)
PER_DRAFT = 14  # altered sentences, and as many untouched ones
YEAR = 2024
AT = datetime(2025, 3, 1, tzinfo=UTC)
PUBLISHED = date(2025, 1, 20)
LONG_DRAFT = 10_000
_NUMBER = re.compile(r"\d[\d.,]*")
_TAIL = re.compile(r"(?:左右|以上|以下|以内|上下)$")
_SENTENCE = re.compile(r"[^。！？\n；]+[。；]")


class Sentence(NamedTuple):
    """A sentence of a report with its figures, and the claims they are kept as."""

    words: str
    figures: list[Taken]
    claims: list[Any]


class Planted(NamedTuple):
    """A told sentence in a draft."""

    start: int
    end: int
    told: Told
    claims: list[Any]

    def is_at(self, start: int, end: int) -> bool:
        """Tell whether the altered figure stands at a place."""
        first, last = self.told.spot
        return bool(start < self.start + last and self.start + first < end)


def main() -> None:
    """Measure and print."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    claims = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000  # noqa: PLR2004 - the second one
    with TemporaryDirectory() as home:
        os.environ |= {"BAYLINE_HOME": home, "DJANGO_SETTINGS_MODULE": "bayline.site.settings"}
        from bayline.platform.homes import open_home

        open_home()
        reports = [*_kept(shared / REPORTS)]
        for name, first in (("looked at", 0), ("held out", 1)):
            _by_rules(name, reports[first::2], [place for place, _, _ in reports])
        for name in ("by_hand", "blind", "held_out", "written", "written_held_out"):
            _by_hand(Path(__file__).with_name(f"audit_{name}.tsv"))
        _timed("a real report", _cut(reports[0][1]))
    _against_many(claims)


def _kept(folder: Path) -> Iterator[tuple[str, str, Any]]:
    """Keep the reports; gives the place, the text and the claims of each."""
    from bayline.kernel.claims import ClaimKind
    from bayline.platform.record import queries
    from bayline.platform.record.terms import Handed
    from bayline.systems.reading.actions.recording import record_document

    for path in sorted(folder.glob("*.txt")):
        data = path.read_bytes()
        title = data.decode().splitlines()[0].strip()
        said = re.search(r"2025年(\d+)月(\d+)日", data.decode()[:300])
        day = date(2025, int(said[1]), int(said[2])) if said else PUBLISHED
        handed = Handed(name=path.name, data=data, title=title, published=day)
        text = queries.latest_text(record_document(handed, by="bench", at=AT).source)
        assert text is not None  # noqa: S101 - it was kept just now
        claims = queries.claims(text=text.key, kind=ClaimKind.FIGURE)
        yield re.sub(r"^2025年|政府工作报告$", "", title), text.document.text, claims


def _by_rules(name: str, reports: Sequence[tuple[str, str, Any]], places: Sequence[str]) -> None:
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    stands: Counter[str] = Counter()
    originals: Counter[str] = Counter()
    for at, (place, text, claims) in enumerate(reports):
        others = [one for one in places if one != place]
        draft, planted = _draft((place, text, claims), others, Random(f"{name} {at}"))  # noqa: S311 - choices, not secrets
        for start, end, stand, kept in _audited(draft):
            here = next((one for one in planted if one.start <= start < one.end), None)
            if here is None:
                continue
            kind = here.told.kind
            if kind and here.is_at(start, end):
                total[kind] += 1
                found[kind] += _is_found(stand, kept, here)
            elif kind not in MOVED:
                stands[stand] += 1
        originals.update(stand for _, _, stand, _ in _audited(_cut(text)))
    kinds = ", ".join(f"{kind} {found[kind]}/{total[kind]}" for kind in KINDS)
    print(f"{name}: {found.total()} of {total.total()} altered figures found ({kinds})")
    print(f"  untouched, reworded: {_alarms(stands)}")
    print(f"  original text: {_alarms(originals)}", flush=True)


def _alarms(stands: Counter[str]) -> str:
    alarms = stands["disagrees"] + stands["not_comparable"]
    return f"{alarms} alarms on {stands.total()} figures, {stands['agrees']} agree"


def _is_found(stand: str, kept: Any, planted: Planted) -> bool:  # noqa: ANN401 - a figure of the record
    if stand not in {"disagrees", "not_comparable"}:
        return False
    right = planted.claims[planted.told.altered]
    is_same = kept.key == right.id or _NUMBER.findall(kept.quote) == _NUMBER.findall(right.quote)
    return is_same or planted.told.kind == "place"  # or what the record says of that place


def _audited(draft: str) -> Iterator[tuple[int, int, str, Any]]:
    """Audit a draft; gives place, stand and the record's figure of each figure."""
    from bayline.engines.documents import document_of
    from bayline.systems.reading.actions.comparing import audit_beside_record

    audited = audit_beside_record(document_of("draft", draft), published=PUBLISHED)
    assert audited.beside is not None  # noqa: S101 - there is a record
    for at, one in audited.beside.judged.items():
        quantity = audited.reading.statements[at].quantity
        kept = one.pair.kept if one.pair else None
        yield quantity.outer_start, quantity.outer_end, one.stand.value, kept


def _draft(
    report: tuple[str, str, Any], others: Sequence[str], chance: Random
) -> tuple[str, list[Planted]]:
    """Tell sentences of a report in other words, half of them with an altered figure."""
    place, text, claims = report
    sentences = [*_sentences(text, claims)]
    chance.shuffle(sentences)
    plan = [KINDS[chance.randrange(len(KINDS))] for _ in range(PER_DRAFT)] + [""] * PER_DRAFT
    plan.sort(key=MOVED.__contains__)  # what follows another place or year would be taken for it
    draft, planted = f"{place}{YEAR}年经济社会发展情况\n", []
    for sentence in sentences:
        if not plan:
            break
        made = _told(sentence, Scene(place=place, year=str(YEAR), others=others), chance, plan[0])
        if made.text:
            start = len(draft)
            is_last = chance.randrange(2) or made.kind in MOVED  # else its year would go on
            draft += made.text + ("\n" if is_last else "")
            planted.append(Planted(start, start + len(made.text), made, sentence.claims))
            plan.pop(0)
    return draft, planted


def _told(sentence: Sentence, scene: Scene, chance: Random, kind: str) -> Told:
    """Tell a sentence; of another year or place only one that is of the year and names no place."""
    of_year = all(
        one.claim.period and one.claim.period.last and one.claim.period.last.year == YEAR
        for one in sentence.claims
    )
    says_when = re.search(r"20\d\d|[一二三四五六七八九十]五|年底|年末", sentence.words)
    is_bare = of_year and not says_when and not _names_place(sentence.words)
    if kind in MOVED and not is_bare:
        kind = "digit"
    year = scene.year if of_year and not says_when else ""
    named = Scene(place=scene.place, year=year, others=scene.others)
    return told(sentence.words, sentence.figures, named, chance, kind)


def _names_place(words: str) -> bool:
    from bayline.engines.chinese.gazetteer import national

    return bool([*national().find(words)])


def _sentences(text: str, claims: Sequence[Any]) -> Iterator[Sentence]:
    starts = defaultdict(list)
    for one in claims:
        position = one.claim.evidence.selectors[0]
        starts[position.start].append(one)
    for match in _SENTENCE.finditer(text):
        here = [one for at in range(*match.span()) for one in starts.get(at, ())]
        figures = [_taken(one, text, match.start()) for one in here]
        known = [one for one in figures if one is not None]
        if 1 <= len(known) <= 5 and len(known) == len(here) and 12 <= len(match[0]) <= 130:  # noqa: PLR2004 - sizes of sentences
            yield Sentence(match[0], known, here)


def _taken(one: Any, text: str, begin: int) -> Taken | None:  # noqa: ANN401 - a kept claim
    position = one.claim.evidence.selectors[0]
    quote = text[position.start : position.end]
    number = _NUMBER.search(quote)
    if number is None:
        return None
    lead = quote[: number.start()]
    kept = len("达到") if lead.startswith("达到") else int(lead.startswith("达"))
    tail = found[0] if (found := _TAIL.search(quote)) else ""
    return Taken(
        start=position.start + kept - begin,
        end=position.end - begin,
        lead=lead[kept:],
        number=number[0],
        unit=quote[number.end() : len(quote) - len(tail)],
        tail=tail,
        is_growth=one.claim.change is not None,
    )


def _by_hand(path: Path) -> None:
    """Count the sentences that were written by hand, each a draft of its own."""
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        place, kind, wrong, right, words = line.split("\t")
        title = f"{place}{YEAR}年工作情况\n"
        for said in (words, words.replace(wrong, right, 1)):
            at = len(title) + said.index(wrong if said == words else right)
            for start, end, stand, kept in _audited(title + said):
                if start <= at < end and said == words:
                    total[kind] += 1
                    numbers = [
                        _NUMBER.findall(each) for each in (kept.quote if kept else "", right)
                    ]
                    is_told = stand in {"disagrees", "not_comparable"}
                    found[kind] += is_told and numbers[0] == numbers[1]
                elif said != words:
                    false[stand] += 1
    kinds = ", ".join(f"{kind} {found[kind]}/{total[kind]}" for kind in total)
    print(f"{path.stem}: {found.total()} of {total.total()} altered figures found ({kinds})")
    print(f"  with the right figure: {_alarms(false)}", flush=True)


def _cut(text: str) -> str:
    return text[: text.rindex("\n", 0, LONG_DRAFT)] if len(text) > LONG_DRAFT else text


def _timed(name: str, draft: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    best = (9e9, 9e9, 0, 0)
    for _ in range(3):
        clock, processor = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as asked:
            figures = sum(1 for _ in _audited(draft))
        spent = time.process_time() - processor, time.perf_counter() - clock
        best = min(best, (*spent, len(asked), figures))
    processor, clock, questions, figures = best
    print(
        f"{name}, {len(draft):,} characters, {figures} figures: {processor:.2f} s of the processor,"
        f" {clock:.2f} s by the clock, {questions} questions",
        flush=True,
    )


def _against_many(claims: int) -> None:
    """Time a draft of lines of a made-up record, in a process of its own for its home."""
    code = "import sys; sys.path.insert(0, sys.argv[1])\n"
    code += "import audit; audit.of_made_up(int(sys.argv[2]))"
    with TemporaryDirectory() as home:
        import subprocess

        environment = {**os.environ, "BAYLINE_HOME": home}
        command = [sys.executable, "-c", code, str(Path(__file__).parent), str(claims)]
        subprocess.run(command, env=environment, check=True)


def of_made_up(claims: int) -> None:
    """Fill a home with a made-up region and time a draft made of lines of its documents.

    Args:
        claims: How many claims the region has.
    """
    import subprocess

    program = [Path(sys.executable).with_name("bayline"), "demo", "--claims", str(claims)]
    subprocess.run(program, check=True, capture_output=True)
    from bayline.platform.homes import open_home

    open_home()
    from bayline.platform.record import models

    texts = models.Text.objects.order_by("-pk").values_list("text", flat=True)[:300]
    lines = [line for text in texts for line in text.split("\n") if len(line) > 15]  # noqa: PLR2004 - a title is shorter
    Random(1).shuffle(lines)  # noqa: S311 - choices, not secrets
    _timed(f"against {claims:,} claims", _cut("\n".join(lines)))


if __name__ == "__main__":
    main()
