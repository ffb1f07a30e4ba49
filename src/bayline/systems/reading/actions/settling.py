"""Say what was made of a finding, unless somebody else has said so in the meantime."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.record import queries
from bayline.platform.record.actions import settle_finding
from bayline.platform.record.actions.turns import take_turn
from bayline.platform.record.terms import FindingChange


class OvertakenError(BaylineError):
    """Somebody else wrote first.

    Attributes:
        changes: What was written since the form was opened.
    """

    def __init__(self, changes: Sequence[FindingChange]) -> None:
        names = "、".join(dict.fromkeys(change.by for change in changes))
        self.changes = tuple(changes)
        super().__init__(
            f"{names} wrote about this finding first; yours is not stored yet",
            do="read what was written, change yours if need be, and send it again",
            zh=Words(
                f"{names}已先写了处理意见，这一份还没有写入", do="请看过再改，需要时再提交一次"
            ),
        )


class UnseenError(BaylineError):
    """A form claims to have seen more than was ever written."""

    def __init__(self) -> None:
        super().__init__(
            "the form counts more notes of this finding than there are; yours is not stored yet",
            do="read its history, and send it again",
            zh=Words(
                "表单上数的处理意见比实有的多，这一份还没有写入", do="请看过它的经过，再提交一次"
            ),
        )


@transaction.atomic
def settle(change: FindingChange, *, seen: int) -> None:
    """Say what was made of a finding.

    Args:
        change: What is said; see `settle_finding`.
        seen: How many events of its life whoever says so has seen.

    Raises:
        OvertakenError: Others have written since.
        UnseenError: More was seen than there is.
        BaylineError: The finding is not there, or a reason or a name is missing.
    """
    take_turn()
    written = queries.finding_changes(change.key)
    if len(written) < seen:
        raise UnseenError
    if written[seen:]:
        raise OvertakenError(written[seen:])
    # What shows nothing is handed on as nothing, and refused as such.
    by, reason = (words if shows(words) else "" for words in (change.by, change.reason))
    settle_finding(replace(change, by=by, reason=reason))
