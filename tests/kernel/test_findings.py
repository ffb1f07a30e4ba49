from dataclasses import replace

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import (
    Finding,
    Reference,
    Severity,
    State,
    Verdict,
    by_weight,
    state_of,
)


def finding(severity, verdict, start=0):
    return Finding(
        check="parts",
        severity=severity,
        verdict=verdict,
        sentence="各项之和等于总数。",
        sentence_en="The parts add up to the total.",
        claims=(Reference(document="a", start=start, end=start + 3, quote="12个"),),
    )


def test_only_what_cannot_both_be_true_is_called_a_contradiction():
    assert finding(Severity.CONTRADICTION, Verdict.CONTRADICTION)
    with pytest.raises(BaylineError, match="severity warning or note"):
        finding(Severity.CONTRADICTION, Verdict.NEEDS_BASIS)


def test_contradictions_come_first_then_the_order_of_the_text():
    late = finding(Severity.CONTRADICTION, Verdict.CONTRADICTION, 9)
    note, early_note = (finding(Severity.NOTE, Verdict.HOLDS, at) for at in (5, 2))
    assert sorted([note, early_note, late], key=by_weight) == [late, early_note, note]


@pytest.mark.parametrize(
    ("severity", "verdict", "state"),
    [
        (Severity.CONTRADICTION, Verdict.CONTRADICTION, State.CONTRADICTION),
        (Severity.WARNING, Verdict.CONTRADICTION, State.WARNING),
        (Severity.WARNING, Verdict.HOLDS, State.WARNING),
        (Severity.WARNING, Verdict.NEEDS_BASIS, State.NEEDS_BASIS),
        (Severity.NOTE, Verdict.NOT_COMPARABLE, State.NOT_COMPARABLE),
        (Severity.NOTE, Verdict.HOLDS, State.HOLDS),
    ],
)
def test_a_state_is_the_verdict_unless_that_misleads(severity, verdict, state):
    assert state_of(finding(severity, verdict)) is state


def test_a_finding_may_say_its_state_itself():
    found = replace(finding(Severity.WARNING, Verdict.NEEDS_BASIS), state=State.WARNING)
    assert state_of(found) is State.WARNING
    assert min([finding(Severity.NOTE, Verdict.NEEDS_BASIS), found], key=by_weight) is found


def test_a_quote_must_fill_its_span():
    with pytest.raises(BaylineError, match="exactly the characters"):
        Reference(document="a", start=0, end=9, quote="12个")
