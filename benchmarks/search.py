"""Measures the search: how long a question takes at some number of claims, and what indexing costs.

Usage: python benchmarks/search.py [CLAIMS]
BAYLINE_DATABASE_URL has it measure another database than SQLite; it must be empty.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from tempfile import TemporaryDirectory

ROUNDS = 40
SENTENCES_AT_ONCE = 1_000  # of one document; each states two figures
AT = datetime(2026, 1, 1, tzinfo=UTC)
TOWNS = ("漕泾镇", "朱泾镇", "枫泾镇", "亭林镇", "吕巷镇", "廊下镇", "张堰镇", "山阳镇")
THINGS = (
    "新材料产业园",
    "碳纤维中试基地",
    "沿江公路",
    "海塘工程",
    "污水处理厂",
    "智能装备园",
    "中心医院",
)
WORKS = ("扩建", "改造", "一期", "二期", "配套", "整治", "提升", "升级", "迁建", "修缮")
# What is looked for, and in how many of the sentences it stands.
QUESTIONS = (
    ("in every sentence", "计划投资"),
    ("in one of eight", "漕泾镇"),
    ("three words of a run", "漕泾镇碳纤维中试基地扩建"),
    ("in one of 500", "断头路"),
    ("in one of 20,000", "独柱墩"),
    ("a number with unit", "1.6公里"),
    ("one character", "塘"),
    ("a word without another", "碳纤维 -扩建"),
    ("in none", "航天发射场"),
    ("by initials", "cjz"),
)


def main() -> None:
    """Print one line for each measure."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with TemporaryDirectory() as home:
        os.environ |= {"BAYLINE_HOME": home, "DJANGO_SETTINGS_MODULE": "bayline.site.settings"}
        from bayline.platform.homes import open_home

        open_home()
        from django.db import connection, transaction

        with transaction.atomic():
            texts, claims = filled(wanted)
            published()
        print(f"{connection.vendor}, {wanted:,} claims")
        print(f"texts with index    {texts:>10.1f} s, their claims {claims:.1f} s")
        if connection.vendor == "postgresql":  # as its own daemon does within minutes
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        measured()


def measured() -> None:
    """Print how long each question takes, in every way in which it is asked."""
    for name, typed in QUESTIONS:
        for who, ask in asking():
            taken = [timed(ask, typed) for _ in range(ROUNDS)]
            told = [middle_and_late([one[at] for one in taken]) for at in (0, 1)]
            print(f"{name:<24}{who:<8}{told[0]} ms,{told[1]} ms of the processor")


def middle_and_late(seconds: list[float]) -> str:
    """Say in milliseconds how long half of the rounds took at most, and 95 of a hundred."""
    ordered = sorted(seconds)
    at = (ordered[round(part * (len(ordered) - 1))] for part in (0.5, 0.95))
    return "".join(f"{1000 * one:>8.1f}" for one in at)


