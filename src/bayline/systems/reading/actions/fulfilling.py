"""A promise is kept: who says so gives the day, and what shows it or why.

It is done as a withdrawal is: a claim that takes the promise's place, accepted at once. Sent back,
it gives the promise its place again.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.evidence import Evidence, quotation
from bayline.kernel.periods import Period
from bayline.kernel.reviews import Review
from bayline.kernel.statuses import Status
from bayline.platform.record import queries
from bayline.platform.record.actions import append
from bayline.platform.record.actions.turns import take_turn
from bayline.platform.record.terms import Draft, KeptClaim, KeptSource, KeptText
from bayline.systems.reading.actions.benching import refuse_overtaken
from bayline.systems.reading.actions.reviewing import review
from bayline.systems.reading.queries import Turn, last_decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is said of a promise that was kept.

    Attributes:
        when: When it was.
        claim: Identifier of the claim that shows it; empty if none does.
        document: First digits of the hash of the document that shows it; empty if none does.
        sentence: The words in that document.
        reason: How it was kept, in the words of whoever says so.
    """

    when: Period
    claim: str = ""
    document: str = ""
    sentence: str = ""
    reason: str = ""


class _Ground(NamedTuple):
    """Where what shows it stands."""

    evidence: Evidence
    quote: str
    sentence: tuple[int, int] | None
    on: KeptText | KeptSource | None


@transaction.atomic
def keep_as_seen(
    identifier: str, token: str, kept: Kept, *, by: str, at: datetime
) -> tuple[str, Turn]:
    """Note that a promise was kept, if it stands as it was seen.

    Args:
        identifier: The promise.
        token: What the page showed of where it stands.
        kept: What is said of it.
        by: Who says so.
        at: When.

    Returns:
        Identifier of the claim that says so, and the rows of the decision.

    Raises:
        OvertakenError: Somebody decided on it meanwhile.
        BaylineError: It is no accepted promise, the day is still to come, or nothing shows it.
    """
    take_turn()
    promise = queries.claim(identifier)
    _refuse_other(promise)
    refuse_overtaken({identifier: token})
    _refuse_coming(kept, at)
    ground = _ground(promise, kept)
    says = replace(
        promise.claim,
        identifier="-",
        kind=ClaimKind.FULFILMENT,
        what=kept.reason,
        period=kept.when,
        period_assumed=False,
        status=Status.ACTUAL,
        evidence=ground.evidence,
        reader="",
        recorded=None,
        supersedes=promise.id,
    )
    draft = Draft(claim=says, quote=ground.quote, sentence=ground.sentence)
    before = last_decision()
    (made,) = append([draft], ground=ground.on, by=by, at=at).identifiers
    review([made], Review.ACCEPTED, by=by, at=at, reason=kept.reason)
    return made, Turn(before + 1, last_decision())


def _refuse_other(promise: KeptClaim) -> None:
    is_promise = promise.claim.kind is ClaimKind.PROMISE
    if is_promise and promise.state is Review.ACCEPTED:
        return
    raise BaylineError(
        f"{promise.id} is {'' if is_promise else 'no promise, and '}{promise.state}",
        why="an accepted promise is kept, once",
        do="look at where it stands",
        zh=Words(
            f"这一条{promise.state.zh}" if is_promise else "这一条不是承诺",
            "审定过的承诺才记兑现，只记一次",
            "请看这一条的经过",
        ),
    )


def _refuse_coming(kept: Kept, at: datetime) -> None:
    start = kept.when.start or kept.when.last
    if start is not None and start <= timezone.localtime(at).date():
        return
    raise BaylineError(
        f"{kept.when.edtf} is still to come, or has no beginning",
        why="what is kept has happened",
        do="give the day on which it was kept",
        zh=Words(f"{kept.when.edtf}还没有到", "兑现的事已经发生", "请写兑现的日期"),
    )


def _ground(promise: KeptClaim, kept: Kept) -> _Ground:
    """Find what shows it: another claim, words of a document, or the promise with a reason."""
    if kept.claim:
        return _on_claim(promise, kept.claim)
    if kept.document or kept.sentence:
        return _on_words(kept)
    if not kept.reason:
        raise BaylineError(
            "nothing shows that the promise was kept",
            why="whoever looks it up must find out how",
            do="name a claim or a sentence, or say how it was kept",
            zh=Words("没有写依据", "以后查的人要知道凭什么", "请写依据的一条或原句，或写说明"),
        )
    return _standing_as(promise)


def _on_claim(promise: KeptClaim, identifier: str) -> _Ground:
    shown = queries.claim(identifier)
    if shown.id == promise.id or shown.state in {Review.RETURNED, Review.SUPERSEDED}:
        raise BaylineError(
            f"{identifier} cannot show it",
            why="it is the promise itself" if shown.id == promise.id else f"it is {shown.state}",
            do="name another claim",
            zh=Words(
                f"{identifier}不能作依据",
                "它就是这项承诺" if shown.id == promise.id else f"它{shown.state.zh}",
                "请写另一条",
            ),
        )
    return _standing_as(shown)


def _standing_as(claim: KeptClaim) -> _Ground:
    on = queries.text(claim.text) if claim.text else claim.source and queries.source(claim.source)
    return _Ground(claim.claim.evidence, claim.quote, claim.sentence, on or None)


def _on_words(kept: Kept) -> _Ground:
    source = queries.source_by_id(kept.document)
    text = queries.latest_text(source)
    words = text.document.text if text else ""
    start = words.find(kept.sentence) if kept.sentence else -1
    if text is None or start < 0:
        raise BaylineError(
            f"“{kept.sentence[:40]}” does not stand in {source.title}",
            why="what shows it is quoted word by word",
            do="copy the sentence from the page of the document",
            zh=Words(
                f"《{source.title}》里没有“{kept.sentence[:40]}”",
                "依据要一字不差",
                "请从文件页上复制原句",
            ),
        )
    end = start + len(kept.sentence)
    evidence = Evidence(source=source.cited, selectors=quotation(words, start, end=end))
    return _Ground(evidence, kept.sentence, None, text)
