import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.kernel.evidence import (
    Computation,
    Evidence,
    Source,
    TableCell,
    TextPosition,
    TextQuote,
    located,
    quotation,
)


@st.composite
def spans(draw):
    text = draw(st.text(alphabet="甲乙0", min_size=1, max_size=60))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(spans())
def test_a_quotation_is_found_again_where_it_stood(span):
    text, start, end = span
    position, quote = quotation(text, start, end=end)
    assert quote.exact == text[start:end]
    assert located(text, quote, near=start) == position


@given(spans(), st.text(alphabet="丙丁", max_size=20))
def test_a_quotation_moves_with_what_is_put_before_it(span, before):
    text, start, end = span
    position, quote = quotation(text, start, end=end)
    moved = located(before + text, quote, near=start + len(before))
    assert moved == TextPosition(start=position.start + len(before), end=end + len(before))


def test_among_equal_quotes_the_one_with_the_same_neighbors_is_taken():
    text = "甲镇12个，乙镇12个"
    _, quote = quotation(text, 8, end=11)
    assert located("乙镇12个，甲镇12个", quote) == TextPosition(start=2, end=5)


def test_words_that_are_gone_are_not_found():
    assert located("别的话", TextQuote(exact="12个")) is None
    assert located("别的话", TextQuote(exact="")) is None


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(BaylineError, match="outside the text"):
        quotation("短", 0, end=5)


def test_a_position_that_ends_before_it_starts_is_refused():
    with pytest.raises(BaylineError, match="end exclusive"):
        TextPosition(start=3, end=1)


def test_evidence_leads_to_a_source_or_a_computation():
    source = Source(sha256="0" * 64, title="公报")
    assert Evidence(source=source, selectors=(TableCell(table=0, row=1, column=2),))
    assert Evidence(
        source=None, selectors=(Computation(rule="sum", version="1", inputs=("a", "b")),)
    )
    with pytest.raises(BaylineError, match="leads nowhere"):
        Evidence(source=None, selectors=(TextPosition(start=0, end=1),))
    with pytest.raises(BaylineError, match="leads nowhere"):
        Evidence(source=source, selectors=())


@pytest.mark.parametrize("sha256", ["", "0" * 63, "G" * 64, "A" * 64])
def test_a_source_without_a_proper_hash_is_refused(sha256):
    with pytest.raises(BaylineError, match="compute the hash"):
        Source(sha256=sha256, title="公报")