def asking() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Give the ways in which is asked: the index alone, the page of the office, of the public."""
    from bayline.engines.search.asked import asked
    from bayline.platform.reaching import WHOLE, Reach
    from bayline.platform.search.queries import passages
    from bayline.platform.search.terms import Scope

    public = Reach(publication="bench", until=AT + timedelta(days=365))
    yield "index", lambda typed: passages(asked(typed), Scope())
    yield "page", lambda typed: page(typed, WHOLE)
    yield "public", lambda typed: page(typed, public)


def page(typed: str, reach: object) -> bytes:
    """Ask for the whole page, rendered, as far as somebody sees."""
    from django.test import RequestFactory
    from django.urls import resolve

    from bayline.platform.reaching import within

    request = RequestFactory(SERVER_NAME="localhost").get("/search", {"q": typed})
    with within(reach):
        answer: bytes = resolve("/search").func(request).content
    return answer


def published() -> None:
    """Open all documents to the public, and accept what the newest of them state."""
    from django.db import connection

    from bayline.kernel.reviews import Review
    from bayline.platform.record import queries
    from bayline.platform.record.actions import decide

    newest = queries.sources(limit=10)
    claims = [one.id for one in queries.claims(source__in=[one.key for one in newest])]
    decide(claims, Review.ACCEPTED, by="bench", at=AT + timedelta(days=300))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_opened (publication, source_id)"
            " SELECT 'bench', id FROM record_source"
        )


def timed(ask: Callable[[str], object], typed: str) -> tuple[float, float]:
    """Ask once; give the seconds, and those of the processor in this process."""
    begun, worked = time.perf_counter(), time.process_time()
    ask(typed)
    return time.perf_counter() - begun, time.process_time() - worked


def filled(wanted: int) -> tuple[float, float]:
    """Fill the record; give the seconds for texts with their index, and for claims."""
    from bayline.engines.documents import document_of
    from bayline.platform.record.actions import append, store_source, store_text
    from bayline.platform.record.terms import Handed

    texts = claims = 0.0
    chance = random.Random(4)  # noqa: S311 - it repeats
    for number in range(0, wanted, 2 * SENTENCES_AT_ONCE):
        words, places = text_of(chance, number // 2)
        at = AT + timedelta(minutes=number // 2_000)
        handed = Handed(name=f"{number}.txt", data=words.encode(), title=f"第{number}号简报")
        begun = time.perf_counter()
        source, _ = store_source(handed, by="bench", at=at)
        text = store_text(source, document_of("bench", words), at=at)
        texts += time.perf_counter() - begun
        drafts = [draft(source.cited, words, place) for place in places]
        begun = time.perf_counter()
        append(drafts, ground=text, by="bench", at=at)
        claims += time.perf_counter() - begun
    return texts, claims


def text_of(chance: random.Random, first: int) -> tuple[str, list[tuple[int, int, int, int]]]:
    """Write sentences with two figures each; give where the figures and the sentences stand."""
    parts, places, position = [], [], 0
    for number in range(first, first + SENTENCES_AT_ONCE):
        sentence = sentence_of(chance, number)
        for word in ("计划投资", "完成投资"):
            start = sentence.index(word) + len(word)
            end = sentence.index("亿元", start) + 2
            whole = (position, position + len(sentence))
            places.append((position + start, position + end, *whole))
        parts.append(sentence)
        position += len(sentence)
    return "".join(parts), places


def sentence_of(chance: random.Random, number: int) -> str:
    """Write a sentence with two figures, now and then with a rare word."""
    rare = "打通断头路，" if number % 500 == 0 else ""
    rare += "拆除独柱墩，" if number % 20_000 == 0 else ""
    rare += f"全长{chance.randint(10, 99) / 10}公里，" if number % 50 == 0 else ""
    name = chance.choice(TOWNS) + chance.choice(THINGS) + chance.choice(WORKS)
    first, second = number % 900 / 10 + 1, number % 700 / 10 + 1
    return f"{name}{rare}计划投资{first}亿元，完成投资{second}亿元。"


def draft(source: object, words: str, place: tuple[int, int, int, int]) -> object:
    """Make a claim with all that a figure of a document has."""
    from bayline.kernel.claims import Claim
    from bayline.kernel.evidence import Evidence, TextPosition
    from bayline.kernel.figures import Figure, Stated
    from bayline.kernel.periods import year
    from bayline.platform.record.terms import Draft

    start, end, first, last = place
    value = Decimal(words[start : end - 2])
    claim = Claim(
        identifier="-",
        subject=words[first : first + 8],
        attribute=words[start - 4 : start],
        evidence=Evidence(source=source, selectors=(TextPosition(start=start, end=end),)),
        figure=Figure.stated_as(
            value * 100_000_000,
            "CNY",
            resolution=Decimal(1_000_000),
            stated=Stated(value=value, unit="亿元"),
        ),
        period=year(2000 + start % 20),
        place="310116",
        reader="1",
    )
    return Draft(claim=claim, quote=words[start:end], sentence=(first, last))


if __name__ == "__main__":
    main()
