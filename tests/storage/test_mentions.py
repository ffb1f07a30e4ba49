"""How many claims have a word is kept as they are added and decided, and is never far off."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bayline.engines.documents import document_of
from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.evidence import Evidence, quotation
from bayline.kernel.periods import Period, Precision
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import append, correct, decide, store_source, store_text
from bayline.platform.record.following import strayed
from bayline.platform.record.queries.mentions import (
    Mentioned,
    figures_stated,
    last_figures,
    mentioned,
    words_with,
)
from bayline.platform.record.queries.tallies import standing_in
from bayline.platform.record.terms import Draft, Handed, KeptText
from bayline.systems.reading.queries import FiguresAsked, figures

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = "漕泾镇游客12万人，门票收入3万元；金山区游客40万人。"


@pytest.fixture
def text() -> KeptText:
    source, _ = store_source(Handed(name="旅游.md", data=WORDS.encode()), by="小林", at=NOON)
    return store_text(source, document_of("旅游.md", WORDS), at=NOON)


def draft(text: KeptText, quote: str, *, attribute: str, place: str) -> Draft:
    start = WORDS.index(quote)
    evidence = Evidence(
        source=text.source.cited, selectors=quotation(WORDS, start, end=start + len(quote))
    )
    claim = Claim(
        identifier="-", subject=place, attribute=attribute, place=place, evidence=evidence
    )
    return Draft(claim=claim, quote=quote, sentence=(0, len(WORDS)))


@pytest.fixture
def names(text: KeptText) -> tuple[str, ...]:
    drafts = [
        draft(text, "12万人", attribute="游客", place="漕泾镇"),
        draft(text, "3万元", attribute="门票收入", place="漕泾镇"),
        draft(text, "40万人", attribute="游客", place="金山区"),
    ]
    meeting = draft(text, "漕泾镇", attribute="held", place="漕泾镇")
    drafts.append(replace(meeting, claim=replace(meeting.claim, kind=ClaimKind.EVENT, what="开会")))
    return append(drafts, ground=text, by="reader", at=NOON).identifiers


def of_document(text: KeptText) -> tuple[int, int]:
    """Give how many figures of a document stand, and how many of its claims wait."""
    found = standing_in([text.source.key])
    figures = sum(n for _ground, kind, n in found if kind)
    return figures, sum(n for _ground, kind, n in found if not kind)


def test_words_are_counted_as_claims_come_in(names: tuple[str, ...], text: KeptText) -> None:
    assert len(names) == 4
    assert words_with("attribute", "收") == {"门票收入": 1}
    assert words_with("attribute", "旅游") == {}
    assert mentioned("place", ["漕泾镇", "海盐县"]) == {"漕泾镇": Mentioned(2, 1)}
    assert of_document(text) == (3, 4)
    assert figures_stated() == 3
    append([], ground=text, by="reader", at=NOON)
    assert [*strayed()] == []


def test_a_superseded_figure_is_counted_no_more_until_it_is_back(
    names: tuple[str, ...], text: KeptText
) -> None:
    old = queries.claim(names[0])
    new = replace(old.claim, attribute="接待游客")
    corrected = correct(names[0], new, by="小林", at=NOON + HOUR, reason="漏字")
    assert words_with("attribute", "游客") == {"游客": 1, "接待游客": 1}
    assert of_document(text) == (3, 3)
    assert [*strayed()] == []
    decide([corrected], Review.PROPOSED, by="小林", at=NOON + HOUR)
    assert words_with("attribute", "游客") == {"游客": 2, "接待游客": 1}
    assert of_document(text) == (4, 5)
    assert [*strayed()] == []


def test_the_last_figures_of_several_words_are_merged(names: tuple[str, ...]) -> None:
    keys = queries.numbers_of(names)
    found = [keys[names[at]] for at in (2, 1, 0)]
    assert last_figures("attribute", ["游客", "门票收入"], first=0, size=5) == found
    assert last_figures("attribute", ["游客", "门票收入"], first=1, size=1) == found[1:2]
    assert last_figures("attribute", [], first=0, size=5) == []


@pytest.mark.parametrize("is_descending", [True, False])
def test_figures_without_a_period_come_last(text: KeptText, *, is_descending: bool) -> None:
    days = {"12万人": date(2021, 3, 1), "3万元": None, "40万人": date(2020, 3, 1)}
    drafts = []
    for quote, day in days.items():
        one = draft(text, quote, attribute="游客", place="漕泾镇")
        period = (
            Period(start=day, end=day + timedelta(days=31), precision=Precision.MONTH)
            if day
            else None
        )
        drafts.append(replace(one, claim=replace(one.claim, period=period)))
    append(drafts, ground=text, by="reader", at=NOON)
    asked = FiguresAsked(order="period", is_descending=is_descending)

    def page(number: int, size: int) -> list[str]:
        return [one.kept.quote for one in figures(asked, as_of=None, page=number, size=size).claims]

    whole = page(1, 5)
    assert whole == [*(["12万人", "40万人"] if is_descending else ["40万人", "12万人"]), "3万元"]
    assert [page(number, 1)[0] for number in (1, 2, 3)] == whole
    assert page(2, 2) == whole[2:]
