"""Documents enter the record with what they state; newer readings propose, they never overwrite."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bayline.engines.chinese import reader
from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import correct, decide
from bayline.platform.record.terms import Handed, KeptClaim
from bayline.systems.reading.actions import recording
from bayline.systems.reading.actions.recording import record_document, reread_document

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOTICE = "3月3日，全区首季12个重点项目同日开工，总投资206亿元。全区森林覆盖率为16.5%。"


def handed(words: str = NOTICE, name: str = "开工.md", **more: object) -> Handed:
    return replace(Handed(name=name, data=words.encode(), published=date(2021, 3, 5)), **more)


def figures(**wanted: object) -> dict[str, KeptClaim]:
    found = queries.claims(kind=ClaimKind.FIGURE, **wanted)
    return {claim.quote: claim for claim in found if claim.state is not Review.SUPERSEDED}


def test_a_document_proposes_what_it_states() -> None:
    recorded = record_document(handed(), by="小林", at=NOON)
    found = figures()
    assert recorded.is_new
    assert set(found) == {"12个", "206亿元", "16.5%"}
    assert found["206亿元"].claim.attribute == "总投资"
    assert found["206亿元"].claim.evidence.source.published == date(2021, 3, 5)
    assert {claim.state for claim in found.values()} == {Review.PROPOSED}
    assert {claim.id for claim in found.values()} <= {*recorded.proposed}


def test_the_same_document_twice_is_told_and_adds_nothing() -> None:
    record_document(handed(), by="小林", at=NOON)
    again = record_document(handed(name="另一个名字.md"), by="小王", at=NOON + HOUR)
    assert (again.is_new, again.proposed, len(queries.sources())) == (False, (), 1)


def test_front_matter_is_about_the_document_not_of_it() -> None:
    words = f"---\ntitle: 集中开工\nrecorded: 2021-03-08\n---\n{NOTICE}"
    recorded = record_document(handed(words), by="小林", at=NOON)
    text = queries.latest_text(recorded.source)
    assert text.document.text.strip() == NOTICE
    assert queries.content_of(recorded.source) == words.encode()


def test_a_file_that_cannot_be_read_leaves_nothing() -> None:
    with pytest.raises(BaylineError):
        record_document(handed(name="a.pdf", data=b"%PDF-1.4 broken"), by="小林", at=NOON)
    assert queries.sources() == []


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer reader, which calls the investment planned and no longer sees the forest."""
    real = recording.drafts_of

    def drafts(*arguments: object, **more: object) -> Sequence[object]:
        found = real(*arguments, **more)
        return [
            replace(draft, claim=replace(draft.claim, attribute="计划总投资"))
            if draft.quote == "206亿元"
            else draft
            for draft in found
            if draft.quote != "16.5%"
        ]

    monkeypatch.setattr(reader, "READER_VERSION", "2099.1")
    monkeypatch.setattr(recording, "drafts_of", drafts)


def accepted(*quotes: str) -> None:
    found = figures()
    decide([found[quote].id for quote in quotes], Review.ACCEPTED, by="小林", at=NOON + HOUR)


def test_a_newer_reading_takes_the_place_of_what_nobody_decided(
    request: pytest.FixtureRequest,
) -> None:
    source = record_document(handed(), by="小林", at=NOON).source
    request.getfixturevalue("newer")
    recorded = reread_document(source, at=NOON + 2 * HOUR)
    found = figures()
    assert found["206亿元"].claim.attribute == "计划总投资"
    assert recorded.proposed == (found["206亿元"].id,)
    assert "16.5%" not in found


def test_a_newer_reading_never_overwrites_what_a_person_accepted(
    request: pytest.FixtureRequest,
) -> None:
    source = record_document(handed(), by="小林", at=NOON).source
    accepted("206亿元", "16.5%", "12个")
    before = figures()
    request.getfixturevalue("newer")
    recorded = reread_document(source, at=NOON + 2 * HOUR)
    claims = {claim.id: claim for claim in queries.claims()}
    assert all(claims[claim.id].state is Review.ACCEPTED for claim in before.values())
    changed, withdrawn = (claims[name] for name in recorded.proposed)
    assert (changed.claim.attribute, changed.claim.supersedes) == (
        "计划总投资",
        before["206亿元"].id,
    )
    assert (withdrawn.claim.kind, withdrawn.claim.supersedes) == (
        ClaimKind.WITHDRAWAL,
        before["16.5%"].id,
    )
    decide(recorded.proposed, Review.ACCEPTED, by="小林", at=NOON + 3 * HOUR)
    assert figures().keys() == {"206亿元", "12个"}
    assert reread_document(source, at=NOON + 4 * HOUR).proposed == ()


def test_a_correction_by_a_person_outlives_the_same_reading_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = record_document(handed(), by="小林", at=NOON).source
    old = figures()["206亿元"]
    right = replace(old.claim, attribute="计划总投资额")
    correct(old.id, right, by="小王", at=NOON + HOUR, reason="写全")
    monkeypatch.setattr(reader, "READER_VERSION", "2099.1")
    recorded = reread_document(source, at=NOON + 2 * HOUR)
    assert figures()["206亿元"].claim.attribute == "计划总投资额"
    assert recorded.proposed == ()


def test_a_corrected_edition_carries_over_what_is_the_same_and_proposes_what_is_not() -> None:
    first = record_document(handed(), by="小林", at=NOON).source
    accepted("206亿元", "16.5%", "12个")
    words = NOTICE.replace("206亿元", "208亿元").replace("全区森林覆盖率为16.5%。", "")
    second = record_document(
        handed(f"更正版。{words}", name="开工（更正）.md", replaces=first.sha256),
        by="小林",
        at=NOON + 2 * HOUR,
    )
    states = {
        (
            claim.quote,
            claim.claim.kind,
            claim.claim.evidence.source.sha256 == first.sha256,
        ): claim.state
        for claim in queries.claims(kind__in=[ClaimKind.FIGURE, ClaimKind.WITHDRAWAL])
    }
    assert states == {
        ("12个", ClaimKind.FIGURE, True): Review.SUPERSEDED,
        ("206亿元", ClaimKind.FIGURE, True): Review.ACCEPTED,
        ("16.5%", ClaimKind.FIGURE, True): Review.ACCEPTED,
        ("12个", ClaimKind.FIGURE, False): Review.ACCEPTED,
        ("208亿元", ClaimKind.FIGURE, False): Review.PROPOSED,
        ("16.5%", ClaimKind.WITHDRAWAL, True): Review.PROPOSED,
    }
    decide(second.proposed, Review.ACCEPTED, by="小林", at=NOON + 3 * HOUR)
    assert figures().keys() == {"12个", "208亿元"}
