from datetime import UTC, datetime

import pytest

from bayline.kernel.claims import Claim, corrected
from bayline.kernel.errors import BaylineError
from bayline.kernel.evidence import Evidence, Source, TextPosition
from bayline.kernel.figures import Figure

EVIDENCE = Evidence(
    source=Source(sha256="0" * 64, title="公报"), selectors=(TextPosition(start=0, end=3),)
)


def claim(**fields):
    parts = {"identifier": "c1", "subject": "全区", "attribute": "项目", "evidence": EVIDENCE}
    return Claim(**parts | fields)


def test_a_correction_is_a_new_claim_that_supersedes():
    old = claim(figure=Figure.exactly(12, "个"), recorded=datetime(2021, 1, 1, tzinfo=UTC))
    new = corrected(old, identifier="c2", figure=Figure.exactly(13, "个"))
    assert (new.supersedes, new.recorded) == ("c1", None)
    assert old.figure == Figure.exactly(12, "个")


def test_a_claim_cannot_supersede_itself():
    with pytest.raises(BaylineError, match="new identifier"):
        claim(supersedes="c1")


def test_a_recorded_time_without_a_zone_is_refused():
    with pytest.raises(BaylineError, match="with its zone"):
        claim(recorded=datetime(2021, 1, 1))  # noqa: DTZ001 - the missing zone is the case
