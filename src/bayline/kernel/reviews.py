"""Review: what a person decides about a claim, and which decisions are open in which state."""

from enum import StrEnum

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows


class Review(StrEnum):
    """Where a claim stands."""

    PROPOSED = "proposed"  # read by a program or filled in, looked at by nobody yet
    ACCEPTED = "accepted"
    RETURNED = "returned"  # sent back: not to be used
    SUPERSEDED = "superseded"  # another claim took its place

    @property
    def zh(self) -> str:
        """Chinese word for the state."""
        return _ZH[self]


_ZH = {
    Review.PROPOSED: "待审",
    Review.ACCEPTED: "已审",
    Review.RETURNED: "已退回",
    Review.SUPERSEDED: "已更替",
}

# From a state to those that a decision may lead to. Back to proposed is the undoing of a decision.
ALLOWED = {
    Review.PROPOSED: frozenset({Review.ACCEPTED, Review.RETURNED, Review.SUPERSEDED}),
    Review.ACCEPTED: frozenset({Review.PROPOSED, Review.RETURNED, Review.SUPERSEDED}),
    Review.RETURNED: frozenset({Review.PROPOSED, Review.ACCEPTED, Review.SUPERSEDED}),
    Review.SUPERSEDED: frozenset({Review.PROPOSED, Review.ACCEPTED, Review.RETURNED}),
}


def decided(before: Review, after: Review, *, claim: str, successor: str = "", reason: str) -> None:
    """Refuse a decision that its claim does not allow.

    Args:
        before: Where the claim stands.
        after: Where it shall stand.
        claim: Identifier of the claim, for the sentence.
        successor: Identifier of the accepted claim that took its place; empty if none.
        reason: Why, in the reviewer's words.

    Raises:
        BaylineError: The claim stands there already; a successor holds its place; or a claim is
            sent back without a reason.
    """
    if after not in ALLOWED[before]:
        raise BaylineError(
            f"claim {claim} is {before} already",
            why="a decision changes where a claim stands",
            do="look at its history",
            zh=Words(f"这条{before.zh}，不必再定一次", do="请看它的经过"),
        )
    if before is Review.SUPERSEDED and successor:
        raise BaylineError(
            f"claim {claim} is superseded by {successor}",
            why="of one statement only the newest accepted reading counts",
            do=f"send back {successor} first",
            zh=Words(
                f"这条已由{successor}更替", "同一句话只有最新审定的读法有效", f"请先退回{successor}"
            ),
        )
    if after is Review.RETURNED and not shows(reason):
        raise BaylineError(
            f"claim {claim} is sent back without a reason",
            why="whoever corrects it must know what is wrong",
            do="say why in a few words",
            zh=Words("退回没有写原因", "改的人要知道哪里不对", "请用几个字写明原因"),
        )
