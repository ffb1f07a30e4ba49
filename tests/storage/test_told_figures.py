"""Of a large record the very same statements are asked for first, on either database."""

from datetime import UTC, date, datetime

import pytest

from bayline.kernel.claims import ClaimKind
from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.queries import Stating, figures_told
from bayline.systems.reading.queries import told as told_queries

pytestmark = pytest.mark.usefixtures("store")

AT = datetime(2025, 2, 1, tzinfo=UTC)
WORDS = "2024年，平湖市固定资产投资296.4亿元，增长8.6%。2024年，海宁市固定资产投资310亿元。"


@pytest.fixture
def stated(monkeypatch: pytest.MonkeyPatch) -> list[Stating]:
    """What a kept document states, of a record that counts as a large one."""
    monkeypatch.setattr(told_queries, "all_of_few", list)
    handed = Handed(name="a.md", data=WORDS.encode(), published=date(2025, 1, 20))
    record_document(handed, by="小林", at=AT)
    claims = [one.claim for one in queries.claims(kind=ClaimKind.FIGURE)]
    return [
        Stating(one.place, one.attribute, one.period.end, one.figure)
        for one in claims
        if one.period and one.period.end and one.figure
    ]


def test_what_is_stated_is_found_with_its_sentence(stated: list[Stating]) -> None:
    first, _, third = stated
    (passage,) = figures_told([first])
    assert passage.words in WORDS
    assert [one.quote for one in passage.claims] == ["296.4亿元", "8.6%"]
    assert figures_told([first._replace(figure=third.figure)]) == []
    assert len(figures_told(stated * 60)) == len({"平湖市", "海宁市"})
