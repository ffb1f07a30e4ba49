"""Of the readings of one statement one counts, whoever reads, corrects, reissues or decides."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bayline.engines.chinese import reader
from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError
from bayline.kernel.reviews import Review
from bayline.platform.packs.opening import opened_pack
from bayline.platform.record import models, queries
from bayline.platform.record.actions import append, correct, decide
from bayline.platform.record.actions.reviews import RivalError
from bayline.platform.record.terms import Draft, Handed, KeptClaim, KeptSource
from bayline.platform.record.verifying import verify
from bayline.systems.reading.actions import recording
from bayline.systems.reading.actions.benching import take_back
from bayline.systems.reading.actions.building import build
from bayline.systems.reading.actions.checking import as_recorded
from bayline.systems.reading.actions.exporting import export
from bayline.systems.reading.actions.recording import record_document, reread_document
from bayline.systems.reading.actions.reviewing import put_right, review
from bayline.systems.reading.queries import Turn, last_decision

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOTICE = "3月3日，全区首季12个重点项目同日开工，总投资206亿元。"
MONEY = "206亿元"


@contextmanager
def reading(version: int, attribute: str | None) -> Iterator[None]:
    """Let a newer reader call the money otherwise, or no longer see it."""
    real, before = recording.drafts_of, reader.READER_VERSION

    def drafts(*arguments: object, **more: object) -> Sequence[Draft]:
        found: list[Draft] = real(*arguments, **more)
        return [
            replace(draft, claim=replace(draft.claim, attribute=attribute))
            if draft.quote.endswith("亿元") and attribute
            else draft
            for draft in found
            if attribute is not None or not draft.quote.endswith("亿元")
        ]

    recording.drafts_of, reader.READER_VERSION = drafts, f"2099.{version}"  # type: ignore[assignment]  # - called as the real one is
    try:
        yield
    finally:
        recording.drafts_of, reader.READER_VERSION = real, before


def handed(words: str = NOTICE, **more: object) -> Handed:
    plain = Handed(name="开工.md", data=words.encode(), published=date(2021, 3, 5))
    return replace(plain, **more)


def recorded(words: str = NOTICE, **more: object) -> KeptSource:
    return record_document(handed(words, **more), by="小林", at=NOON).source


def reread(source: KeptSource, version: int, attribute: str | None) -> list[KeptClaim]:
    """Read again with a reader that calls the money so; gives what it proposes of it."""
    with reading(version, attribute):
        names = reread_document(source, at=NOON + version * HOUR).proposed
    found = [queries.claim(name) for name in names]
    return [one for one in found if one.quote.endswith("亿元")]


def money(*states: Review) -> list[KeptClaim]:
    return queries.claims(quote=MONEY, states=states)


def accept(*claims: KeptClaim, hours: int = 1) -> None:
    names = [claim.id for claim in claims]
    decide(names, Review.ACCEPTED, by="小王", at=NOON + hours * HOUR)


def present(claim: KeptClaim) -> Review:
    return queries.claim(claim.id).state


@pytest.mark.django_db
def test_a_second_rereading_supersedes_what_was_accepted_not_what_the_first_proposed() -> None:
    source = recorded()
    (old,) = money()
    accept(old)
    (first,) = reread(source, 2, "甲")
    (second,) = reread(source, 3, "乙")
    assert (first.claim.supersedes, second.claim.supersedes) == (old.id, old.id)
    assert (present(old), present(first)) == (Review.ACCEPTED, Review.SUPERSEDED)
    accept(second, hours=4)
    assert [one.id for one in money(Review.ACCEPTED)] == [second.id]
    decide([second.id], Review.RETURNED, by="小王", at=NOON + 5 * HOUR, reason="原来是对的")
    assert [one.id for one in money(Review.ACCEPTED)] == [old.id]
    assert present(first) is Review.SUPERSEDED


@pytest.mark.django_db
def test_what_was_sent_back_hides_the_accepted_reading_from_nobody() -> None:
    source = recorded()
    (old,) = money()
    accept(old)
    (first,) = reread(source, 2, "甲")
    decide([first.id], Review.RETURNED, by="小王", at=NOON + 2 * HOUR, reason="不对")
    (second,) = reread(source, 3, "乙")
    assert second.claim.supersedes == old.id
    text = queries.latest_text(source)
    assert text is not None
    stated = {one.attribute for one in as_recorded(text, name="a").reading.statements}
    assert old.claim.attribute in stated
    position = old.claim.evidence.selectors[0]
    standing = queries.claims_on([text.key])
    assert standing[text.key, position.start, position.end] == (old.key, old.id)


@pytest.mark.django_db
def test_what_is_read_again_after_a_gap_is_proposed_again_and_no_withdrawal_is_forgotten() -> None:
    source = recorded()
    (old,) = money()
    assert reread(source, 2, None) == []
    assert present(old) is Review.SUPERSEDED
    assert [one.id for one in reread(source, 3, old.claim.attribute)] == [old.id]
    accept(old, hours=4)
    (withdrawal,) = reread(source, 5, None)
    assert reread(source, 6, old.claim.attribute) == []
    assert present(withdrawal) is Review.SUPERSEDED
    assert [one.id for one in reread(source, 7, None)] == [withdrawal.id]
    assert [one.id for one in reread(source, 8, None)] == [withdrawal.id]
    accept(withdrawal, hours=9)
    assert reread(source, 10, None) == []
    (anew,) = reread(source, 11, old.claim.attribute)
    assert anew.claim.supersedes == withdrawal.id


@pytest.mark.django_db
def test_an_edition_that_counts_is_not_undone_by_reading_the_old_one_again() -> None:
    old = recorded()
    accept(*money())
    new = recorded(NOTICE.replace("全区", "全区的"), replaces=old.sha256)
    (carried,) = money(Review.ACCEPTED)
    assert carried.source == new.key
    assert reread(old, 2, "甲") == []
    (proposal,) = reread(new, 2, "甲")
    assert proposal.claim.supersedes == carried.id
    third = recorded(NOTICE.replace(MONEY, "209亿元"), replaces=old.sha256)
    (other,) = queries.claims(quote="209亿元", source=third.key)
    assert other.claim.supersedes == carried.id


@pytest.mark.django_db
def test_two_readings_are_not_accepted_by_one_decision() -> None:
    recorded()
    (old,) = money()
    new = correct(old.id, replace(old.claim, attribute="改"), by="小王", at=NOON, reason="写全")
    decide([new], Review.RETURNED, by="小王", at=NOON + HOUR, reason="撤销")
    for together in ([old.id, new], [new, old.id]):
        with pytest.raises(RivalError, match="two readings of one statement"):
            decide(together, Review.ACCEPTED, by="小王", at=NOON + 2 * HOUR)
    assert money(Review.ACCEPTED) == []


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_accepted_reading() -> None:
    source = recorded()
    (old,) = money()
    accept(old)
    (other,) = reread(source, 2, "甲")
    decide([other.id], Review.RETURNED, by="小王", at=NOON + 3 * HOUR, reason="不对")
    returned = models.Standing.objects.get(claim_id=other.key)
    returned.state = "accepted"
    with pytest.raises(IntegrityError), transaction.atomic():
        returned.save()


@pytest.mark.usefixtures("store")
def test_of_two_who_accept_rivals_at_the_same_moment_one_is_refused() -> None:
    recorded()
    (old,) = money()
    text = queries.text_of_claim(old.id)
    rivals = [
        Draft(
            claim=replace(old.claim, identifier="-", attribute=word, supersedes=old.id), quote=MONEY
        )
        for word in "甲乙"
    ]
    names = append(rivals, ground=text, by="reader", at=NOON).identifiers
    start, refusals = Barrier(2), []

    def decides(name: str) -> None:
        try:
            start.wait()
            decide([name], Review.ACCEPTED, by="小王", at=NOON + HOUR)
        except BaylineError as error:
            refusals.append(error.sentence())
        finally:
            connection.close()

    threads = [Thread(target=decides, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(money(Review.ACCEPTED)) == 1
    assert len(refusals) == 1
    assert "two readings of one statement" in refusals[0]


@pytest.mark.django_db
def test_what_a_decided_reading_follows_upon_is_exported_with_it(
    home: Callable[[], AbstractContextManager[None]], tmp_path: Path
) -> None:
    folder, late = tmp_path / "first", NOON + 100 * HOUR
    with home():
        source = recorded()
        reread(source, 2, "甲")
        (last,) = reread(source, 3, "乙")
        accept(last, hours=4)
        export(folder)
    for version, attribute in ((3, "乙"), (4, "丙"), (5, None)):
        (folder / "region.toml").write_text('name = "湾区"\ncode = "310116"\n', "utf-8")
        with home(), reading(version, attribute):
            build(opened_pack(folder, now=late), at=late)
            assert [one.id for one in money(Review.ACCEPTED)] == [last.id]
            folder = tmp_path / str(version)
            export(folder)


ATTRIBUTES = st.sampled_from(["甲", "乙", "丙", None])
STATES = st.sampled_from([Review.ACCEPTED, Review.RETURNED, Review.PROPOSED])
PICKS = st.lists(st.integers(0, 30), min_size=1, max_size=3)


class Statements(RuleBasedStateMachine):
    """A small record that readers, editions and people work on in any order."""

    @initialize()
    def keep(self) -> None:
        """Begin with one document that nobody has reviewed."""
        self.hours = 0
        self.turns: list[Turn] = []
        self.sources = [recorded()]

    def now(self) -> datetime:
        """Give a moment after all others."""
        self.hours += 1
        return NOON + self.hours * HOUR

    def claims(self) -> list[KeptClaim]:
        """List all readings."""
        return queries.claims(kind__in=[ClaimKind.FIGURE, ClaimKind.WITHDRAWAL])

    def decides(self, do: Callable[[], object]) -> None:
        """Do what a person wishes; what is refused changes nothing."""
        before = last_decision()
        try:
            with transaction.atomic():
                do()
        except BaylineError:
            assert last_decision() == before
        else:
            self.turns.append(Turn(before + 1, last_decision()))

    @rule(which=st.integers(0, 3), attribute=ATTRIBUTES)
    def reread(self, which: int, attribute: str | None) -> None:
        """Read with a newer reader: it proposes behind what counts, and moves nothing."""
        source = self.sources[which % len(self.sources)]
        self.hours += 1
        counted = {one.id for one in self.claims() if one.state is Review.ACCEPTED}
        for claim in reread(source, self.hours, attribute):
            (line,) = queries.lines_of([claim.id]).values()
            assert line.accepted is None or line.follows(claim, line.accepted)
        assert counted == {one.id for one in self.claims() if one.state is Review.ACCEPTED}

    @precondition(lambda self: len(self.sources) < 3)
    @rule(which=st.integers(0, 3), sum_of=st.sampled_from([206, 208]), attribute=ATTRIBUTES)
    def reissue(self, which: int, sum_of: int, attribute: str | None) -> None:
        """Take in a corrected edition."""
        words = f"更正{len(self.sources)}。{NOTICE.replace('206', str(sum_of))}"
        replaced = self.sources[which % len(self.sources)].sha256
        with reading(self.hours, attribute):
            handed_over = handed(words, replaces=replaced)
            kept = record_document(handed_over, by="小林", at=self.now())
        self.sources.append(kept.source)

    @rule(picks=PICKS, to=STATES)
    def decide(self, picks: list[int], to: Review) -> None:
        """Decide on one claim or several."""
        claims = self.claims()
        names = [*dict.fromkeys(claims[pick % len(claims)].id for pick in picks)]
        self.decides(lambda: review(names, to, by="小王", at=self.now(), reason="理由"))

    @rule(pick=st.integers(0, 30), attribute=st.sampled_from("甲乙丁"))
    def correct(self, pick: int, attribute: str) -> None:
        """Put a claim right."""
        claims = self.claims()
        old = claims[pick % len(claims)]
        new = replace(old.claim, attribute=attribute)
        self.decides(lambda: put_right(old.id, new, by="小王", at=self.now(), reason="改"))

    @precondition(lambda self: self.turns)
    @rule()
    def undo(self) -> None:
        """Take the last decision back."""
        turn = self.turns.pop()
        self.decides(lambda: take_back(turn, by="小王", at=self.now()))

    @invariant()
    def one_reading_of_a_statement_counts(self) -> None:
        """Count the accepted readings of each statement, and verify the record."""
        claims = self.claims()
        lines = queries.lines_of([one.id for one in claims])
        counted = Counter(lines[one.id].key for one in claims if one.state is Review.ACCEPTED)
        assert set(counted.values()) <= {1}
        assert verify().faults == ()

    @invariant()
    def no_proposal_lies_behind_the_reading_that_counts(self) -> None:
        """See that all that an accepted reading follows upon is superseded."""
        for line in queries.lines_of([one.id for one in self.claims()]).values():
            accepted = line.accepted
            behind = line.behind(accepted) if accepted else ()
            assert {one.state for one in behind} <= {Review.SUPERSEDED}


@pytest.mark.any_database
@pytest.mark.django_db
def test_whatever_is_done_in_whatever_order_one_reading_counts() -> None:
    class Undone(Statements):
        """The same, each run in a transaction that is taken back."""

        def __init__(self) -> None:
            super().__init__()
            self.run = transaction.atomic()
            self.run.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.run.__exit__(None, None, None)

    run_state_machine_as_test(Undone, settings=settings(max_examples=8, stateful_step_count=12))
