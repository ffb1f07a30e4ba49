"""Findings have a life: people close them, and only a changed input brings them back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bayline.engines.documents import document_of
from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import Life, State, state_of
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import correct, decide, keep_findings, settle_finding
from bayline.platform.record.terms import FindingChange, Found, Handed, KeptFinding, KeptText
from bayline.systems.reading.actions.checking import as_recorded, check_document
from bayline.systems.reading.actions.comparing import audit_beside_record
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.checks import check

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
WRONG = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"


def kept(words: str, name: str = "a.md", at: datetime = NOON) -> KeptText:
    handed = Handed(name=name, data=words.encode(), published=date(2021, 11, 1))
    text = queries.latest_text(record_document(handed, by="小林", at=at).source)
    assert text is not None
    return text


def present() -> list[KeptFinding]:
    found = (one for one in queries.findings() if one.is_present)
    return [one for one in found if state_of(one.finding) is not State.HOLDS]


def change(key: str, state: Life, **more: object) -> FindingChange:
    plain = FindingChange(
        key=key, state=state.value, owner="", due=None, reason="", by="小林", recorded=NOON + HOUR
    )
    return replace(plain, **more)


def test_a_finding_is_kept_with_the_claims_it_rests_on() -> None:
    text = kept(WRONG)
    check_document(text, at=NOON)
    (found,) = present()
    quotes = {queries.claim(name).quote for name in found.claims}
    assert state_of(found.finding) is State.CONTRADICTION
    assert quotes == {"70个", "27个", "4个", "22个", "12个", "7个"}
    assert found.finding.rows[0].figure.low is not None
    assert found.life is Life.OPEN


def test_checking_again_finds_the_same_and_leaves_it_as_people_left_it() -> None:
    text = kept(WRONG)
    check_document(text, at=NOON)
    (found,) = present()
    settle_finding(change(found.key, Life.EXPLAINED, reason="两项同属产业与人才"))
    assert check_document(text, at=NOON + 2 * HOUR) == ()
    (again,) = present()
    assert (again.key, again.life, again.reason) == (
        found.key,
        Life.EXPLAINED,
        "两项同属产业与人才",
    )


def test_a_finding_returns_when_one_of_its_inputs_changes() -> None:
    text = kept(WRONG)
    check_document(text, at=NOON)
    (found,) = present()
    settle_finding(change(found.key, Life.DISMISSED, reason="看错"))
    whole = next(claim for claim in queries.claims(kind=ClaimKind.FIGURE) if claim.quote == "70个")
    correct(
        whole.id, replace(whole.claim, subject="田园五镇"), by="小王", at=NOON + HOUR, reason="写全"
    )
    new = check_document(text, at=NOON + 2 * HOUR)
    (returned,) = present()
    assert new == (returned.key,)
    assert returned.key != found.key
    assert returned.life is Life.OPEN
    assert not queries.finding(found.key).is_present


def test_what_was_sent_back_is_not_compared() -> None:
    text = kept("2021年，全区森林覆盖率为16.5%。")
    other = kept("2021年，全区森林覆盖率为18.5%。", name="b.md", at=NOON + HOUR)
    check_document(other, at=NOON + HOUR)
    (found,) = present()
    assert {*found.sources} == {text.source.sha256, other.source.sha256}
    wrong = next(
        claim
        for claim in queries.claims(kind=ClaimKind.FIGURE)
        if claim.quote == "为18.5%" or "18.5" in claim.quote
    )
    decide([wrong.id], Review.RETURNED, by="小林", at=NOON + 2 * HOUR, reason="印错")
    check_document(other, at=NOON + 3 * HOUR)
    assert present() == []


def test_closing_needs_a_name_and_a_reason() -> None:
    check_document(kept(WRONG), at=NOON)
    (found,) = present()
    with pytest.raises(BaylineError, match="without a reason"):
        settle_finding(change(found.key, Life.CORRECTED))
    with pytest.raises(BaylineError, match="without a name"):
        settle_finding(change(found.key, Life.CORRECTED, reason="改了", by=" "))
    with pytest.raises(BaylineError, match="no finding"):
        settle_finding(change("nothing", Life.CORRECTED, reason="改了"))


def test_an_owner_and_a_day_are_kept_with_their_history() -> None:
    check_document(kept(WRONG), at=NOON)
    (found,) = present()
    settle_finding(change(found.key, Life.OPEN, owner="农业农村委", due=date(2021, 11, 20)))
    settle_finding(
        change(
            found.key,
            Life.CORRECTED,
            owner="农业农村委",
            reason="改为72个",
            recorded=NOON + 2 * HOUR,
        )
    )
    told = queries.finding(found.key)
    assert (told.life, told.owner, told.due) == (Life.CORRECTED, "农业农村委", None)
    assert [one.state for one in queries.finding_changes(found.key)] == ["open", "corrected"]
    assert queries.finding(found.key, as_of=NOON + HOUR).due == date(2021, 11, 20)


def many(number: int) -> str:
    return "\n".join(WRONG.replace("五镇", f"第{one + 1}镇") for one in range(number))


def questions_of_keeping(number: int) -> int:
    text = kept(many(number), name=f"{number}.md")
    found = check([as_recorded(text, name="a")])
    assert len(found) >= number
    with CaptureQueriesContext(connection) as asked:
        keep_findings(
            [Found(finding=one, texts={"a": text}) for one in found], about=text.source, at=NOON
        )
    assert all(one.claims for one in queries.findings(source=text.source.key))
    return len(asked)


def test_findings_are_kept_by_the_same_few_questions_however_many_they_are() -> None:
    assert questions_of_keeping(10) == questions_of_keeping(40)


def forests(number: int, cover: str) -> str:
    return "".join(f"{1980 + one}年，全区森林覆盖率为{cover}%。" for one in range(number))


def questions_of_comparing(number: int) -> int:
    draft = document_of("draft.md", forests(number, "18.5"))
    with CaptureQueriesContext(connection) as asked:
        audited = audit_beside_record(draft, published=date(2021, 12, 1))
    assert audited.beside is not None
    assert len(audited.beside.claims) >= number
    return len(asked)


def test_a_draft_is_compared_by_the_same_few_questions_however_much_it_says() -> None:
    kept(forests(40, "16.5"))
    assert questions_of_comparing(10) == questions_of_comparing(40)
