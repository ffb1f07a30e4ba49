"""The record keeps what was said, in order, and lets nobody change it afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from bayline.engines.documents import document_of
from bayline.kernel.basis import Basis, Price
from bayline.kernel.bounds import Bound
from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.errors import BaylineError
from bayline.kernel.evidence import Computation, Evidence, TableCell, quotation
from bayline.kernel.figures import Figure, Stated
from bayline.kernel.periods import Period, quarter
from bayline.kernel.reviews import Review
from bayline.kernel.statuses import Change, Status
from bayline.platform.record import models, queries
from bayline.platform.record.actions import append, correct, decide, store_source, store_text
from bayline.platform.record.terms import Draft, Handed, KeptText

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
OWN = {"id", "identifier", "supersedes_id"}
WORDS = "一季度集中开工12个项目，总投资约206亿元。\n三季度集中开工12个项目，总投资111亿元。"


def kept(words: str = WORDS, name: str = "开工.md", at: datetime = NOON) -> KeptText:
    """Store a document with its text."""
    source, _ = store_source(Handed(name=name, data=words.encode()), by="小林", at=at)
    return store_text(source, document_of(name, words), at=at)


def said(text: KeptText, quote: str, **more: object) -> Draft:
    """Draft a claim that stands on some characters of a text."""
    words = text.document.text
    start = words.index(quote)
    selectors = quotation(words, start, end=start + len(quote))
    claim = Claim(
        identifier="-",
        subject="集中开工项目",
        attribute="总投资",
        evidence=Evidence(source=text.source.cited, selectors=selectors),
        figure=Figure.stated_as(
            Decimal("206e8"),
            "CNY",
            bound=Bound.ABOUT,
            resolution=Decimal("1e8"),
            stated=Stated(value=Decimal(206), unit="亿元"),
        ),
        reader="1",
    )
    return Draft(claim=replace(claim, **more), quote=quote, sentence=(0, words.index("\n")))


def added(text: KeptText, *drafts: Draft, at: datetime = NOON) -> tuple[str, ...]:
    return append(drafts, ground=text, by="reader", at=at).identifiers


def test_the_same_bytes_are_kept_once() -> None:
    first, is_new = store_source(Handed(name="a.md", data=b"x"), by="甲", at=NOON)
    again, is_new_again = store_source(Handed(name="b.md", data=b"x"), by="乙", at=NOON + HOUR)
    assert (is_new, is_new_again, again) == (True, False, first)


def test_two_documents_of_one_name_are_two() -> None:
    one, _ = store_source(Handed(name="a.md", data=b"x"), by="甲", at=NOON)
    other, is_new = store_source(Handed(name="a.md", data=b"y"), by="甲", at=NOON)
    assert is_new
    assert one.sha256 != other.sha256
    assert {source.name for source in queries.sources()} == {"a.md"}


def test_a_document_cannot_replace_what_is_not_there() -> None:
    with pytest.raises(BaylineError, match="replaces a document that is not in the record"):
        store_source(Handed(name="a.md", data=b"x", replaces="0" * 64), by="甲", at=NOON)


def test_a_claim_comes_back_as_it_was_said() -> None:
    text = kept()
    draft = said(
        text,
        "约206亿元",
        basis=Basis(price=Price.CURRENT, coverage=frozenset({"不含港区", "含电厂"}), stage="开工"),
        period=quarter(1, 2021),
        period_assumed=True,
        place="310116",
        change=Change.TO,
        status=Status.PLANNED,
    )
    (identifier,) = added(text, draft)
    found = queries.claim(identifier)
    back = found.claim
    assert (
        replace(draft.claim, identifier=identifier, evidence=back.evidence, recorded=NOON) == back
    )
    assert back.period is not None
    assert (back.period.edtf, back.evidence.source.title) == ("2021-33", "开工.md")
    assert (found.state, found.quote, found.sentence) == (Review.PROPOSED, "约206亿元", (0, 23))


def test_events_promises_cells_and_computations_come_back_too() -> None:
    text = kept()
    event = said(text, "集中开工", kind=ClaimKind.EVENT, figure=None, what="12个项目")
    cell = Claim(
        identifier="-",
        subject="A",
        attribute="面积",
        evidence=Evidence(
            source=text.source.cited,
            selectors=(TableCell(table=0, row=3, column=2, sheet="名册"),),
        ),
        figure=Figure.exactly(3, "项"),
        period=Period(start=None, end=date(2026, 3, 3), precision=quarter(1, 2021).precision),
    )
    (one,) = added(text, event)
    (two,) = append(
        [Draft(claim=cell, quote="3")], ground=text.source, by="甲", at=NOON
    ).identifiers
    made = replace(
        cell,
        evidence=Evidence(
            source=None, selectors=(Computation(rule="sum", version="1", inputs=(one, two)),)
        ),
    )
    (three,) = append([Draft(claim=made, quote="")], ground=None, by="甲", at=NOON).identifiers
    found = {name: queries.claim(name).claim for name in (one, two, three)}
    assert (found[one].kind, found[one].what, found[one].figure) == (
        ClaimKind.EVENT,
        "12个项目",
        None,
    )
    assert found[two].evidence.selectors[0] == cell.evidence.selectors[0]
    assert found[two].period == cell.period
    assert found[three].evidence == made.evidence


def test_what_was_said_at_a_place_is_kept_once() -> None:
    text = kept()
    first = append([said(text, "约206亿元")] * 2, ground=text, by="reader", at=NOON)
    again = append([said(text, "约206亿元", reader="2")], ground=text, by="reader", at=NOON + HOUR)
    assert (first.new, again.new) == (1, 0)
    assert {*first.identifiers} == {*again.identifiers}


def test_what_is_said_twice_far_apart_in_one_reading_is_kept_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bayline.platform.record.actions.claims._CHUNK", 2)
    text = kept()
    drafts = [said(text, quote) for quote in ("约206亿元", "12个项目", "总投资", "约206亿元")]
    made = append(drafts, ground=text, by="reader", at=NOON)
    assert (made.new, len(set(made.identifiers))) == (3, 3)


def test_a_claim_must_stand_where_it_says() -> None:
    text = kept()
    moved = replace(said(text, "约206亿元"), quote="约207亿元")
    with pytest.raises(BaylineError, match="does not stand at"):
        added(text, moved)
    assert not queries.claims()


def test_a_withdrawal_names_what_it_takes_back() -> None:
    text = kept()
    with pytest.raises(BaylineError, match="no earlier claim"):
        added(text, said(text, "约206亿元", kind=ClaimKind.WITHDRAWAL, figure=None))


def test_periods_of_the_same_days_keep_the_words_they_were_written_in() -> None:
    text, days = kept(), quarter(1, 2021)
    written = (days, replace(days, edtf="2021-01/2021-03"))
    drafts = [said(text, "约206亿元", period=one) for one in written]
    names = added(text, *drafts)
    found = [queries.claim(name).claim.period for name in names]
    assert [one.edtf for one in found if one] == ["2021-33", "2021-01/2021-03"]


def test_a_claim_cannot_supersede_itself_or_what_is_not_there() -> None:
    text = kept()
    (first,) = added(text, said(text, "约206亿元"))
    with pytest.raises(BaylineError, match="no earlier claim"):
        added(text, said(text, "12个项目", supersedes="nothing"))
    with pytest.raises(BaylineError, match="cannot correct itself"):
        replace(queries.claim(first).claim, supersedes=first)
    plain = [field.attname for field in models.Claim._meta.fields]  # noqa: SLF001 - Django's public name
    taken = ", ".join(f'"{name}"' for name in plain if name not in OWN)
    copied = (
        f"INSERT INTO record_claim (id, identifier, supersedes_id, {taken}) "
        f"SELECT 999, 'itself', 999, {taken} FROM record_claim"
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copied)


@pytest.mark.parametrize(
    "table",
    ["source", "content", "text", "passage", "claim", "decision", "reading"],
)
@pytest.mark.parametrize("how", ["UPDATE record_{} SET {} = {}", "DELETE FROM record_{}"])
def test_the_database_itself_refuses_changes(table: str, how: str) -> None:
    text = kept()
    identifiers = added(text, said(text, "约206亿元"))
    decide(identifiers, Review.ACCEPTED, by="小林", at=NOON)
    models.Reading.objects.create(text_id=text.key, reader="1", claims=1, recorded=NOON, digest="")
    column = {"content": "source_id"}.get(table, "id")
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(how.format(table, column, column))


def test_review_goes_from_proposed_to_accepted_and_back_with_its_reasons() -> None:
    text = kept()
    identifiers = added(text, said(text, "约206亿元"), said(text, "12个项目"))
    assert decide(identifiers, Review.ACCEPTED, by="小林", at=NOON + HOUR) == 2
    with pytest.raises(BaylineError, match="without a reason"):
        decide(identifiers[:1], Review.RETURNED, by="小林", at=NOON + 2 * HOUR)
    decide(identifiers[:1], Review.RETURNED, by="小林", at=NOON + 2 * HOUR, reason="主体不对")
    decide(identifiers[:1], Review.PROPOSED, by="小林", at=NOON + 3 * HOUR)
    assert [(state, reason) for _, state, _, reason in queries.history(identifiers[0])] == [
        (Review.ACCEPTED, ""),
        (Review.RETURNED, "主体不对"),
        (Review.PROPOSED, ""),
    ]
    counts = queries.count_by_state()
    assert (counts[Review.PROPOSED], counts[Review.ACCEPTED]) == (1, 1)


def test_bulk_review_is_all_or_nothing() -> None:
    text = kept()
    identifiers = added(text, said(text, "约206亿元"), said(text, "12个项目"))
    decide(identifiers[1:], Review.ACCEPTED, by="小林", at=NOON)
    with pytest.raises(BaylineError, match="is accepted already"):
        decide(identifiers, Review.ACCEPTED, by="小林", at=NOON + HOUR)
    assert queries.count_by_state()[Review.PROPOSED] == 1


def test_a_correction_takes_the_place_and_gives_it_back_when_it_is_undone() -> None:
    text = kept()
    (old,) = added(text, said(text, "约206亿元"))
    decide([old], Review.ACCEPTED, by="小林", at=NOON + HOUR)
    right = replace(queries.claim(old).claim, subject="一季度集中开工项目")
    new = correct(old, right, by="小王", at=NOON + 2 * HOUR, reason="主体写全")
    assert (queries.claim(old).state, queries.claim(new).state) == (
        Review.SUPERSEDED,
        Review.ACCEPTED,
    )
    assert queries.claim(new).claim.supersedes == old
    with pytest.raises(BaylineError, match="is superseded by"):
        decide([old], Review.ACCEPTED, by="小林", at=NOON + 3 * HOUR)
    decide([new], Review.RETURNED, by="小林", at=NOON + 4 * HOUR, reason="原来是对的")
    assert queries.claim(old).state is Review.ACCEPTED


def test_a_correction_that_changes_nothing_is_refused() -> None:
    text = kept()
    (old,) = added(text, said(text, "约206亿元"))
    with pytest.raises(BaylineError, match="says what it said before"):
        correct(old, queries.claim(old).claim, by="小王", at=NOON, reason="")


def test_of_two_corrections_only_one_is_accepted() -> None:
    text = kept()
    (old,) = added(text, said(text, "约206亿元"))
    drafts = [said(text, "约206亿元", subject=name, supersedes=old) for name in ("甲", "乙")]
    one, other = added(text, *drafts)
    decide([one], Review.ACCEPTED, by="小林", at=NOON)
    with pytest.raises(BaylineError, match="two readings of one statement"):
        decide([other], Review.ACCEPTED, by="小林", at=NOON)


def test_as_of_a_moment_the_record_shows_what_was_known_then() -> None:
    text = kept()
    (old,) = added(text, said(text, "约206亿元"))
    decide([old], Review.ACCEPTED, by="小林", at=NOON + HOUR)
    right = replace(queries.claim(old).claim, subject="一季度集中开工项目")
    new = correct(old, right, by="小王", at=NOON + 2 * HOUR, reason="主体写全")

    def known(at: datetime) -> dict[str, Review]:
        return {claim.id: claim.state for claim in queries.claims(as_of=at)}

    assert known(NOON - HOUR) == {}
    assert known(NOON) == {old: Review.PROPOSED}
    assert known(NOON + HOUR) == {old: Review.ACCEPTED}
    assert known(NOON + 2 * HOUR) == {old: Review.SUPERSEDED, new: Review.ACCEPTED}
    with pytest.raises(BaylineError, match="no claim"):
        queries.claim(new, as_of=NOON)
