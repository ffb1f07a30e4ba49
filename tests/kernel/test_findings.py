import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import Finding, Reference, Severity, Verdict, by_weight


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


def test_a_quote_must_fill_its_span():
    with pytest.raises(BaylineError, match="exactly the characters"):
        Reference(document="a", start=0, end=9, quote="12个")
