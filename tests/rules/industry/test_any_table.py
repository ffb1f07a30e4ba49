"""Whatever a table holds, a measure gives numbers, or a reason, or a sentence; nothing else."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.systems.industry.rules.measures import MEASURES, measured
from bayline.systems.industry.terms import Wish

REGIONS, INDUSTRIES, YEARS = "ABCD", "wxyz", ("2011", "2017")
amounts = st.integers(0, 4) | st.sampled_from([0, 0.5, 1e-9, 1e9])
keys = st.tuples(st.sampled_from(REGIONS), st.sampled_from(INDUSTRIES), st.sampled_from(YEARS))
wishes = st.builds(
    Wish,
    reference=st.sampled_from(["", "", "", "A"]),
    is_rest=st.booleans(),
    relatedness=st.sampled_from(["probability", "association", "cosine", "jaccard"]),
)


@st.composite
def rows(draw):
    """Rows of some places, each once, with what goes with them."""
    places = draw(st.lists(keys, min_size=1, max_size=32, unique=True))
    people = {name: draw(st.integers(0, 9)) for name in REGIONS}
    return [(*place, draw(amounts), draw(st.integers(0, 9)), people[place[0]]) for place in places]


CASES = [
    (measure, extra) for measure, asked in MEASURES.items() for extra in ("", *sorted(asked.asks))
]


def outcome(made, measure, wish):
    """Measure a table; give the results, or the refusal."""
    try:
        return list(measured(made, measure, wish))
    except BaylineError as refused:
        return refused


@pytest.mark.parametrize(("measure", "extra"), CASES)
@given(rows=rows(), wish=wishes)
def test_any_table_gives_numbers_or_reasons(table, measure, extra, rows, wish):
    heads = ["region", "industry", "year", "value", "other", "population"]
    kept = [at for at, head in enumerate(heads) if at < 4 or head == extra]
    cut = [tuple(row[at] for at in kept) for row in rows]
    found = outcome(table(",".join(heads[at] for at in kept), cut), measure, wish)
    if isinstance(found, BaylineError):
        assert found.zh is not None
        assert found.sentence().startswith("t.csv: ")
        return
    assert found
    for one in found:
        result = one["result"]
        assert (result is None) == ("reason" in one)
        assert result is None or math.isfinite(result)
        assert all(math.isfinite(value) for value in one.values() if isinstance(value, float))
